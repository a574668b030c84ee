"""The items of each year's 整理 in the database: gathered, ordered, confirmed with their 档号, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.errors import RecordNotFound
from service.storage.audit import Act, Entry, log
from service.storage.database import Database
from service.storage.errors import AlreadyIssued, NotReady
from service.storage.filing_item import CodeForm, FilingItem, FilingRules
from service.storage.issuings import as_issuing
from service.storage.models import RecordRow, Table, UtcDateTime
from service.storage.number import Issued
from service.storage.number_models import IssuingRow
from service.storage.records import as_record


class RulesRow(Table):
    """A row of ``filing_rules``."""

    __tablename__ = "filing_rules"

    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True)
    fonds: Mapped[str] = mapped_column(String(16))
    form: Mapped[str] = mapped_column(String(8))
    with_category: Mapped[bool] = mapped_column(Boolean)


class FilingItemRow(Table):
    """A row of ``filing_items``; see `FilingItem`."""

    __tablename__ = "filing_items"
    __table_args__ = (
        UniqueConstraint("unit_id", "archive_code"),
        Index("ix_filing_items_year", "unit_id", "year", "position"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int] = mapped_column(Integer)
    record_id: Mapped[str | None] = mapped_column(ForeignKey("records.id"), unique=True)
    title: Mapped[str] = mapped_column(Text)
    document_number: Mapped[str] = mapped_column(Text)
    responsible: Mapped[str] = mapped_column(Text)
    date: Mapped[str] = mapped_column(String(8))
    security: Mapped[str] = mapped_column(Text)
    pages: Mapped[int | None] = mapped_column(Integer)
    remark: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(40))
    retention: Mapped[str] = mapped_column(String(8), index=True)
    position: Mapped[int] = mapped_column(Integer)
    number: Mapped[int | None] = mapped_column(Integer)
    archive_code: Mapped[str | None] = mapped_column(String(100))
    confirmed: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str] = mapped_column(Text)


_COLUMNS = (
    "id", "unit_id", "year", "record_id", "title", "document_number", "responsible", "date", "security", "pages",
    "remark", "category", "retention", "position", "number", "archive_code", "confirmed", "confirmed_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filing:
    """The items of one database."""

    database: Database

    def rules(self, unit_id: str) -> FilingRules:
        """Return what a unit has settled about its 档号."""
        with self.database.reading() as session:
            row = session.get(RulesRow, unit_id)
            return (
                FilingRules()
                if row is None
                else FilingRules(row.fonds, CodeForm(row.form), row.with_category)
            )

    def set_rules(self, unit_id: str, rules: FilingRules) -> None:
        """Settle it."""
        with self.database.writing() as session:
            session.merge(
                RulesRow(
                    unit_id=unit_id,
                    fonds=rules.fonds,
                    form=rules.form.value,
                    with_category=rules.with_category,
                )
            )

    def items(self, unit_id: str, year: int) -> tuple[FilingItem, ...]:
        """Return the items of a year in their order."""
        with self.database.reading() as session:
            return tuple(_as_item(row) for row in _rows(session, unit_id, year))

    def get(self, id: str, units: Collection[str]) -> FilingItem:
        """Return an item of one of the ``units`` (ids).

        Raises:
            RecordNotFound: if there is none such.
        """
        with self.database.reading() as session:
            return _as_item(_row(session, id, units))

    def years(self, unit_id: str) -> tuple[int, ...]:
        """Return the years that have items, the newest first."""
        query = select(FilingItemRow.year).where(FilingItemRow.unit_id == unit_id).distinct()
        with self.database.reading() as session:
            return tuple(sorted(session.scalars(query), reverse=True))

    def unfiled(self, unit_id: str) -> tuple[Issued, ...]:
        """Return a unit's issued papers that are no item yet and stand, in the order in which they were issued."""
        query = (
            select(RecordRow, IssuingRow)
            .join(IssuingRow, IssuingRow.record_id == RecordRow.id)
            .outerjoin(FilingItemRow, FilingItemRow.record_id == RecordRow.id)
            .where(IssuingRow.unit_id == unit_id, IssuingRow.voided.is_(None), FilingItemRow.id.is_(None))
            .order_by(IssuingRow.issued, IssuingRow.record_id)
        )
        with self.database.reading() as session:
            return tuple(Issued(as_record(a), as_issuing(b)) for a, b in session.execute(query))

    def add(self, items: Sequence[FilingItem]) -> None:
        """Add items behind those that are there; a record that is an item already is left as it is."""
        with self.database.writing() as session:
            for item in items:
                held = select(FilingItemRow.id).where(FilingItemRow.record_id == item.record_id)
                if item.record_id is not None and session.scalar(held) is not None:
                    continue
                told = {name: getattr(item, name) for name in _COLUMNS}
                session.add(FilingItemRow(**told | {"position": _last(session, item.unit_id, item.year) + 1}))
                session.flush()

    def change(self, id: str, units: Collection[str], told: Mapping[str, object]) -> None:
        """Change columns of an item that isn't confirmed.

        Raises:
            RecordNotFound: if there is none such.
            AlreadyIssued: if it is confirmed.
        """
        with self.database.writing() as session:
            row = _open(session, id, units)
            for name, value in told.items():
                setattr(row, name, value)

    def move(self, id: str, units: Collection[str], up: bool) -> None:
        """Change places with the neighbour of the same class; at its end nothing happens.

        Raises:
            RecordNotFound, AlreadyIssued: as `change`.
        """
        with self.database.writing() as session:
            row = _open(session, id, units)
            group = [
                each
                for each in _rows(session, row.unit_id, row.year)
                if each.confirmed is None and _as_item(each).group == _as_item(row).group
            ]
            other = group.index(row) + (-1 if up else 1)
            if 0 <= other < len(group):
                neighbour = group[other]
                row.position, neighbour.position = neighbour.position, row.position

    def remove(self, id: str, units: Collection[str]) -> None:
        """Take an item that isn't confirmed off the list; its record, if it is one, stays.

        Raises:
            RecordNotFound, AlreadyIssued: as `change`.
        """
        with self.database.writing() as session:
            session.delete(_open(session, id, units))

    def confirm(
        self, unit_id: str, codes: Mapping[str, tuple[int | None, str]], by: str, now: dt.datetime
    ) -> None:
        """Give items their 件号 and 档号, all or none, for good; the register's 档号 with them.

        Args:
            unit_id: whose items they are.
            codes: item → its number (None if an archive system numbers otherwise) and its 档号.
            by: who confirms them.
            now: the present, in UTC.

        Raises:
            RecordNotFound: if one isn't there any more.
            AlreadyIssued: if one is confirmed.
            NotReady: if another item bears one of the 档号.
        """
        with self.database.writing() as session:
            taken = select(FilingItemRow.archive_code).where(
                FilingItemRow.unit_id == unit_id, FilingItemRow.archive_code.is_not(None)
            )
            known = set(session.scalars(taken))
            for id, (number, code) in codes.items():
                row = _open(session, id, {unit_id})
                if code in known:
                    raise NotReady(f"档号{code}已经有了，同一个档号不能给两件；请刷新页面再看")
                known.add(code)
                row.number, row.archive_code, row.confirmed, row.confirmed_by = number, code, now, by
                issuing = session.get(IssuingRow, row.record_id) if row.record_id else None
                if issuing is not None:
                    issuing.archive_code = code
                subject, details = row.record_id or row.id, {"archive_code": code}
                log(session, Entry(Act.FILED, now, by, unit_id, subject, details))


def _rows(session: Session, unit_id: str, year: int) -> list[FilingItemRow]:
    query = (
        select(FilingItemRow)
        .where(FilingItemRow.unit_id == unit_id, FilingItemRow.year == year)
        .order_by(FilingItemRow.position, FilingItemRow.id)
    )
    return list(session.scalars(query))


def _last(session: Session, unit_id: str, year: int) -> int:
    query = select(func.max(FilingItemRow.position)).where(
        FilingItemRow.unit_id == unit_id, FilingItemRow.year == year
    )
    return session.scalar(query) or 0


def _row(session: Session, id: str, units: Collection[str]) -> FilingItemRow:
    row = session.get(FilingItemRow, id)
    if row is None or row.unit_id not in units:
        raise RecordNotFound("没有这一件，也许已经从清单里去掉；请刷新页面再看")
    return row


def _open(session: Session, id: str, units: Collection[str]) -> FilingItemRow:
    row = _row(session, id, units)
    if row.confirmed is not None:
        raise AlreadyIssued(f"《{row.title}》已经定了档号{row.archive_code}，不能再改")
    return row


def _as_item(row: FilingItemRow) -> FilingItem:
    return FilingItem(**{name: getattr(row, name) for name in _COLUMNS})
