"""Moves blocks one level down, where a paper prints them under a heading that their own facts don't have.

A number keeps its value and takes the next level's mark: 一、 （一） 1. （1） ①; one that is none of these stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from service.document.numbering import chinese_numeral, ordinal

Stored = Mapping[str, Any]

_LOWEST = 4
_VALUES = {chinese_numeral(n): n for n in range(1, 1000)}
_MARKS = (
    (re.compile(r"^([〇一二三四五六七八九十百]+)、$"), 1),
    (re.compile(r"^（([〇一二三四五六七八九十百]+)）$"), 2),
    (re.compile(r"^(\d{1,3})[.．]$"), 3),
    (re.compile(r"^（(\d{1,3})）$"), 4),
)
_FIRST_CIRCLED, _LAST_CIRCLED = 0x2460, 20


def deeper(blocks: Sequence[Stored]) -> list[dict[str, Any]]:
    """Return blocks (schema ``blocks.v1``) with their headings and items one level down."""
    return [_deeper(block) for block in blocks]


def _deeper(block: Stored) -> dict[str, Any]:
    moved = dict(block)
    if "level" in moved:
        moved["level"] = min(_LOWEST, moved["level"] + 1)
    if "number" in moved:
        moved["number"] = deeper_number(moved["number"])
    for name in ("items", "tasks", "text"):
        if isinstance(moved.get(name), (list, tuple)):
            moved[name] = deeper(moved[name])
    return moved


def deeper_number(number: str) -> str:
    """Return a number with the next level's mark; one whose mark is not known stays."""
    for pattern, level in _MARKS:
        match = pattern.match(number)
        if match:
            value = int(match[1]) if match[1].isdigit() else _VALUES.get(match[1], 0)
            return _marked(value, level + 1) or number
    return number


def _marked(value: int, level: int) -> str:
    if level <= _LOWEST:
        return ordinal(value, level) if value else ""
    return chr(_FIRST_CIRCLED + value - 1) if 1 <= value <= _LAST_CIRCLED else ""
