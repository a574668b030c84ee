"""Images of a text from elsewhere as blocks: those that the file itself holds. Nothing is ever fetched."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.images.reading import MM_PER_INCH, USUAL_DPI, BadImage, decoded, read_image
from service.importing.inlines import InlineImage
from service.importing.paragraphs import Paragraph, Piece, Ready

_DATA = re.compile(r"data:image/[a-z0-9.+-]+;base64,(.*)", re.S)
_LENGTH = re.compile(r"([0-9.]+)(in|cm|mm|pt|px|%|)")
_TYPE_AREA_MM = 156.0
_MM: Mapping[str, float] = {
    "in": MM_PER_INCH, "cm": 10.0, "mm": 1.0, "pt": MM_PER_INCH / 72, "px": MM_PER_INCH / USUAL_DPI,
    "": MM_PER_INCH / USUAL_DPI, "%": _TYPE_AREA_MM / 100,
}  # fmt: skip
_NARROWEST_MM = 5
_LONGEST = 200
#: Without words an image is called so until somebody says what it shows.
NO_ALTERNATIVE = "图片"
#: 图1　……, 图 2-1 ……: what stands under an image and is no sentence.
_CAPTION = re.compile(r"图\s*[0-9一二三四五六七八九十]+(?:[-—–.][0-9]+)*[\s\u3000:：.、][^。]{1,80}")


def media_of(parts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the images of a docx or odt by the names that pandoc's tree has for them."""
    found = {name.removeprefix("word/"): data for name, data in parts.items() if "media/" in name}
    return found | {name: data for name, data in parts.items() if name.startswith("Pictures/")}


def image_block(image: InlineImage, media: Mapping[str, bytes]) -> dict[str, Any]:
    """Return an image block.

    Raises:
        BadImage: if the file doesn't hold the image, or it can't be printed.
    """
    data = _data(image.target, media)
    read_image(data)
    block: dict[str, Any] = {
        "kind": "image",
        "data": base64.b64encode(data).decode(),
        "alternative": image.alternative[:_LONGEST].strip() or NO_ALTERNATIVE,
    }
    width = _width(image.width)
    return block | ({"width_mm": width} if width else {})


def _data(target: str, media: Mapping[str, bytes]) -> bytes:
    found = _DATA.fullmatch(target)
    if found:
        return decoded("".join(found[1].split()))
    if target not in media:
        raise BadImage("不在这份文件里，系统不到别处去取，请把图片插进文件再导入")
    return media[target]


def _width(written: str) -> int:
    """Return a width in whole mm that an image may have; 0 if none is written."""
    found = _LENGTH.fullmatch(written.strip())
    if not found or not found[1].replace(".", "", 1).isdigit():
        return 0
    return max(_NARROWEST_MM, min(int(_TYPE_AREA_MM), round(float(found[1]) * _MM[found[2]])))


def with_captions(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces with what is called 图1 under an image made its 题注."""
    under: Ready | None = None
    for piece in pieces:
        if under is not None:
            caption = piece.text if isinstance(piece, Paragraph) and not piece.depth else ""
            is_caption = bool(_CAPTION.fullmatch(caption))
            yield Ready(under.place, {**under.block, "caption": caption}) if is_caption else under
            under = None
            if is_caption:
                continue
        if isinstance(piece, Ready) and piece.block["kind"] == "image":
            under = piece
        else:
            yield piece
    if under is not None:
        yield under
