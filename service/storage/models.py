"""The tables, as SQLAlchemy sees them; ``migrations/`` must make the same (a test compares)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, Integer, MetaData, String, Text, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A time in UTC: aware in Python, naive in the database, which then sorts it alike everywhere."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Return the naive UTC time to store."""
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Return the aware UTC time that was stored."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Table(DeclarativeBase):
    """Registry of the tables; names every constraint, so that migrations can drop it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
        }
    )


class RecordRow(Table):
    """A row of ``records``; see `service.storage.record.Record` for the meaning of the columns."""

    __tablename__ = "records"
    __table_args__ = (Index("ix_records_created", "created"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"), index=True)
    """Whose record it is; nullable only because SQLite adds such a column in no other way."""
    created: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    paper_type: Mapped[str] = mapped_column(String(100), index=True)
    version: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(Text)
    document_number: Mapped[str | None] = mapped_column(Text, index=True)
    content_digest: Mapped[str] = mapped_column(String(64), index=True)
    template_digest: Mapped[str] = mapped_column(String(64))
    schema_digest: Mapped[str] = mapped_column(String(64))
    toolchain: Mapped[dict[str, Any]] = mapped_column(JSON)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    pages: Mapped[int | None] = mapped_column(Integer)
    seals: Mapped[list[dict[str, Any]]] = mapped_column(JSON, server_default="[]")
    publicity: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    content: Mapped[str] = mapped_column(Text, deferred=True)
    """Canonical JSON (RFC 8785) of the whole snapshot, as text: to the byte what was rendered."""

    files: Mapped[list[FileRow]] = relationship(
        order_by="FileRow.format", lazy="selectin", passive_deletes="all"
    )


class FileRow(Table):
    """A row of ``record_files``: one file of one record."""

    __tablename__ = "record_files"

    record_id: Mapped[str] = mapped_column(ForeignKey("records.id"), primary_key=True)
    format: Mapped[str] = mapped_column(String(16), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Text)


def refuse_change(mapper: Mapper[Any], connection: Connection, row: object) -> None:
    """Refuse to write a row for the second time; see also `service.storage.guards`."""
    raise RuntimeError(f"{mapper.local_table} is immutable")


for _table in (RecordRow, FileRow):
    event.listen(_table, "before_update", refuse_change)
    event.listen(_table, "before_delete", refuse_change)
