"""A bulletin: its number among all, and its date beside the days that it reports."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from service.document.finding import Finding, Severity
from service.lint.content_rules_times import first_day, shown
from service.lint.content_tree import Node, Path, remark, texts

Found = Iterator[tuple[Path, Finding]]
_ISSUE = re.compile(r"第([0-9]+)期（总第([0-9]+)期）")
_DAY = re.compile(r"(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})日")
_CLAUSE = re.compile("[^，。；！]*")
#: A clause that speaks of what is still to come.
_TO_COME = re.compile("将|拟|计划|预计|定于|截止|[日底初中]前|之前|以前|为止|下一步|每月|长期|要求|起施行")


def issue_numbers_agree(tree: Node) -> Found:
    """The number among all issues is at least that of the year."""
    match = _ISSUE.fullmatch(tree.get("paper", {}).get("issue", ""))
    if match and int(match[2]) < int(match[1]):
        message = f"总期数第{match[2]}期小于第{match[1]}期，请核对。"
        yield remark(("paper", "issue"), "issue-number", message)


def bulletins_report_what_was(tree: Node) -> Found:
    """No day that a bulletin tells of as past lies after its own date; one without a year is of its year."""
    paper = tree.get("paper", {})
    dated = first_day(paper.get("issue_date", "")) if "issue" in paper else None
    if dated is None:
        return
    told = {name: paper.get(name, []) for name in ("title", "text", "articles")}
    for path, text in texts(told):
        for clause in _CLAUSE.findall(text):
            for match in () if _TO_COME.search(clause) else _DAY.finditer(clause):
                day = _read(match, dated.year)
                if day is not None and day > dated:
                    message = (
                        f"“{match[0]}”晚于简报日期{shown(dated)}；如果是以后的事，请写明“将于”，请核对。"
                    )
                    yield remark(("paper", *path), "bulletin-early", message, Severity.NOTE)


def _read(match: re.Match[str], year: int) -> dt.date | None:
    try:
        return dt.date(int(match[1] or year), int(match[2]), int(match[3]))
    except ValueError:
        return None
