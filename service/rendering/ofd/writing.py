"""Writes an OFD from the contents of a PDF: text stays text, rules stay vectors, fonts are embedded as subsets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from service.catalog.package import zipped
from service.document.finding import Finding
from service.errors import RenderingError
from service.images.png import png
from service.office.fonts import FontFace
from service.office.subsetting import subset_font
from service.page.contents import PageContents, Path
from service.page.images import Image
from service.rendering.ofd.page import image_object, page_part, path_object, text_object
from service.rendering.ofd.runs import TextRun, runs
from service.rendering.ofd.tags import Placed, tag_parts
from service.rendering.ofd.xml import element, numbers, part, text_element


@dataclass(frozen=True)
class About:
    """What an OFD says of itself; "" for what a paper has not.

    Attributes:
        title: 标题, on one line.
        document_number: 发文字号.
        issuer: 发文机关署名.
        issue_date: 成文日期 as printed.
        created: 成文日期 as 2026-03-15; "" where it can't be read.
    """

    title: str = ""
    document_number: str = ""
    issuer: str = ""
    issue_date: str = ""
    created: str = ""


@dataclass
class _Document:
    """What is gathered while the pages are written."""

    ids: Iterator[int] = field(default_factory=lambda: count(1))
    fonts: dict[str, tuple[int, set[str]]] = field(default_factory=dict)
    images: dict[bytes, tuple[int, str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)


_ROOT = "Doc_0"
_UNDATED = "2000-01-01"


def write_ofd(
    pages: Sequence[PageContents],
    about: About,
    face_of: Callable[[str], FontFace | None],
    *,
    archival: bool = False,
) -> bytes:
    """Return an OFD that shows the same pages; the same input gives the same bytes.

    Args:
        pages: contents of the PDF.
        about: what the file says of itself.
        face_of: the face of a font by the name under which the PDF embeds it; None if there is none.
        archival: write an OFD-A (GB/T 42133—2022).

    Raises:
        RenderingError: if a character has no Unicode, or a font has no file; it names the page.
    """
    _refuse_unreadable(pages, face_of)
    document = _Document()
    written = [_page(page, i, document) for i, page in enumerate(pages)]
    parts = dict(
        (
            ("OFD.xml", b""),
            (f"{_ROOT}/Document.xml", b""),
            (f"{_ROOT}/PublicRes.xml", _fonts(document, face_of)),
            (f"{_ROOT}/DocumentRes.xml", _images(document)),
            *((f"{_ROOT}/{where}", content) for _, where, content in written),
            *(
                (f"{_ROOT}/{where}", content)
                for where, content in tag_parts(document.placed, _tagged(about)).items()
            ),
            *((f"{_ROOT}/Res/{name}", content) for name, content in document.files.items()),
        )
    )
    parts[f"{_ROOT}/Document.xml"] = _root(pages, written, document)
    identity = hashlib.sha256(b"".join(parts.values())).hexdigest()[:32]
    parts["OFD.xml"] = _entry(about, identity, archival)
    return zipped(parts)


def _tagged(about: About) -> Mapping[str, str]:
    return {
        "DocumentNumber": about.document_number,
        "Title": about.title,
        "Issuer": about.issuer,
        "IssueDate": about.issue_date,
    }


def _refuse_unreadable(pages: Sequence[PageContents], face_of: Callable[[str], FontFace | None]) -> None:
    found = []
    for number, page in enumerate(pages, 1):
        if any(not glyph.text for glyph in page.glyphs):
            found.append(Finding("ofd-unreadable", f"第{number}页有的字没有编码，不能转成 OFD 的文字"))
        missing = sorted(
            {g.font or "未命名字体" for g in page.glyphs if g.text.strip() and not face_of(g.font)}
        )
        if missing:
            message = f"第{number}页的字体没有字库文件（{'、'.join(missing)}），不能嵌入 OFD"
            found.append(Finding("ofd-font", message))
    if found:
        raise RenderingError("这份文件不能转成 OFD：" + found[0].message, found)


def _page(page: PageContents, index: int, document: _Document) -> tuple[int, str, bytes]:
    """Return a page's number, place and XML."""
    page_id, layer = next(document.ids), next(document.ids)
    objects = [_drawing(drawing, document) for drawing in page.drawings]
    objects += [_text(run, page_id, document) for run in runs(page.glyphs)]
    content = part("Page", page_part(page.width, page.height, layer, objects))
    return page_id, f"Pages/Page_{index}/Content.xml", content


def _text(run: TextRun, page_id: int, document: _Document) -> str:
    if run.first.font not in document.fonts:
        document.fonts[run.first.font] = (next(document.ids), set())
    font, characters = document.fonts[run.first.font]
    characters.update(run.text)
    identifier = next(document.ids)
    document.placed.append(Placed(page_id, identifier, run.text))
    return text_object(run, identifier, font)


def _drawing(drawing: Path | Image, document: _Document) -> str:
    if isinstance(drawing, Path):
        return path_object(drawing, next(document.ids))
    data = drawing.jpeg or png(drawing.size, drawing.pixels)
    if data not in document.images:
        name = f"image_{len(document.images) + 1}.{'jpg' if drawing.jpeg else 'png'}"
        document.images[data] = (next(document.ids), name)
        document.files[name] = data
    return image_object(drawing, next(document.ids), document.images[data][0])


def _fonts(document: _Document, face_of: Callable[[str], FontFace | None]) -> bytes:
    entries = []
    for name, (identifier, characters) in document.fonts.items():
        found = face_of(name)
        assert found is not None  # _refuse_unreadable has looked
        file = f"{name}.ttf"
        document.files[file] = subset_font(found.path, found.index, characters)
        entries.append(
            element(
                "Font", text_element("FontFile", file),
                ID=identifier, FontName=name, FamilyName=found.families[0], Charset="unicode",
            )
        )  # fmt: skip
    return part("Res", [element("Fonts", "".join(entries))] if entries else [], BaseLoc="Res")


def _images(document: _Document) -> bytes:
    entries = [
        element(
            "MultiMedia", text_element("MediaFile", name),
            ID=identifier, Type="Image", Format="JPEG" if name.endswith("jpg") else "PNG",
        )
        for identifier, name in document.images.values()
    ]  # fmt: skip
    return part("Res", [element("MultiMedias", "".join(entries))] if entries else [], BaseLoc="Res")


def _root(
    pages: Sequence[PageContents], written: Sequence[tuple[int, str, bytes]], document: _Document
) -> bytes:
    box = numbers(0, 0, pages[0].width, pages[0].height)
    common = (
        text_element("MaxUnitID", str(next(document.ids))),
        element("PageArea", text_element("PhysicalBox", box)),
        text_element("PublicRes", "PublicRes.xml"),
        text_element("DocumentRes", "DocumentRes.xml"),
    )
    listed = "".join(element("Page", ID=identifier, BaseLoc=where) for identifier, where, _ in written)
    tags = text_element("CustomTags", "Tags/CustomTags.xml")
    return part("Document", [element("CommonData", "".join(common)), element("Pages", listed), tags])


def _entry(about: About, identity: str, archival: bool) -> bytes:
    own = {"发文字号": about.document_number, "发文机关": about.issuer, "成文日期": about.issue_date}
    data = "".join(text_element("CustomData", value, Name=name) for name, value in own.items() if value)
    info = (
        text_element("DocID", identity),
        text_element("Title", about.title) if about.title else "",
        text_element("Author", about.issuer) if about.issuer else "",
        text_element("CreationDate", about.created or _UNDATED),
        text_element("Creator", "Chengwen"),
        element("CustomDatas", data) if data else "",
    )
    body = element("DocInfo", "".join(info)) + text_element("DocRoot", f"{_ROOT}/Document.xml")
    kind = "OFD-A" if archival else "OFD"
    return part("OFD", [element("DocBody", body)], Version="1.0", DocType=kind)
