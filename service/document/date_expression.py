"""A printed date as a value: what was printed, what was read from it, and the days that it can mean."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What could be made of a printed date."""

    KNOWN = "known"
    """It names days: at least one of ``earliest()`` and ``latest()`` is a date."""
    PARTIAL = "partial"
    """It is read, but year (or month) is missing and no context gave it (12月8日, “七一”前), or the day of a lunar
    festival in that year isn't in the table."""
    BLANK = "blank"
    """A place to fill in: （ 月  日）, 20××年7月."""
    RECURRENT = "recurrent"
    """It comes again and again: 每月20日, 每学期一次."""
    RELATIVE = "relative"
    """It hangs on something outside the text, or is a span of time: 即日起, 5个工作日, 第一周, 另行通知, 长期."""
    IMPOSSIBLE = "impossible"
    """The calendar has no such day: 2月30日, 13月."""
    UNKNOWN = "unknown"
    """Not read as a date."""


class Bound(StrEnum):
    """The word that turns days into a limit; see `DateExpression.earliest` for what each means."""

    BEFORE = "前"
    EVE = "前夕"
    AROUND = "前后"
    AFTER = "后"
    FROM = "起"
    ABOUT = "左右"
    DURING = "期间"
    BY = "截至"
    ENDS = "结束"


@dataclass(frozen=True, slots=True)
class DateContext:
    """Year, month and day that a header, or the left side of a range, gives to what is not printed.

    Attributes:
        year: None if not known.
        month: 1–12; None if not known.
        day: 1–31; None if not known. Only a time of day (—22:00) or 次日 takes it.
        paper_year: the year in which the paper is written, for 今年, 去年, 明年; None: ``year``.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    paper_year: int | None = None


#: Hours of a part of the day that are printed by the twelve-hour clock and lie after noon.
_AFTER_NOON = {
    "中午": range(1, 4), "正午": range(1, 4), "下午": range(1, 12), "午后": range(1, 12), "傍晚": range(1, 12),
    "晚": range(5, 13), "晚上": range(5, 13), "晚间": range(5, 13), "当晚": range(5, 13), "夜间": range(5, 13),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day.

    Attributes:
        text: what was printed, without blanks and with half-width signs: 中午12:30, 下午, 7点45分.
        part_of_day: 上午, 中午, 晚 …; "" if none is printed.
        hour: as printed, 0–24; None if only a part of the day is printed.
        minute: 0–59; None with the hour.
    """

    text: str
    part_of_day: str = ""
    hour: int | None = None
    minute: int | None = None

    def minutes(self) -> int | None:
        """Return minutes since midnight, at most 1440; None if no hour is printed.

        下午3点 is 15:00, 下午14:30 stays 14:30, 中午1点 is 13:00, 晚12点 is midnight at the day's end.
        """
        if self.hour is None:
            return None
        late = self.hour in _AFTER_NOON.get(self.part_of_day, ())
        return min((self.hour + 12 * late) * 60 + (self.minute or 0), 1440)


#: 前夕 is the week before; 前后 and 期间 of a single day are a week to either side.
EVE_DAYS = 7
AROUND_DAYS = 7
#: 左右 is three days to either side of a day, five of ten days (旬), half a month of a month or more.
ABOUT_DAYS = ((1, 3), (15, 5), (10_000, 15))
#: Stretches that are themselves ends: 6月底前 is by the last day of June, not before 底 begins.
ENDS_OF_STRETCHES = ("底", "末", "终", "内", "上半年", "下半年", "上半月", "下半月")


@dataclass(frozen=True, slots=True)
class DateExpression:
    """One printed date. Frozen; ``str()`` gives back what was printed, character by character.

    Attributes:
        raw: what was printed.
        kind: see `Kind`.
        days: first and last day that the words name before 前, 后 … are applied; None if not known.
        year: printed or inherited; None if neither.
        month: 1–12, printed or inherited; None if the expression has none.
        day: 1–31; None if the expression names no single day.
        part: 上旬 中旬 下旬 初 中 底 末 上半年 下半年 一季度 …; "" if none.
        weekday: 1 (星期一) to 7; None if none is printed.
        clock: time of day; None if none is printed.
        bound: 前 后 起 左右 …; None if the days themselves are meant.
        event: name of the event that the date hangs on, in one form (党的十八大); "" if none.
        inherited: of ``year``, ``month``, ``day``: what was not printed but came from the context.
        lead: printed words before the date (力争, 于, 定于), without blanks.
        tail: printed words after it (前, 左右, 开始), without blanks.
    """

    raw: str
    kind: Kind
    days: tuple[dt.date, dt.date] | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    weekday: int | None = None
    clock: Clock | None = None
    bound: Bound | None = None
    event: str = ""
    inherited: tuple[str, ...] = ()
    lead: str = ""
    tail: str = ""

    def __str__(self) -> str:
        return self.raw

    def earliest(self) -> dt.date | None:
        """Return the first day that can be meant; None if it is open on this side or not known.

        - none, 结束, 期间: the days themselves (5月上旬: 1–10; 初: 1–10, 底/末: the 21st to the last; 年初: January,
          年底: December); 期间 of an event: its days, of a festival its customary days off, of a single day as 前后;
        - 前, 以前, 之前: open … the day before (5月1日前: 30 April; 6月下旬前: 20 June). With a clock time the day
          itself counts (8月20日17：00前), and 底, 末, 上半年 are by their last day (8月底前: 31 August);
        - 截至, 截止, 不晚于, 到: open … the last day, also with 前 after it (截至8月31日前: 31 August);
        - 后, 以后: the day after … open (国庆节后: from 2 October); with a clock time from that day;
        - 起, 开始, 以来: the first day … open;
        - 前夕: the seven days before; 前后: seven days to either side;
        - 左右: three days to either side of a day, five of a 旬, fifteen of a month or more.
        """
        span = self._span()
        return span[0] if span else None

    def latest(self) -> dt.date | None:
        """Return the last day that can be meant; None if it is open on this side or not known. See `earliest`."""
        span = self._span()
        return span[1] if span else None

    def weekday_agrees(self) -> bool | None:
        """Return whether the printed weekday is that of the date; None without a weekday or without a full date."""
        if self.weekday is None or self.day is None or self.days is None:
            return None
        return self.days[0].isoweekday() == self.weekday

    def _span(self) -> tuple[dt.date | None, dt.date | None] | None:
        if self.days is None:
            return None
        first, last = self.days
        match self.bound:
            case Bound.BEFORE:
                whole = self.clock is not None or self.part.endswith(ENDS_OF_STRETCHES)
                return None, last if whole else first - dt.timedelta(days=1)
            case Bound.BY:
                return None, last
            case Bound.AFTER:
                return (first if self.clock else last + dt.timedelta(days=1)), None
            case Bound.FROM:
                return first, None
            case Bound.EVE:
                return _moved(first, -EVE_DAYS), _moved(first, -1)
            case Bound.AROUND:
                return _moved(first, -AROUND_DAYS), _moved(last, AROUND_DAYS)
            case Bound.DURING if self.event and first == last:
                return _moved(first, -AROUND_DAYS), _moved(last, AROUND_DAYS)
            case Bound.ABOUT:
                length = (last - first).days + 1
                slack = next(days for limit, days in ABOUT_DAYS if length <= limit)
                return _moved(first, -slack), _moved(last, slack)
            case _:
                return first, last


def _moved(day: dt.date, days: int) -> dt.date:
    return day + dt.timedelta(days=days)
