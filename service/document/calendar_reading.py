"""Reads the calendar part of a printed date: year, month, day, part of them, weekday, time of day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from service.document import date_forms as forms
from service.document.date_expression import Clock, DateContext, DateExpression, Kind
from service.document.date_spans import (
    YEARS,
    Span,
    day_exists,
    month_span,
    week_span,
    weekday_span,
    year_span,
)  # fmt: skip
from service.document.date_text import number

_WEEKDAYS = {char: value for value, char in enumerate("一二三四五六日", 1)} | {"天": 7, "七": 7}
_FRACTIONS = {"半": 30, "一刻": 15, "三刻": 45}
_QUARTERS = dict(zip("1234", "一二三四", strict=True))
#: Two figures of a year: 49 is 2049, 50 is 1950.
_PIVOT = 50

_Groups = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Place:
    """Year and month of a date, and which of them the context gave."""

    year: int | None
    month: int | None
    inherited: tuple[str, ...] = ()


class _NoDate(Exception):
    """The figures name no day; the kind says why."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind


def read_calendar(core: str, frame: DateExpression, context: DateContext) -> DateExpression | None:
    """Return ``frame`` filled with what ``core`` says; None if it has none of the forms of the calendar."""
    match = next((m for pattern in forms.CALENDAR if (m := pattern.fullmatch(core))), None)
    if match is None:
        return None
    groups = match.groupdict()
    try:
        return _completed(_read(groups, frame, context), groups)
    except _NoDate as failure:
        return DateExpression(frame.raw, failure.kind)


def counted_year(word: str, context: DateContext) -> int | None:
    """Return the year that 今年, 去年, 次年 … mean; None if the context has no year to count from."""
    offset, of_paper = forms.YEAR_WORDS[word]
    counted_from = context.paper_year if of_paper and context.paper_year else context.year
    return None if counted_from is None else counted_from + offset


def _read(groups: _Groups, frame: DateExpression, context: DateContext) -> DateExpression:
    if word := groups.get("dayword"):
        return _counted_day(forms.DAY_WORDS[word], frame, context)
    year, from_context = _year(groups, context)
    if groups.get("year_part") or not groups.keys() - {"year", "yearword"}:
        return _of_year(groups, replace(frame, year=year, inherited=from_context))
    place = _month(groups, context, year, from_context)
    filled = replace(frame, year=place.year, month=place.month, inherited=place.inherited)
    if groups.get("day"):
        return _of_day(filled, _figure(groups["day"]))
    if not groups.keys() - {"clock", "part_of_day", "hour", "minute", "fraction"}:
        return _of_clock(filled, context)
    return _of_month(filled, groups)


def _completed(found: DateExpression, groups: _Groups) -> DateExpression:
    weekday = _WEEKDAYS.get(groups.get("weekday") or "")
    kind = Kind.KNOWN if found.days else Kind.PARTIAL
    return replace(found, kind=kind, weekday=weekday, clock=_clock(groups))


def _figure(text: str) -> int:
    value = number(text)
    if value is None:
        raise _NoDate(Kind.UNKNOWN)
    if value == 0:
        raise _NoDate(Kind.BLANK)
    return value


def _year(groups: _Groups, context: DateContext) -> tuple[int | None, tuple[str, ...]]:
    inherited: tuple[str, ...] = ()
    if printed := groups.get("year"):
        year = number(printed)
        if year is not None and len(printed) == 2:
            year += 2000 if year < _PIVOT else 1900
    elif word := groups.get("yearword"):
        year = counted_year(word, context)
    else:
        year, inherited = context.year, ("year",) if context.year is not None else ()
    if year is not None and year not in YEARS:
        raise _NoDate(Kind.BLANK if year == 0 else Kind.IMPOSSIBLE)
    return year, inherited


def _month(groups: _Groups, context: DateContext, year: int | None, inherited: tuple[str, ...]) -> _Place:
    if printed := groups.get("month"):
        month = _figure(printed)
        if month > 12:
            raise _NoDate(Kind.IMPOSSIBLE)
        return _Place(year, month, inherited)
    word = groups.get("monthword") or ""
    if context.month is None:
        if word:
            raise _NoDate(Kind.RELATIVE)
        return _Place(year, None, inherited)
    month = context.month - 1 + forms.MONTH_WORDS[word]
    carried = None if year is None else year + month // 12
    return _Place(carried, month % 12 + 1, inherited if word else (*inherited, "month"))


def _of_year(groups: _Groups, filled: DateExpression) -> DateExpression:
    part = (groups.get("year_part") or "").removeprefix("第")
    part = _QUARTERS.get(part[:1], part[:1]) + part[1:]
    part = part[0] if part[-1:] == "季" else part
    edge = groups.get("edge") or ""
    days = None if filled.year is None else _edge(year_span(filled.year, part), edge)
    return replace(filled, part=part + edge, days=days)


def _edge(span: Span, edge: str) -> Span:
    """Return the first month (初) or the last (底, 末) of a span."""
    first, last = span
    if edge == "初":
        return month_span(first.year, first.month)
    return month_span(last.year, last.month) if edge else span


def _of_month(filled: DateExpression, groups: _Groups) -> DateExpression:
    year, month, part = filled.year, filled.month, groups.get("month_part") or ""
    known = year is not None and month is not None
    days: Span | None = None
    if year is not None and month is not None:
        days = month_span(year, month, part)
        if week := groups.get("week") or groups.get("last"):
            days = _week(year, month, 0 if groups.get("last") else _figure(week))
        elif which := groups.get("which"):
            days = weekday_span(year, month, _figure(which), _WEEKDAYS[groups["nth"]])
    if known and days is None:
        raise _NoDate(Kind.IMPOSSIBLE)
    return replace(filled, part=part, days=days)


def _week(year: int, month: int, week: int) -> Span | None:
    return week_span(year, month, week) if week <= 5 else None


def _of_day(filled: DateExpression, day: int) -> DateExpression:
    if day > 31 or (filled.month is not None and not day_exists(filled.year, filled.month, day)):
        raise _NoDate(Kind.IMPOSSIBLE)
    if filled.year is None or filled.month is None:
        return replace(filled, day=day)
    there = dt.date(filled.year, filled.month, day)
    return replace(filled, day=day, days=(there, there))


def _of_clock(filled: DateExpression, context: DateContext) -> DateExpression:
    if context.day is None:
        return filled
    return replace(_of_day(filled, context.day), inherited=(*filled.inherited, "day"))


def _counted_day(offset: int, frame: DateExpression, context: DateContext) -> DateExpression:
    if context.year is None or context.month is None or context.day is None:
        raise _NoDate(Kind.RELATIVE)
    there = dt.date(context.year, context.month, context.day) + dt.timedelta(days=offset)
    return replace(frame, year=there.year, month=there.month, day=there.day, days=(there, there))


def _clock(groups: _Groups) -> Clock | None:
    text = groups.get("clock")
    if not text:
        return None
    part, hour = groups.get("part_of_day") or "", groups.get("hour")
    if hour is None:
        return Clock(text, part)
    minute = _FRACTIONS.get(groups.get("fraction") or "", 0)
    if printed := groups.get("minute"):
        minute = number(printed) or 0
    value = number(hour)
    if value is None or value > 24 or minute > 59:
        raise _NoDate(Kind.IMPOSSIBLE)
    return Clock(text, part, value, minute)
