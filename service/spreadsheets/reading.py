"""Reads a spreadsheet that was uploaded (xlsx or CSV) as rows of texts, as a person sees them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from service.errors import UnreadableDocument
from service.spreadsheets.workbook import read_workbook

MOST_ROWS = 1_000  #: papers of one spreadsheet; checking that many takes some seconds
MOST_COLUMNS = 60
_LOOKED_AT = 10  #: rows among which the one with the names of the columns is sought
_DELIMITERS = "\t;，,"
_OLE = b"\xd0\xcf\x11\xe0"
_OLD = "这是旧版的 .xls、.et 文件，或者设有打开密码；请在 Excel、WPS 里另存为不加密的 .xlsx，再上传。"
_OTHER = "这不是 Excel 文件（.xlsx）或 CSV 文件；请在 Excel、WPS 里另存为 .xlsx，再上传。"
_EMPTY = "表格是空的；第一行写各列的名称，下面一行一份。"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a person reads it.

    Attributes:
        text: what it says; "" if it is empty.
        trouble: a Chinese sentence why nobody can tell what it says; "" if one can.
    """

    text: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that isn't empty.

    Attributes:
        number: its number in the spreadsheet, from 1.
        cells: its cells from the first column on.
    """

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """Return a cell by its column, from 0; an empty one behind the last."""
        return self.cells[column] if column < len(self.cells) else Cell("")


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """One sheet of what was uploaded.

    Attributes:
        names: names of all sheets that can be seen; "" for a CSV.
        name: the one that was read.
        lines: its rows that aren't empty.
        head: index of the one that names the columns.
        merged: whether cells were merged; each got the text of the whole.
    """

    names: tuple[str, ...]
    name: str
    lines: tuple[Line, ...]
    head: int = 0
    merged: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the columns, as written; "" where none is."""
        return tuple(" ".join(cell.text.split()) for cell in self.lines[self.head].cells)

    @property
    def body(self) -> tuple[Line, ...]:
        """The rows below."""
        return self.lines[self.head + 1 :]


def read_spreadsheet(data: bytes, sheet: str = "", head: int = 0, known: Iterable[str] = ()) -> Spreadsheet:
    """Read a spreadsheet.

    Args:
        data: the file.
        sheet: name of the sheet; "" or an unknown one is the first that can be seen.
        head: number of the row that names the columns, from 1; 0 is where most of the ``known`` names stand.
        known: names of columns that are expected.

    Raises:
        UnreadableDocument: if it is none, is damaged, protected, old, empty or too large, with what to do.
    """
    if data.startswith(_OLE):
        raise UnreadableDocument(_OLD)
    if data.startswith(b"PK\3\4"):
        book = read_workbook(data, sheet, MOST_COLUMNS)
        names, name, merged = book.names, book.name, book.merged
        rows: Iterable[Sequence[Cell]] = ([Cell(*cell) for cell in row] for row in book.rows)
    else:
        names, name, merged = (), "", False
        rows = ([Cell(text.strip()) for text in row] for row in _csv(data))
    lines = _lines(rows)
    if not lines:
        raise UnreadableDocument(_EMPTY)
    return _headed(Spreadsheet(names, name, lines, merged=merged), head, frozenset(known))


def _lines(rows: Iterable[Sequence[Cell]]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for number, row in enumerate(rows, 1):
        last = max((i for i, cell in enumerate(row, 1) if cell.text or cell.trouble), default=0)
        if cells := row[:last]:
            if len(cells) > MOST_COLUMNS:
                raise UnreadableDocument(f"表格超过 {MOST_COLUMNS} 列，请只留下要用的各列")
            if len(lines) > MOST_ROWS + _LOOKED_AT:
                raise UnreadableDocument(f"表格超过 {MOST_ROWS} 行，请分成几份上传")
            lines.append(Line(number, tuple(cells)))
    return tuple(lines)


def _headed(sheet: Spreadsheet, head: int, known: frozenset[str]) -> Spreadsheet:
    looked_at = sheet.lines[:_LOOKED_AT]
    asked = [i for i, line in enumerate(looked_at) if line.number == head]

    def told(i: int) -> tuple[int, int]:
        texts = {" ".join(cell.text.split()) for cell in looked_at[i].cells if cell.text}
        return sum(name in known for name in texts), min(len(texts), 2)

    # A title above the columns stands in one cell; names of columns that we gave are the surest sign.
    best = max(range(len(looked_at)), key=lambda i: (*told(i), -i))
    sheet = replace(sheet, head=asked[0] if asked else best)
    if len(sheet.body) > MOST_ROWS:
        raise UnreadableDocument(f"表格超过 {MOST_ROWS} 行，请分成几份上传")
    return sheet


def _csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableDocument("这份 CSV 读不出来，可能引号没有成对；请另存为 .xlsx 再上传") from error


def _decoded(data: bytes) -> str:
    """Return the text of a CSV: UTF-8 as everywhere, UTF-16 as Excel's “Unicode 文本”, GB 18030 as Excel's CSV."""
    utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not utf_16 and b"\0" in data:
        raise UnreadableDocument(_OTHER)
    for encoding in ("utf-16",) if utf_16 else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableDocument(_OTHER)
