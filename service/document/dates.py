"""Reads printed dates: 成文日期, 期限, dates that hang on an event, recurrent, relative and blank ones.

A range is read by `service.document.date_ranges`. Reading never fails: what can't be read is `Kind.UNKNOWN`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from service.document import date_forms as forms
from service.document.calendar_reading import counted_year, read_calendar
from service.document.date_expression import Bound, DateContext, DateExpression, Kind
from service.document.date_spans import YEARS, day_exists
from service.document.date_text import compact, number, plain
from service.document.events import Event, find_event

#: Characters; the longest date of the corpus has 27, and a paragraph is no date.
LONGEST = 80

_LABEL = re.compile(
    r"^[\u4e00-\u9fff]{2,6}(?<![一二三四五六七八九十]):(?=.)|^[\u4e00-\u9fff]{2,10}(?=[从自][0-9])"
)
_END_MARKS = ",.;:、。"
_NOTE = re.compile(r"\((?!(?:周|星期|礼拜)[一二三四五六日天])[^()]*\)")
_WEEKDAY_FIRST = re.compile(r"^[本下上这]?((?:周|星期|礼拜)[一二三四五六日天])\(([^()]+)\)(.*)$")
_CLAUSE = re.compile(r",(?:时间|为期|历时|共|约)[^,]*$")
_EVENT = re.compile(
    r"(?:([0-9〇一二三四五六七八九]{4})年|("
    + "|".join(forms.YEAR_WORDS)
    + r"))?的?(.+?)(胜利召开|开幕|闭幕|胜利闭幕)?"
)


def parse_date(raw: str, *, context: DateContext | None = None) -> DateExpression:
    """Read one printed date. Never raises.

    Args:
        raw: what is printed; ``str()`` of the result is the same string.
        context: year, month and day for what is not printed, as a header or the left side of a range gives
            them; None: what is not printed is not known.
    """
    context = _sound(context or DateContext())
    text = _prepared(raw) if len(raw) <= LONGEST else None
    if text is None:
        return DateExpression(raw, Kind.UNKNOWN)
    lead, core, tail, bound = _framed(text)
    if kind := _kind_at_sight(raw, text, lead, core):
        return DateExpression(raw, kind)
    frame = DateExpression(raw, Kind.UNKNOWN, bound=bound, lead=lead, tail=tail)
    found = read_calendar(core, frame, context) or _read_event(core, frame, context)
    if found:
        return found
    return DateExpression(raw, Kind.RELATIVE if forms.RELATIVE.search(text) else Kind.UNKNOWN)


def _sound(context: DateContext) -> DateContext:
    """Return a context without years, months and days that there are not."""
    year = context.year if context.year in YEARS else None
    paper_year = context.paper_year if context.paper_year in YEARS else None
    month = context.month if context.month in range(1, 13) else None
    day = context.day if month and context.day and day_exists(year, month, context.day) else None
    return DateContext(year, month, day, paper_year)


def is_bare(raw: str) -> bool:
    """Return whether the text holds nothing beside the date: no note in brackets, no label, no clause after it."""
    return re.sub("[()]", "", compact(raw)).rstrip(_END_MARKS) == _prepared(raw)


def _prepared(raw: str) -> str:
    """Return compact text without brackets, notes, labels and end marks."""
    text = compact(raw).rstrip(_END_MARKS)
    text = _LABEL.sub("", _CLAUSE.sub("", text))
    while text[:1] == "(" and text.find(")") in (-1, len(text) - 1):
        text = text[1:].removesuffix(")")
    text = _WEEKDAY_FIRST.sub(r"\2\1\3", text)
    without = _NOTE.sub("", text)
    return re.sub("[()]", "", without or text).rstrip(_END_MARKS)


def _framed(text: str) -> tuple[str, str, str, Bound | None]:
    """Return words before, the date itself, words after it, and the limit that these words set."""
    core, before, after = text, None, None
    while word := next((w for w in _LEADS if core.startswith(w) and len(core) > len(w)), None):
        core, before = core[len(word) :], before or forms.LEADS[word]
    lead, rest = text[: len(text) - len(core)], core
    core = forms.WHAT_FOLLOWS_BEFORE.sub("", core)
    while word := next((w for w in _TAILS if core.endswith(w) and len(core) > len(w)), None):
        if core.endswith(_NO_TAILS):
            break
        core, after = core[: -len(word)], forms.TAILS[word] or after
    firm = before is Bound.BY and lead.startswith(forms.FIRM_LEADS)
    return lead, core, rest[len(core) :], before if firm or after is None else after


#: Ends that only look like a limit: 5月11日午后.
_NO_TAILS = ("午后",)
_LEADS = sorted(forms.LEADS, key=len, reverse=True)
_TAILS = sorted(forms.TAILS, key=len, reverse=True)


def _kind_at_sight(raw: str, text: str, lead: str, core: str) -> Kind | None:
    if forms.RECURRENT.search(text):
        return Kind.RECURRENT
    if text.removeprefix(lead) in forms.RELATIVE_WORDS:
        return Kind.RELATIVE
    units = forms.BLANK_UNITS.fullmatch(core) and forms.BLANK_UNIT.search(core)
    if (
        units
        or forms.NOTHING.fullmatch(text)
        or forms.BLANK_GAP.search(text)
        or forms.BLANK_YEAR.search(plain(raw))
    ):
        return Kind.BLANK
    spans = (text, text.removeprefix(lead))
    return Kind.RELATIVE if any(map(forms.DURATION.fullmatch, spans)) else None


def _read_event(core: str, frame: DateExpression, context: DateContext) -> DateExpression | None:
    match = _EVENT.fullmatch(core)
    if not match:
        return None
    printed, word, name, moment = match.groups()
    year = number(printed) if printed else counted_year(word, context) if word else context.year
    event = find_event(name, year)
    if event is None:
        return None
    if printed and year not in YEARS:
        return DateExpression(frame.raw, Kind.IMPOSSIBLE)
    inherited = ("year",) if event.yearly and year and not printed and not word else ()
    found = replace(frame, event=event.name, year=year if event.yearly else None, inherited=inherited)
    return replace(
        found, kind=Kind.KNOWN if event.first else Kind.PARTIAL, days=_event_days(event, found, moment)
    )


def _event_days(event: Event, found: DateExpression, moment: str | None) -> tuple[dt.date, dt.date] | None:
    """Return the days of an event: its opening (开幕), its close (闭幕), its customary days off (期间), or all."""
    first, last = event.first, event.last
    if first is None or last is None:
        return None
    if moment:
        return (last, last) if moment.endswith("闭幕") else (first, first if moment == "开幕" else last)
    if found.bound is Bound.DURING:
        return first, max(last, first + dt.timedelta(days=event.custom_days - 1))
    return first, last
