"""JSON Pointer (RFC 6901): the one name of a place in a document."""

from __future__ import annotations

from collections.abc import Iterable
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
