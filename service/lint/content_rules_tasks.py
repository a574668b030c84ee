"""Tasks and reviews that must be whole: who does what by when with which result; praise, faults and direction."""

from __future__ import annotations

from collections.abc import Iterator

from service.document.finding import Finding, Severity
from service.lint.content_tree import Node, Path, block_lists, facts, remark

Found = Iterator[tuple[Path, Finding]]
_ELEMENTS = (("title", "事项"), ("responsible", "责任单位"), ("deadline", "完成时限"), ("output", "成果形式"))
_INSTEAD = {"title": "body", "deadline": "period"}
_PARTS = (("achievements", "肯定的成绩"), ("problems", "指出的问题"), ("directions", "努力方向"))


def tasks_are_whole(tree: Node) -> Found:
    """Every task of the phase that a notice arranges says what, who, by when and with which result."""
    phase = tree.get("paper", {}).get("phase")
    for path, blocks in block_lists(tree) if phase else ():
        for i, block in enumerate(blocks):
            if block.get("id") != phase:
                continue
            for j, task in enumerate(block.get("tasks", ())):
                missing = [
                    word
                    for name, word in _ELEMENTS
                    if not (task.get(name) or task.get(_INSTEAD.get(name, "")))
                ]
                if missing:
                    name = task.get("title") or task.get("body", "")[:15]
                    message = f"任务“{name}”没有填{'、'.join(missing)}，任务表里会空着，请补上。"
                    yield remark((*path, i, "tasks", j), "task-elements", message)


def reviews_are_whole(tree: Node) -> Found:
    """A review says what is good, what is wrong and where to go."""
    for path, review in facts(tree, "reviews"):
        missing = [word for name, word in _PARTS if not review.get(name)]
        if missing and len(missing) < len(_PARTS):
            message = f"点评没有写{'、'.join(missing)}，一般要有成绩、问题、方向三段，请核对。"
            yield remark(path, "review-parts", message, Severity.NOTE)
