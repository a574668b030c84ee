"""Plain text as paragraphs: a line is a paragraph; UTF-8, UTF-16 with its mark, else GB 18030."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from service.document.finding import Finding
from service.errors import UnreadableDocument
from service.importing.paragraphs import Paragraph, loss

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: No text holds them; tab, line feed, form feed and carriage return it may.
_BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ufffd]")


def decode(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """Return the text, and a finding if it isn't UTF-8.

    Raises:
        UnreadableDocument: if it is no text.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            other = () if encoding.startswith("utf-8") else (loss("encoding", detail=_named(encoding)),)
            return text, other
    raise UnreadableDocument(
        "这不是文字文件，或者编码认不出；请用记事本打开，另存为 UTF-8 编码的文本文件再试"
    )


def _named(encoding: str) -> str:
    return {"gb18030": "国标码（GB 18030）", "utf-16": " UTF-16 "}[encoding]


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield a paragraph for each line that isn't empty."""
    lines = (" ".join(line.split("\t")).strip() for line in re.split("\r\n|[\n\r\f\v\u2028\u2029]", text))
    yield from (Paragraph(place, line) for place, line in enumerate(filter(None, lines), 1))
