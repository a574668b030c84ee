"""Tables over the width of the type area: how wide each column is, which columns are centred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from service.layout import gbt9704 as gb
from service.rendering.context import Cell, Row, TextBlock

_TOTAL = gb.TYPE_AREA_WIDTH_TWIPS
#: Left and right margin of a cell, 108 twips each, and 30 so that rounding breaks no line.
MARGINS = 246
#: LibreOffice sets a fifth of the size between Han and a digit.
_GAP = gb.SMALL_ZI_TWIPS // 5
#: A column of cells no wider than this is one of short words and numbers: centred.
SHORT_ZI = 8
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
    filled = [[*r, *[""] * (count - len(r))] if len(r) < count else r for r in rows]
    head = [*header, *[""] * (count - len(header))] if header else []
    texts = list(zip(*filled, strict=True))
    width_of = {text: text_width(text) for text in {*head, *chain.from_iterable(texts)}}
    measured = [[width_of[text] for text in column] for column in texts]
    heads = [[width_of[text]] for text in head] or [[] for _ in texts]
    columns = tuple(widths) or columns_of([[*h, *c] for h, c in zip(heads, measured, strict=True)])
    short = gb.SMALL_ZI_TWIPS * SHORT_ZI
    sides = ["center" if max(column) <= short else "left" for column in measured]
    made = [_cells(*column) for column in zip(columns, texts, sides, strict=True)]
    return TextBlock(
        columns=columns,
        header=tuple(map(Cell, columns, head, sides)),
        rows=tuple(map(Row, zip(*made, strict=True))),
    )


def _cells(width: int, texts: Sequence[str], side: str) -> Iterator[Cell]:
    """Return the cells of a column; those of the same text are one."""
    made = {text: Cell(width, text, side) for text in set(texts)}
    return map(made.__getitem__, texts)


def text_width(text: str) -> int:
    """Return about how wide a text is on one line of 四号, in twips."""
    zi = len(text) - len(_WIDE.sub("", text)) / 2
    return round(zi * gb.SMALL_ZI_TWIPS) + len(_EDGE.findall(text)) * _GAP


def columns_of(cells: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return the widths of columns whose cells have these widths, column by column; together they are the type area's.

    If all fit on a line each the rest is shared out in proportion. Else columns up to some width are kept whole and
    the others share what is left: up to the width that makes the table lowest.
    """
    longest = gb.SMALL_ZI_TWIPS * _LONGEST_ZI
    natural = [min(max(2 * gb.SMALL_ZI_TWIPS, *column), longest) + MARGINS for column in cells]
    if sum(natural) <= _TOTAL:
        return shared([0] * len(natural), natural)
    tried = []
    for zi in range(_LONGEST_KEPT_ZI, 0, -1):
        least = [min(n, zi * gb.SMALL_ZI_TWIPS + MARGINS) for n in natural]
        if sum(least) < _TOTAL:
            tried.append(shared(least, natural))
    rows = list(zip(*(column[:_MOST_ROWS] for column in cells), strict=True))
    even = shared([0] * len(natural), [1] * len(natural))
    return min(tried, key=lambda columns: _height(rows, columns), default=even)


def shared(least: Sequence[int], natural: Sequence[int]) -> tuple[int, ...]:
    """Return the least widths and what is left of the type area, shared out by what the columns still want."""
    wanted = [n - m for n, m in zip(natural, least, strict=True)]
    rest, total = _TOTAL - sum(least), sum(wanted)
    made = [m + rest * w // total for m, w in zip(least, wanted, strict=True)]
    return (*made[:-1], _TOTAL - sum(made[:-1]))


def _height(rows: Sequence[Sequence[int]], columns: Sequence[int]) -> int:
    """Return about how many lines the rows take."""
    rooms = [max(gb.SMALL_ZI_TWIPS, column - MARGINS) for column in columns]
    return sum(max(-(-width // room) for width, room in zip(row, rooms, strict=True)) for row in rows)
