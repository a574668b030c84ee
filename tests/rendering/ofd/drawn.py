"""Draws an OFD with nothing but what is inside it, and tells how a picture differs from another."""

from __future__ import annotations

import io
import math
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

NS = {"ofd": "http://www.ofdspec.org/2016"}
DPI = 150
_SCALE = DPI / 25.4
_FINER = 3


class Reader:
    """An OFD as its parts."""

    def __init__(self, data: bytes) -> None:
        self._files = zipfile.ZipFile(io.BytesIO(data))
        self.entry = self.xml("OFD.xml")
        self.root = self.entry.findtext(".//ofd:DocRoot", namespaces=NS) or ""
        self.document = self.xml(self.root)

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self._files.read(name))

    def beside(self, name: str) -> str:
        """The full name of a part that the document names."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.root), name))

    def resources(self) -> dict[str, bytes]:
        """Files of fonts and images by the number of the resource."""
        found = {}
        for kind in ("PublicRes", "DocumentRes"):
            listed = self.xml(self.beside(self.document.findtext(f".//ofd:{kind}", namespaces=NS) or ""))
            for entry in listed.iterfind(".//*[@ID]"):
                name = entry.findtext("ofd:FontFile", namespaces=NS) or entry.findtext(
                    "ofd:MediaFile", namespaces=NS
                )
                found[entry.get("ID", "")] = self._files.read(self.beside(f"{listed.get('BaseLoc')}/{name}"))
        return found

    def pages(self) -> Iterator[etree._Element]:
        for page in self.document.iterfind("ofd:Pages/ofd:Page", NS):
            yield self.xml(self.beside(page.get("BaseLoc", "")))

    def texts(self) -> list[str]:
        return [code.text or "" for page in self.pages() for code in page.iterfind(".//ofd:TextCode", NS)]

    def tagged(self) -> dict[str, str]:
        """The text of what each custom tag points at."""
        listed = self.beside(self.document.findtext("ofd:CustomTags", namespaces=NS) or "")
        file = self.xml(listed).findtext(".//ofd:FileLoc", namespaces=NS) or ""
        objects = {
            one.get("ID"): "".join(one.itertext()).strip()
            for page in self.pages()
            for one in page.iterfind(".//ofd:TextObject", NS)
        }
        tree = self.xml(posixpath.join(posixpath.dirname(listed), file))
        return {
            etree.QName(tag).localname: "".join(
                objects[ref.text] for ref in tag.iterfind("ofd:ObjectRef", NS)
            )
            for tag in tree
        }


def draw(data: bytes) -> list[Image.Image]:
    """Each page as a grey picture of 150 dpi."""
    reader = Reader(data)
    files = reader.resources()
    return [_page(page, files) for page in reader.pages()]


def _page(page: etree._Element, files: dict[str, bytes]) -> Image.Image:
    _, _, width, height = _numbers(page.findtext("ofd:Area/ofd:PhysicalBox", namespaces=NS))
    scale = _SCALE * _FINER
    picture = Image.new("L", (round(width * _SCALE) * _FINER, round(height * _SCALE) * _FINER), 255)
    for one in page.iterfind(".//ofd:Layer/*", NS):
        left, top, *_ = _numbers(one.get("Boundary"))
        matrix = _numbers(one.get("CTM")) if one.get("CTM") else [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]

        def place(
            x: float, y: float, m: list[float] = matrix, at: tuple[float, float] = (left, top)
        ) -> tuple[float, float]:
            return (
                (at[0] + m[0] * x + m[2] * y + m[4]) * scale,
                (at[1] + m[1] * x + m[3] * y + m[5]) * scale,
            )

        kind = etree.QName(one).localname
        if kind == "TextObject":
            _text(picture, one, place, files[one.get("Font", "")], matrix)
        elif kind == "PathObject":
            _path(picture, one, place, scale)
        elif kind == "ImageObject":
            corners = [place(0, 0), place(1, 1)]
            image = Image.open(io.BytesIO(files[one.get("ResourceID", "")])).convert("L")
            size = tuple(round(abs(corners[1][i] - corners[0][i])) for i in (0, 1))
            picture.paste(image.resize(size), (round(corners[0][0]), round(corners[0][1])))
    return picture.resize((picture.width // _FINER, picture.height // _FINER), Image.Resampling.LANCZOS)


def _text(picture: Image.Image, one: etree._Element, place: object, font: bytes, matrix: list[float]) -> None:
    size, stretch = float(one.get("Size", "0")), float(one.get("HScale", "1"))
    face = ImageFont.truetype(io.BytesIO(font), round(size * _SCALE * _FINER))
    grey = _grey(one.findtext("ofd:FillColor", namespaces=NS), one)
    code = one.find("ofd:TextCode", NS)
    assert code is not None
    x, y = float(code.get("X", "0")), float(code.get("Y", "0"))
    for character, step in zip(code.text or "", [0.0, *_steps(code.get("DeltaX"))], strict=True):
        x += step
        _glyph(
            picture,
            character,
            face,
            place(x, y),
            grey,
            stretch,
            math.degrees(math.atan2(matrix[1], matrix[0])),
        )  # type: ignore[operator]


def _glyph(
    picture: Image.Image, character: str, face: ImageFont.FreeTypeFont, at: tuple[float, float], grey: int,
    stretch: float, turn: float,
) -> None:  # fmt: skip
    room = round(face.size * 1.5)
    stamp = Image.new("L", (2 * room, 2 * room), 0)
    ImageDraw.Draw(stamp).text((room, room), character, font=face, fill=255, anchor="ls")
    if stretch != 1:
        narrow = stamp.resize((round(stamp.width * stretch), stamp.height))
        stamp = Image.new("L", stamp.size, 0)
        stamp.paste(narrow, (round(room - room * stretch), 0))
    if turn:
        stamp = stamp.rotate(-turn, center=(room, room))
    picture.paste(grey, (round(at[0]) - room, round(at[1]) - room), stamp)


def _path(picture: Image.Image, one: etree._Element, place: object, scale: float) -> None:
    words = (one.findtext("ofd:AbbreviatedData", namespaces=NS) or "").split()
    pieces: list[list[tuple[float, float]]] = []
    i = 0
    while i < len(words):
        count = {"M": 2, "L": 2, "B": 6, "C": 0}[words[i]]
        values = [float(w) for w in words[i + 1 : i + 1 + count]]
        if words[i] == "M":
            pieces.append([])
        if words[i] == "C":
            pieces[-1].append(pieces[-1][0])
        else:
            pieces[-1].append(place(*values[-2:]))  # type: ignore[operator]
        i += 1 + count
    pen = ImageDraw.Draw(picture)
    for points in pieces:
        if one.get("Fill") == "true" and len(points) > 2:
            pen.polygon(points, fill=_grey("", one))
        if one.get("Stroke") != "false" and len(points) > 1:
            pen.line(
                points, fill=_grey("", one), width=max(1, round(float(one.get("LineWidth", "0.353")) * scale))
            )


def _grey(_text: str | None, one: etree._Element) -> int:
    color = one.find("ofd:FillColor", NS)
    if color is None:
        color = one.find("ofd:StrokeColor", NS)
    red, green, blue = _numbers(color.get("Value")) if color is not None else (0.0, 0.0, 0.0)
    return round(0.299 * red + 0.587 * green + 0.114 * blue)


def _numbers(text: str | None) -> list[float]:
    return [float(word) for word in (text or "").split()]


def _steps(text: str | None) -> list[float]:
    words, steps = (text or "").split(), list[float]()
    while words:
        if words[0] == "g":
            steps += [float(words[2])] * int(words[1])
            words = words[3:]
        else:
            steps.append(float(words.pop(0)))
    return steps


def unlike(one: Image.Image, other: Image.Image) -> int:
    """Count the pixels that are dark in one picture and have nothing but white around them in the other."""
    other = other.resize(one.size)
    return _alone(one, other) + _alone(other, one)


def _alone(one: Image.Image, other: Image.Image) -> int:
    dark = one.point(lambda v: 255 if v < 110 else 0)
    white = other.filter(ImageFilter.MinFilter(5)).point(lambda v: 255 if v > 200 else 0)
    return ImageChops.multiply(dark, white).histogram()[255]
