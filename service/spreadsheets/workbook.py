"""A sheet of an xlsx as rows of texts: numbers and dates as Excel shows them, formulas by what was last calculated."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from service.docx.opening import parse_part, read_archive
from service.errors import UnreadableDocument

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EXACT = 10**15  #: from here on Excel has lost the last digits
_MOST_MERGED = 200_000  #: cells of merged ones that are looked after
_DAMAGED = "这份 Excel 文件已损坏，读不出来；请用 Excel、WPS 打开后另存一次，再上传。"
_NOT_CALCULATED = "是公式，文件里没有算好的结果；请在 Excel 里打开、保存一次，或者改成数值"
_BROKEN = "公式出错（{}），请改正"
_TOO_EXACT = "数字太长，Excel 已经改动了后面的位数；请把这一列设为“文本”，重新填写"

Text = tuple[str, str]
"""What a cell says, and why nobody can tell."""
Spans = Mapping[tuple[int, int], tuple[int, int]]
"""Row and column of each cell that belongs to a merged one → those of its first."""


@dataclass(frozen=True, slots=True)
class Book:
    """One sheet of a workbook.

    Attributes:
        names: names of all sheets that can be seen.
        name: the one that was read.
        rows: its rows, each from the first column on; empty ones too.
        merged: whether it has merged cells.
    """

    names: tuple[str, ...]
    name: str
    rows: Iterator[list[Text]]
    merged: bool


def read_workbook(data: bytes, sheet: str, most_columns: int) -> Book:
    """Read a sheet of an xlsx; ``sheet`` unknown is the first one. Nothing right of ``most_columns`` + 1 is read.

    Raises:
        UnreadableDocument: if it is none, or is damaged.
    """
    parts = read_archive(data, "xlsx")
    try:
        told, values = (
            load_workbook(io.BytesIO(data), read_only=True, data_only=calculated, keep_links=False)
            for calculated in (False, True)
        )
        names = tuple(
            each.title
            for each in told.worksheets
            if isinstance(each, ReadOnlyWorksheet) and each.sheet_state == "visible"
        )
        if not names:
            raise UnreadableDocument("这份 Excel 文件里没有看得见的工作表")
        name = sheet if sheet in names else names[0]
        spans = _spans(parts, name)
        rows = _rows(told[name], values[name], most_columns + 1, spans)
        return Book(names, name, rows, bool(spans))
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
    ) as error:
        raise UnreadableDocument(_DAMAGED) from error


def _rows(told: Any, values: Any, most: int, spans: Spans) -> Iterator[list[Text]]:
    firsts: dict[tuple[int, int], Text] = {}
    wanted = set(spans.values())
    try:
        both = zip_longest(told.iter_rows(max_col=most), values.iter_rows(max_col=most), fillvalue=())
        for number, (cells, calculated) in enumerate(both, 1):
            texts = [_text(cell, value) for cell, value in zip(cells, calculated, strict=False)]
            for column, text in enumerate(texts, 1):
                if (number, column) in wanted:
                    firsts[number, column] = text
            for column in range(1, len(texts) + 1):
                first = spans.get((number, column))
                if first is not None:
                    texts[column - 1] = firsts.get(first, ("", ""))
            yield texts
    except (KeyError, ValueError, TypeError, AttributeError, SyntaxError) as error:
        raise UnreadableDocument(_DAMAGED) from error


def _text(cell: Any, calculated: Any) -> Text:
    value = calculated.value
    if cell.data_type == "f" and value is None:
        return "", _NOT_CALCULATED
    if calculated.data_type == "e":
        return "", _BROKEN.format(value)
    match value:
        case None:
            return "", ""
        case bool():
            return "是" if value else "否", ""
        case dt.datetime():
            return _date(value), ""
        case dt.date():
            return f"{value.year}年{value.month}月{value.day}日", ""
        case int() | float():
            return _number(value, str(cell.number_format or ""))
    return str(value).strip(), ""


def _date(value: dt.datetime) -> str:
    day = f"{value.year}年{value.month}月{value.day}日"
    return day if value.time() == dt.time() else f"{day}{value:%H:%M}"


def _number(value: float, format: str) -> Text:
    if abs(value) >= _EXACT:
        return "", _TOO_EXACT
    if "%" in format:
        return f"{value * 100:.12g}%", ""
    return (str(int(value)) if float(value).is_integer() else f"{value:.12g}"), ""


def _spans(parts: Mapping[str, bytes], name: str) -> Spans:
    """Return the cells of a sheet's merged ranges; ranges of whole columns are left out."""
    part = parts.get(_part(parts, name), b"")
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for merged in parse_part(part).iter(f"{_MAIN}mergeCell") if part else ():
        left, top, right, bottom = (each or 0 for each in range_boundaries(merged.get("ref", "A1")))
        rows, columns = range(top, bottom + 1), range(left, right + 1)
        if 0 in (left, top) or len(spans) + len(rows) * len(columns) > _MOST_MERGED:
            continue
        spans |= {(row, column): (top, left) for row in rows for column in columns}
    return spans


def _part(parts: Mapping[str, bytes], name: str) -> str:
    relations = parse_part(parts["xl/_rels/workbook.xml.rels"])
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for sheet in parse_part(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet"):
        if sheet.get("name") == name:
            target = targets.get(sheet.get(_REL), "")
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return ""
