"""The spreadsheet to fill in: a column for each place that was chosen, and a sheet that says what each takes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from service.forms.shapes import Kind
from service.spreadsheets.columns import Column
from service.spreadsheets.reading import MOST_ROWS

SHEET = "填写"
_NOTES = "说明"
_BORN = dt.datetime(2000, 1, 1)  #: no clock in what we make
_AS_TEXT = "@"  #: Excel's format of cells that it must not turn into dates or numbers
_LONGEST_LIST = 250  #: characters that Excel takes for the choices of a cell
_WIDTH, _WIDE = 22, 48


def blank_spreadsheet(columns: Sequence[Column], shown: Mapping[str, str]) -> bytes:
    """Return an xlsx with these columns and no row.

    Args:
        columns: what it shall have.
        shown: column's key → what the draft says there now.
    """
    book = Workbook()
    book.properties.created = book.properties.modified = _BORN
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    for number, column in enumerate(columns, 1):
        _head(sheet, number, column)
    sheet.freeze_panes = "A2"
    notes = book.create_sheet(_NOTES)
    notes.append(["列", "怎样填", "稿里现在写的"])
    for column in columns:
        notes.append([column.name, _told(column), shown.get(column.key, "")])
        for cell in notes[notes.max_row]:
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABC", (_WIDTH, _WIDE, _WIDE), strict=True):
        notes.column_dimensions[letter].width = width
    for cell in notes[1]:
        cell.font = Font(bold=True)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _head(sheet: Worksheet, number: int, column: Column) -> None:
    letter = get_column_letter(number)
    cell = sheet.cell(1, number, column.name)
    cell.data_type = "s"
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="F3EDE7")
    dimension = sheet.column_dimensions[letter]
    dimension.width = _WIDE if column.shape.is_long or column.shape.kind is Kind.ROWS else _WIDTH
    dimension.number_format = _AS_TEXT
    words = ",".join(words for _, words in column.shape.choices)
    if words and len(words) <= _LONGEST_LIST:
        choice = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
        sheet.add_data_validation(choice)
        choice.add(f"{letter}2:{letter}{MOST_ROWS + 1}")


def _told(column: Column) -> str:
    shape = column.shape
    said = "必填。" if column.required else "可以不填；空着就不印。"
    if column.is_text:
        said += "整篇正文，一段一行（Alt+回车换行）。"
    elif column.filled:
        said += "一项一行（Alt+回车换行）。"
    elif shape.kind is Kind.CHOICE:
        said += f"填其中一个：{'、'.join(words for _, words in shape.choices)}。"
    elif shape.kind is Kind.TEXTS:
        said += "几个用顿号隔开，或者一行一个。"
    elif shape.date:
        said += "日期，怎么写都行，如 2026-3-16。"
    return said + shape.hint
