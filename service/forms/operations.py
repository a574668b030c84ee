"""What a button does to the rows of a writing: add, remove, move, paste; each gives a new writing.

Operations are named by the trail of what they touch, so that they do the same on a newer revision than the one
that the person saw.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from service.document.pointer import join
from service.forms.places import MISSING, Path, ordered, places, put, shape_of
from service.forms.rows import Ids, Trail, Writing, identified, new_ids, path_of, value_at
from service.forms.shapes import Kind, Shape, Shapes
from service.forms.typed import ABSENT, read, show

_STEM = re.compile(r"[^a-z0-9]+")
_CHOSEN = (Kind.CHOICE, Kind.CODE, Kind.NUMBER)
#: Parts into which a text goes on when the kind of its row is changed, by preference.
_MAIN = ("text", "body", "title", "lead", "value", "label", "name")


def add(shapes: Shapes, root: Shape, writing: Writing, trail: Trail, at: int | None = None) -> Writing:
    """Return the writing with an empty row in the list ``trail``: at index ``at``, else at the end.

    Raises:
        LookupError: if the list's own row is gone.
    """
    path = _path(trail, writing.ids)
    shape = shape_of(shapes, root, writing.tree, path)
    if shape is not None and shape.kind is Kind.CELLS:
        tree = copy.deepcopy(dict(writing.tree))
        held = value_at(tree, path)
        put(tree, path, [*(held if isinstance(held, list) else ()), ""])
        return Writing(tree, writing.ids)
    return insert(shapes, root, writing, trail, at, [None], None)


def insert(
    shapes: Shapes,
    root: Shape,
    writing: Writing,
    trail: Trail,
    at: int | None,
    rows: Iterable[Any],
    ids: Iterable[str] | None,
) -> Writing:
    """Return the writing with ``rows`` put into the list ``trail``; None among them is a blank row."""
    path = _path(trail, writing.ids)
    tree = copy.deepcopy(dict(writing.tree))
    shape = shape_of(shapes, root, tree, path)
    if shape is None or shape.kind is not Kind.ROWS:
        raise LookupError(trail)
    held = value_at(tree, path)
    there = held if isinstance(held, list) else []
    index = len(there) if at is None else max(0, min(at, len(there)))
    new = [blank(shapes, shape, there, index, tree) if row is None else row for row in rows]
    put(tree, path, [*there[:index], *new, *there[index:]])
    given = list(writing.ids.get(join(trail), ()))
    named = list(new_ids(writing.ids, len(new)) if ids is None else ids)
    changed = {**writing.ids, join(trail): [*given[:index], *named, *given[index:]]}
    return identified(shapes, root, ordered(shapes, root, tree), changed)


def remove(shapes: Shapes, root: Shape, writing: Writing, trail: Trail) -> Writing:
    """Return the writing without the row ``trail``; what is gone already stays gone."""
    if path_of(trail, writing.ids) is None:
        return writing
    gone = _index(trail, writing.ids)
    return _rearranged(
        shapes, root, writing, trail[:-1], lambda rows: [r for i, r in enumerate(rows) if i != gone]
    )


def move(shapes: Shapes, root: Shape, writing: Writing, trail: Trail, steps: int) -> Writing:
    """Return the writing with the row ``trail`` moved down by ``steps``, up if negative, as far as there are rows."""
    index = _index(trail, writing.ids)

    def moved(rows: list[Any]) -> list[Any]:
        row = rows[index]
        rest = [r for i, r in enumerate(rows) if i != index]
        to = max(0, min(index + steps, len(rest)))
        return [*rest[:to], row, *rest[to:]]

    return _rearranged(shapes, root, writing, trail[:-1], moved)


def put_back(shapes: Shapes, root: Shape, writing: Writing, before: Writing, trail: Trail) -> Writing:
    """Return the writing with the row ``trail`` as it was in ``before``, in its old place as nearly as may be."""
    path = path_of(trail, before.ids)
    if path is None or path_of(trail, writing.ids) is not None:
        return writing
    return insert(
        shapes, root, writing, trail[:-1], int(path[-1]), [value_at(before.tree, path)], [trail[-1]]
    )


def paste(
    shapes: Shapes, root: Shape, writing: Writing, trail: Trail, columns: Iterable[str], text: str
) -> Writing:
    """Return the writing with lines of a spreadsheet (cells separated by tabs) as rows after the row ``trail``.

    The first cell goes into the first of ``columns``, and so on; the row itself takes the first line if it is empty.
    """
    path, index = _path(trail, writing.ids), _index(trail, writing.ids)
    rows = shape_of(shapes, root, writing.tree, path[:-1])
    if rows is None or rows.kind is not Kind.ROWS:
        raise LookupError(trail)
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    here = value_at(writing.tree, path)
    empty = blank(shapes, rows, value_at(writing.tree, path[:-1]), index, writing.tree)
    made = [_pasted(shapes, rows, empty, tuple(columns), line.split("\t")) for line in lines]
    writing = insert(shapes, root, writing, trail[:-1], index + 1, made, None)
    return remove(shapes, root, writing, trail) if made and _is_empty(shapes, rows, here) else writing


def set_missing(writing: Writing, trail: Trail, note: str | None) -> Writing:
    """Return the writing with an element marked as missing from an old paper; ``note`` None takes the mark away."""
    tree = copy.deepcopy(dict(writing.tree))
    put(tree, _path(trail, writing.ids), ABSENT if note is None else {MISSING: note})
    return Writing(tree, writing.ids)


def take_out(writing: Writing, trail: Trail, name: str) -> Writing:
    """Return the writing without one part of the record ``trail``."""
    tree = copy.deepcopy(dict(writing.tree))
    put(tree, (*_path(trail, writing.ids), name), ABSENT)
    return Writing(tree, writing.ids)


def add_column(writing: Writing, trail: Trail, by: int) -> Writing:
    """Return the writing with a cell more (``by`` 1) or less (-1) at the end of each row of the table ``trail``."""
    path = _path(trail, writing.ids)
    tree = copy.deepcopy(dict(writing.tree))
    table = value_at(tree, path)
    if isinstance(table, dict):
        for cells in [table.get("header"), *table.get("rows", ())]:
            if isinstance(cells, list):
                cells[:] = [*cells, ""] if by > 0 else cells[: max(1, len(cells) - 1)]
    return Writing(tree, writing.ids)


def shape_at(shapes: Shapes, root: Shape, writing: Writing, trail: Trail) -> Shape:
    """Return what stands at a trail.

    Raises:
        LookupError: if nothing can.
    """
    shape = shape_of(shapes, root, writing.tree, _path(trail, writing.ids))
    if shape is None:
        raise LookupError(trail)
    return shape


def add_names(shapes: Shapes, root: Shape, writing: Writing, trail: Trail, names: Sequence[str]) -> Writing:
    """Return the writing with names put at the end of a printed list of receivers, or of a list of texts."""
    path, shape = _path(trail, writing.ids), shape_at(shapes, root, writing, trail)
    held = value_at(writing.tree, path)
    typed = "" if isinstance(held, dict) else show(shape, held)
    mark = "\n" if "\n" in typed else "、"
    known = re.split("[、，\n]", typed)
    joined = mark.join(filter(None, [typed.rstrip("\n"), *(name for name in names if name not in known)]))
    tree = copy.deepcopy(dict(writing.tree))
    put(tree, path, read(shape, joined))
    return Writing(tree, writing.ids)


def converted(shapes: Shapes, shape: Shape, row: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return a row as another kind: parts of the same name stay, the main text goes into the new main part."""
    new = {**_blank_record(shapes, shape, {shape.kind_field: kind}), shape.kind_field: kind}
    names = [name for name, part in shapes.fields(shape, new)]
    kept = {name: value for name, value in row.items() if name in names and name != shape.kind_field}
    lost = [row[n] for n in _MAIN if isinstance(row.get(n), str) and n not in names]
    free = [n for n in _MAIN if n in names and n not in kept]
    return new | kept | dict(zip(free, lost, strict=False))


def blank(shapes: Shapes, rows: Shape, there: Any, index: int, tree: Any) -> Any:
    """Return an empty row for a list: of the kind of the row before it, with an id of its own if rows have ids."""
    item = shapes.at(rows.item)
    listed = there if isinstance(there, list) else []
    beside = listed[index - 1] if 0 < index <= len(listed) else None
    if item.kind is Kind.CELLS:
        return [""] * (len(beside) if isinstance(beside, list) else 2)
    start = {}
    if item.kinds:
        kind = beside.get(item.kind_field) if isinstance(beside, dict) else None
        start = {item.kind_field: kind if kind in dict(item.kinds) else item.kinds[0][0]}
    return start | _blank_record(shapes, item, start, tree)


def _blank_record(shapes: Shapes, shape: Shape, start: Mapping[str, Any], tree: Any = None) -> dict[str, Any]:
    """Return the parts that a new record can't do without: empty lists, the first choice, an id."""
    wanted, made = shapes.required(shape, start), dict[str, Any]()
    for name, part in shapes.fields(shape, start):
        if part.kind is Kind.CODE and name == "id":
            made[name] = _new_code(shape, start, tree)
        elif name in wanted and name not in start:
            if part.kind is Kind.ROWS:
                made[name] = [["", ""]] if shapes.at(part.item).kind is Kind.CELLS else []
            elif part.kind is Kind.CHOICE:
                made[name] = part.choices[0][0]
    return made


def _new_code(shape: Shape, start: Mapping[str, Any], tree: Any) -> str:
    stem = start.get(shape.kind_field) or shape.definition.partition(".")[0]
    stem = _STEM.sub("-", str(stem)).strip("-") or "row"
    used = set(_codes(tree))
    return next(code for n in range(1, len(used) + 2) if (code := f"{stem}-{n}") not in used)


def _codes(tree: Any) -> Iterable[str]:
    if isinstance(tree, dict):
        if isinstance(tree.get("id"), str):
            yield tree["id"]
        tree = list(tree.values())
    if isinstance(tree, list):
        for value in tree:
            yield from _codes(value)


def _pasted(shapes: Shapes, rows: Shape, empty: Any, columns: tuple[str, ...], cells: list[str]) -> Any:
    if isinstance(empty, list):
        return cells
    item = shapes.at(rows.item)
    row, fields = copy.deepcopy(empty), dict(shapes.fields(item, empty))
    for name, cell in zip(columns, cells, strict=False):
        if (
            name in fields
            and fields[name].is_leaf
            and (value := read(fields[name], cell.strip())) is not ABSENT
        ):
            row[name] = value
    return row


def _is_empty(shapes: Shapes, rows: Shape, row: Any) -> bool:
    typed = (
        place.value for place in places(shapes, shapes.at(rows.item), row) if place.shape.kind not in _CHOSEN
    )
    return all(value is ABSENT or not any(value) for value in typed)


def _rearranged(
    shapes: Shapes, root: Shape, writing: Writing, trail: Trail, change: Callable[[list[Any]], list[Any]]
) -> Writing:
    path = _path(trail, writing.ids)
    tree = copy.deepcopy(dict(writing.tree))
    put(tree, path, change(list(value_at(tree, path))))
    ids = {**writing.ids, join(trail): change(list(writing.ids[join(trail)]))}
    return identified(shapes, root, tree, ids)


def _path(trail: Trail, ids: Ids) -> Path:
    path = path_of(trail, ids)
    if path is None:
        raise LookupError(trail)
    return path


def _index(trail: Trail, ids: Ids) -> int:
    """Return where a row is in its list.

    Raises:
        LookupError: if there is none such, or the trail leads to no row.
    """
    *_, index = _path(trail, ids) or (None,)
    if not isinstance(index, int):
        raise LookupError(trail)
    return index
