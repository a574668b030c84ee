"""What an address asks of the list of issued papers, alike on the page and in the API."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from service.errors import InvalidRequest
from service.numbering import BEIJING
from service.storage.searching import SORTS, Search

_DAY = re.compile(r"\D*(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")
MOST = 200  #: papers on one page, at most
USUAL = 50


def read_search(asked: Mapping[str, str], units: frozenset[str]) -> Search:
    """Return what is sought among the papers of ``units``.

    Raises:
        InvalidRequest: if a date, the order or the number of papers can't be read.
    """
    since, until = _span(asked)
    sort, limit = asked.get("sort", "issued"), asked.get("limit", "")
    if sort not in SORTS:
        raise InvalidRequest(f"sort（排序）可以是：{'、'.join(SORTS)}")
    if limit and not (limit.isascii() and limit.isdigit() and 0 < int(limit) <= MOST):
        raise InvalidRequest(f"limit（一页几份）应是1到{MOST}的数字")
    return Search(
        units=units & {asked["unit"]} if asked.get("unit") else units,
        words=tuple(asked.get("words", "").split()),
        text=tuple(asked.get("text", "").split()),
        kind=asked.get("kind", ""),
        retention=asked.get("retention", ""),
        archive_code=asked.get("archive_code", "").strip(),
        unsealed=asked.get("missing", "") == "sealed",
        number=asked.get("number", "").strip(),
        since=since,
        until=until,
        campaign_id=asked.get("campaign", ""),
        sort=sort,
        descending=asked.get("order", "desc") != "asc",
        cursor=asked.get("cursor", ""),
        limit=int(limit) if limit else USUAL,
    )


def _span(asked: Mapping[str, str]) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Return from when to before when: the days that are asked for, the year that is, or what both have in common."""
    since, last = read_day(asked, "since", "从哪天"), read_day(asked, "until", "到哪天")
    until = None if last is None else last + dt.timedelta(days=1)
    if not (typed := asked.get("year", "").strip().removesuffix("年")):
        return since, until
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and int(typed)):
        raise InvalidRequest("年度应写成四位数字，如 2026")
    begin, end = (
        dt.datetime(int(typed), 1, 1, tzinfo=BEIJING),
        dt.datetime(int(typed), 12, 31, tzinfo=BEIJING),
    )
    end += dt.timedelta(days=1) if int(typed) < dt.MAXYEAR else dt.timedelta()
    return max(filter(None, (begin, since))), min(filter(None, (end, until)))


def read_day(asked: Mapping[str, str], name: str, label: str) -> dt.datetime | None:
    """Return the beginning of a day in Beijing, however it is typed; None if nothing was.

    Raises:
        InvalidRequest: if it is no day.
    """
    typed = asked.get(name, "")
    if not typed.strip():
        return None
    match = _DAY.fullmatch(typed)
    try:
        year, month, day = map(int, match.groups()) if match else (0, 0, 0)
        return dt.datetime(year, month, day, tzinfo=BEIJING)
    except ValueError as error:
        raise InvalidRequest(f"“{label}”应写成年月日，如 2026-03-16 或 2026年3月16日") from error
