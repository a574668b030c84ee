"""发文处理笺 as docx and PDF: the red grid of a 发文稿纸, on one A4 page."""

from __future__ import annotations

import datetime as dt
import io

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from service.issuing.sheet import Box, ProcessingSheet

_RED = RGBColor(0xC0, 0x00, 0x00)
_BORN = dt.datetime(2000, 1, 1)  #: no clock in what we make
_WIDTHS_MM = (24, 54, 24, 54)  #: two labels and two texts fill the type area's 156 mm
_LINE_MM = 7
_MARGINS_MM = {"top_margin": 25, "bottom_margin": 20, "left_margin": 28, "right_margin": 26}


def sheet_docx(sheet: ProcessingSheet) -> bytes:
    """Return the sheet as a Word file."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = _BORN
    document.core_properties.title = sheet.heading
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, size in _MARGINS_MM.items():
        setattr(section, name, Mm(size))
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(heading, sheet.heading, "方正小标宋简体", 22, _RED)
    heading.paragraph_format.space_after = Pt(10)
    _grid(document, sheet)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _grid(document: DocxDocument, sheet: ProcessingSheet) -> None:
    table = document.add_table(rows=0, cols=4)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS_MM, strict=True):
        column.width = Mm(width)
    _redden(table)
    for boxes in sheet.rows:
        row = table.add_row()
        row.height = Mm(_LINE_MM * max(box.lines for box in boxes) + 2)
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        for i, width in enumerate(_WIDTHS_MM):
            row.cells[i].width = Mm(width)
        if len(boxes) == 1:
            row.cells[1].merge(row.cells[3])
        for i, box in enumerate(boxes):
            _fill(row.cells[2 * i], row.cells[2 * i + 1], box)


def _fill(label: _Cell, text: _Cell, box: Box) -> None:
    label.vertical_alignment = text.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    label.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(label.paragraphs[0], box.label, "楷体_GB2312", 12, _RED)
    for i, line in enumerate(box.text.split("\n")):
        _write(text.paragraphs[0] if i == 0 else text.add_paragraph(), line, "仿宋_GB2312", 12)


def _write(paragraph: Paragraph, text: str, font: str, size: float, colour: RGBColor | None = None) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), font
    run.font.color.rgb = colour
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _redden(table: Table) -> None:
    """Draw the grid in red, its frame thicker."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        size = "6" if side.startswith("inside") else "12"
        for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", str(_RED))):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    table._tbl.tblPr.append(borders)
