"""Ids of rows, so that a pointer still leads to its row when rows above it came, went or moved.

The ids stand beside the tree, not in it: ``{"/campaign/plan/text": ["1", "2"], "/campaign/plan/text/2/tasks": ["3"]}``.
Each list of rows is named by its pointer with ids in place of indexes, which no move changes. A path with ids is
called a trail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.document.pointer import join
from service.forms.places import Path
from service.forms.shapes import Kind, Shape, Shapes
from service.forms.typed import ABSENT

Trail = tuple[str, ...]
Ids = Mapping[str, Sequence[str]]
LAST = "last"
"""Holds the last id that was given; none is given twice."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Writing:
    """What was written: a tree, and the ids of its rows. Never changed."""

    tree: Mapping[str, Any]
    ids: Ids


def identified(shapes: Shapes, root: Shape, tree: Mapping[str, Any], ids: Ids) -> Writing:
    """Return the tree with an id for each row: those that it has, new ones for new rows, none for rows that are gone."""
    last = _last(ids)
    kept: dict[str, list[str]] = {}
    for trail, rows in _lists(shapes, root, tree, ids, kept):
        known = list(ids.get(trail, ()))[: len(rows)]
        while len(known) < len(rows):
            last += 1
            known.append(_base36(last))
        kept[trail] = known
    return Writing(tree, kept | {LAST: [_base36(last)]})


def new_ids(ids: Ids, count: int) -> list[str]:
    """Return ids for rows about to be put in, such as no row ever had."""
    last = _last(ids)
    return [_base36(last + i) for i in range(1, count + 1)]


def trail_of(path: Path, ids: Ids) -> Trail:
    """Return a path with the id of each row in place of its index.

    Raises:
        LookupError: if there is no such row.
    """
    trail: list[str] = []
    for part in path:
        trail.append(ids[join(trail)][part] if isinstance(part, int) else part)
    return tuple(trail)


def path_of(trail: Trail, ids: Ids) -> Path | None:
    """Return where a trail leads now; None if one of its rows is gone."""
    path: list[str | int] = []
    for i, part in enumerate(trail):
        rows = ids.get(join(trail[:i]))
        if rows is None:
            path.append(part)
        elif part in rows:
            path.append(list(rows).index(part))
        else:
            return None
    return tuple(path)


def value_at(tree: Any, path: Path) -> Any:
    """Return the value at ``path``; `ABSENT` if there is none."""
    for part in path:
        listed = isinstance(tree, list) and isinstance(part, int) and 0 <= part < len(tree)
        if not listed and not (isinstance(tree, dict) and part in tree):
            return ABSENT
        tree = tree[part]
    return tree


def _lists(
    shapes: Shapes, shape: Shape, tree: Any, ids: Ids, kept: Mapping[str, list[str]], trail: Trail = ()
) -> Iterator[tuple[str, list[Any]]]:
    """Yield each list of rows with its trail; a list's own ids must be in ``kept`` before its rows are entered."""
    if shape.kind is Kind.RECORD and isinstance(tree, dict):
        for name, part in shapes.fields(shape, tree):
            if name in tree:
                yield from _lists(shapes, part, tree[name], ids, kept, (*trail, name))
    elif shape.kind is Kind.ROWS and isinstance(tree, list):
        place = join(trail)
        yield place, tree
        item = shapes.at(shape.item)
        for id, row in zip(kept[place], tree, strict=True):
            yield from _lists(shapes, item, row, ids, kept, (*trail, id))


def _last(ids: Ids) -> int:
    return max((int(id, 36) for given in ids.values() for id in given), default=0)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
