"""Plain texts as papers, twice: predicted by the grid predictor, and as the docx that LibreOffice lays out."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pypdfium2 import raw

from service.layout import gbt9704 as std
from service.layout.metrics import FontMetrics
from service.layout.predictor import Block, Pagination, Run, break_lines, paginate

INDENT = std.FIRST_LINE_INDENT_ZI * std.ZI_TWIPS
W = nsdecls("w")
_LEVEL_1 = re.compile(r"[一二三四五六七八九十]+、")
_LEVEL_2 = re.compile(r"（[一二三四五六七八九十]+）")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with all that the line breaks depend on. Indents in twips."""

    runs: tuple[Run, ...]
    first: int = INDENT
    left: int = 0
    right: int = 0
    centred: bool = False
    begins_page: bool = False
    height: int = std.LINE_PITCH_TWIPS

    def lines(self, metrics: FontMetrics) -> tuple[str, ...]:
        return break_lines(
            self.runs,
            metrics=metrics,
            left_indent=self.left,
            right_indent=self.right,
            first_indent=self.first,
        )


def read_paper(path: Path) -> list[Paragraph]:
    """Read a text with one paragraph a line; lines that begin with "#" tell where it comes from."""
    texts = [t for line in path.read_text("utf-8").splitlines() if (t := line.strip()) and t[0] != "#"]
    title = Run(texts[0], std.FONT_TITLE, std.TITLE_SIZE_PT, 0)
    rest = [_paragraph(text, i) for i, text in enumerate(texts[1:], 1)]
    return [Paragraph((title,), 0, centred=True, begins_page=True), *rest]


def _paragraph(text: str, index: int) -> Paragraph:
    if _LEVEL_1.match(text) and len(text) < 40:
        return Paragraph((Run(text, std.FONT_HEI),))
    if _LEVEL_2.match(text) and (end := text.find("。") + 1):
        return Paragraph((Run(text[:end], std.FONT_KAI), Run(text[end:])))
    if index < 3 and text.endswith("："):
        return Paragraph((Run(text),), 0)
    if text.startswith("抄送"):
        return Paragraph((Run(text, size_pt=std.SMALL_SIZE_PT, letter_spacing_twips=0),), -840, 1120, 280)
    if text.startswith("附件："):
        return Paragraph((Run(text),), -3 * std.ZI_TWIPS, INDENT + 3 * std.ZI_TWIPS)
    return Paragraph((Run(text),))


def predict(paragraphs: Sequence[Paragraph], metrics: FontMetrics) -> tuple[list[str], Pagination]:
    """Return all lines, and the pages that they fill."""
    lines = [p.lines(metrics) for p in paragraphs]
    blocks = [Block(len(own), p.height, p.begins_page) for own, p in zip(lines, paragraphs, strict=True)]
    return [line for own in lines for line in own], paginate(blocks)


def docx_of(paragraphs: Iterable[Paragraph]) -> bytes:
    """Return the docx for LibreOffice: grid and settings of a paper, hanging punctuation off (read inverted)."""
    document = Document()
    _replace_children(
        document.styles.element.find(qn("w:docDefaults")),
        f'<w:rPrDefault {W}><w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>',
        f"<w:pPrDefault {W}/>",
    )
    for old in document.styles["Normal"].element.findall(qn("w:rPr")):
        old.getparent().remove(old)
    section = document.element.body.sectPr
    _replace_children(
        section,
        f'<w:pgSz {W} w:w="{std.PAGE_WIDTH_TWIPS}" w:h="{std.PAGE_HEIGHT_TWIPS}"/>',
        f'<w:pgMar {W} w:top="{std.TOP_MARGIN_TWIPS}" w:right="{std.RIGHT_MARGIN_TWIPS}"'
        f' w:bottom="{std.BOTTOM_MARGIN_TWIPS}" w:left="{std.LEFT_MARGIN_TWIPS}"'
        ' w:header="851" w:footer="1400" w:gutter="0"/>',
        f'<w:docGrid {W} w:type="lines" w:linePitch="{std.LINE_PITCH_TWIPS}"/>',
    )
    for paragraph in paragraphs:
        section.addprevious(_paragraph_xml(paragraph))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _replace_children(element: Any, *children: str) -> None:
    for old in list(element):
        element.remove(old)
    element.extend(parse_xml(child) for child in children)


def _paragraph_xml(paragraph: Paragraph) -> Any:
    first = f'w:firstLine="{paragraph.first}"' if paragraph.first >= 0 else f'w:hanging="{-paragraph.first}"'
    xml = parse_xml(
        f"<w:p {W}><w:pPr>{'<w:pageBreakBefore/>' if paragraph.begins_page else ''}"
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="1"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{paragraph.height}" w:lineRule="exact"/>'
        f'<w:ind w:left="{paragraph.left}" w:right="{paragraph.right}" {first}/>'
        f'<w:jc w:val="{"center" if paragraph.centred else "both"}"/></w:pPr></w:p>'
    )
    for run in paragraph.runs:
        family, size = run.family, round(run.size_pt * 2)
        element = parse_xml(
            f'<w:r {W}><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{family}" w:hAnsi="{family}"'
            f' w:eastAsia="{family}" w:cs="{family}"/><w:spacing w:val="{run.letter_spacing_twips}"/>'
            f'<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve"/></w:r>'
        )
        element.find(qn("w:t")).text = run.text
        xml.append(element)
    return xml


def rendered_lines(pdf: bytes) -> list[list[str]]:
    """Return the lines of each page of a PDF: characters with one baseline, from left to right."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_page_lines(page) for page in document]


def _page_lines(page: Any) -> list[str]:
    rows: dict[int, list[tuple[float, str]]] = {}
    for char, x, y in _characters(page):
        rows.setdefault(round(y), []).append((x, char))
    return ["".join(char for _, char in sorted(rows[y])) for y in sorted(rows, reverse=True)]


def _characters(page: Any) -> Iterator[tuple[str, float, float]]:
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, i)
        if raw.FPDFText_IsGenerated(text.raw, i) == 1 or code in (0, 10, 13):
            continue
        raw.FPDFText_GetCharOrigin(text.raw, i, ctypes.byref(x), ctypes.byref(y))
        # pdfium writes U+0002 or U+FFFE for a hyphen at the end of a line
        yield ("-" if code in (2, 0xFFFE) else chr(code)), x.value, y.value


def without_blanks(lines: Sequence[str]) -> list[str]:
    """Return the lines without blanks, which a PDF need not have."""
    return [re.sub(r"\s", "", line) for line in lines]
