"""Tables over the width of the type area: how wide each column is, which columns are centred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.layout import gbt9704 as gb
from service.rendering.context import Cell, Row, TextBlock

_TOTAL = gb.TYPE_AREA_WIDTH_TWIPS
#: Left and right margin of a cell, 108 twips each, and 30 so that rounding breaks no line.
_MARGINS = 246
#: LibreOffice sets a fifth of the size between Han and a digit.
_GAP = gb.SMALL_ZI_TWIPS // 5
#: A column of cells no wider than this is one of short words and numbers: centred, broken last.
_SHORT_ZI = 8
_LONGEST_ZI = 24
#: Short columns may take so much of the table before they are broken.
_MOST_FOR_SHORT = 0.85


def table(header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int] = ()) -> TextBlock:
    """Return a table; rows that are too short are filled. Without ``widths`` (twips) columns follow their texts."""
    count = max(len(header), *map(len, rows))
    texts = [[r[i] for r in (header, *rows) if i < len(r)] for i in range(count)]
    columns = tuple(widths) or _columns([[_width(t) for t in column] for column in texts])
    short = gb.SMALL_ZI_TWIPS * _SHORT_ZI
    sides = [
        "center" if all(_width(t) <= short for t in column[bool(header) :]) else "left" for column in texts
    ]

    def cells(row: Sequence[str]) -> tuple[Cell, ...]:
        filled = [*row, *[""] * (count - len(row))]
        return tuple(map(Cell, columns, filled, sides))

    return TextBlock(
        columns=columns, header=cells(header) if header else (), rows=tuple(Row(cells(r)) for r in rows)
    )


def _width(text: str) -> int:
    """Return about how wide a text is on one line of 四号, in twips."""
    zi = sum(1 if ord(c) > 0x2E7F or c in "“”‘’—…·" else 0.5 for c in text)
    edges = sum(a.isascii() and a.isalnum() and ord(b) > 0x2E7F for a, b in _neighbours(text))
    return round(zi * gb.SMALL_ZI_TWIPS) + edges * _GAP


def _neighbours(text: str) -> Iterator[tuple[str, str]]:
    """Yield each pair of neighbours in both orders."""
    for a, b in pairwise(text):
        yield a, b
        yield b, a


def _columns(widths: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return the widths of columns whose texts have these widths; together they are the type area's.

    If all fit on a line each the rest is shared out in proportion; else the short columns keep their words whole.
    """
    longest = gb.SMALL_ZI_TWIPS * _LONGEST_ZI
    natural = [min(max([2 * gb.SMALL_ZI_TWIPS, *column]), longest) + _MARGINS for column in widths]
    least = [0] * len(natural)
    if sum(natural) > _TOTAL:
        least = _least(natural)
    wanted = [n - m for n, m in zip(natural, least, strict=True)]
    rest, total = _TOTAL - sum(least), sum(wanted) or 1
    made = [m + rest * w // total for m, w in zip(least, wanted, strict=True)]
    return (*made[:-1], _TOTAL - sum(made[:-1]))


def _least(natural: Sequence[int]) -> list[int]:
    for zi in range(_SHORT_ZI, 1, -1):
        least = [min(n, zi * gb.SMALL_ZI_TWIPS + _MARGINS) for n in natural]
        if sum(least) <= _MOST_FOR_SHORT * _TOTAL:
            return least
    return [_TOTAL // (2 * len(natural))] * len(natural)
