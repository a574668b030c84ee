"""Writes dates: 成文日期, and the standard form of a date or range that was printed otherwise."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from service.document.date_expression import DateContext, DateExpression, Kind
from service.document.date_forms import DAY_WORDS, YEAR_WORDS
from service.document.date_ranges import DateRange
from service.document.date_text import plain
from service.document.dates import is_bare, parse_date

_ISSUE_DATE = re.compile(r"([0-9]{4})年([1-9]|1[0-2])月([1-9]|[12][0-9]|3[01])日")
#: Words that count from another date, and terms of their own: written as figures they would say something else.
_KEPT = re.compile("|".join((*YEAR_WORDS, *DAY_WORDS, "年度", "[本当同该次下上]月", "季", "半年")))
_READ = (Kind.KNOWN, Kind.PARTIAL)
_WEEKDAYS = "一二三四五六日"


def format_issue_date(date: dt.date) -> str:
    """Return 成文日期 as it is printed, month and day without a leading zero (GB/T 9704 7.3.5.4): 2026年3月16日."""
    return f"{date.year}年{date.month}月{date.day}日"


def parse_issue_date(raw: str) -> dt.date | None:
    """Return the day of a 成文日期 in the standard form; None if it isn't in that form or there is no such day."""
    match = _ISSUE_DATE.fullmatch(raw)
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def standard_form(date: DateExpression | DateRange) -> str:
    """Return a date as GB/T 15835 writes it, to offer beside what was printed; the raw form if there is none.

    二○一○年六月十三日 and 2010.06.13 become 2010年6月13日, 9月1日 -- 9月3日 becomes 9月1日—9月3日. What is not
    printed is not added, nothing that is printed is lost (a date with a note stays raw), and the result always
    reads as the same days as the raw form.
    """
    if isinstance(date, DateExpression):
        return _date(date)
    if not date.connector:
        return next((_date(side) for side in (date.start, date.end) if side), date.raw)
    sides = [side for side in (date.start, date.end) if side]
    if len(sides) < 2 or not all(side.kind in _READ and is_bare(side.raw) for side in sides):
        return date.raw
    sign = re.sub(r"\s", "", date.connector)
    return ("—" if plain(sign)[0] in "-~" else sign).join(map(_date, sides))


def _date(date: DateExpression) -> str:
    written = _written(date)
    context = DateContext(
        *(value if name in date.inherited else None for name, value in _values(date).items())
    )
    again = parse_date(written, context=context)
    return written if replace(again, raw=date.raw, bound=date.bound) == date else date.raw


def _values(date: DateExpression) -> dict[str, int | None]:
    return {"year": date.year, "month": date.month, "day": date.day}


def _written(date: DateExpression) -> str:
    readable = date.kind in _READ and not date.event
    if not readable or _KEPT.search(date.raw) or not is_bare(date.raw):
        return date.raw
    units = zip(_values(date).items(), "年月日", strict=True)
    figures = "".join(
        f"{value}{unit}" for (name, value), unit in units if value is not None and name not in date.inherited
    )
    weekday = f"（星期{_WEEKDAYS[date.weekday - 1]}）" if date.weekday else ""
    clock = date.clock.text.replace("〇", "零") if date.clock else ""
    return f"{date.lead}{figures}{date.part}{weekday}{clock}{date.tail}"
