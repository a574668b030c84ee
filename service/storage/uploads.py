"""Files that units hand in for what they write: of drafts, and of jobs that wait. Records have copies of their own.

They lie in a folder of their own, so that sweeping it can never touch a file that a record, a template or a manifest
names. A unit gets the files that it handed in and those of its own records, and no other unit's, whatever digest
it writes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.storage.database import Database
from service.storage.draft_models import CampaignRevisionRow, DraftRevisionRow
from service.storage.files import Files
from service.storage.job_models import ItemRow
from service.storage.models import FileRow, RecordRow
from service.storage.upload_models import UploadRow

LEAST_AGE = dt.timedelta(days=7)
"""A file that nothing refers to stays this long: a page may be open in which it was just put."""

_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_ROWS = 100  #: texts that are held in memory at once while they are searched


@dataclass(frozen=True, slots=True)
class Uploads:
    """The files that units handed in.

    Attributes:
        database: says whose they are, and what refers to them.
        files: the files.
        kept: the files of records.
    """

    database: Database
    files: Files
    kept: Files

    def put(self, unit_id: str, content: bytes, now: dt.datetime) -> str:
        """Keep a file for a unit and return its digest.

        The file is written while nobody else can write to the database: a sweep that runs meanwhile sees its row.

        Raises:
            StorageFailed: if it can't be kept.
        """
        with self.database.writing() as session:
            digest = self.files.put(content)
            row = session.get(UploadRow, (unit_id, digest))
            if row is None:
                session.add(UploadRow(unit_id=unit_id, digest=digest, size=len(content), uploaded=now))
            else:
                row.uploaded = now
        return digest

    def held(self, unit_id: str, digests: Iterable[str]) -> Mapping[str, bytes]:
        """Return, by digest, those of the files that are the unit's; others are as if they weren't there.

        Raises:
            FileMissing, FileDamaged: if one that is the unit's can't be read.
        """
        wanted = set(digests)
        handed, recorded = self._sizes(unit_id, wanted)
        return {
            digest: (self.files if digest in handed else self.kept).get(digest)
            for digest in sorted(handed.keys() | recorded)
        }

    def sizes(self, unit_id: str, digests: Collection[str]) -> Mapping[str, int]:
        """Return, by digest, how long those of the files are that are the unit's, in bytes."""
        handed, recorded = self._sizes(unit_id, digests)
        return {**recorded, **handed}

    def _sizes(self, unit_id: str, digests: Collection[str]) -> tuple[dict[str, int], dict[str, int]]:
        if not digests:
            return {}, {}
        own = select(UploadRow.digest, UploadRow.size).where(
            UploadRow.unit_id == unit_id, UploadRow.digest.in_(digests)
        )
        of_records = (
            select(FileRow.digest, FileRow.size)
            .join(RecordRow, RecordRow.id == FileRow.record_id)
            .where(RecordRow.unit_id == unit_id, FileRow.digest.in_(digests))
        )
        with self.database.reading() as session:
            return _pairs(session, own), _pairs(session, of_records)

    def sweep(self, now: dt.datetime) -> int:
        """Take away files that no draft, campaign or job refers to and that are older than `LEAST_AGE`.

        Every revision counts, those of drafts that were thrown away too. Return how many files are gone.
        """
        old = select(UploadRow.digest).where(UploadRow.uploaded < now - LEAST_AGE)
        with self.database.reading() as session:
            if session.scalar(old.limit(1)) is None:
                return 0
        with self.database.writing() as session:
            idle = set(session.scalars(old)) - _referred(session)
            session.execute(
                delete(UploadRow).where(UploadRow.digest.in_(idle), UploadRow.uploaded < now - LEAST_AGE)
            )
            gone = idle - set(session.scalars(select(UploadRow.digest).where(UploadRow.digest.in_(idle))))
            # Within the transaction: nobody can hand the same file in between the look and the removal.
            return sum(self.files.remove(digest) for digest in gone)


def _pairs(session: Session, query: Any) -> dict[str, int]:
    return {row[0]: row[1] for row in session.execute(query)}


def _referred(session: Session) -> set[str]:
    """Return every digest in what was written and in what waits to be made."""
    found = set[str]()
    for column in (DraftRevisionRow.content, CampaignRevisionRow.content, ItemRow.body):
        texts = select(column).where(column.is_not(None)).execution_options(yield_per=_ROWS)
        for text in session.scalars(texts):
            found.update(_DIGEST.findall(text or ""))
    return found
