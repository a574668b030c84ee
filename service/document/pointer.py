"""JSON Pointer (RFC 6901): the one name of a place in a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


def join(parts: Iterable[str | int]) -> str:
    """Return the pointer that leads through ``parts``; no parts give "", the whole document."""
    return "".join("/" + str(p).replace("~", "~0").replace("/", "~1") for p in parts)


def split(pointer: str) -> list[str]:
    """Return the unescaped parts of a pointer.

    Raises:
        ValueError: if the pointer neither is empty nor begins with "/".
    """
    if pointer and not pointer.startswith("/"):
        raise ValueError(f"not a JSON Pointer: {pointer!r}")
    return [p.replace("~1", "/").replace("~0", "~") for p in pointer.split("/")[1:]]


def get(tree: Any, pointer: str) -> Any:
    """Return the value at ``pointer``.

    Raises:
        KeyError, IndexError, ValueError: if there is no such place.
    """
    for part in split(pointer):
        tree = tree[int(part)] if isinstance(tree, list) else tree[part]
    return tree


def walk(tree: Any, levels: int) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield every value with the parts of its pointer in document order; what is deeper than ``levels`` stays closed.

    Without recursion, so that no depth overflows the stack. What is open is kept as iterators: a million values in
    one list take no more memory than one.
    """
    yield (), tree
    waiting: list[tuple[tuple[str | int, ...], Iterator[tuple[str | int, Any]]]] = [((), _below(tree))]
    while waiting:
        place, rest = waiting[-1]
        for key, value in rest:
            here = (*place, key)
            yield here, value
            if isinstance(value, dict | list) and len(here) <= levels:
                waiting.append((here, _below(value)))
                break
        else:
            waiting.pop()


def _below(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return iter(value.items())
    return iter(enumerate(value)) if isinstance(value, list) else iter(())
