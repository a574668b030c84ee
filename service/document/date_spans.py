"""First and last day of a year, a month, or a part of either. Values only."""

from __future__ import annotations

import calendar
import datetime as dt

Span = tuple[dt.date, dt.date]

#: Years that dates of papers can lie in; others are misprints, and sums with them can't overflow.
YEARS = range(1600, 3000)

#: Parts of a month: first and last day; 0 is the last day of the month.
MONTH_PARTS = {
    "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0), "上中旬": (1, 20), "中上旬": (1, 20), "中下旬": (11, 0),
    "初": (1, 10), "中": (11, 20), "底": (21, 0), "末": (21, 0), "上半月": (1, 15), "下半月": (16, 0), "内": (1, 0),
}  # fmt: skip

#: Parts of a year: first and last month; above 12 is the next year.
YEAR_PARTS = {
    "初": (1, 1), "中": (6, 7), "底": (12, 12), "末": (12, 12), "终": (12, 12), "内": (1, 12), "全年": (1, 12),
    "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9),
    "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12),
    "春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14),
}  # fmt: skip


def month_span(year: int, month: int, part: str = "") -> Span:
    """Return the first and last day of a month, or of a part of it (`MONTH_PARTS`)."""
    length = calendar.monthrange(year, month)[1]
    first, last = MONTH_PARTS.get(part, (1, 0))
    return dt.date(year, month, first), dt.date(year, month, last or length)


def year_span(year: int, part: str = "") -> Span:
    """Return the first and last day of a year, or of a part of it (`YEAR_PARTS`)."""
    first, last = YEAR_PARTS.get(part, (1, 12))
    over, month = divmod(last - 1, 12)
    return dt.date(year, first, 1), month_span(year + over, month + 1)[1]


def week_span(year: int, month: int, week: int) -> Span:
    """Return the days of the n-th week of a month: 1–7, 8–14 …; 0 is the last seven days."""
    length = calendar.monthrange(year, month)[1]
    first = 7 * week - 6 if week else length - 6
    return dt.date(year, month, first), dt.date(year, month, min(first + 6, length))


def weekday_span(year: int, month: int, which: int, weekday: int) -> Span | None:
    """Return the n-th Monday (1) … Sunday (7) of a month as a span of one day; None if there is no n-th."""
    first = dt.date(year, month, 1)
    day = 1 + (weekday - first.isoweekday()) % 7 + 7 * (which - 1)
    if day > calendar.monthrange(year, month)[1]:
        return None
    return dt.date(year, month, day), dt.date(year, month, day)


def day_exists(year: int | None, month: int, day: int) -> bool:
    """Return whether the calendar has this day; without a year 2月29日 exists."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000 if year is None else year, month)[1]
