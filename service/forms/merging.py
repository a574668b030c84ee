"""What a post changed, and how it joins with what others changed meanwhile: place by place, nobody's text lost."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from service.document.pointer import join
from service.forms.operations import converted
from service.forms.places import Place, ordered, places, put, shape_of, texts_of_blocks
from service.forms.rows import Trail, Writing, identified, path_of, trail_of, value_at
from service.forms.shapes import Kind, Shape, Shapes
from service.forms.typed import ABSENT, read, read_cells, show, show_cells
from service.forms.weaving import joined_text, reader_at, with_text


@dataclass(frozen=True)
class Change:
    """One place where a person typed something else.

    Attributes:
        trail: the place, by the ids of its rows.
        shape: what it takes.
        before: what stood there when the person saw it; `ABSENT` if nothing did.
        after: what the person wants there.
    """

    trail: Trail
    shape: Shape
    before: Any
    after: Any

    @property
    def name(self) -> str:
        """The place as one text, which stays the same when rows move."""
        return join(self.trail)


@dataclass(frozen=True)
class Merged:
    """A writing with somebody's changes in it.

    Attributes:
        writing: the newest writing with all changes that nothing speaks against.
        conflicts: changes left out, because somebody else changed the same place, or took its row away.
    """

    writing: Writing
    conflicts: tuple[Change, ...]


Post = Callable[[str], Sequence[str]]


def changes(shapes: Shapes, root: Shape, base: Writing, post: Post) -> tuple[Change, ...]:
    """Return what a post changes in the writing that its page was made of.

    ``post`` gives the values that were posted for a name: none if the page had no such field. Whatever else was
    posted is not looked at.
    """
    found = []
    for place in places(shapes, root, base.tree):
        typed = post(place.pointer)
        if typed and (after := _typed(place, typed)) is not place.value:
            found.append(Change(trail_of(place.path, base.ids), place.shape, place.value, after))
    for place in texts_of_blocks(shapes, root, base.tree):
        if typed := post(place.pointer):
            reader = reader_at(shapes, base, trail_of(place.path, base.ids), place.value)
            rows = [block for block, _ in reader.read(typed[-1])]
            if rows != (place.value if isinstance(place.value, list) else []):
                found.append(Change(trail_of(place.path, base.ids), place.shape, place.value, rows))
    return tuple(found)


def _typed(place: Place, typed: Sequence[str]) -> Any:
    """Return what was typed at a place; its own value if that was left alone."""
    if place.shape.kind is Kind.CELLS:
        shown = show_cells(place.shape, place.value) if isinstance(place.value, list) else None
        return place.value if list(typed) == shown else read_cells(place.shape, typed)
    text = typed[-1].replace("\r\n", "\n").replace("\r", "\n")
    if text == show(place.shape, place.value):
        return place.value
    value = read(place.shape, text)
    return place.value if value == place.value and type(value) is type(place.value) else value


def merge(
    shapes: Shapes, root: Shape, newest: Writing, changed: Iterable[Change], insist: bool = False
) -> Merged:
    """Return the newest writing with the changes in it; with ``insist``, also where others changed the same place."""
    tree, conflicts = copy.deepcopy(dict(newest.tree)), list[Change]()
    kinds, ids = [], newest.ids
    for change in changed:
        path = path_of(change.trail, newest.ids)
        shape = None if path is None else shape_of(shapes, root, newest.tree, path)
        there = ABSENT if path is None else value_at(newest.tree, path)
        if path is None or shape is None:
            conflicts.append(change)
        elif same(there, change.after):
            continue
        elif not change.shape.is_leaf:
            rows = joined_text(shapes, newest, change.trail, change.before, change.after, insist)
            if rows is None:
                conflicts.append(change)
            else:
                ids = with_text(tree, ids, path, change.trail, rows)
        elif not insist and not same(there, change.before):
            conflicts.append(change)
        elif _is_kind(shapes, root, newest, change):
            kinds.append(change)
        else:
            put(tree, path, change.after)
    for change in kinds:  # after the texts, which were typed under the names of the old kind
        path = path_of(change.trail, newest.ids) or ()
        row, shape = value_at(tree, path[:-1]), shape_of(shapes, root, newest.tree, path[:-1])
        if isinstance(row, dict) and shape is not None and change.after in dict(shape.kinds):
            put(tree, path[:-1], converted(shapes, shape, row, change.after))
    joined = identified(shapes, root, ordered(shapes, root, tree), ids)
    return Merged(joined, tuple(conflicts))


def _is_kind(shapes: Shapes, root: Shape, writing: Writing, change: Change) -> bool:
    path = path_of(change.trail, writing.ids) or ()
    row = shape_of(shapes, root, writing.tree, path[:-1])
    return row is not None and bool(row.kind_field) and change.trail[-1] == row.kind_field


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are alike, true and 1 told apart."""
    return one is other or (type(one) is type(other) and one == other)


def differences(shapes: Shapes, root: Shape, one: Writing, other: Writing) -> tuple[Change, ...]:
    """Return each place that both writings have and where they differ, as changes from ``one`` to ``other``.

    A text of blocks whose rows are not the same ones is one place.
    """
    found, whole = [], list[Trail]()
    for text in texts_of_blocks(shapes, root, other.tree):
        trail = trail_of(text.path, other.ids)
        path = path_of(trail, one.ids)
        if path is not None and list(one.ids.get(join(trail), ())) != list(other.ids.get(join(trail), ())):
            found.append(Change(trail, text.shape, value_at(one.tree, path), text.value))
            whole.append(trail)
    for place in places(shapes, root, other.tree):
        trail = trail_of(place.path, other.ids)
        if any(trail[: len(text)] == text for text in whole):
            continue
        path = path_of(trail, one.ids)
        before = ABSENT if path is None else value_at(one.tree, path)
        if not same(before, place.value):
            found.append(Change(trail, place.shape, before, place.value))
    return tuple(found)
