"""Trees for tests: the samples, blanked ones, and one that holds everything that a schema allows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from service.document.pointer import join
from service.forms.places import MISSING, Place
from service.forms.rows import Writing
from service.forms.shapes import Kind, Shape, Shapes
from service.forms.typed import ABSENT, show, show_cells

ROOT = Path(__file__).parents[2]


def samples() -> dict[str, tuple[str, Any]]:
    """Every sample file by name, with the location of its schema."""
    found = {}
    for path in sorted((ROOT / "samples").rglob("*.json")):
        held = json.loads(path.read_text("utf-8"))
        name = path.relative_to(ROOT / "samples").as_posix()
        if "content" in held:
            found[name] = f"{held['paper_type']}.v1#", held["content"]
        elif path.stem in ("campaign", "directory"):
            found[name] = f"{path.stem}.v1#", held
    return found


def shown(place: Place) -> list[str]:
    """What a browser posts for a place that nobody touched."""
    if place.shape.kind is Kind.CELLS:
        return show_cells(place.shape, place.value) if isinstance(place.value, list) else []
    return [show(place.shape, place.value)]


def blanked(shapes: Shapes, shape: Shape, tree: Any) -> Any:
    """The tree with its rows and their kinds, and nothing else: all that is typed is gone."""
    if shape.kind is Kind.RECORD:
        parts = shapes.fields(shape, tree)
        kept = {name: value for name, value in tree.items() if name not in dict(parts)}  # what no form shows
        for name, part in parts:
            if name in tree and (
                name == shape.kind_field or not part.is_leaf or part.may_be_missing or part.kind is Kind.DATA
            ):
                inner = blanked(shapes, part, tree[name])
                if inner is not ABSENT:
                    kept[name] = inner
        return kept
    if shape.kind is Kind.ROWS:
        return [blanked(shapes, shapes.at(shape.item), row) for row in tree]
    if shape.kind is Kind.CELLS:
        return []
    if shape.kind is Kind.DATA:
        return tree
    if shape.may_be_missing:
        return {MISSING: "?"} if isinstance(tree, dict) else ABSENT
    return tree


def fullest(shapes: Shapes, shape: Shape, within: tuple[str, ...] = ()) -> Any:
    """A tree with everything that a shape allows: each list holds a row of each kind, but none in itself twice."""
    match shape.kind:
        case Kind.RECORD:
            fields = shapes.fields(shape, {})
            return {name: fullest(shapes, part, within) for name, part in fields}
        case Kind.ROWS:
            item = shapes.at(shape.item)
            if item.definition and within.count(item.definition):
                return []
            inside = (*within, item.definition)
            if not item.kinds:
                return [fullest(shapes, item, inside)]
            rows = []
            for kind, place in item.kinds:
                row = {item.kind_field: kind}
                parts = shapes.fields(item, row)
                rows.append(row | {n: fullest(shapes, p, (*inside, place)) for n, p in parts if n not in row})
            return rows
        case Kind.CELLS:
            return ["甲", "乙"]
        case Kind.TEXTS:
            return [1, 2] if shape.numbers else ["甲", "乙"]
        case Kind.CHOICE:
            return shape.choices[0][0]
        case Kind.NUMBER:
            return 1
        case _:
            return "甲"


def trails(writing: Writing) -> list[str]:
    """The trails of all rows."""
    return [
        f"{trail}{join((id,))}" for trail, ids in writing.ids.items() if trail.startswith("/") for id in ids
    ]
