"""Marks of headings, items and phases in their order: what jumps or repeats is told, what merely restarts is not.

Silent are numbers that run on through parents (（一）…（二十） through all 一、), a list that restarts at 1, one whose
first item the lead has swallowed, and marks of another style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from service.document.finding import Finding
from service.document.numbering import Mark, read_mark
from service.lint.content_tree import Node, Path, block_lists, item_lists, remark

Found = Iterator[tuple[Path, Finding]]
_PART = re.compile("第[一二三四五六七八九十]+(?:部分|编|章|篇)")


@dataclass
class _Sequence:
    """The last mark of one level and style, and whether something that can hold a list of its own came since."""

    last: int
    parted: bool = field(default=False)


def headings_in_order(tree: Node) -> Found:
    """Headings of one level and style count on; a deeper one may restart under another heading."""
    for path, blocks in block_lists(tree):
        open_: dict[tuple[int, str], _Sequence] = {}
        for i, block in enumerate(blocks):
            if block["kind"] != "heading" or "number" not in block:
                _part(open_, block)
                continue
            mark, level = read_mark(block["number"]), block["level"]
            for (other, _style), sequence in open_.items():
                sequence.parted |= other > level
            if mark is None:
                continue
            before = open_.get((level, mark.style))
            if before is not None and (said := _wrong(before, mark)):
                yield remark((*path, i, "number"), "numbering", f"序数“{block['number']}”{said}，请核对。")
            open_[level, mark.style] = _Sequence(mark.value)


def _part(open_: dict[tuple[int, str], _Sequence], block: Node) -> None:
    """Note what stands between headings: under an unnumbered title a deeper list may begin again."""
    text = block.get("text", "") if block["kind"] == "paragraph" else block.get("title", "")
    new_part = isinstance(text, str) and _PART.match(text)
    for (level, _style), sequence in open_.items():
        sequence.parted |= bool(new_part) or level > 1


def _wrong(before: _Sequence, mark: Mark) -> str:
    """Return what is wrong with a mark after another; "" if nothing is."""
    if mark.value == before.last + 1 or (before.parted and mark.value <= 2):
        return ""
    if mark.value == 1 and before.last > 1:
        return ""
    if mark.value == before.last:
        return "重复"
    return f"和前面的第{before.last}项接不上"


def items_in_order(tree: Node) -> Found:
    """Items of one list count on from the first, or begin again at 1."""
    for path, block, items in item_lists(tree):
        name = "items" if "items" in block else "tasks"
        last: Mark | None = None
        for i, item in enumerate(items):
            mark = read_mark(str(item.get("number", "")))
            if mark is None:
                continue
            if (
                last is not None
                and last.style == mark.style
                and (said := _wrong(_Sequence(last.value), mark))
            ):
                place = (*path, name, i, "number")
                yield remark(place, "numbering", f"序数“{item['number']}”{said}，请核对。")
            last = mark


def phases_in_order(tree: Node) -> Found:
    """第一阶段, 第二阶段 … count on; several lists of phases in one text begin again at 1."""
    for path, blocks in block_lists(tree):
        last: Mark | None = None
        for i, block in enumerate(blocks):
            mark = read_mark(_first_word(block)) if block["kind"] == "phase" else None
            if mark is None:
                continue
            if (
                last is not None
                and last.style == mark.style
                and (said := _wrong(_Sequence(last.value), mark))
            ):
                yield remark((*path, i, "label"), "numbering", f"序数“{block['label']}”{said}，请核对。")
            last = mark


def _first_word(block: Node) -> str:
    return str(block.get("label", "")).strip()
