"""Originals (原件) of a record: the sealed 正本, the 定稿, the 发文处理笺, as they were brought, to the byte."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ForeignKey, Integer, String, Text, event, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.errors import RecordNotFound
from service.storage.audit import Act, Entry, log
from service.storage.database import Database
from service.storage.errors import AlreadyIssued
from service.storage.models import Table, UtcDateTime, refuse_change
from service.storage.number_models import IssuingRow


class OriginalKind(StrEnum):
    """What an original is, in the order in which they lie in an item (DA/T 22—2015 5.1)."""

    SEALED = "sealed"  #: 正本: the scan of what was sealed, or an OFD with its electronic seal
    SHEET = "sheet"  #: 发文处理笺, the 发文稿纸
    FINAL = "final"  #: 定稿


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That an original was brought by mistake; its bytes stay.

    Attributes:
        at: when, in UTC.
        by: who said so.
        reason: why.
    """

    at: dt.datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Original:
    """A file that somebody brought to a record.

    Attributes:
        id: never changes.
        record_id: the record.
        kind: what it is.
        format: ``pdf``, ``ofd``, ``tif``, ``jpg``, ``docx``; as its bytes say.
        digest: hex SHA-256 of the bytes; their name in the file store.
        sm3: hex SM3 of the bytes.
        size: length in bytes.
        pages: pages; None if the format has none that can be counted.
        name: what it was called on the computer that it came from.
        added: when it was brought, in UTC.
        added_by: who brought it.
        withdrawal: that it was a mistake; None if it stands.
    """

    id: str
    record_id: str
    kind: OriginalKind
    format: str
    digest: str
    sm3: str
    size: int
    pages: int | None
    name: str
    added: dt.datetime
    added_by: str
    withdrawal: Withdrawal | None = None


class OriginalRow(Table):
    """A row of ``originals``."""

    __tablename__ = "originals"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("records.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    format: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    sm3: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Integer)
    pages: Mapped[int | None] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Text)
    added: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    added_by: Mapped[str] = mapped_column(Text)


class WithdrawalRow(Table):
    """A row of ``original_withdrawals``: a table of its own, so that ``originals`` never changes."""

    __tablename__ = "original_withdrawals"

    original_id: Mapped[str] = mapped_column(ForeignKey("originals.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


for _table in (OriginalRow, WithdrawalRow):
    event.listen(_table, "before_update", refuse_change)
    event.listen(_table, "before_delete", refuse_change)

_COLUMNS = (
    "id",
    "record_id",
    "kind",
    "format",
    "digest",
    "sm3",
    "size",
    "pages",
    "name",
    "added",
    "added_by",
)


@dataclass(frozen=True, slots=True)
class Originals:
    """The originals of one database."""

    database: Database

    def add(self, original: Original, units: Collection[str]) -> Original:
        """Store an original, whose bytes must be in the file store already; the same bytes again change nothing.

        Returns:
            The original; the one that was stored before, if the record has these bytes as this kind.

        Raises:
            RecordNotFound: if there is no such issued record in one of the ``units`` (ids).
        """
        with self.database.writing() as session:
            issuing = session.get(IssuingRow, original.record_id)
            if issuing is None or issuing.unit_id not in units:
                raise RecordNotFound("没有这份公文，请检查编号是否写全、写对")
            held = _of(session, [original.record_id])
            same = [
                each
                for each in held
                if (each.kind, each.digest) == (original.kind, original.digest) and not each.withdrawal
            ]
            if same:
                return same[0]
            session.add(OriginalRow(**{name: getattr(original, name) for name in _COLUMNS}))
            details = {"kind": original.kind.value, "sha256": original.digest, "original": original.id}
            who = original.added_by
            log(
                session,
                Entry(Act.ORIGINAL, original.added, who, issuing.unit_id, original.record_id, details),
            )
            return original

    def withdraw(self, id: str, record_id: str, withdrawal: Withdrawal) -> None:
        """Note that an original of a record was brought by mistake.

        Raises:
            RecordNotFound: if the record has no such original.
            AlreadyIssued: if that was noted before.
        """
        with self.database.writing() as session:
            row = session.get(OriginalRow, id)
            if row is None or row.record_id != record_id:
                raise RecordNotFound("这份公文没有这个原件")
            if session.get(WithdrawalRow, id) is not None:
                raise AlreadyIssued("这个原件已经注明有误，不用再做一次")
            session.add(
                WithdrawalRow(original_id=id, at=withdrawal.at, by=withdrawal.by, reason=withdrawal.reason)
            )
            issuing = session.get(IssuingRow, record_id)
            unit_id = issuing.unit_id if issuing else ""
            details = {"withdrawn": id, "reason": withdrawal.reason}
            log(session, Entry(Act.ORIGINAL, withdrawal.at, withdrawal.by, unit_id, record_id, details))

    def all(self) -> Iterator[tuple[Original, ...]]:
        """Yield all originals, some at once, by id."""
        query = select(OriginalRow).order_by(OriginalRow.id).limit(_MOST_AT_ONCE)
        last = ""
        while True:
            with self.database.reading() as session:
                rows = session.scalars(query.where(OriginalRow.id > last)).all()
                found = tuple(_as_original(row, None) for row in rows)
            if not found:
                return
            yield found
            last = found[-1].id

    def of(self, record_ids: Iterable[str]) -> dict[str, tuple[Original, ...]]:
        """Return the originals of records by id, in the order of an item, those that were a mistake among them."""
        ids = list(record_ids)
        held: dict[str, list[Original]] = {id: [] for id in ids}
        with self.database.reading() as session:
            for each in _of(session, ids):
                held[each.record_id].append(each)
        return {id: tuple(found) for id, found in held.items()}


_MOST_AT_ONCE = 500  #: SQLite takes 32,766 values in a statement, old ones 999


def _of(session: Session, ids: list[str]) -> list[Original]:
    found: list[Original] = []
    for start in range(0, len(ids), _MOST_AT_ONCE):
        query = (
            select(OriginalRow, WithdrawalRow)
            .outerjoin(WithdrawalRow, WithdrawalRow.original_id == OriginalRow.id)
            .where(OriginalRow.record_id.in_(ids[start : start + _MOST_AT_ONCE]))
        )
        found += [_as_original(row, gone) for row, gone in session.execute(query)]
    order = list(OriginalKind)
    return sorted(found, key=lambda each: (order.index(each.kind), each.id))


def _as_original(row: OriginalRow, gone: WithdrawalRow | None) -> Original:
    told = {name: getattr(row, name) for name in _COLUMNS} | {"kind": OriginalKind(row.kind)}
    return Original(**told, withdrawal=None if gone is None else Withdrawal(gone.at, gone.by, gone.reason))
