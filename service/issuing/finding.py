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
    until, sort, limit = (
        read_day(asked, "until", "到哪天"),
        asked.get("sort", "issued"),
        asked.get("limit", ""),
    )
    if sort not in SORTS:
        raise InvalidRequest(f"sort（排序）可以是：{'、'.join(SORTS)}")
    if limit and not (limit.isascii() and limit.isdigit() and 0 < int(limit) <= MOST):
        raise InvalidRequest(f"limit（一页几份）应是1到{MOST}的数字")
    return Search(
        units=units & {asked["unit"]} if asked.get("unit") else units,
        words=tuple(asked.get("words", "").split()),
        number=asked.get("number", "").strip(),
        since=read_day(asked, "since", "从哪天"),
        until=None if until is None else until + dt.timedelta(days=1),
        campaign_id=asked.get("campaign", ""),
        sort=sort,
        descending=asked.get("order", "desc") != "asc",
        cursor=asked.get("cursor", ""),
        limit=int(limit) if limit else USUAL,
    )


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
