"""Finds the days of an event by one of its names; the table is `service.document.event_dates`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from service.document import event_dates as table
from service.document.date_text import NUMBER, chinese, compact, number

#: “两会” of the whole country and the like have no fixed day; what isn't in the table has no date here.
_CONGRESS = re.compile(f"(?:党的|中共|中国共产党)?(?:({NUMBER}{{1,3}})大|第({NUMBER}{{1,3}})次全国代表大会)")
_SESSION = re.compile(
    f"(?:党的|中共|中国共产党)?第?({NUMBER}{{1,3}})届(?:中央委员会)?"
    f"(?:({NUMBER})中全会|第({NUMBER})次全体会议)"
)
_PLAN = re.compile("([一二三四五六七八九十]{1,3})(?:规划|计划)?([初末])?")
_ANNIVERSARY = re.compile(f"(.+?)({NUMBER}{{1,3}})周年(?:纪念日|庆典|华诞)?")


@dataclass(frozen=True, slots=True)
class Event:
    """An event and its days.

    Attributes:
        name: the name in one form: 党的十八大, 建党节, 春节.
        first: the day on which it opens; None if the event is of every year and no year is known, or if the
            year lies outside the table.
        last: the day on which it closes; None as above.
        custom_days: days from the first that 期间 of a festival spans by custom; 1: its own days.
        yearly: whether it comes every year.
    """

    name: str
    first: dt.date | None
    last: dt.date | None
    custom_days: int = 1
    yearly: bool = False


def find_event(text: str, year: int | None) -> Event | None:
    """Return the event that ``text`` names, in ``year`` if it is one of every year; None if none is known.

    Quotation marks and blanks don't matter, nor does 党的 before a congress or a festival of the party.
    """
    name = compact(text)
    return (
        _congress(name)
        or _session(name)
        or _anniversary(name)
        or _yearly(name, year)
        or _plan(name)
        or _once(name)
    )


def _days(name: str, pair: tuple[str, str]) -> Event:
    first, last = map(dt.date.fromisoformat, pair)
    return Event(name, first, last)


def _congress(name: str) -> Event | None:
    match = _CONGRESS.fullmatch(name)
    value = number(match[1] or match[2]) if match else None
    pair = table.CONGRESSES.get(value or 0)
    return _days(f"党的{chinese(value)}大", pair) if pair and value else None


def _session(name: str) -> Event | None:
    match = _SESSION.fullmatch(name)
    if not match:
        return None
    committee, session = number(match[1]) or 0, number(match[2] or match[3]) or 0
    pair = table.PLENARY_SESSIONS.get((committee, session))
    return _days(f"党的{chinese(committee)}届{chinese(session)}中全会", pair) if pair else None


def _anniversary(name: str) -> Event | None:
    match = _ANNIVERSARY.fullmatch(name)
    years = number(match[2]) if match else None
    for names, day in table.ANNIVERSARIES.items():
        if match and years and match[1] in names:
            start = dt.date.fromisoformat(day)
            there = start.replace(year=start.year + years)
            return Event(f"{names[0]}{years}周年", there, there)
    return None


def _plan(name: str) -> Event | None:
    match = _PLAN.fullmatch(name)
    first = table.FIVE_YEAR_PLANS.get(match[1]) if match else None
    if not match or not first:
        return None
    start, end = first + 4 * (match[2] == "末"), first + 4 * (match[2] != "初")
    return Event(f"“{match[1]}”时期", dt.date(start, 1, 1), dt.date(end, 12, 31))


def _once(name: str) -> Event | None:
    return next((_days(names[0], pair) for names, pair in table.ONCE.items() if name in names), None)


def _yearly(name: str, year: int | None) -> Event | None:
    name = re.sub("^(?:党的|中国共产党)(?!生日|诞生日)", "", name)
    key = _festivals().get(name) or _joined(name)
    if key is None:
        return None
    first = _festival_day(key, year) if year else None
    days = (table.YEARLY.get(key) or table.LUNAR[key])[2]
    return Event(key[0], first, first, days, yearly=True)


@cache
def _festivals() -> dict[str, tuple[str, ...]]:
    return {compact(name): names for names in (*table.YEARLY, *table.LUNAR) for name in names}


def _joined(name: str) -> tuple[str, ...] | None:
    """Return the festival that two joined names mean, 七一 + 建党节; None if they aren't of one festival."""
    known = _festivals()
    for at in range(1, len(name)):
        if (key := known.get(name[:at])) and known.get(name[at:]) == key:
            return key
    return None


def _festival_day(key: tuple[str, ...], year: int) -> dt.date | None:
    if key in table.YEARLY:
        month, day, _ = table.YEARLY[key]
        return dt.date(year, month, day) if dt.MINYEAR <= year <= dt.MAXYEAR else None
    column, after, _ = table.LUNAR[key]
    day_of_year = _lunar_days().get(year)
    return day_of_year[column] + dt.timedelta(days=after) if day_of_year else None


@cache
def _lunar_days() -> dict[int, tuple[dt.date, ...]]:
    lines = (line.split() for line in table.LUNAR_DAYS.split("\n") if line)
    return {
        int(year): tuple(dt.date(int(year), int(day[:2]), int(day[2:])) for day in days)
        for year, *days in lines
    }
