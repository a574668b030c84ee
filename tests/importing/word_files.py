"""Word files with what pandoc and the blocks have no place for."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def a_file(build: Callable[[Document], None]) -> bytes:
    """A docx that ``build`` fills."""
    document = docx.Document()
    build(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def paragraphs(*texts: str) -> bytes:
    def build(document: Document) -> None:
        for text in texts:
            document.add_paragraph(text)

    return a_file(build)


def centred(document: Document, text: str) -> None:
    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def append(document: Document, text: str, *xml: str) -> None:
    """A paragraph with pieces of WordprocessingML behind its text."""
    paragraph = document.add_paragraph(text)
    for piece in xml:
        opening, _, rest = piece.partition(">")
        spaced = f"{opening} {nsdecls('w')}>{rest}"
        paragraph._p.append(parse_xml(spaced))


def numbered(document: Document, *levels: tuple[str, str]) -> int:
    """A list with levels of these formats and texts; returns its id."""
    numbering = document.part.numbering_part.element
    rows = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{rows}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    return 90


def in_list(document: Document, text: str, list_id: int, depth: int = 0) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )
