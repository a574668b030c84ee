"""A text from elsewhere in, blocks out: `read_document` is all that the doors call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from service.document.finding import Finding
from service.errors import UnreadableDocument
from service.importing.archive import read_archive
from service.importing.assembly import Imported, assemble
from service.importing.docx import prepare
from service.importing.images import media_of
from service.importing.inlines import plain
from service.importing.pandoc import pandoc_tree
from service.importing.paragraphs import loss
from service.importing.plain import decode, paragraphs
from service.importing.tree import Reader

MEDIA_TYPES: Mapping[str, str] = {
    "text/markdown": "markdown",
    "text/plain": "text",
    "text/html": "html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
}
"""Media type → format."""

_ENDINGS: Mapping[str, str] = {
    **dict.fromkeys((".md", ".markdown"), "markdown"), **dict.fromkeys((".htm", ".html"), "html"),
    ".txt": "text", ".docx": "docx", ".odt": "odt",
}  # fmt: skip


def format_of(name: str) -> str:
    """Return the format of a file by its name.

    Raises:
        UnreadableDocument: if it is none that can be read.
    """
    ending = PurePath(name).suffix.lower()
    if ending in (".doc", ".wps", ".rtf"):
        raise UnreadableDocument(f"不能读取 {ending} 文件，请用 Word 或 WPS 另存为 .docx 再试")
    if ending not in _ENDINGS:
        raise UnreadableDocument(f"不认识 {name} 的类型，可以导入的有：{'、'.join(_ENDINGS)}")
    return _ENDINGS[ending]


def read_document(data: bytes, format: str) -> Imported:
    """Return the text of a document in one of the formats of `MEDIA_TYPES`.

    Raises:
        UnreadableDocument: if it can't be read, or is too large.
        PandocMissing: if pandoc is needed and not installed.
    """
    try:
        return _read(data, format)
    except RecursionError as error:
        raise UnreadableDocument("这份文件嵌套太深，没有读取；请减少列表、引用的层次") from error


def _read(data: bytes, format: str) -> Imported:
    if format == "text":
        text, findings = decode(data)
        return assemble(paragraphs(text), "", findings)
    if format == "docx":
        prepared = prepare(data)
        reader = Reader(prepared.place, list(prepared.findings), prepared.media)
        tree = pandoc_tree(prepared.docx, format)
        reader.findings.extend(_incomplete(prepared.texts, tree))
        return assemble(list(reader.pieces(tree["blocks"])), prepared.title, reader.findings)
    reader = Reader()
    if format == "odt":
        reader.media = media_of(read_archive(data, "odt"))
    else:
        text, findings = decode(data)
        reader.findings.extend(findings)
        data = text.encode()
    tree = pandoc_tree(data, format)
    title = plain(tree["meta"].get("title", {})).strip()
    others = [name for name, value in tree["meta"].items() if name != "title" and plain(value).strip()]
    if others:
        reader.findings.append(loss("metadata", detail="、".join(others[:5])))
    return assemble(list(reader.pieces(tree["blocks"])), title, reader.findings)


def _incomplete(texts: Sequence[tuple[int, tuple[str, ...]]], tree: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each paragraph of which pandoc left out something, whatever it was."""
    kept = "".join(plain(tree["blocks"]).split())
    for place, pieces in texts:
        bare = ["".join(piece.split()) for piece in pieces]
        if "".join(bare) not in kept and not all(piece in kept for piece in bare):
            yield loss("incomplete", place, "".join(pieces))
