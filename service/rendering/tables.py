"""Tables over the width of the type area: how wide each column is, which columns are centred, no name broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from service.layout import gbt9704 as gb
from service.rendering.text_block import Cell, Row, TextBlock

_TOTAL = gb.TYPE_AREA_WIDTH_TWIPS
#: Left and right margin of a cell, 108 twips each, and 30 so that rounding breaks no line.
MARGINS = 246
#: LibreOffice sets a fifth of the size between Han and a digit.
_GAP = gb.SMALL_ZI_TWIPS // 5
#: A column of cells no wider than this is one of short words and numbers: centred.
SHORT_ZI = 8
_LONGEST_ZI = 40
_LONGEST_KEPT_ZI = 12
#: A name of a person, a team, a post: two to five 字. A cell that holds such names only breaks between them.
_NAME = re.compile("[\u4e00-\u9fff·]\u3000?[\u4e00-\u9fff·]{1,4}")
#: A whole date may be broken before its day: 2026年9月 10日前, but 2026年9月底.
_DATE = re.compile(
    r"([0-9]{4}年[0-9]{1,2}月[\u4e00-\u9fff]?)((?:[0-9]{1,2}日|[\u4e00-\u9fff])[\u4e00-\u9fff]{1,2})?"
)
#: Rows that are looked at to choose between widths.
_MOST_ROWS = 100
_WIDE = re.compile("[\u2e80-\U0010ffff“”‘’—…·]")
#: Between Han and a letter or digit, in either order.
_EDGE = re.compile("(?<=[0-9A-Za-z])(?=[\u2e80-\U0010ffff])|(?<=[\u2e80-\U0010ffff])(?=[0-9A-Za-z])")


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int] = (), total: int = _TOTAL
) -> TextBlock:
    """Return a table; rows that are too short are filled.

    Without ``widths`` (twips) columns follow their texts; together they are ``total`` wide.
    """
    count = max(len(header), *map(len, rows))
    filled = [[*r, *[""] * (count - len(r))] if len(r) < count else r for r in rows]
    head = [*header, *[""] * (count - len(header))] if header else []
    texts = list(zip(*filled, strict=True))
    width_of = {text: text_width(text) for text in {*head, *chain.from_iterable(texts)}}
    measured = [[width_of[text] for text in column] for column in texts]
    least = [max(map(least_width, column)) for column in texts]
    heads = [[width_of[text]] for text in head] or [[] for _ in texts]
    columns = tuple(widths) or columns_of(
        [[*h, *c] for h, c in zip(heads, measured, strict=True)], least, total
    )
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
    made = {text: Cell(width, broken(text, width), side) for text in set(texts)}
    return map(made.__getitem__, texts)


def least_width(text: str) -> int:
    """Return how wide a cell must be so that no name or date in it is broken, in twips; 0 if it holds other words."""
    return max(map(text_width, _pieces(text)), default=0)


def broken(text: str, width: int) -> str:
    """Return a cell's text with line breaks between its names where they don't fit a line of a cell of ``width``."""
    room, pieces = width - MARGINS, _pieces(text)
    if len(pieces) < 2 or text_width(text) <= room or max(map(text_width, pieces)) > room:
        return text
    lines = [""]
    for piece in pieces:
        if lines[-1] and text_width(lines[-1] + piece) > room:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def _pieces(text: str) -> list[str]:
    """Return what must stay whole of a cell: its names with their 、, a date's month and day; [] of other words."""
    date = _DATE.fullmatch(text)
    if date:
        return [part for part in date.groups() if part]
    *names, last = text.split("、")
    return [*(f"{name}、" for name in names), last] if all(map(_NAME.fullmatch, (*names, last))) else []


def text_width(text: str) -> int:
    """Return about how wide a text is in 四号, in twips; of several lines the widest."""
    if "\n" in text:
        return max(map(text_width, text.split("\n")))
    zi = len(text) - len(_WIDE.sub("", text)) / 2
    return round(zi * gb.SMALL_ZI_TWIPS) + len(_EDGE.findall(text)) * _GAP


def columns_of(
    cells: Sequence[Sequence[int]], kept: Sequence[int] = (), total: int = _TOTAL
) -> tuple[int, ...]:
    """Return the widths of columns whose cells have these widths, column by column; together they are ``total``.

    ``kept`` is how wide each column's text must be at least, as far as there is room. If all fit on a line each the rest is shared out in proportion. Else columns up to some width are kept whole and
    the others share what is left: up to the width that makes the table lowest.
    """
    longest = gb.SMALL_ZI_TWIPS * _LONGEST_ZI
    natural = [min(max(2 * gb.SMALL_ZI_TWIPS, *column), longest) + MARGINS for column in cells]
    if sum(natural) <= total:
        return shared([0] * len(natural), natural, total)
    tried = []
    asked = [room + MARGINS for room in kept] or [0] * len(natural)
    for zi in range(_LONGEST_KEPT_ZI, 0, -1):
        least = [
            min(n, max(a, zi * gb.SMALL_ZI_TWIPS + MARGINS)) for n, a in zip(natural, asked, strict=True)
        ]
        if sum(least) < total:
            tried.append(shared(least, natural, total))
    rows = list(zip(*(column[:_MOST_ROWS] for column in cells), strict=True))
    even = shared([0] * len(natural), [1] * len(natural), total)
    otherwise = columns_of(cells, total=total) if any(kept) and not tried else even
    return min(tried, key=lambda columns: _height(rows, columns), default=otherwise)


def shared(least: Sequence[int], natural: Sequence[int], total: int = _TOTAL) -> tuple[int, ...]:
    """Return the least widths and what is left of ``total``, shared out by what the columns still want."""
    wanted = [n - m for n, m in zip(natural, least, strict=True)]
    rest, asked = total - sum(least), sum(wanted)
    made = [m + rest * w // asked for m, w in zip(least, wanted, strict=True)]
    return (*made[:-1], total - sum(made[:-1]))


def _height(rows: Sequence[Sequence[int]], columns: Sequence[int]) -> int:
    """Return about how many lines the rows take."""
    rooms = [max(gb.SMALL_ZI_TWIPS, column - MARGINS) for column in columns]
    return sum(max(-(-width // room) for width, room in zip(row, rooms, strict=True)) for row in rows)
