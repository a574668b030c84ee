"""Issued papers in the database: kept together with their number, listed, voided; and the steps of their way."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.document.document_number import PaperNumber
from service.document.finding import Finding
from service.errors import RecordNotFound
from service.storage.audit import Act, Entry, log
from service.storage.claims import finish_item
from service.storage.database import Database
from service.storage.draft import DraftState
from service.storage.draft_models import DraftRow
from service.storage.errors import AlreadyIssued, NotReady, NumberRefused
from service.storage.job import Claim
from service.storage.manifest import StoredManifest, add_manifest
from service.storage.models import RecordRow
from service.storage.number import STEPS, Issued, Issuing, Number, NumberState, ProcessEntry
from service.storage.number_models import IssuingRow, NumberRow, ProcessEntryRow
from service.storage.record import Record, new_id
from service.storage.records import as_record, as_row
from service.storage.register import find_number, given_number
from service.storage.words import add_words

_COLUMNS = (
    "record_id", "unit_id", "issued", "issued_by", "number_id", "draft_id", "campaign_id", "corrects",
    "voided", "voided_by", "void_reason", "archive_code",
)  # fmt: skip
_ENTRY_COLUMNS = (
    "id", "unit_id", "draft_id", "record_id", "step", "person", "at", "opinion", "entered", "entered_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issuings:
    """The issued papers of one database."""

    database: Database

    def keep(
        self,
        record: Record,
        content: bytes,
        issuing: Issuing,
        number: Number | PaperNumber | None,
        claim: Claim | None = None,
        manifest: StoredManifest | None = None,
        text: str = "",
    ) -> Record:
        """Store a record, that it was issued, its number as used and its job's item as done, in one transaction.

        Args:
            record: its files must be in the file store already.
            content: the canonical JSON that it was made from.
            issuing: how it was issued; its ``number_id`` is set here.
            number: the row that was reserved for it; or a number that another system gave; None if it has none.
            claim: the item of a job that it is; None if it is none.
            manifest: its manifest; without one `service.archive.verifying` will complain of the record.

            text: what it says, for those who search; its title and number are found in any case.

        Returns:
            The record.

        Raises:
            AlreadyIssued: if its draft was issued meanwhile.
            NotReady: if its draft was changed meanwhile, and is no 清样 any more.
            NumberRefused: if another paper bears the number, or the reserved row was voided meanwhile.
            LeaseLost: if the item was handed to another worker meanwhile.
            StorageFailed: if the database can't take it. In each case nothing of it is stored.
        """
        with self.database.writing() as session:
            if issuing.draft_id is not None:
                _bind(session, issuing.draft_id, record.id)
            session.add(as_row(record, content.decode("utf-8")))
            session.flush()
            add_words(session, record.id, record.title, record.document_number, text)
            row = _number_row(session, record, issuing, number)
            session.flush()
            session.add(
                IssuingRow(
                    **{name: getattr(issuing, name) for name in _COLUMNS if name != "number_id"},
                    number_id=None if row is None else row.id,
                    entry=dict(issuing.entry),
                )
            )
            if manifest is not None:
                add_manifest(session, record.id, manifest)
            log(session, _issued_entry(record, issuing, manifest))
            if claim is not None:
                finish_item(session, claim, record.id)
        return record

    def get(self, id: str, units: Collection[str]) -> Issued:
        """Return an issued paper of one of the ``units``.

        Raises:
            RecordNotFound: if there is none such.
        """
        with self.database.reading() as session:
            return _issued(session, id, units)

    def of(self, ids: Collection[str]) -> dict[str, Issuing]:
        """Return how the records called ``ids`` were issued, by id."""
        with self.database.reading() as session:
            rows = session.scalars(select(IssuingRow).where(IssuingRow.record_id.in_(ids)))
            return {row.record_id: as_issuing(row) for row in rows}

    def corrections(self, id: str) -> tuple[Issued, ...]:
        """Return the papers that correct a record, the oldest first."""
        both = (
            select(RecordRow, IssuingRow)
            .join(IssuingRow, IssuingRow.record_id == RecordRow.id)
            .where(IssuingRow.corrects == id)
            .order_by(IssuingRow.issued)
        )
        with self.database.reading() as session:
            return tuple(Issued(as_record(a), as_issuing(b)) for a, b in session.execute(both))

    def void(
        self,
        id: str,
        units: Collection[str],
        reason: str,
        by: str,
        now: dt.datetime,
        manifest: StoredManifest | None = None,
    ) -> Issued:
        """Void an issued paper and its number; the record stays, and ``manifest`` is its next one.

        Raises:
            RecordNotFound: if there is none such.
            AlreadyIssued: if it was voided before.
        """
        with self.database.writing() as session:
            row = session.get(IssuingRow, id)
            if row is None or row.unit_id not in units:
                raise _not_found()
            if row.voided is not None:
                raise AlreadyIssued("这份公文已经作废，不用再做一次")
            row.voided, row.voided_by, row.void_reason = now, by, reason
            number = session.get(NumberRow, row.number_id) if row.number_id else None
            if number is not None and number.record_id == id:
                number.state, number.reason, number.settled = NumberState.VOID.value, reason, now
            if manifest is not None:
                add_manifest(session, id, manifest)
            proof = {} if manifest is None else {"manifest": manifest.digest}
            log(session, Entry(Act.VOIDED, now, by, row.unit_id, id, proof))
            return _issued(session, id, units)

    def add_step(self, entry: ProcessEntry) -> None:
        """Store a step."""
        with self.database.writing() as session:
            session.add(ProcessEntryRow(**{name: getattr(entry, name) for name in _ENTRY_COLUMNS}))
            subject = entry.record_id or entry.draft_id or ""
            told = {"step": entry.step, "entry": entry.id, "digest": step_digest(entry)}
            log(session, Entry(Act.STEP, entry.entered, entry.entered_by, entry.unit_id, subject, told))

    def steps(self, unit_id: str, draft_id: str | None, record_id: str | None) -> tuple[ProcessEntry, ...]:
        """Return the steps that were entered with a draft or with the record that was made from it."""
        owner = [
            column == id
            for column, id in ((ProcessEntryRow.draft_id, draft_id), (ProcessEntryRow.record_id, record_id))
            if id is not None
        ]
        query = select(ProcessEntryRow).where(ProcessEntryRow.unit_id == unit_id, or_(*owner))
        with self.database.reading() as session:
            entries = [as_entry(row) for row in session.scalars(query)]
        return tuple(sorted(entries, key=lambda each: (each.entered, STEPS.index(each.step), each.id)))


def step_digest(entry: ProcessEntry) -> str:
    """Return the hex SHA-256 over a step as it was entered, by which the log knows it again."""
    told = [str(getattr(entry, name)) for name in _ENTRY_COLUMNS]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


def _issued_entry(record: Record, issuing: Issuing, manifest: StoredManifest | None) -> Entry:
    told = {
        "number": record.document_number,
        "content": record.content_digest,
        "manifest": None if manifest is None else manifest.digest,
        "corrects": issuing.corrects,
    }
    return Entry(Act.ISSUED, issuing.issued, issuing.issued_by, record.unit_id, record.id, told)


def _bind(session: Session, draft_id: str, record_id: str) -> None:
    """Tell a draft which record was made from it; once."""
    draft = session.get(DraftRow, draft_id)
    if draft is None or draft.record_id is not None:
        raise AlreadyIssued("这份稿已经印发，不能再印发一次")
    if (draft.state, draft.state_revision) != (DraftState.PROOF, draft.revision):
        raise NotReady("正在印发时有人改动了清样，没有印发；请再审核一次")
    draft.record_id = record_id


def _number_row(
    session: Session, record: Record, issuing: Issuing, number: Number | PaperNumber | None
) -> NumberRow | None:
    if number is None:
        return None
    if isinstance(number, Number):
        row = session.get(NumberRow, number.id)
        if row is None or row.state != NumberState.RESERVED:
            raise NumberRefused(f"{number.value}已经不再为这份公文保留，请再印发一次，另取一个号")
    else:
        found = find_number(session, record.unit_id, number)
        if found is not None:
            ours = "" if issuing.draft_id else record.content_digest
            refuse_taken(str(number), found.state, found.title, found.content_digest, ours)
            return found  # the same paper, made once more
        row = given_number(
            session,
            new_id(issuing.issued),
            record.unit_id,
            number,
            record.title,
            issuing.issued_by,
            issuing.issued,
        )
    row.state, row.settled, row.record_id = NumberState.USED.value, issuing.issued, record.id
    row.title, row.content_digest = record.title, record.content_digest
    return row


def refuse_taken(printed: str, state: str, title: str, theirs: str, ours: str) -> None:
    """Refuse a number that another system gave and that another paper has; the same paper may be made again.

    Raises:
        NumberRefused: if so; its finding is at the number's place in a request.
    """
    if state == NumberState.USED and theirs == ours:
        return
    told = {
        NumberState.USED: f"{printed}已经用于《{title}》",
        NumberState.VOID: f"{printed}已经作废，作废的号不再使用",
        NumberState.RESERVED: f"{printed}正留给《{title}》",
    }[NumberState(state)]
    message = f"{told}，请核对文号；同一个号不能用于两份公文"
    raise NumberRefused(message, (Finding("number-taken", message, "/paper/document_number", "发文字号"),))


def _issued(session: Session, id: str, units: Collection[str]) -> Issued:
    row, record = session.get(IssuingRow, id), session.get(RecordRow, id)
    if row is None or record is None or row.unit_id not in units:
        raise _not_found()
    return Issued(as_record(record), as_issuing(row))


def as_issuing(row: IssuingRow) -> Issuing:
    """Return what a row says."""
    return Issuing(**{name: getattr(row, name) for name in _COLUMNS}, entry=row.entry)


def as_entry(row: ProcessEntryRow) -> ProcessEntry:
    """Return what a row says."""
    return ProcessEntry(**{name: getattr(row, name) for name in _ENTRY_COLUMNS})


def _not_found() -> RecordNotFound:
    return RecordNotFound("没有这份公文，请检查编号是否写全、写对")
