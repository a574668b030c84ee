"""A selection: quotas against totals, the list of winners against both, and what the decision says of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from service.document.counts import number_of
from service.document.date_ranges import parse_range
from service.document.events import find_event
from service.document.figures import Figure, read_figure, sum_of, written
from service.document.finding import Finding, Severity
from service.document.names import joined
from service.lint.content_tree import Node, Path, facts, remark, texts

Found = Iterator[tuple[Path, Finding]]
_PUBLICITY = re.compile(
    r"公示[^。；]{0,20}?([0-9]+|[一二三四五六七八九十两]+)(?:个)?(工作日|天|日)(?![0-9—至到])"
)
_PERIOD = re.compile(
    r"公示[^。；，]{0,8}?((?:[0-9]{4}年)[0-9]{1,2}月[0-9]{1,2}日(?:至|到|—)(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}日)"
)
_WORKING_DAYS = 5
_HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
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


def publicity_is_long_enough(tree: Node) -> Found:
    """Names are made public for five working days at least (practice)."""
    for path, text in texts(tree):
        for match in _PUBLICITY.finditer(text):
            days = int(match[1]) if match[1].isdigit() else number_of(match[1])
            if "月" in match[0] or not days:
                continue
            if match[2] != "工作日" and days < _WORKING_DAYS + 2:
                message = f"“{match[0]}”，公示一般不少于5个工作日，请写明是几个工作日。"
                yield remark(path, "publicity-days", message, Severity.NOTE)
            elif days < _WORKING_DAYS:
                message = f"“{match[0]}”，公示一般不少于5个工作日，请核对。"
                yield remark(path, "publicity-days", message, Severity.NOTE)
        for match in _PERIOD.finditer(text):
            period = parse_range(match[1])
            first = period.start.earliest() if period.start else None
            last = period.end.latest() if period.end else None
            if (
                first is not None
                and last is not None
                and (count := _working_days(first, last)) < _WORKING_DAYS
            ):
                message = (
                    f"公示{match[1]}只有{count}个工作日（周一至周五，除去法定节假日，不计调休），"
                    "一般不少于5个工作日，请核对。"
                )
                yield remark(path, "publicity-days", message, Severity.NOTE)


def _working_days(first: dt.date, last: dt.date) -> int:
    """Count Mondays to Fridays without the days that holidays span by custom; days worked instead don't count.

    Counting stops at a month: nobody asks how many more there are.
    """
    off = set[dt.date]()
    for year in {first.year, last.year}:
        for name in _HOLIDAYS:
            holiday = find_event(name, year)
            if holiday is not None and holiday.first is not None:
                off |= {holiday.first + dt.timedelta(days=i) for i in range(holiday.custom_days)}
    days = (first + dt.timedelta(days=i) for i in range(min((last - first).days + 1, 31)))
    return sum(day.weekday() < 5 and day not in off for day in days)
