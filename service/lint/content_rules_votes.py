"""Votes of an evaluation: issued, returned, valid; under each item the votes of all grades, and their shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from service.document.figures import Figure, read_figure, recomputes, sum_of, written
from service.document.finding import Finding, Severity
from service.lint.content_tree import Node, Path, facts, remark

Found = Iterator[tuple[Path, Finding]]
_COUNTS = (("issued", "发出"), ("returned", "收回"), ("valid", "有效"))
_HUNDRED = Decimal(100)
_FEWEST = 5


def votes_descend(tree: Node) -> Found:
    """No more is returned than was issued, no more valid than returned."""
    for path, evaluation in facts(tree, "evaluations"):
        read = [(name, word, read_figure(evaluation[name])) for name, word in _COUNTS if name in evaluation]
        known = [(name, word, figure) for name, word, figure in read if figure is not None]
        for (_, more, first), (name, less, second) in pairwise(known):
            if second.number > first.number:
                message = (
                    f"{less}{written(second.number, second.unit, second.step)}，多于{more}"
                    f"{written(first.number, first.unit, first.step)}，请核对。"
                )
                yield remark((*path, name), "votes-issued", message)


def votes_add_up(tree: Node) -> Found:
    """The votes of an item are as many as there are grades, and together the valid ones."""
    for path, evaluation in facts(tree, "evaluations"):
        valid, grades = read_figure(evaluation.get("valid", "")), len(evaluation["grades"])
        for place, item in _items(path, evaluation):
            votes = item.get("votes", [])
            if votes and len(votes) != grades:
                message = f"“{item['name']}”填了{len(votes)}档得票，评议分{grades}档，请核对。"
                yield remark((*place, "votes"), "votes-sum", message)
                continue
            read = _read(votes)
            if read and valid is not None and sum_of(read) != valid.number:
                total = written(sum_of(read), read[0].unit or valid.unit, Decimal(1))
                message = f"“{item['name']}”各档得票相加是{total}，有效票是{evaluation['valid']}，请核对。"
                yield remark((*place, "votes"), "votes-sum", message)


def shares_of_votes(tree: Node) -> Found:
    """A printed share is that of its votes among the valid ones."""
    for path, evaluation in facts(tree, "evaluations"):
        valid = read_figure(evaluation.get("valid", ""))
        if valid is None or not valid.number:
            continue
        for place, item in _items(path, evaluation):
            for i, (vote, share) in enumerate(
                zip(item.get("votes", ()), item.get("shares", ()), strict=False)
            ):
                votes, printed = read_figure(vote), read_figure(share)
                if votes is None or printed is None or not printed.percent:
                    continue
                computed = votes.number / valid.number * _HUNDRED
                if not recomputes(printed, computed):
                    grade = evaluation["grades"][i]["name"] if i < len(evaluation["grades"]) else ""
                    message = (
                        f"“{item['name']}”的“{grade}”得票率写的是{share}，"
                        f"按得票算是{written(computed, '%', printed.step)}，请核对。"
                    )
                    yield remark((*place, "shares", i), "votes-share", message)


def average_of_votes(tree: Node) -> Found:
    """The printed average is that of all votes, each with its grade's weight."""
    for path, evaluation in facts(tree, "evaluations"):
        printed = read_figure(evaluation.get("average", "").removesuffix("分"))
        weights = _read([grade.get("weight", "") for grade in evaluation["grades"]])
        votes = [read for _, item in _items(path, evaluation) if (read := _read(item.get("votes", [])))]
        if printed is None or not weights or len(votes) != len(evaluation["items"]):
            continue
        if any(len(row) != len(weights) for row in votes):
            continue
        weighed = sum(
            (v.number * w.number for row in votes for v, w in zip(row, weights, strict=True)), Decimal(0)
        )
        count = sum((sum_of(row) for row in votes), Decimal(0))
        if count and not recomputes(printed, weighed / count):
            message = (
                f"综合得分写的是{evaluation['average']}，按得票和折算分算是"
                f"{written(weighed / count, '', printed.step)}，请核对。"
            )
            yield remark((*path, "average"), "votes-average", message)


def groups_are_large_enough(tree: Node) -> Found:
    """The result of fewer than five ballots isn't published by itself: it would show who voted how."""
    for path, evaluation in facts(tree, "evaluations"):
        valid = read_figure(evaluation.get("valid", ""))
        if valid is not None and 0 < valid.number < _FEWEST:
            message = f"有效票只有{evaluation['valid']}，小于5人的组不宜单独公布结果，请与别的组合并。"
            yield remark((*path, "valid"), "votes-few", message, Severity.NOTE)


def _items(path: Path, evaluation: Node) -> Iterator[tuple[Path, Node]]:
    for i, item in enumerate(evaluation["items"]):
        yield (*path, "items", i), item


def _read(texts: Sequence[str]) -> list[Figure]:
    """Return the figures that texts are; [] unless all can be read."""
    found = [figure for text in texts if (figure := read_figure(text)) is not None]
    return found if len(found) == len(texts) else []
