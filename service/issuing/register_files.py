"""The register, and other lists like it, as files: xlsx for calculating on, docx and PDF (A4, landscape) for the binder."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from service.catalog.package import zipped
from service.issuing.register import COLUMNS, RegisterPage

_BORN = dt.datetime(2000, 1, 1)  #: no clock in what we make
_XLSX_WIDTHS = (6, 22, 46, 30, 30, 24, 10, 10, 16, 16, 16, 16, 22, 30)
_WIDTHS_MM = (8, 33, 44, 30, 31, 20, 12, 12, 16, 16, 16, 13, 12, 12)  #: 275 mm in all, of A4's 297
_MARGINS_MM = (11, 15)  #: at the sides; above and below


def register_xlsx(page: RegisterPage) -> bytes:
    """Return the register as a workbook."""
    rows: list[list[int | str]] = [[int(row.cells[0]), *row.cells[1:]] for row in page.rows]
    return workbook("发文登记簿", COLUMNS, _XLSX_WIDTHS, rows)


def register_docx(page: RegisterPage) -> bytes:
    """Return the register as it is printed."""
    return printed_table(page.title, COLUMNS, _WIDTHS_MM, [row.cells for row in page.rows])


def workbook(
    title: str, columns: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[int | str]]
) -> bytes:
    """Return a table as a workbook, set up to be printed across; what looks like a formula is text."""
    book = Workbook()
    book.properties.created = book.properties.modified = _BORN
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    sheet.append(list(columns))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append(list(row))
        for cell, value in zip(sheet[sheet.max_row], row, strict=True):
            cell.data_type = "n" if isinstance(value, int) else "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for i, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(i)].width = width
    sheet.freeze_panes = "C2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    kept = io.BytesIO()
    book.save(kept)
    return _timeless(kept.getvalue())


def printed_table(
    heading: str, columns: Sequence[str], widths_mm: Sequence[float], rows: Iterable[Sequence[str]]
) -> bytes:
    """Return a table as it is printed across on A4, its head on every page; it has 275 mm."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = _BORN
    document.core_properties.title = heading
    _lay_out(document)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(title.add_run(heading), "方正小标宋简体", 18)
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    _fill(table.rows[0], columns, widths_mm, "黑体")
    _repeat(table.rows[0])
    for row in rows:
        _fill(table.add_row(), row, widths_mm, "仿宋_GB2312")
    kept = io.BytesIO()
    document.save(kept)
    return _timeless(kept.getvalue())


def _timeless(content: bytes) -> bytes:
    """Return an Office file without the time at which its library saved it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["docProps/core.xml"] = _SAVED.sub(rb"\g<1>2000-01-01T00:00:00Z<", parts["docProps/core.xml"])
    return zipped(parts)


_SAVED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*<")


def _lay_out(document: DocxDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(_MARGINS_MM[0])
    section.top_margin = section.bottom_margin = Mm(_MARGINS_MM[1])


def _fill(row: _Row, texts: Sequence[str], widths_mm: Sequence[float], font: str) -> None:
    for cell, text, width in zip(row.cells, texts, widths_mm, strict=True):
        _narrow(cell, width)
        _write(cell.paragraphs[0].add_run(text), font, 9)
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))


def _narrow(cell: _Cell, width: float) -> None:
    """Give a cell its width, and margins that leave room for words in a narrow column."""
    cell.width = Mm(width)
    margins = OxmlElement("w:tcMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    cell._tc.get_or_add_tcPr().append(margins)


def _repeat(row: _Row) -> None:
    """Print the row again on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _write(run, font: str, size: float) -> None:  # type: ignore[no-untyped-def]
    run.font.size = Pt(size)
    run.font.name = font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
