"""Taking in a job that makes issued papers again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from service.archive.attempts import wanted_year
from service.errors import InvalidRequest, RecordNotFound
from service.jobs.submitting import new_job, take_in
from service.services import Services
from service.storage import Job, JobKind, NewItem
from service.storage.person import Person, Token
from service.storage.whole import Vault, Wanted

_EARLIEST, _LATEST = 1949, 9998


def submit_regeneration(asked: Mapping[str, Any], caller: Person | Token, services: Services) -> Job:
    """Take in a job that makes issued papers again, and return it.

    Args:
        asked: one of ``year`` (a number or its digits), ``ids`` (of records) and ``number`` (文号 as printed).
        caller: who asks; his are the papers that he may read.
        services: see `Services`.

    Raises:
        InvalidRequest: if it is not one of the three, or there is no such paper.
        RecordNotFound: if one of ``ids`` is none, or another unit's.
        RequestTooLarge, QueueFull: as `service.jobs.submitting.submit`.
    """
    vault = Vault(services.database)
    wanted = _wanted(asked, caller.readable_units)
    ids = vault.ids(wanted)
    lost = sorted(set(wanted.ids) - set(ids))
    if lost:
        raise RecordNotFound(f"没有这样的公文：{'、'.join(lost)}")
    if not ids:
        raise InvalidRequest("没有这样的公文，请核对年份或文号")
    items = (
        NewItem(place, whole.record.title, json.dumps({"record": whole.record.id}))
        for place, whole in enumerate(vault.walk(ids), 1)
    )
    return take_in(items, new_job(JobKind.REGENERATION, caller, services), services)


def _wanted(asked: Mapping[str, Any], units: Collection[str]) -> Wanted:
    given = {name: value for name in ("year", "ids", "number") if (value := asked.get(name))}
    if len(given) != 1:
        raise InvalidRequest("请写明重新生成哪些：year（年份）、ids（记录的编号）、number（文号），写一样")
    if "year" in given:
        year = str(given["year"])
        if not (year.isascii() and year.isdigit() and len(year) == 4 and _EARLIEST <= int(year) <= _LATEST):
            raise InvalidRequest("年份（year）应是四位数字，如 2026")
        return wanted_year(int(year), units)
    if "number" in given:
        return Wanted(units, number=str(given["number"]).strip())
    ids = given["ids"]
    if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
        raise InvalidRequest("ids 应是记录编号的列表")
    return Wanted(units, ids=tuple(ids))
