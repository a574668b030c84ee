"""Claims on the items of jobs: what workers and the reaper do to the rows.

No time is stored and none is compared: a claim is known by its fence (a counter), a living worker by a beat (a
counter) that goes up. How long a beat may stand still is measured by each watcher on its own monotonic clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select, update
from sqlalchemy.orm import Session

from service.storage.database import Database
from service.storage.job import Claim, ItemState, JobKind, LeaseLost, Sign
from service.storage.job_models import ItemRow, JobRow
from service.storage.record import StoredFile


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims on the items of one database."""

    database: Database

    def claim(self) -> Claim | None:
        """Claim the item whose turn it is; None if none waits."""
        with self.database.reading() as session:
            if _next(session) is None:  # looked at first, because writers keep each other out
                return None
        with self.database.writing() as session:
            found = _next(session)
            if found is None:
                return None
            row, job = found
            if not _change(
                session,
                and_(_is(row.job_id, row.number, row.fence), ItemRow.state == ItemState.WAITING),
                state=ItemState.RUNNING,
                fence=ItemRow.fence + 1,
                attempts=ItemRow.attempts + 1,
                beat=0,
            ):
                return None
            body = session.scalar(select(ItemRow.body).where(_is(row.job_id, row.number, row.fence + 1)))
            fence, attempts = row.fence + 1, row.attempts + 1
            return Claim(
                row.job_id, row.number, fence, attempts, job.unit_id, job.author, body or "",
                job.copies, job.campaign_id, JobKind(job.kind),
            )  # fmt: skip

    def beat(self, claim: Claim) -> bool:
        """Say that the claim's worker lives; False if the claim is no longer his."""
        with self.database.writing() as session:
            return _change(session, _held(claim), beat=ItemRow.beat + 1)

    def finish_copy(self, claim: Claim, files: Mapping[str, StoredFile]) -> bool:
        """Note that the item, a copy, is done; False if the claim is no longer the worker's."""
        told = {format: asdict(file) for format, file in files.items()}
        with self.database.writing() as session:
            return _change(session, _held(claim), state=ItemState.DONE, files=told, body=None)

    def fail(self, claim: Claim, reason: Mapping[str, Any]) -> bool:
        """Note why the item can't be made; False if the claim is no longer the worker's."""
        with self.database.writing() as session:
            return _change(session, _held(claim), state=ItemState.FAILED, reason=dict(reason))

    def hand_back(self, claim: Claim, *, begun: bool) -> bool:
        """Let somebody else make the item; ``begun`` counts the attempt. False if the claim is lost already."""
        attempts = ItemRow.attempts if begun else ItemRow.attempts - 1
        with self.database.writing() as session:
            return _change(session, _held(claim), state=_after(), attempts=attempts)

    def signs(self) -> tuple[Sign, ...]:
        """Return the signs of life of all running items."""
        query = select(ItemRow).where(ItemRow.state == ItemState.RUNNING)
        with self.database.reading() as session:
            return tuple(
                Sign(row.job_id, row.number, row.fence, row.beat, row.attempts)
                for row in session.scalars(query)
            )

    def reap(self, sign: Sign, reason: Mapping[str, Any] | None) -> bool:
        """Take an item from a worker that doesn't finish it: wait again, or fail for ``reason``.

        False if its worker has done something since ``sign`` was seen; then nothing happens.
        """
        seen = and_(
            _is(sign.job_id, sign.number, sign.fence),
            ItemRow.state == ItemState.RUNNING,
            ItemRow.beat == sign.beat,
        )
        with self.database.writing() as session:
            if reason is None:
                return _change(session, seen, state=_after())
            return _change(session, seen, state=ItemState.FAILED, reason=dict(reason))

    def arrivals(self) -> Mapping[str, int]:
        """Return the jobs that haven't wholly arrived, with the number of items that have."""
        query = (
            select(JobRow.id, func.count(ItemRow.number))
            .outerjoin(ItemRow, ItemRow.job_id == JobRow.id)
            .where(JobRow.received.is_(False))
            .group_by(JobRow.id)
        )
        with self.database.reading() as session:
            return {row[0]: row[1] for row in session.execute(query)}


def finish_item(session: Session, claim: Claim, record_id: str | None) -> None:
    """Note within ``session`` that the item is done; its record, if it makes one, is written in the same transaction.

    Raises:
        LeaseLost: if the claim is no longer the worker's; then nothing of the transaction may stay.
    """
    session.flush()
    if not _change(session, _held(claim), state=ItemState.DONE, record_id=record_id, body=None):
        raise LeaseLost(f"item {claim.number} of {claim.job_id}, claim {claim.fence}")


def _next(session: Session) -> tuple[ItemRow, JobRow] | None:
    query = (
        select(ItemRow, JobRow)
        .join(JobRow, JobRow.id == ItemRow.job_id)
        .where(ItemRow.state == ItemState.WAITING, JobRow.received)
        .order_by(ItemRow.number, ItemRow.job_id)
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    return None if found is None else (found[0], found[1])


def _is(job_id: str, number: int, fence: int) -> ColumnElement[bool]:
    return and_(ItemRow.job_id == job_id, ItemRow.number == number, ItemRow.fence == fence)


def _held(claim: Claim) -> ColumnElement[bool]:
    return and_(_is(claim.job_id, claim.number, claim.fence), ItemRow.state == ItemState.RUNNING)


def _after() -> Any:
    """What an unfinished item becomes: cancelled if its job was, else it waits again."""
    cancelled = select(JobRow.cancelled).where(JobRow.id == ItemRow.job_id).scalar_subquery()
    return case((cancelled, ItemState.CANCELLED.value), else_=ItemState.WAITING.value)


def _change(session: Session, where: ColumnElement[bool], **values: Any) -> bool:
    change = update(ItemRow).where(where).values(**values).execution_options(synchronize_session=False)
    return bool(session.execute(change).rowcount)  # type: ignore[attr-defined]
