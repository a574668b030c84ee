"""Attempts to make records again, kept: one for a job, or one after the other for whoever waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from service.archive.regenerating import digest_of, regenerate
from service.archive.verifying import Kept
from service.errors import ServiceError
from service.services import Making
from service.storage import Claim
from service.storage.record import new_id
from service.storage.regenerations import Regeneration, Regenerations
from service.storage.whole import Vault, Wanted, Whole

BEIJING = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of one record.

    Attributes:
        whole: the record.
        made: what was kept of it; None if our tools failed.
        error: how they did; None if they didn't.
    """

    whole: Whole
    made: Regeneration | None
    error: ServiceError | None = None


def wanted_year(year: int, units: Collection[str] | None = None) -> Wanted:
    """Return what was issued in a year, in Beijing."""
    since, until = (dt.datetime(each, 1, 1, tzinfo=BEIJING) for each in (year, year + 1))
    return Wanted(units, since=since, until=until)


def attempt(
    whole: Whole, kept: Kept, making: Making, by: str, now: dt.datetime, claim: Claim | None = None
) -> Regeneration:
    """Make a record again and keep what came of it; files that differ are kept beside, for who wants to look.

    Raises:
        ConversionError, StorageFailed, LeaseLost: if our tools failed; then nothing is kept of it.
    """
    outcome = regenerate(whole, kept.files, making)
    digests = {format: kept.files.put(content) for format, content in outcome.made.items()}
    made = Regeneration(
        id=new_id(now),
        record_id=whole.record.id,
        unit_id=whole.record.unit_id,
        at=now,
        by=by,
        toolchain=digest_of(making),
        result=outcome.result,
        report={**outcome.report, "made": digests},
        job_id=None if claim is None else claim.job_id,
        number=None if claim is None else claim.number,
    )
    Regenerations(kept.database).add(made, claim)
    return made


def left_of(ids: Collection[str], kept: Kept, making: Making) -> tuple[str, ...]:
    """Return which records haven't been made again with today's tools: where a run that was killed goes on."""
    done = Regenerations(kept.database).done(digest_of(making))
    return tuple(id for id in ids if id not in done)


def attempt_all(ids: Collection[str], kept: Kept, making: Making, by: str) -> Iterator[Attempt]:
    """Make records again, one after the other; each is kept before the next is begun."""
    for whole in Vault(kept.database).walk(ids):
        try:
            yield Attempt(whole, attempt(whole, kept, making, by, dt.datetime.now(dt.UTC)))
        except ServiceError as error:
            yield Attempt(whole, None, error)
