"""A draft that is half written, completed so far that it can be drawn: what is missing is named in brackets in its place."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from service.document.date_writing import format_issue_date
from service.document.finding import Finding
from service.document.pointer import split
from service.drafting.checking import wrong_in
from service.drafting.desk import Desk
from service.forms.places import BLOCK, MISSING, Path, put, shape_of
from service.forms.rows import value_at
from service.forms.shapes import Kind, Shape
from service.forms.typed import ABSENT

_ROUNDS = 8  #: a record that is missing is made in one, its parts in the next
_PENDING = "待填"
_ENDINGS = ("文件", "纪要", "令", "简报")  #: that a mark must have, by its kind of paper


def completed(
    desk: Desk, kind: str, tree: Mapping[str, Any], today: dt.date
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return a tree that its schema accepts, as near to the draft as may be, and what still stands in the way.

    A text that is missing is its name in brackets, a date that may be missing is; what the schema refuses is treated
    as if it were missing.
    """
    made = copy.deepcopy(dict(tree))
    for _ in range(_ROUNDS):
        found = wrong_in(desk, kind, made)
        if not found:
            return made, ()
        for finding in reversed(found):  # so that rows taken away leave the pointers before them right
            _mend(desk, kind, made, finding, today)
    return made, wrong_in(desk, kind, made)


def _mend(desk: Desk, kind: str, tree: dict[str, Any], finding: Finding, today: dt.date) -> None:
    path = _path(tree, finding.pointer)
    row = next((i for i in range(len(path), 0, -1) if isinstance(path[i - 1], int)), 0)
    if not path or value_at(tree, path[:row]) is ABSENT:
        return
    shape = shape_of(desk.shapes, desk.shape(kind), tree, path)
    there = value_at(tree, path)
    if shape is not None and shape.kind is Kind.DATA and row:
        del value_at(tree, path[: row - 1])[path[row - 1]]  # an image that isn't there yet
    elif shape is None or (there is not ABSENT and shape.is_leaf and not shape.may_be_missing):
        put(tree, path, "" if isinstance(path[-1], int) else ABSENT)
    elif shape.may_be_missing:
        put(tree, path, {MISSING: _PENDING})
    elif there is ABSENT or not there:
        put(tree, path, _stand_in(desk, shape, today))


def _path(tree: Any, pointer: str) -> Path:
    path: list[str | int] = []
    for part in split(pointer):
        path.append(int(part) if isinstance(tree, list) and part.isdecimal() else part)
        tree = value_at(tree, (path[-1],))
    return tuple(path)


def _stand_in(desk: Desk, shape: Shape, today: dt.date) -> Any:
    """Return what stands for a value that is missing."""
    match shape.kind:
        case Kind.TEXT:
            return format_issue_date(today) if shape.date else _words(shape)
        case Kind.TEXTS:
            return [1] if shape.numbers else _words(shape) if shape.one_or_many else [_words(shape)]
        case Kind.CHOICE:
            return shape.choices[0][0]
        case Kind.NUMBER:
            return 1
        case Kind.CELLS:
            return [""]
        case Kind.ROWS if shape.item and desk.shapes.at(shape.item).definition == BLOCK:
            return [{"kind": "paragraph", "text": _words(shape)}]
        case Kind.ROWS:
            return [[""] if desk.shapes.at(shape.item).kind is Kind.CELLS else {}]
        case _:
            return {}


def _words(shape: Shape) -> str:
    told = f"（{shape.title or _PENDING}）"
    wanted = re.compile(shape.pattern)
    ways = (told, shape.title, *(told + ending for ending in _ENDINGS))
    return next((one for one in ways if wanted.search(one)), _PENDING)[: shape.longest]
