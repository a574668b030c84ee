"""Days and deadlines: the weekday behind a date, a reply before its meeting, nothing due before the paper is issued."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from service.document.date_expression import DateContext
from service.document.dates import parse_date
from service.document.finding import Finding
from service.lint.content_tree import Node, Path, facts, remark, texts, walk

Found = Iterator[tuple[Path, Finding]]
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_WITH_WEEKDAY = re.compile(
    r"(\d{4}年\d{1,2}月\d{1,2}日)\s*[（(]\s*(?:星期|周|礼拜)([一二三四五六日天])\s*[)）]"
)
_WEEKDAYS = "一二三四五六日"
_DEADLINES = ("deadline", "reply_deadline", "self_report_deadline")


def weekdays_agree(tree: Node) -> Found:
    """A weekday printed behind a whole date is that of the date."""
    for path, text in texts(tree):
        for match in _WITH_WEEKDAY.finditer(text):
            day = first_day(match[1])
            printed = match[2].replace("天", "日")
            if day is not None and _WEEKDAYS[day.weekday()] != printed:
                message = f"{match[1]}是星期{_WEEKDAYS[day.weekday()]}，文中写的是“{match[0]}”，请核对。"
                yield remark(path, "weekday", message)


def replies_before_meetings(tree: Node) -> Found:
    """Replies are due before the day of the meeting; of one that has been held nobody asks any more."""
    for path, meeting in facts(tree, "meetings"):
        if "topics" in meeting:
            continue
        held = first_day(meeting["time"])
        due = last_day(meeting.get("reply_deadline", ""), held.year if held else None)
        if held is not None and due is not None and due >= held:
            message = f"回执截止时间“{meeting['reply_deadline']}”不早于会议日期{shown(held)}，请核对。"
            yield remark((*path, "reply_deadline"), "reply-late", message)


def nothing_due_before_issue(tree: Node) -> Found:
    """What a notice asks for isn't due before the day on which it is issued."""
    paper = tree.get("paper", {})
    signature = paper.get("signature", {})
    date = signature.get("issue_date") if isinstance(signature, dict) else None
    issued = first_day(date) if isinstance(date, str) else None
    if issued is None or "outcomes" in tree.get("campaign", {}):
        return
    for path, value in walk(tree):
        if path and path[-1] in _DEADLINES and isinstance(value, str) and _is_asked(tree, path):
            due = last_day(value, issued.year)
            if due is not None and due < issued:
                yield remark(path, "due-before-issue", f"“{value}”早于成文日期{shown(issued)}，请核对。")


def _is_asked(tree: Node, path: Path) -> bool:
    """Tell whether a deadline is one that the paper sets: of an inspection the issues of its unit, or the self-report.

    What a meeting decided, and replies to one that has been held, are none of it.
    """
    unit = tree["paper"].get("unit")
    if "meetings" in path:
        return path[-1] == "reply_deadline" and "topics" not in tree["campaign"][path[1]][path[2]]
    if "issues" in path:
        issue = tree["campaign"][path[1]][path[2]]["issues"][path[4]]
        return bool(issue["unit"] == unit)
    return path[-1] != "self_report_deadline" or unit is None


def first_day(text: str) -> dt.date | None:
    """Return the first whole date in a text."""
    match = _DAY.search(text)
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match and match[1] else None
    except ValueError:
        return None


def last_day(text: str, year: int | None) -> dt.date | None:
    """Return the last day that a printed deadline can mean; one without a year is of ``year``.

    Of 3月25日17:00前 and of 3月25日前 alike the day itself counts: who is told so still has it in mind.
    """
    match = _DAY.search(text)
    if match is not None:
        try:
            return dt.date(int(match[1]) if match[1] else year or 0, int(match[2]), int(match[3]))
        except ValueError:
            return None
    return parse_date(text, context=DateContext(year=year)).latest() if text else None


def shown(day: dt.date) -> str:
    """Return a day as it is written in a message."""
    return f"{day.year}年{day.month}月{day.day}日"
