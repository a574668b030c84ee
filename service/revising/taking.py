"""Taking chosen changes into a draft and its campaign: as one person's changes, joined with what others did since."""

from __future__ import annotations

import copy as copying
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from service.drafting.changing import title_of, writing_of
from service.drafting.desk import Author, Desk
from service.forms.merging import Change, merge, same
from service.forms.places import Path, put, shape_of
from service.forms.rows import Writing, trail_of, value_at
from service.forms.shapes import Kind, Shape, Shapes
from service.forms.typed import ABSENT
from service.revising.changes import Edit, Inserted, Reblocked, Removed, Reworded, Step
from service.revising.places import Copy
from service.storage.draft import Draft, Revision
from service.storage.drafts import Entry


@dataclass(frozen=True)
class Taken:
    """What became of changes that were taken.

    Attributes:
        draft: the draft, or the campaign, now.
        aside: number of the revision that keeps them where others had changed the same; None if nothing was in the way.
        count: how many were taken.
    """

    draft: Draft
    aside: int | None
    count: int


def changes_of(
    copy: Copy, shapes: Shapes, root: Shape, base: Writing, edits: Sequence[Edit]
) -> tuple[Change, ...]:
    """Return what edits change in the writing that the copy was made of."""
    steps = [step for edit in edits for step in _steps(edit, base)]
    texts: dict[Path, list[Step]] = defaultdict(list)
    alone: list[Step] = []
    for step in steps:
        rows = copy.rows((*step.path, step.index) if isinstance(step, Inserted) else step.path)
        if rows:
            texts[rows[0][:-1]].append(step)
        else:
            alone.append(step)
    found = list(_at_places(shapes, root, base, alone))
    for path, inside in texts.items():
        if all(isinstance(step, Reworded) or _same_kind(base, step) for step in inside):
            found += _at_places(shapes, root, base, inside)
        else:
            found.append(_whole(shapes, root, base, path, inside))
    return tuple(found)


def _steps(edit: Edit, base: Writing) -> Iterator[Step]:
    """Yield what an edit does; a row that moves is as the draft has it, not as it was made ready to be printed."""
    gone = [step.path for step in edit.steps if isinstance(step, Removed)]
    for step in edit.steps:
        moved = edit.kind == "moved" and isinstance(step, Inserted)
        yield replace(step, row=value_at(base.tree, gone[0])) if moved else step


def _same_kind(base: Writing, step: Step) -> bool:
    """Tell whether a block stays of its kind, so that only its texts change."""
    was = value_at(base.tree, step.path)
    return isinstance(step, Reblocked) and was.get("kind") == step.block.get("kind")


def _at_places(shapes: Shapes, root: Shape, base: Writing, steps: Sequence[Step]) -> Iterator[Change]:
    """Yield a change for each place; several texts of one place are one change."""
    tree: dict[str, Any] = copying.deepcopy(dict(base.tree))
    touched: dict[Path, None] = {}
    for step in _removals_last(steps):
        if isinstance(step, Reblocked):
            was = value_at(base.tree, step.path)
            for name in {**was, **step.block}:
                if not same(was.get(name, ABSENT), step.block.get(name, ABSENT)):
                    put(tree, (*step.path, name), step.block.get(name, ABSENT))
                    touched[(*step.path, name)] = None
        elif isinstance(step, Reworded):
            touched |= dict.fromkeys(_reword(shapes, root, tree, step))
    for path in touched:
        shape = shape_of(shapes, root, base.tree, path)
        if shape is not None:
            yield Change(trail_of(path, base.ids), shape, value_at(base.tree, path), value_at(tree, path))


def _removals_last(steps: Sequence[Step]) -> list[Step]:
    """Return the steps such that none moves the places of those after it."""
    gone = [step for step in steps if isinstance(step, Reworded) and not step.text]
    return [step for step in steps if step not in gone] + gone[::-1]


def _reword(shapes: Shapes, root: Shape, tree: dict[str, Any], step: Reworded) -> Iterator[Path]:
    """Put a text where it belongs, and yield the places that changed with it."""
    place = _place(shapes, root, tree, step.path)
    inner = step.path != place
    shape = shape_of(shapes, root, tree, place)
    if inner and not step.text and shape is not None and shape.kind is Kind.TEXTS:
        value = value_at(tree, step.path[:-1])
        if isinstance(value, list) and isinstance(step.path[-1], int):
            left = [each for i, each in enumerate(value) if i != step.path[-1]]
            put(tree, step.path[:-1], left if left or step.path[:-1] != place else ABSENT)
            yield place
            return
    put(tree, step.path, step.text if step.text or inner else ABSENT)
    yield place
    if step.path[-1] == "title" and value_at(tree, lines := (*step.path[:-1], "title_lines")) is not ABSENT:
        put(tree, lines, ABSENT)  # broken by hand for the old words
        yield lines


def _place(shapes: Shapes, root: Shape, tree: Any, path: Path) -> Path:
    """Return the place that one field holds which a text is in, or is."""
    for end in range(1, len(path) + 1):
        shape = shape_of(shapes, root, tree, path[:end])
        if shape is None:
            return path[: end - 1]
        if shape.is_leaf:
            return path[:end]
    return path


def _whole(shapes: Shapes, root: Shape, base: Writing, path: Path, steps: Sequence[Step]) -> Change:
    """Return the change of a whole text of blocks; rows are counted as they were before all steps."""
    tree: dict[str, Any] = copying.deepcopy(dict(base.tree))
    came: dict[Path, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    went: dict[Path, set[int]] = defaultdict(set)
    for step in _removals_last(steps):
        if isinstance(step, Reworded):
            list(_reword(shapes, root, tree, step))
        elif isinstance(step, Reblocked):
            put(tree, step.path, dict(step.block))
        elif isinstance(step, Inserted):
            came[step.path][step.index].append(copying.deepcopy(step.row))
        else:
            went[step.path[:-1]].add(int(step.path[-1]))
    for list_ in sorted({*came, *went}, key=len, reverse=True):
        rows = value_at(tree, list_)
        made: list[Any] = []
        for index in range(len(rows) + 1):
            made += came[list_][index]
            made += [rows[index]] if index < len(rows) and index not in went[list_] else []
        put(tree, list_, made)
        _drop_heights(tree, list_)
    shape = shape_of(shapes, root, base.tree, path)
    assert shape is not None
    return Change(trail_of(path, base.ids), shape, value_at(base.tree, path), value_at(tree, path))


def _drop_heights(tree: dict[str, Any], rows: Path) -> None:
    """Take away the heights of a table's rows, which were given for other rows."""
    if rows[-1] == "rows" and value_at(tree, (*rows[:-1], "heights")) is not ABSENT:
        put(tree, (*rows[:-1], "heights"), ABSENT)


def take(
    desk: Desk, author: Author, draft: Draft, base: int, changed: Sequence[Change], note: str, count: int
) -> Taken:
    """Make a new revision of a draft, or of a campaign, with changes in it that were made to revision ``base``.

    What somebody else changed meanwhile stays; changes in its way are kept aside, to be chosen from.
    """
    kind, id = draft.paper_type, draft.id
    store, shapes, root = desk.store(kind), desk.shapes, desk.shape(kind)
    seen = writing_of(store.revision(id, author.unit_id, base))

    def made(newest: Revision) -> tuple[Entry, ...]:
        merged = merge(shapes, root, writing_of(newest), changed)
        entries = []
        if merged.writing.tree != newest.tree:
            title = title_of(desk, kind, merged.writing.tree)
            entries.append(Entry(merged.writing.tree, merged.writing.ids, base, note, title=title))
        if merged.conflicts:
            mine = merge(shapes, root, seen, changed).writing
            entries.append(
                Entry(mine.tree, mine.ids, base, f"{note}，与别人同时改了同一处，另存在此", aside=True)
            )
        return tuple(entries)

    now, added = store.change(id, author.unit_id, author.name, desk.clock(), made)
    return Taken(now, next((each.number for each in added if each.aside), None), count)
