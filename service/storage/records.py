"""Records in the database: add and read, never change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import undefer

from service.errors import RecordNotFound
from service.storage.database import Database
from service.storage.models import FileRow, RecordRow
from service.storage.record import Record, StoredFile


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one database."""

    database: Database

    def add(self, record: Record, content: bytes) -> Record:
        """Store ``record`` and the canonical JSON it was made from, in one transaction, and return it.

        Its files must be in the file store already, so that no record ever names a file that isn't there.

        Raises:
            StorageFailed: if the database can't take it; then nothing of it is stored.
        """
        with self.database.writing() as session:
            session.add(as_row(record, content.decode("utf-8")))
        return record

    def get(self, id: str, units: Collection[str]) -> Record:
        """Return the record called ``id`` of one of the ``units`` (ids).

        Raises:
            RecordNotFound: if there is none, or if it is another unit's.
        """
        with self.database.reading() as session:
            row = session.get(RecordRow, id)
            if row is None or row.unit_id not in units:
                raise _not_found()
            return as_record(row)

    def several(self, ids: Collection[str], units: Collection[str]) -> dict[str, Record]:
        """Return, by id, those of the records called ``ids`` that are there and belong to the ``units`` (ids)."""
        query = select(RecordRow).where(RecordRow.id.in_(ids), RecordRow.unit_id.in_(units))
        with self.database.reading() as session:
            return {row.id: as_record(row) for row in session.scalars(query)}

    def all(self, ids: Collection[str]) -> tuple[Record, ...]:
        """Return the records called ``ids``, whosever they are, in that order; for us, not for who asks."""
        with self.database.reading() as session:
            rows = [session.get(RecordRow, id) for id in ids]
            return tuple(as_record(row) for row in rows if row is not None)

    def content(self, id: str, units: Collection[str]) -> bytes:
        """Return the canonical JSON that the record called ``id`` of one of the ``units`` was made from.

        Raises:
            RecordNotFound: if there is none, or if it is another unit's.
        """
        with self.database.reading() as session:
            row = session.get(RecordRow, id, options=[undefer(RecordRow.content)])
            if row is None or row.unit_id not in units:
                raise _not_found()
            return row.content.encode("utf-8")

    def recent(self, limit: int, units: Collection[str]) -> tuple[Record, ...]:
        """Return the newest records of the ``units`` (ids), newest first, at most ``limit``."""
        newest = (
            select(RecordRow)
            .where(RecordRow.unit_id.in_(units))
            .order_by(RecordRow.created.desc(), RecordRow.id.desc())
            .limit(limit)
        )
        with self.database.reading() as session:
            return tuple(as_record(row) for row in session.scalars(newest))


def _not_found() -> RecordNotFound:
    return RecordNotFound("没有这份公文，请检查编号是否写全、写对")


def as_row(record: Record, content: str) -> RecordRow:
    """Return the row of a record and of the content that it was made from."""
    return RecordRow(
        id=record.id,
        unit_id=record.unit_id,
        created=record.created,
        paper_type=record.paper_type,
        version=record.version,
        title=record.title,
        document_number=record.document_number,
        content_digest=record.content_digest,
        template_digest=record.template_digest,
        schema_digest=record.schema_digest,
        toolchain=dict(record.toolchain),
        findings=[dict(finding) for finding in record.findings],
        pages=record.pages,
        seals=[dict(seal) for seal in record.seals],
        publicity=None if record.publicity is None else dict(record.publicity),
        content=content,
        files=[
            FileRow(format=format, digest=file.digest, size=file.size, name=file.name)
            for format, file in record.files.items()
        ],
    )


def as_record(row: RecordRow) -> Record:
    """Return what a row says."""
    return Record(
        id=row.id,
        unit_id=row.unit_id or "",
        created=row.created,
        paper_type=row.paper_type,
        version=row.version,
        title=row.title,
        document_number=row.document_number,
        content_digest=row.content_digest,
        template_digest=row.template_digest,
        schema_digest=row.schema_digest,
        toolchain=row.toolchain,
        findings=tuple(row.findings),
        pages=row.pages,
        seals=tuple(row.seals),
        publicity=row.publicity,
        files={file.format: StoredFile(file.digest, file.size, file.name) for file in row.files},
    )
