"""A selection: quotas against totals, the list of winners against both, and what the decision says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from service.document.figures import Figure, read_figure, sum_of, written
from service.document.finding import Finding
from service.document.names import joined
from service.lint.content_tree import Node, Path, facts, remark

Found = Iterator[tuple[Path, Finding]]
_NONE = ("—", "－", "-", "/", "无")


def quotas_add_up(tree: Node) -> Found:
    """The quotas of an honour over all units are its total; each unit has one for every honour."""
    for path, selection in facts(tree, "selections"):
        quotas, honours = selection.get("quotas", []), selection["honours"]
        for i, quota in enumerate(quotas):
            if len(quota["values"]) != len(honours):
                message = (
                    f"“{quota['unit']}”填了{len(quota['values'])}个名额，称号有{len(honours)}种，请核对。"
                )
                yield remark((*path, "quotas", i, "values"), "quota-total", message)
        for i, honour in enumerate(honours):
            total, read = read_figure(honour["total"]), _column(quotas, i)
            if total is not None and read and sum_of(read) != total.number:
                message = (
                    f"“{honour['name']}”的名额是{honour['total']}，各单位相加是"
                    f"{written(sum_of(read), total.unit, Decimal(1))}，请核对。"
                )
                yield remark((*path, "honours", i, "total"), "quota-total", message)


def _column(quotas: list[Node], i: int) -> list[Figure]:
    """Return an honour's quotas; [] if one of them can't be read."""
    texts = [quota["values"][i] for quota in quotas if i < len(quota["values"])]
    given = [text for text in texts if text not in _NONE]
    found = [figure for text in given if (figure := read_figure(text)) is not None]
    return found if len(found) == len(given) else []


def winners_are_as_many(tree: Node) -> Found:
    """As many win an honour as it has places; nobody wins it twice."""
    for path, selection in facts(tree, "selections"):
        for i, honour in enumerate(selection["honours"]):
            winners, total = honour.get("winners", []), read_figure(honour["total"])
            if winners and total is not None and len(winners) != total.number:
                message = f"“{honour['name']}”的名额是{honour['total']}，名单有{len(winners)}个，请核对。"
                yield remark((*path, "honours", i, "winners"), "winners-total", message)
            seen: set[tuple[str, str]] = set()
            for j, winner in enumerate(winners):
                who = joined(winner["name"]), winner.get("unit", "") + winner.get("posts", "")
                if who in seen:
                    message = f"“{winner['name']}”在“{honour['name']}”的名单里出现两次，请核对。"
                    yield remark((*path, "honours", i, "winners", j, "name"), "winner-twice", message)
                seen.add(who)


def honours_as_listed(tree: Node) -> Found:
    """A decision counts the winners of each honour as they are listed, and leaves none of its honours out."""
    paper = tree.get("paper", {})
    for _, selection in facts(tree, "selections"):
        listed = [honour for honour in selection["honours"] if honour.get("winners")]
        texts = [(("paper", "opening", i), text) for i, text in enumerate(paper.get("opening", ()))]
        if not listed or not texts or "requirements" in paper:
            continue
        for honour in listed:
            counted = re.compile(
                rf"([0-9]+)(?:个|名|位|家)[^，。；：0-9]{{0,15}}[“\"]{re.escape(honour['name'])}[”\"]"
            )
            for path, text in texts:
                for match in counted.finditer(text):
                    if int(match[1]) != len(honour["winners"]):
                        message = f"文中说“{match[0]}”，名单有{len(honour['winners'])}个，请核对。"
                        yield remark(path, "honours-count", message)
            if not any(f"“{honour['name']}”" in text for _, text in texts):
                message = f"名单里有“{honour['name']}”，正文没有写授予“{honour['name']}”称号，请核对。"
                yield remark(texts[-1][0], "honours-count", message)
