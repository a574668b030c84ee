"""Everything that the database knows of each record, one after the other; for who proves or makes it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select
from sqlalchemy.orm import undefer

from service.storage.database import Database
from service.storage.guards import missing_guards
from service.storage.issuings import as_entry, as_issuing
from service.storage.manifest import ManifestRow, StoredManifest
from service.storage.models import RecordRow
from service.storage.number import Issuing, Number, ProcessEntry, Series
from service.storage.number_models import IssuingRow, NumberRow, ProcessEntryRow, SeriesRow
from service.storage.record import Record
from service.storage.records import as_record
from service.storage.register import as_number, as_series

_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Whole:
    """A record with all that belongs to it.

    Attributes:
        record: the record.
        content: the canonical JSON that it was made from.
        issuing: how it was issued; None if it has lost that.
        manifests: the first first.
    """

    record: Record
    content: bytes
    issuing: Issuing | None
    manifests: tuple[StoredManifest, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records are wanted; what is empty or None wants any.

    Attributes:
        units: ids of the units whose they are; None: all.
        ids: ids of the records.
        number: 发文字号 as printed.
        since: issued not before.
        until: issued before.
    """

    units: Collection[str] | None = None
    ids: Collection[str] = field(default_factory=tuple)
    number: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Vault:
    """All records of one database."""

    database: Database

    def ids(self, wanted: Wanted) -> tuple[str, ...]:
        """Return the ids of the records that are wanted, the oldest first."""
        with self.database.reading() as session:
            return tuple(session.scalars(_query(wanted).order_by(RecordRow.id)))

    def walk(self, ids: Collection[str]) -> Iterator[Whole]:
        """Yield the records called ``ids``, some at a time; one that is gone is left out."""
        listed = list(ids)
        for start in range(0, len(listed), _CHUNK):
            yield from self._chunk(listed[start : start + _CHUNK])

    def lost(self, ids: Collection[str]) -> tuple[str, ...]:
        """Return which of ``ids`` no record has."""
        with self.database.reading() as session:
            return tuple(sorted(set(ids) - set(session.scalars(select(RecordRow.id)))))

    def steps(self) -> dict[str, ProcessEntry]:
        """Return every step by its id."""
        with self.database.reading() as session:
            return {row.id: as_entry(row) for row in session.scalars(select(ProcessEntryRow))}

    def series(self) -> tuple[Series, ...]:
        """Return the series of all units."""
        with self.database.reading() as session:
            return tuple(as_series(row) for row in session.scalars(select(SeriesRow)))

    def numbers(self) -> Iterator[tuple[Number, ...]]:
        """Yield the numbers of each series and period, the first first, also of series that we don't give."""
        group = (NumberRow.unit_id, NumberRow.kind, NumberRow.code, NumberRow.period)
        with self.database.reading() as session:
            keys = session.execute(select(*group).distinct().order_by(*group)).all()
        for key in keys:
            same = [column == value for column, value in zip(group, key, strict=True)]
            with self.database.reading() as session:
                rows = session.scalars(select(NumberRow).where(*same).order_by(NumberRow.serial))
                yield tuple(as_number(row) for row in rows)

    def missing_guards(self) -> tuple[str, ...]:
        """Return the names of the database's guards that somebody took away."""
        with self.database.reading() as session:
            return missing_guards(session.connection())

    def count(self) -> int:
        """Return how many records there are."""
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(RecordRow)) or 0

    def _chunk(self, ids: list[str]) -> list[Whole]:
        with self.database.reading() as session:
            query = select(RecordRow).where(RecordRow.id.in_(ids)).order_by(RecordRow.id)
            rows = session.scalars(query.options(undefer(RecordRow.content))).all()
            issued = session.scalars(select(IssuingRow).where(IssuingRow.record_id.in_(ids)))
            issuings = {row.record_id: as_issuing(row) for row in issued}
            manifests = dict[str, list[StoredManifest]]()
            held = select(ManifestRow).where(ManifestRow.record_id.in_(ids)).order_by(ManifestRow.sequence)
            for row in session.scalars(held):
                made = StoredManifest(row.sequence, row.digest, row.size, row.written)
                manifests.setdefault(row.record_id, []).append(made)
            return [
                Whole(
                    as_record(row),
                    row.content.encode(),
                    issuings.get(row.id),
                    tuple(manifests.get(row.id, ())),
                )
                for row in rows
            ]


def _query(wanted: Wanted) -> Select[str]:
    query = select(RecordRow.id).outerjoin(IssuingRow, IssuingRow.record_id == RecordRow.id)
    if wanted.units is not None:
        query = query.where(RecordRow.unit_id.in_(wanted.units))
    if wanted.ids:
        query = query.where(RecordRow.id.in_(wanted.ids))
    if wanted.number:
        query = query.where(RecordRow.document_number == wanted.number)
    if wanted.since is not None:
        query = query.where(IssuingRow.issued >= wanted.since)
    if wanted.until is not None:
        query = query.where(IssuingRow.issued < wanted.until)
    return query
