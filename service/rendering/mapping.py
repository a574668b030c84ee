"""Walks a context: its blocks, wherever they stand, and a context of which some values were changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from service.rendering.text_block import TextBlock


def blocks_of(value: Any) -> list[TextBlock]:
    """Return the blocks of a context, or of a part of one, in order."""
    if isinstance(value, TextBlock):
        return [value]
    if is_dataclass(value):
        return [b for f in fields(value) for b in blocks_of(getattr(value, f.name))]
    return [b for v in value for b in blocks_of(v)] if isinstance(value, tuple) else []


def mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return a value of dataclasses and tuples with ``change`` made on each, outermost first."""
    value = change(value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: mapped(getattr(value, f.name), change) for f in fields(value)})
    return tuple(mapped(v, change) for v in value) if isinstance(value, tuple) else value
