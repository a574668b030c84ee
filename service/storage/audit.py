"""The audit log (日志): who did what to which paper or account, and when; rows are added and never changed.

Each row's hash is over the hash before it and the row's canonical text, so that no row can be changed, left out or
put in without all later ones showing it; the head of the chain tells when the last rows are cut off. It never
holds the text of a paper.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, Integer, String, Text, event, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.storage.database import Database
from service.storage.models import Table, UtcDateTime, refuse_change

BEGINNING = "0" * 64
"""The hash before the first row."""
_HEAD = 1
_CHUNK = 500


class Act(StrEnum):
    """What is logged."""

    ISSUED = "issued"
    VOIDED = "voided"
    NUMBER_VOIDED = "number_voided"
    STEP = "step"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    ADMINISTERED = "administered"
    REGENERATED = "regenerated"
    VERIFIED = "verified"
    DOWNLOADED = "downloaded"
    DELETED = "deleted"
    RESTORED = "restored"
    ORIGINAL = "original"
    FILED = "filed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it is written.

    Attributes:
        act: what was done.
        at: when, in UTC.
        by: who did it, by name; "" if nobody knows.
        unit_id: whose paper or account it was; "" if it was nobody's.
        subject: id of the record, draft, job, person, …; "" if there is none.
        details: the rest, as plain JSON; never the text of a paper.
    """

    act: Act
    at: dt.datetime
    by: str
    unit_id: str = ""
    subject: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Logged:
    """A row as it is kept.

    Attributes:
        sequence: its place, from 1.
        entry: what it says.
        text: the same as canonical text, over which the hash was taken.
        hash: hex SHA-256 over the hash before it and the text.
    """

    sequence: int
    entry: Entry
    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What rows are sought.

    Attributes:
        units: of these units (ids), and nobody's.
        act: None is any.
        words: part of the name, the subject or the details; "" is any.
        since: not before; None is any.
        until: before; None is any.
        before: below this sequence, to go on where an earlier list ended; None begins at the newest.
        limit: how many at most.
    """

    units: Collection[str]
    act: Act | None = None
    words: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    before: int | None = None
    limit: int = 100


class AuditRow(Table):
    """A row of ``audit_log``."""

    __tablename__ = "audit_log"
    __table_args__ = (Index("ix_audit_log_act", "act", "sequence"),)

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
    act: Mapped[str] = mapped_column(String(32))
    unit_id: Mapped[str] = mapped_column(String(32))
    by: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(String(64), index=True)
    entry: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


class AuditHeadRow(Table):
    """The one row of ``audit_head``: where the chain ends; locked by who adds to it."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(String(64))


for _change in ("before_update", "before_delete"):
    event.listen(AuditRow, _change, refuse_change)


@dataclass(frozen=True, slots=True)
class AuditLog:
    """The audit log of one database."""

    database: Database

    def write(self, entry: Entry) -> None:
        """Add a row for what was done outside the database, or in a transaction that has ended."""
        with self.database.writing() as session:
            log(session, entry)

    def find(self, sought: Sought) -> tuple[Logged, ...]:
        """Return the rows that are sought, the newest first."""
        query = select(AuditRow).where(AuditRow.unit_id.in_({*sought.units, ""}))
        if sought.act is not None:
            query = query.where(AuditRow.act == sought.act)
        if sought.words:
            query = query.where(
                or_(*(c.contains(sought.words, autoescape=True) for c in (AuditRow.by, AuditRow.entry)))
            )
        if sought.since is not None:
            query = query.where(AuditRow.at >= sought.since)
        if sought.until is not None:
            query = query.where(AuditRow.at < sought.until)
        if sought.before is not None:
            query = query.where(AuditRow.sequence < sought.before)
        with self.database.reading() as session:
            rows = session.scalars(query.order_by(AuditRow.sequence.desc()).limit(sought.limit))
            return tuple(_as_logged(row) for row in rows)

    def walk(self, after: int = 0) -> Iterator[Logged]:
        """Yield every row ``after`` a sequence, the first first."""
        while True:
            query = select(AuditRow).where(AuditRow.sequence > after).order_by(AuditRow.sequence)
            with self.database.reading() as session:
                found = [_as_logged(row) for row in session.scalars(query.limit(_CHUNK))]
            if not found:
                return
            yield from found
            after = found[-1].sequence

    def head(self) -> tuple[int, str]:
        """Return the sequence and the hash of the last row; 0 and `BEGINNING` if there is none."""
        with self.database.reading() as session:
            head = session.get(AuditHeadRow, _HEAD)
            return (0, BEGINNING) if head is None else (head.sequence, head.hash)


def log(session: Session, entry: Entry) -> None:
    """Add a row within ``session``: it stays if, and only if, what it tells of does."""
    session.flush()
    head = session.get(AuditHeadRow, _HEAD, with_for_update=True, populate_existing=True)
    if head is None:
        head = AuditHeadRow(id=_HEAD, sequence=0, hash=BEGINNING)
        session.add(head)
    sequence = head.sequence + 1
    text = canonical(sequence, entry)
    head.sequence, head.hash = sequence, chained(head.hash, text)
    session.add(
        AuditRow(
            sequence=sequence,
            at=entry.at,
            act=entry.act.value,
            unit_id=entry.unit_id,
            by=entry.by,
            subject=entry.subject,
            entry=text,
            hash=head.hash,
        )
    )
    session.flush()


def canonical(sequence: int, entry: Entry) -> str:
    """Return the text of a row: JSON, its members sorted, without spaces."""
    told = {
        "sequence": sequence,
        "at": entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "act": entry.act.value,
        "by": entry.by,
        "unit": entry.unit_id,
        "subject": entry.subject,
        "details": dict(entry.details),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chained(previous: str, text: str) -> str:
    """Return the hash of a row: hex SHA-256 over the hash before it and its text, in UTF-8."""
    return hashlib.sha256(f"{previous}{text}".encode()).hexdigest()


def _as_logged(row: AuditRow) -> Logged:
    try:
        details = json.loads(row.entry)["details"]
    except (ValueError, KeyError, TypeError):  # somebody wrote in it; `verify` says so
        details = {}
    act = Act(row.act) if row.act in set(Act) else Act.ADMINISTERED
    entry = Entry(act, row.at, row.by, row.unit_id, row.subject, details)
    return Logged(row.sequence, entry, row.entry, row.hash)
