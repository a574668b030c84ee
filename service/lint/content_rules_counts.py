"""Announced counts (三项工作) against the items that follow. The count is never changed: it may be the items that lack one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.document.counts import Count, announced, inline_items, lead_count, phase_count
from service.document.finding import Finding
from service.document.numbering import read_mark
from service.lint.content_tree import Node, Path, block_lists, item_lists, remark, texts

Found = Iterator[tuple[Path, Finding]]


def items_announced(tree: Node) -> Found:
    """A list's or phase's lead announces as many items as there are."""
    for path, block, items in item_lists(tree):
        lead = block.get("lead", "")
        count = lead_count(lead) if isinstance(lead, str) else None
        there = _items(items)
        if count is not None and there and count.number != there:
            yield _differs((*path, "lead"), count, there)


def _items(items: Sequence[Node]) -> int:
    """Return how many items there are; 0 if it can't be told: the first is missing, or swallowed by the lead."""
    if len(items) == 1:
        return inline_items(str(items[0].get("number", "")) + str(items[0].get("body", "")))
    first = read_mark(str(items[0].get("number", "")))
    return len(items) if first is None or first.value == 1 else 0


def inline_announced(tree: Node) -> Found:
    """An announcement inside a text and the 一是…二是… right behind it agree."""
    for path, text in texts(tree):
        found = (
            [pair for count in announced(text) if (pair := _followed(text, count))] if "一是" in text else []
        )
        if len(found) == 1:  # of lists in lists nobody can tell whose item 三是 is
            count, there = found[0]
            if there > 1 and there != count.number:
                yield _differs(path, count, there)


def _followed(text: str, count: Count) -> tuple[Count, int] | None:
    """Return a count and the items right behind it in its text; None if none stand there."""
    rest = text[count.end :].lstrip("：:。，,")
    stands = rest.startswith("一是") and lead_count(text[: count.end]) == count
    return (count, inline_items(rest)) if stands else None


def phases_announced(tree: Node) -> Found:
    """分四个阶段 in a paragraph is followed by four phases in the same text, if any phase follows."""
    for path, blocks in block_lists(tree):
        for i, block in enumerate(blocks):
            for name in ("text", "body", "lead"):
                text = block.get(name)
                count = phase_count(text) if isinstance(text, str) and block["kind"] != "phase" else None
                if count is not None and (there := _phases(blocks[i + 1 :])) not in (0, count.number):
                    yield _differs((*path, i, name), count, there)


def _phases(blocks: Sequence[Node]) -> int:
    """Return how many phases follow, up to the next announcement or the next 一级标题."""
    number = 0
    for block in blocks:
        text = block.get("text", "")
        if block.get("level") == 1 or (isinstance(text, str) and phase_count(text)):
            break
        number += block["kind"] == "phase"
    return number


def _differs(path: Path, count: Count, there: int) -> tuple[Path, Finding]:
    message = f"文中说“{count.raw}”，实际列出{there}项，请核对是数字有误还是漏了内容。"
    return remark(path, "announced-count", message)
