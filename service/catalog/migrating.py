"""Content of an older version of a kind of paper made fit for a newer one, as the newer manifest says.

Its ``migration`` is a list of steps, taken one after the other on the content of the version before::

    {"move": "/paper/contact", "to": "/paper/annotation"}
    {"remove": "/paper/telephone"}
    {"default": "/paper/seal", "value": "space"}

Each names a place by JSON Pointer; ``*`` stands for every item of a list (in ``to`` for the same one). A step whose place
isn't there does nothing, and nothing that is there is ever overwritten.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.document.pointer import split

Step = Mapping[str, Any]


def migrated(tree: Mapping[str, Any], steps: Sequence[Step]) -> dict[str, Any]:
    """Return ``tree`` after the ``steps``; the tree itself stays as it is.

    Raises:
        ValueError: if a step is none of the three.
    """
    found: dict[str, Any] = copy.deepcopy(dict(tree))
    for step in steps:
        _take(found, step)
    return found


def _take(tree: dict[str, Any], step: Step) -> None:
    if "default" in step:
        for holder, name, _ in _places(tree, split(step["default"])):
            holder.setdefault(name, copy.deepcopy(step["value"]))
    elif "remove" in step:
        for holder, name, _ in _places(tree, split(step["remove"])):
            holder.pop(name, None)
    elif "move" in step:
        for holder, name, items in [*_places(tree, split(step["move"]))]:
            if name in holder:
                _put(tree, _filled(split(step["to"]), items), holder, name)
    else:
        raise ValueError(f"not a step of a migration: {step}")


def _places(
    tree: Any, parts: Sequence[str], items: tuple[int, ...] = ()
) -> Iterator[tuple[dict[str, Any], str, tuple[int, ...]]]:
    """Yield each object that holds, or may hold, what the parts name, the member's name, and the items on the way."""
    part, rest = parts[0], parts[1:]
    if part == "*" and isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from _places(item, rest, (*items, index)) if rest else ()
    elif isinstance(tree, dict) and not rest:
        yield tree, part, items
    elif isinstance(tree, dict) and part in tree:
        yield from _places(tree[part], rest, items)


def _filled(parts: Sequence[str], items: Sequence[int]) -> list[str | int]:
    left = iter(items)
    return [next(left) if part == "*" else part for part in parts]


def _put(tree: Any, parts: Sequence[str | int], holder: dict[str, Any], name: str) -> None:
    """Move a member to the place that the parts name, unless there is something already."""
    for part in parts[:-1]:
        tree = tree[part] if isinstance(part, int) else tree.setdefault(part, {})
    if parts[-1] not in tree:
        tree[parts[-1]] = holder.pop(name)
