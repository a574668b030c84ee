"""A whole text of blocks that was typed in one box, woven into what the draft says now; rows left alone keep their ids."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from typing import Any

from service.document.pointer import join
from service.forms.places import BLOCK, Path, put
from service.forms.rows import Ids, Trail, Writing, new_ids, path_of, value_at
from service.forms.shapes import Shape, Shapes
from service.forms.three_way import join_lists
from service.forms.written import Reader, Row, lines_of, text_of

_CELLS = "blocks.v1#/$defs/table/properties/header"


def reader_at(shapes: Shapes, writing: Writing, trail: Trail, blocks: Any) -> Reader:
    """Return the reader of the text of blocks at a trail."""
    held = blocks if isinstance(blocks, list) else []
    ids = writing.ids.get(join(trail), ())
    return Reader(tuple(zip(held, ids, strict=False)), *_terms(shapes))


def shown_text(shapes: Shapes, blocks: Any) -> str:
    """Return a text of blocks as lines; "" if there is none."""
    kinds, cells = _terms(shapes)
    held = blocks if isinstance(blocks, list) else []
    return text_of([lines_of(block, str(i), kinds, cells) for i, block in enumerate(held, 1)])


def joined_text(
    shapes: Shapes, newest: Writing, trail: Trail, before: Any, after: Sequence[Any], insist: bool
) -> list[Row] | None:
    """Return the newest text of blocks with what changed from ``before`` to ``after`` in it.

    Returns:
        The blocks with their ids; None if others changed the same lines, unless ``insist``.
    """
    path = path_of(trail, newest.ids)
    there = value_at(newest.tree, path) if path is not None else None
    held = reader_at(shapes, newest, trail, there).rows
    now = [block for block, _ in held]
    base, theirs, mine = (_as_texts(blocks) for blocks in (before, now, after))
    picks = join_lists(base, theirs, mine)
    if picks is None and insist:
        picks = join_lists(theirs, theirs, mine)
    if picks is None:
        return None
    return [held[i] if newest_row else (after[i], None) for newest_row, i in picks]


def with_text(tree: dict[str, Any], ids: Ids, path: Path, trail: Trail, rows: Sequence[Row]) -> Ids:
    """Put a text of blocks into a tree, and return the ids with those of its rows; new rows get new ones."""
    put(tree, path, [copy.deepcopy(dict(block)) for block, _ in rows])
    fresh = iter(new_ids(ids, len(rows)))
    return {**ids, join(trail): [id or next(fresh) for _, id in rows]}


def _as_texts(blocks: Any) -> list[str]:
    held = blocks if isinstance(blocks, list) else []
    return [json.dumps(block, ensure_ascii=False, sort_keys=True) for block in held]


def _terms(shapes: Shapes) -> tuple[Mapping[str, str], Shape]:
    kinds = {kind: shapes.at(place).title for kind, place in shapes.at(BLOCK).kinds}
    return kinds, shapes.at(_CELLS)
