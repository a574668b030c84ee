"""What came of making records again: each attempt is a row that is added once; what was issued is never touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, Text, event, select
from sqlalchemy.orm import Mapped, mapped_column

from service.errors import RecordNotFound
from service.storage.audit import Act, Entry, log
from service.storage.claims import finish_item
from service.storage.database import Database
from service.storage.job import Claim
from service.storage.models import Table, UtcDateTime, refuse_change


class Result(StrEnum):
    """What a paper that is made again is to the one that was issued, from the best to the worst."""

    IDENTICAL = "identical"  #: the same bytes
    SAME_TEXT = "same_text"  #: other bytes, but the same text in the same places
    DIFFERENT = "different"
    FAILED = "failed"  #: it could not be made, or what was issued can't be read


@dataclass(frozen=True, slots=True)
class Regeneration:
    """One attempt to make a record again.

    Attributes:
        id: never changes; sorts by time.
        record_id: the record.
        unit_id: whose it is.
        at: when, in UTC.
        by: who asked for it.
        toolchain: digest of the toolchain that made it.
        result: the worst of its files.
        report: ``formats`` (format → result), ``changes`` (what of the tools is another), ``differences`` (where the
            text or its place is another), ``reason`` (why it failed), ``made`` (format → digest of what was made).
        job_id: the job that it is of; None if it is of none.
        number: the item's place in that job; None as well.
    """

    id: str
    record_id: str
    unit_id: str
    at: dt.datetime
    by: str
    toolchain: str
    result: Result
    report: Mapping[str, Any] = field(default_factory=dict)
    job_id: str | None = None
    number: int | None = None


class RegenerationRow(Table):
    """A row of ``regenerations``."""

    __tablename__ = "regenerations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("records.id"), index=True)
    unit_id: Mapped[str] = mapped_column(String(32))
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)
    toolchain: Mapped[str] = mapped_column(String(64))
    result: Mapped[str] = mapped_column(String(16))
    report: Mapped[dict[str, Any]] = mapped_column(JSON)
    job_id: Mapped[str | None] = mapped_column(String(32), index=True)
    number: Mapped[int | None] = mapped_column(Integer)


for _change in ("before_update", "before_delete"):
    event.listen(RegenerationRow, _change, refuse_change)


@dataclass(frozen=True, slots=True)
class Regenerations:
    """The attempts of one database."""

    database: Database

    def add(self, made: Regeneration, claim: Claim | None = None) -> None:
        """Store an attempt, its line in the log and, if it is an item of a job, that this is done.

        Raises:
            LeaseLost: if the item was handed to another worker meanwhile; then nothing is stored.
        """
        with self.database.writing() as session:
            session.add(_as_row(made))
            told = {"result": made.result.value, "toolchain": made.toolchain}
            log(session, Entry(Act.REGENERATED, made.at, made.by, made.unit_id, made.record_id, told))
            if claim is not None:
                finish_item(session, claim, None)

    def get(self, id: str, units: Collection[str]) -> Regeneration:
        """Return an attempt of one of the ``units``.

        Raises:
            RecordNotFound: if there is none such.
        """
        with self.database.reading() as session:
            row = session.get(RegenerationRow, id)
            if row is None or row.unit_id not in units:
                raise RecordNotFound("没有这一次重新生成的结果")
            return _as_value(row)

    def of(self, record_id: str) -> tuple[Regeneration, ...]:
        """Return the attempts of a record, the newest first."""
        return self._found(RegenerationRow.record_id == record_id)

    def of_job(self, job_id: str, numbers: Collection[int]) -> dict[int, Regeneration]:
        """Return the attempts of some items of a job, by their place in it."""
        found = self._found(RegenerationRow.job_id == job_id, RegenerationRow.number.in_(numbers))
        return {one.number: one for one in found if one.number is not None}

    def done(self, toolchain: str) -> frozenset[str]:
        """Return the ids of the records that were made again with a toolchain; failed attempts don't count."""
        query = select(RegenerationRow.record_id).where(
            RegenerationRow.toolchain == toolchain, RegenerationRow.result != Result.FAILED
        )
        with self.database.reading() as session:
            return frozenset(session.scalars(query))

    def _found(self, *where: Any) -> tuple[Regeneration, ...]:
        query = select(RegenerationRow).where(*where).order_by(RegenerationRow.id.desc())
        with self.database.reading() as session:
            return tuple(_as_value(row) for row in session.scalars(query))


_COLUMNS = ("id", "record_id", "unit_id", "at", "by", "toolchain", "job_id", "number")


def _as_row(made: Regeneration) -> RegenerationRow:
    same = {name: getattr(made, name) for name in _COLUMNS}
    return RegenerationRow(**same, result=made.result.value, report=dict(made.report))


def _as_value(row: RegenerationRow) -> Regeneration:
    same = {name: getattr(row, name) for name in _COLUMNS}
    return Regeneration(**same, result=Result(row.result), report=row.report)
