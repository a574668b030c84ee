"""Tasks, reviews and pledges that must be whole: who does what by when with which result; praise, faults and direction."""

from __future__ import annotations

from collections.abc import Iterator

from service.document.finding import Finding, Severity
from service.document.names import joined
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


def reviewers_rank_no_lower(tree: Node, campaign: Node) -> Found:
    """Who reviews a member of a leading group stands no lower in it."""
    for group in campaign.get("leading_groups", ()):
        ranks = {joined(who["name"]): (i, role["label"]) for i, role in enumerate(group.get("roles", ()))
                 for who in role["members"] if who.get("kind") == "person"}  # fmt: skip
        for path, review in facts(tree, "reviews"):
            above = ranks.get(joined(review["reviewer"]))
            below = next((rank for name, rank in ranks.items() if review["subject"].endswith(name)), None)
            if above and below and above[0] > below[0]:
                message = (
                    f"点评人“{review['reviewer']}”是{above[1]}，点评对象“{review['subject']}”是{below[1]}，"
                    "点评人的层级不应低于对象，请核对。"
                )
                yield remark((*path, "reviewer"), "review-rank", message)


def pledges_are_whole(tree: Node) -> Found:
    """A pledge has three to six items (practice), each with its time."""
    for path, pledge in facts(tree, "pledges"):
        items = pledge.get("items", [])
        if items and not 3 <= len(items) <= 6:
            message = f"“{pledge['name']}”的承诺有{len(items)}条，一般是3至6条，请核对。"
            yield remark((*path, "items"), "pledge-items", message, Severity.NOTE)
        for i, item in enumerate(items):
            if not item.get("deadline"):
                message = "这一条承诺没有写完成时限；长期坚持的，请写“长期坚持”。"
                yield remark((*path, "items", i), "pledge-items", message, Severity.NOTE)
