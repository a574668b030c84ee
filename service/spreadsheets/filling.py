"""Puts the rows of a spreadsheet into the content of a draft, and says by row and column what is wrong."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.catalog.validation import validate_by
from service.document.finding import Finding
from service.document.pointer import join
from service.drafting.checking import wrong_in
from service.drafting.desk import Desk
from service.forms.places import Path, put, shape_of
from service.forms.rows import Writing
from service.forms.typed import ABSENT, read
from service.forms.weaving import reader_at
from service.spreadsheets.columns import Base, Column
from service.spreadsheets.reading import Cell, Line

Mapped = Mapping[int, Column]
"""Column of the spreadsheet, from 0 → the place that it fills."""

_ITEM_NUMBER = re.compile(r"^\s*(?:[0-9]{1,2}[.．、](?![0-9])|[（(][0-9]{1,2}[)）])\s*")
_CODE = re.compile("（[a-z_]+）")  #: the value of a choice in the data, behind its words


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a cell, or with a row.

    Attributes:
        row: number of the row in the spreadsheet, from 1.
        column: name of the place; "" if no column fills it.
        message: what is wrong and how to mend it.
    """

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class Filled:
    """A row put into the draft's content.

    Attributes:
        row: number of the row in the spreadsheet, from 1.
        label: what tells its paper from the others.
        tree: the content.
        mistakes: what is wrong.
    """

    row: int
    label: str
    tree: dict[str, Any]
    mistakes: tuple[Mistake, ...]


def filled(
    desk: Desk, base: Base, lines: Sequence[Line], mapped: Mapped, telling: int | None
) -> tuple[Filled, ...]:
    """Return each row in the draft's content; ``telling`` is the column that tells them apart, None if none does."""
    return tuple(_filled(desk, base, line, mapped, telling) for line in lines)


def _filled(desk: Desk, base: Base, line: Line, mapped: Mapped, telling: int | None) -> Filled:
    tree = copy.deepcopy(base.tree)
    mistakes = []
    root = desk.shapes.at(f"{base.paper.schema_name}#")
    paths = {column.path for column in mapped.values()}
    for index, column in mapped.items():
        cell = line.cell(index)
        if cell.trouble:
            mistakes.append(Mistake(line.number, column.name, cell.trouble))
        put(tree, column.path, _value(desk, tree, column, cell))
        above = shape_of(desk.shapes, root, tree, column.path[:-1])
        for name in above.joined if above else ():  # lines of a title are not those of another one
            if (beside := (*column.path[:-1], name)) not in paths:
                put(tree, beside, ABSENT)
    if base.listed is not None:
        put(tree, (*base.listed, 0, "id"), f"row-{line.number}")
    told = {mistake.column for mistake in mistakes}
    wrong = (_mistake(line.number, found, mapped) for found in _wrong(desk, base, tree))
    mistakes += [mistake for mistake in wrong if not (mistake.column and mistake.column in told)]
    label = " ".join(line.cell(telling).text.split()) if telling is not None else ""
    return Filled(line.number, label, tree, tuple(mistakes))


def _value(desk: Desk, tree: dict[str, Any], column: Column, cell: Cell) -> Any:
    if column.is_text:
        reader = reader_at(desk.shapes, Writing(tree, {}), tuple(map(str, column.path)), None)
        return [dict(block) for block, _ in reader.read(cell.text)] if cell.text else ABSENT
    if column.filled:
        lines = (_ITEM_NUMBER.sub("", each).strip() for each in cell.text.splitlines())
        return [{column.filled: each} for each in lines if each] or ABSENT
    return read(column.shape, cell.text)


def _wrong(desk: Desk, base: Base, tree: dict[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong with what a row can change; the facts of a campaign are checked once, not for each row."""
    yield from wrong_in(desk, base.paper.id, {"paper": tree["paper"]})
    if base.listed is not None:
        entry: Any = tree
        for part in (*base.listed, 0):
            entry = entry[part]
        shape = shape_of(desk.shapes, desk.shapes.at(f"{base.paper.schema_name}#"), tree, (*base.listed, 0))
        assert shape is not None
        for found in validate_by({"$ref": shape.place}, entry, desk.catalog):
            yield Finding(found.rule, found.message, join((*base.listed, 0)) + found.pointer, found.label)


def _mistake(row: int, found: Finding, mapped: Mapped) -> Mistake:
    column = next((c for c in mapped.values() if _holds(c.path, found.pointer)), None)
    if column is not None:
        return Mistake(row, column.name, _CODE.sub("", found.message))
    return Mistake(row, "", f"{found.label.partition(' › ')[2] or found.label}：{found.message}")


def _holds(path: Path, pointer: str) -> bool:
    return pointer == join(path) or pointer.startswith(f"{join(path)}/")


def alike(rows: Sequence[Filled]) -> tuple[str, ...]:
    """Return what tells several papers apart from the others, and not from each other."""
    counted = Counter(row.label for row in rows if row.label)
    return tuple(label for label, count in counted.items() if count > 1)
