"""Tables over the width of the type area: how wide each column is, which columns are centred."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.layout import gbt9704 as gb
from service.rendering.context import Cell, Row, TextBlock

_TOTAL = gb.TYPE_AREA_WIDTH_TWIPS
#: Left and right margin of a cell, 108 twips each, and 30 so that rounding breaks no line.
_MARGINS = 246
#: LibreOffice sets a fifth of the size between Han and a digit.
_GAP = gb.SMALL_ZI_TWIPS // 5
#: A column of cells no wider than this is one of short words and numbers: centred.
_SHORT_ZI = 8
_LONGEST_ZI = 40
_LONGEST_KEPT_ZI = 12
#: Rows that are looked at to choose between widths.
_MOST_ROWS = 100
_WIDE = re.compile("[\u2e80-\U0010ffff“”‘’—…·]")
#: Between Han and a letter or digit, in either order.
_EDGE = re.compile("(?<=[0-9A-Za-z])(?=[\u2e80-\U0010ffff])|(?<=[\u2e80-\U0010ffff])(?=[0-9A-Za-z])")


def table(header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int] = ()) -> TextBlock:
    """Return a table; rows that are too short are filled. Without ``widths`` (twips) columns follow their texts."""
    count = max(len(header), *map(len, rows))
    texts = [[*r, *[""] * (count - len(r))] for r in ((header, *rows) if header else rows)]
    measured = [list(map(_width, row)) for row in texts]
    columns = tuple(widths) or _columns(measured)
    short = gb.SMALL_ZI_TWIPS * _SHORT_ZI
    sides = [
        "center" if max(column) <= short else "left" for column in zip(*measured[bool(header) :], strict=True)
    ]

    def cells(row: Sequence[str]) -> tuple[Cell, ...]:
        filled = [*row, *[""] * (count - len(row))]
        return tuple(map(Cell, columns, filled, sides))

    return TextBlock(
        columns=columns, header=cells(header) if header else (), rows=tuple(Row(cells(r)) for r in rows)
    )


def _width(text: str) -> int:
    """Return about how wide a text is on one line of 四号, in twips."""
    zi = len(text) - len(_WIDE.sub("", text)) / 2
    return round(zi * gb.SMALL_ZI_TWIPS) + len(_EDGE.findall(text)) * _GAP


def _columns(rows: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return the widths of columns whose cells have these widths, row by row; together they are the type area's.

    If all fit on a line each the rest is shared out in proportion. Else columns up to some width are kept whole and
    the others share what is left: up to the width that makes the table lowest.
    """
    longest = gb.SMALL_ZI_TWIPS * _LONGEST_ZI
    natural = [
        min(max(2 * gb.SMALL_ZI_TWIPS, *column, 0), longest) + _MARGINS for column in zip(*rows, strict=True)
    ]
    if sum(natural) <= _TOTAL:
        return _shared([0] * len(natural), natural)
    tried = []
    for zi in range(_LONGEST_KEPT_ZI, 0, -1):
        least = [min(n, zi * gb.SMALL_ZI_TWIPS + _MARGINS) for n in natural]
        if sum(least) < _TOTAL:
            tried.append(_shared(least, natural))
    even = _shared([0] * len(natural), [1] * len(natural))
    return min(tried, key=lambda columns: _height(rows[:_MOST_ROWS], columns), default=even)


def _shared(least: Sequence[int], natural: Sequence[int]) -> tuple[int, ...]:
    """Return the least widths and what is left of the type area, shared out by what the columns still want."""
    wanted = [n - m for n, m in zip(natural, least, strict=True)]
    rest, total = _TOTAL - sum(least), sum(wanted)
    made = [m + rest * w // total for m, w in zip(least, wanted, strict=True)]
    return (*made[:-1], _TOTAL - sum(made[:-1]))


def _height(rows: Sequence[Sequence[int]], columns: Sequence[int]) -> int:
    """Return about how many lines the rows take."""
    rooms = [max(gb.SMALL_ZI_TWIPS, column - _MARGINS) for column in columns]
    return sum(max(-(-width // room) for width, room in zip(row, rooms, strict=True)) for row in rows)
