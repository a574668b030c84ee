"""Writes dates: 成文日期, and the standard form of a date or range that was printed otherwise."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from service.document.date_expression import DateContext, DateExpression, Kind
from service.document.date_ranges import DateRange
from service.document.date_text import plain
from service.document.dates import parse_date

_ISSUE_DATE = re.compile(r"([0-9]{4})年([1-9]|1[0-2])月([1-9]|[12][0-9]|3[01])日")
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
    printed is not added, and the result always reads as the same days as the raw form.
    """
    if isinstance(date, DateExpression):
        return _date(date)
    if not date.connector or date.start is None or date.end is None:
        return next((standard_form(side) for side in (date.start, date.end) if side), date.raw)
    sign = plain(date.connector).replace(" ", "")
    return _date(date.start) + ("—" if sign[0] in "-~" else sign) + _date(date.end)


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
    if date.kind not in (Kind.KNOWN, Kind.PARTIAL) or date.event:
        return date.raw
    units = zip(_values(date).items(), "年月日", strict=True)
    figures = "".join(
        f"{value}{unit}" for (name, value), unit in units if value is not None and name not in date.inherited
    )
    weekday = f"（星期{_WEEKDAYS[date.weekday - 1]}）" if date.weekday else ""
    return f"{date.lead}{figures}{date.part}{weekday}{date.clock.text if date.clock else ''}{date.tail}"
