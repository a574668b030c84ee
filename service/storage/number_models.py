"""The tables of numbers and of issued papers; see `service.storage.number` for their meaning."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.models import Table, UtcDateTime


class SeriesRow(Table):
    """A row of ``number_series``."""

    __tablename__ = "number_series"
    __table_args__ = (UniqueConstraint("unit_id", "kind", "code"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(100))
    start: Mapped[int] = mapped_column(Integer)
    start_period: Mapped[str] = mapped_column(String(40))
    term: Mapped[str] = mapped_column(String(40))
    yearly: Mapped[bool] = mapped_column(Boolean)
    total_start: Mapped[int | None] = mapped_column(Integer)


class NumberRow(Table):
    """A row of ``numbers``: each number once."""

    __tablename__ = "numbers"
    __table_args__ = (
        UniqueConstraint("unit_id", "kind", "code", "period", "serial"),
        Index("ix_numbers_state", "state", "taken"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(100))
    period: Mapped[str] = mapped_column(String(40))
    serial: Mapped[int] = mapped_column(Integer)
    total: Mapped[int | None] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(16))
    held_for: Mapped[str] = mapped_column(String(100), index=True)
    title: Mapped[str] = mapped_column(Text)
    record_id: Mapped[str | None] = mapped_column(ForeignKey("records.id"), index=True)
    content_digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    taken: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    settled: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class IssuingRow(Table):
    """A row of ``issuings``: the mutable side of a record."""

    __tablename__ = "issuings"
    __table_args__ = (Index("ix_issuings_issued", "issued"),)

    record_id: Mapped[str] = mapped_column(ForeignKey("records.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(32), index=True)
    issued: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    issued_by: Mapped[str] = mapped_column(Text)
    number_id: Mapped[str | None] = mapped_column(ForeignKey("numbers.id"), index=True)
    draft_id: Mapped[str | None] = mapped_column(String(32), index=True)
    campaign_id: Mapped[str | None] = mapped_column(String(32), index=True)
    corrects: Mapped[str | None] = mapped_column(String(32), index=True)
    entry: Mapped[dict[str, Any]] = mapped_column(JSON)
    voided: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    voided_by: Mapped[str] = mapped_column(Text)
    void_reason: Mapped[str] = mapped_column(Text)
    archive_code: Mapped[str] = mapped_column(Text)


class ProcessEntryRow(Table):
    """A row of ``process_entries``."""

    __tablename__ = "process_entries"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(32))
    draft_id: Mapped[str | None] = mapped_column(String(32), index=True)
    record_id: Mapped[str | None] = mapped_column(String(32), index=True)
    step: Mapped[str] = mapped_column(String(16))
    person: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    opinion: Mapped[str] = mapped_column(Text)
    entered: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    entered_by: Mapped[str] = mapped_column(Text)
