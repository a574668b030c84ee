"""A record's manifests (清单) in the database: files by digest, the first made with the record, each later one when its standing changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Integer, String, event, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.storage.database import Database
from service.storage.models import Table, UtcDateTime, refuse_change


@dataclass(frozen=True, slots=True)
class StoredManifest:
    """A manifest that is in the file store.

    Attributes:
        sequence: 1 for the one that was made with the record; a later one names the one before.
        digest: hex SHA-256 of its bytes; its name in the file store.
        size: length in bytes.
        written: when, in UTC.
    """

    sequence: int
    digest: str
    size: int
    written: dt.datetime


class ManifestRow(Table):
    """A row of ``manifests``."""

    __tablename__ = "manifests"

    record_id: Mapped[str] = mapped_column(ForeignKey("records.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(Integer)
    written: Mapped[dt.datetime] = mapped_column(UtcDateTime)


for _change in ("before_update", "before_delete"):
    event.listen(ManifestRow, _change, refuse_change)


@dataclass(frozen=True, slots=True)
class Manifests:
    """The manifests of one database."""

    database: Database

    def of(self, record_id: str) -> tuple[StoredManifest, ...]:
        """Return a record's manifests, the first first; none for a record that has lost them."""
        query = select(ManifestRow).where(ManifestRow.record_id == record_id).order_by(ManifestRow.sequence)
        with self.database.reading() as session:
            return tuple(
                StoredManifest(row.sequence, row.digest, row.size, row.written)
                for row in session.scalars(query)
            )


def add_manifest(session: Session, record_id: str, manifest: StoredManifest) -> None:
    """Add a manifest within ``session``; its bytes must be in the file store already."""
    session.flush()
    session.add(
        ManifestRow(
            record_id=record_id,
            sequence=manifest.sequence,
            digest=manifest.digest,
            size=manifest.size,
            written=manifest.written,
        )
    )
