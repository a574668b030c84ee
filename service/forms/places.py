"""The fields of a document: every place where something can be typed, found by walking shape and tree together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from service.document.pointer import join
from service.forms.shapes import Kind, Shape, Shapes
from service.forms.typed import ABSENT

Path = tuple[str | int, ...]
MISSING = "missing"  #: the one part of what stands where an old paper lacks an element


@dataclass(frozen=True)
class Place:
    """A place where something can be typed.

    Attributes:
        path: the parts of its JSON Pointer.
        shape: what it takes.
        value: what stands there; `ABSENT` if nothing does.
        required: whether the schema wants it.
    """

    path: Path
    shape: Shape
    value: Any
    required: bool = False

    @property
    def pointer(self) -> str:
        """Its JSON Pointer, which is also the name of its input."""
        return join(self.path)


def places(
    shapes: Shapes, shape: Shape, tree: Any, path: Path = (), required: bool = False
) -> Iterator[Place]:
    """Yield each place of a tree that one input holds, in the order of the schema.

    A part of a record that is absent is a place too, so that it can be typed; rows that are absent are none,
    nor is data, which nobody types.
    """
    if shape.kind is Kind.RECORD:
        held = tree if isinstance(tree, dict) else {}
        wanted = shapes.required(shape, held)
        for name, part in shapes.fields(shape, held):
            yield from places(shapes, part, held.get(name, ABSENT), (*path, name), name in wanted)
    elif shape.kind is Kind.ROWS:
        item = shapes.at(shape.item)
        for i, row in enumerate(tree if isinstance(tree, list) else ()):
            yield from places(shapes, item, row, (*path, i))
    elif shape.kind is Kind.DATA:
        return
    elif shape.may_be_missing and isinstance(tree, dict):
        yield Place((*path, MISSING), MISSING_TEXT, tree.get(MISSING, ABSENT), True)
    else:
        yield Place(path, shape, tree, required)


def texts_of_blocks(shapes: Shapes, shape: Shape, tree: Any, path: Path = ()) -> Iterator[Place]:
    """Yield each text of blocks, which one box can hold as a whole; those inside a block belong to it."""
    if shape.kind is Kind.RECORD:
        held = tree if isinstance(tree, dict) else {}
        for name, part in shapes.fields(shape, held):
            yield from texts_of_blocks(shapes, part, held.get(name, ABSENT), (*path, name))
    elif shape.kind is Kind.ROWS and shapes.at(shape.item).definition == BLOCK:
        yield Place(path, shape, tree)
    elif shape.kind is Kind.ROWS:
        item = shapes.at(shape.item)
        for i, row in enumerate(tree if isinstance(tree, list) else ()):
            yield from texts_of_blocks(shapes, item, row, (*path, i))


BLOCK = "blocks.v1#/$defs/block"

MISSING_TEXT = Shape(
    Kind.TEXT, "common.v1#/$defs/missing/properties/missing", title="原件所缺", pattern=r"^\S(.*\S)?$"
)


def shape_of(shapes: Shapes, root: Shape, tree: Any, path: Path) -> Shape | None:
    """Return what stands at ``path``, a row among rows included; None if the schema knows no such place."""
    shape = root
    for part in path:
        if shape.kind is Kind.RECORD:
            found = dict(shapes.fields(shape, tree)).get(str(part))
            tree = tree.get(part, ABSENT) if isinstance(tree, dict) else ABSENT
        elif shape.kind is Kind.ROWS and isinstance(part, int):
            found = shapes.at(shape.item)
            tree = tree[part] if isinstance(tree, list) and part < len(tree) else ABSENT
        else:
            found = MISSING_TEXT if shape.may_be_missing and part == MISSING else None
        if found is None:
            return None
        shape = found
    return shape


def put(tree: Any, path: Path, value: Any) -> None:
    """Set the value at ``path``, making the records on the way; `ABSENT` takes it away, and records left empty too.

    Raises:
        LookupError: if a row on the way doesn't exist.
    """
    *way, last = path
    above: list[tuple[dict[str, Any], str]] = []
    for part in way:
        if isinstance(tree, dict):
            if value is ABSENT and part not in tree:
                return
            above.append((tree, str(part)))
            # What is no record where a record should be has to give way to what was typed.
            if not isinstance(tree.get(part), dict | list):
                tree[part] = {}
            tree = tree[part]
        else:
            above = []
            tree = tree[int(part)]
    if value is not ABSENT or isinstance(tree, list):
        tree[last] = value
        return
    tree.pop(last, None)
    for holder, name in reversed(above):
        if holder[name]:
            break
        del holder[name]


def ordered(shapes: Shapes, shape: Shape, tree: Any) -> Any:
    """Return the tree with the parts of each record in the order of the schema; unknown parts come last."""
    if shape.kind is Kind.RECORD and isinstance(tree, Mapping):
        known = {name: part for name, part in shapes.fields(shape, tree) if name in tree}
        rest = {name: value for name, value in tree.items() if name not in known}
        return {name: ordered(shapes, part, tree[name]) for name, part in known.items()} | rest
    if shape.kind is Kind.ROWS and isinstance(tree, list):
        item = shapes.at(shape.item)
        return [ordered(shapes, item, row) for row in tree]
    return tree
