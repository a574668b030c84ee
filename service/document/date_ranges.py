"""Reads printed ranges of dates: 起止时间, the span of a phase; the right side inherits from the left."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from service.document.date_expression import Bound, DateContext, DateExpression, Kind
from service.document.date_forms import YEAR_WORDS
from service.document.date_text import NUMBER, compact, plain
from service.document.dates import parse_date

#: Characters; a range is two dates and a connector.
LONGEST = 120
#: What stands between two dates, on `plain` text, with the blanks around it. 一 for a dash is a misprint that is
#: often seen; 、 和 join single days, of which the range is the hull.
_CONNECTOR = re.compile(
    r" *,? *(?:[-~]+|一直到|直到|直至|至|到|起至|起到|(?<=[日月旬底初号])一(?=\d)"
    rf"|(?:[、,和及与] *{NUMBER}{{1,3}}[日号月]? *)*[、和及与]) *"
)
_LISTED = re.compile("[、和及与]")
_OPEN_END = frozenset({Bound.FROM, Bound.AFTER})
_OPEN_START = frozenset({Bound.BEFORE, Bound.BY, Bound.ENDS})
_READ = frozenset({Kind.KNOWN, Kind.PARTIAL, Kind.BLANK})
_UNIT = re.compile(f"{NUMBER}(年度|年|月份|月|日|号|季度|点|时|周)")
_BARE = re.compile(f"{NUMBER}{{1,4}}")
_YEAR_WORD = re.compile("|".join(YEAR_WORDS))
_BARE_END = re.compile(f"(?<![:.]){NUMBER}$")


_Sides = tuple[DateExpression | None, DateExpression | None]


@dataclass(frozen=True, slots=True)
class DateRange:
    """Two printed dates and what stands between them. ``str()`` gives back what was printed.

    Attributes:
        start: the left side; None if the range has no start (8月底前).
        end: the right side; None if it has no end (9月1日起). A single date is start and end.
        connector: what stands between, blanks included, so that start + connector + end is ``raw``; "" if the
            text holds one date only.
        raw: what was printed.
    """

    start: DateExpression | None
    end: DateExpression | None
    connector: str
    raw: str

    def __str__(self) -> str:
        return self.raw

    @property
    def kind(self) -> Kind:
        """The kind of the first side that is not known, else `Kind.KNOWN`."""
        kinds = [side.kind for side in (self.start, self.end) if side]
        return next((kind for kind in kinds if kind is not Kind.KNOWN), Kind.KNOWN)

    def earliest(self) -> dt.date | None:
        """Return the first day that can belong to the range; None if open or not known (`DateExpression.earliest`)."""
        return self.start.earliest() if self.start else None

    def latest(self) -> dt.date | None:
        """Return the last day that can belong to the range; None if open or not known."""
        return self.end.latest() if self.end else None

    def short_right(self) -> tuple[str, ...]:
        """Return what the right side leaves to the left: ("year",), ("year", "month") …; () if nothing."""
        return self.end.inherited if self.end and self.connector else ()

    def is_ordered(self) -> bool | None:
        """Return whether it does not end before it starts; None if a side is open or not known."""
        first, last = self.earliest(), self.latest()
        return None if first is None or last is None else first <= last

    def overlaps(self, other: DateRange) -> bool | None:
        """Return whether a day can belong to both; None if either is not known. An open side reaches for ever.

        Two ranges that share a part of a month (…—6月中旬, 6月中旬—…) overlap.
        """
        mine, others = self._span(), other._span()
        if mine is None or others is None:
            return None
        return mine[0] <= others[1] and others[0] <= mine[1]

    def gap_to(self, other: DateRange) -> int | None:
        """Return the days between the end of this and the start of ``other``: 0 if it follows on the next day.

        Negative if ``other`` starts before this ends; None if either side is open or not known.
        """
        last, first = self.latest(), other.earliest()
        return None if last is None or first is None else (first - last).days - 1

    def contains(self, other: DateRange) -> bool | None:
        """Return whether ``other`` lies within this; None if either is not known."""
        mine, others = self._span(), other._span()
        if mine is None or others is None:
            return None
        return mine[0] <= others[0] and others[1] <= mine[1]

    def _span(self) -> tuple[dt.date, dt.date] | None:
        if self.kind is not Kind.KNOWN:
            return None
        return self.earliest() or dt.date.min, self.latest() or dt.date.max


def parse(raw: str, *, context: DateContext | None = None) -> DateExpression | DateRange:
    """Read a printed date or range, whichever it is. Never raises; see `parse_date` and `parse_range`."""
    found = parse_range(raw, context=context)
    return found if found.connector else parse_date(raw, context=context)


def parse_range(raw: str, *, context: DateContext | None = None) -> DateRange:
    """Read a printed range of dates. Never raises: what can't be read has sides of `Kind.UNKNOWN`.

    The left side inherits from ``context``, the right side year and month from the left. Without a context a
    left side without a year takes it from the right. A right side without a year that would lie in an earlier
    month than the left is of the next year (2025年11月—2月); a left side that has its year from the context only
    and would lie after the right is of the year of the right, or of the one before (12月—2026年1月).

    Args:
        raw: what is printed; ``str()`` of the result is the same string.
        context: year (and month, day) that a header gives; None: not known.
    """
    whole = parse_date(raw, context=context)
    if whole.kind in (Kind.UNKNOWN, Kind.RELATIVE) and len(raw) <= LONGEST:
        for match in _CONNECTOR.finditer(plain(raw)):
            sides = _sides(raw[: match.start()], match[0], raw[match.end() :], context or DateContext())
            if sides:
                return DateRange(*sides, raw[match.start() : match.end()], raw)
    return _single(whole)


def _single(whole: DateExpression) -> DateRange:
    return DateRange(
        None if whole.bound in _OPEN_START else whole,
        None if whole.bound in _OPEN_END else whole,
        "",
        whole.raw,
    )


def _sides(left: str, connector: str, right: str, context: DateContext) -> _Sides | None:
    """Return both sides, or None if this is no place to part the text."""
    if not left.strip() or not right.strip():
        return _one_side(left, connector, right, context)
    start = _left(left, right, context)
    listed = bool(_LISTED.search(connector))
    end = _right(right, start, context, may_be_later=not listed)
    if Kind.UNKNOWN in (start.kind, end.kind) or not _READ & {start.kind, end.kind}:
        return None
    if _has_no_year(start, end) and not _YEAR_WORD.search(left):
        start = _borrowing(left, start, end)
    found = _without(start, Bound.FROM, left), _without(end, Bound.DURING, right)
    return None if listed and not DateRange(*found, connector, "").is_ordered() else found


def _one_side(left: str, connector: str, right: str, context: DateContext) -> _Sides | None:
    """Return the one side that is printed, of ``2026年3月—`` or ``—2026年3月``; None if it can't be read."""
    side = parse_date(left or right, context=context)
    if side.kind not in _READ or "-" not in plain(connector):
        return None
    return (side, None) if left.strip() else (None, side)


def _without(side: DateExpression, bound: Bound, raw: str) -> DateExpression:
    """Return a side as printed, without a limit that belongs to the whole range: 从…至…, …至…期间."""
    return replace(side, raw=raw, bound=None if side.bound is bound else side.bound)


def _has_no_year(start: DateExpression, end: DateExpression) -> bool:
    """Whether the right side knows better than the context in which year the left one lies."""
    if end.year is None or "year" in end.inherited or start.event:
        return False
    late = start.days and end.days and start.days[0] > end.days[1]
    return start.year is None or bool(late and "year" in start.inherited)


def _left(left: str, right: str, context: DateContext) -> DateExpression:
    """Return the left side; a bare number has the unit of the right side: 5-7月."""
    start = parse_date(left, context=context)
    unit = _UNIT.search(compact(right))
    if start.kind is Kind.UNKNOWN and unit and _BARE_END.search(compact(left)):
        return parse_date(left + unit[1], context=context)
    return start


def _right(right: str, start: DateExpression, context: DateContext, *, may_be_later: bool) -> DateExpression:
    """Return the right side: a bare number has the unit of the left one; an earlier month is of the next year."""
    unit = "日" if start.day else "月" if start.month else "年"
    text = right + unit if _BARE.fullmatch(compact(right)) else right
    inherited = _inherited(start, context)
    end = parse_date(text, context=inherited)
    later = may_be_later and "year" in end.inherited and _is_months_before(end, start)
    if later and inherited.year is not None:
        return parse_date(text, context=replace(inherited, year=inherited.year + 1))
    return end


def _inherited(start: DateExpression, context: DateContext) -> DateContext:
    year = start.days[1].year if start.event and start.days else start.year
    return DateContext(
        year if year is not None else context.year,
        start.month if start.month is not None else context.month,
        start.day if start.day is not None else context.day,
        context.paper_year if context.paper_year is not None else context.year,
    )


def _is_months_before(end: DateExpression, start: DateExpression) -> bool:
    if start.days is None or end.days is None or end.days[1] >= start.days[0]:
        return False
    return end.days[1].month != start.days[0].month


def _borrowing(left: str, start: DateExpression, end: DateExpression) -> DateExpression:
    """Return the left side in the year of the right, or in the one before if it would come after it."""
    year = end.year
    if year is None:
        return start
    found = parse_date(left, context=DateContext(year))
    if found.days and end.days and found.days[0] > end.days[1]:
        found = parse_date(left, context=DateContext(year - 1))
    return found if found.kind is Kind.KNOWN else start
