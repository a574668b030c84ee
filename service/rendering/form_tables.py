"""Tables with merged cells and with rows to write in: forms, ballots, lists to be signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from service.layout import gbt9704 as gb
from service.rendering.tables import MARGINS, SHORT_ZI, broken, columns_of, least_width, shared, text_width
from service.rendering.text_block import Cell, Row, TextBlock

Stored = str | Mapping[str, Any]


def is_form(block: Mapping[str, Any]) -> bool:
    """Tell whether a stored table has more than texts: widths, heights or merged cells."""
    rows = (block.get("header", ()), *block["rows"])
    return (
        "columns" in block or "heights" in block or any(not isinstance(c, str) for row in rows for c in row)
    )


def form_table(
    header: Sequence[Stored],
    rows: Sequence[Sequence[Stored]],
    widths: Sequence[int] = (),
    heights: Sequence[int] = (),
    total: int = gb.TYPE_AREA_WIDTH_TWIPS,
) -> TextBlock:
    """Return a table of cells that may be merged; rows that are too short are filled.

    A cell is its text, or ``{"text", "columns", "rows", "side"}`` where it stands over several columns or rows (those
    under it then lack it) or has a side of its own. Without ``widths`` columns follow their texts; else these are
    their shares of ``total``, in twips. ``heights`` are the least lines of each row.
    """
    laid = _laid_out([header, *rows] if header else rows, len(widths))
    count = len(laid[0])
    measured = [[0 if cell is None or cell.span else text_width(cell.text) for cell in row] for row in laid]
    least = [max(0 if cell is None or cell.span else least_width(cell.text) for cell in column)
             for column in zip(*laid, strict=True)]  # fmt: skip
    columns = (
        _by_shares(widths, least, total)
        if len(widths) == count
        else columns_of(list(zip(*measured, strict=True)), least, total)
    )
    short = gb.SMALL_ZI_TWIPS * SHORT_ZI
    body = measured[bool(header) :]
    sides = ["center" if max(column) <= short else "left" for column in zip(*body, strict=True)]

    def cells(row: Sequence[_Laid | None]) -> tuple[Cell, ...]:
        return tuple(
            _cell(laid, columns[i : i + (laid.span or 1)], sides[i])
            for i, laid in enumerate(row)
            if laid is not None
        )

    made = [cells(row) for row in laid]
    high = chain(map(_height_of, heights), repeat(0))
    return TextBlock(
        columns=columns,
        header=made[0] if header else (),
        rows=tuple(Row(row, height) for row, height in zip(made[bool(header) :], high, strict=False)),
    )


def _by_shares(shares: Sequence[int], kept: Sequence[int], total: int) -> tuple[int, ...]:
    """Return columns as wide as their shares of ``total``, none too narrow for one 字 of 四号 or for its names.

    ``kept`` is how wide the text of each must be at least; it gives way where the columns have no room for all.
    """
    fewest = min(gb.SMALL_ZI_TWIPS + MARGINS, total // len(shares))
    least = [max(fewest, room + MARGINS if room else 0) for room in kept]
    if sum(least) > total:
        least = [fewest] * len(shares)
    natural = [max(m, total * share // sum(shares)) for m, share in zip(least, shares, strict=True)]
    return shared(least, natural, total) if natural != least else shared([0] * len(shares), natural, total)


class _Laid(NamedTuple):
    """A cell at its place in the grid; ``span`` and ``merge`` as in `Cell`."""

    text: str
    side: str = ""
    span: int = 0
    merge: str = ""


def _laid_out(rows: Sequence[Sequence[Stored]], least: int) -> list[list[_Laid | None]]:
    """Return the rows with a place for each column; None where a cell before it stands over it."""
    count = max([least, *(sum(_part(cell, "columns") for cell in row) for row in rows)])
    under: dict[int, tuple[int, _Laid]] = {}
    return [_row(list(row), count, under) for row in rows]


def _row(stored: list[Stored], count: int, under: dict[int, tuple[int, _Laid]]) -> list[_Laid | None]:
    """Return one row; ``under`` holds by column how many rows more the cells above reach down, and is kept."""
    made: list[_Laid | None] = []
    while len(made) < count:
        column = len(made)
        rest, laid = under.pop(column, (0, _Laid("")))
        if not rest:
            cell = stored.pop(0) if stored else ""
            rest, span = _part(cell, "rows"), min(_part(cell, "columns"), count - column)
            text, side = (cell, "") if isinstance(cell, str) else (cell.get("text", ""), cell.get("side", ""))
            laid = _Laid(text, side, span if span > 1 else 0, "restart" if rest > 1 else "")
        if rest > 1:
            under[column] = rest - 1, _Laid("", "", laid.span, "continue")
        made += [laid, *[None] * ((laid.span or 1) - 1)]
    return made


def _part(cell: Stored, name: str) -> int:
    return 1 if isinstance(cell, str) else int(cell.get(name, 1))


def _cell(laid: _Laid, columns: Sequence[int], side: str) -> Cell:
    width = sum(columns)
    if laid.span:
        side = "center" if text_width(laid.text) <= gb.SMALL_ZI_TWIPS * SHORT_ZI else "left"
    return Cell(width, broken(laid.text, width), laid.side or side, laid.span, laid.merge)


def _height_of(lines: int) -> int:
    return lines * gb.LINE_PITCH_TWIPS if lines > 1 else 0
