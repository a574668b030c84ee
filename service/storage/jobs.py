"""Jobs in the database, as who asks for them sees them: hand in, look at, call off, try again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from service.errors import StorageFailed
from service.job_errors import JobNotFound
from service.storage.database import Database
from service.storage.job import Item, ItemState, Job, JobKind, NewItem
from service.storage.job_models import ItemRow, JobRow
from service.storage.record import StoredFile


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs of one database. Who asks for another unit's gets `JobNotFound`."""

    database: Database

    def begin(self, job: Job) -> None:
        """Store a new job that has no items yet, and on which nobody works."""
        with self.database.writing() as session:
            session.add(
                JobRow(
                    id=job.id,
                    kind=job.kind,
                    unit_id=job.unit_id,
                    title=job.title,
                    author=job.author,
                    person_id=job.person_id,
                    token_id=job.token_id,
                    created=job.created,
                    received=False,
                    cancelled=False,
                    copies=job.copies,
                    campaign_id=job.campaign_id,
                )
            )

    def receive(self, job_id: str, items: Sequence[NewItem]) -> None:
        """Store some of a job's items."""
        with self.database.writing() as session:
            session.execute(insert(ItemRow), [_as_row(job_id, item) for item in items])

    def accept(self, job_id: str, title: str) -> None:
        """Note that all items of a job have arrived, and what it is called: from now on it is worked on.

        Raises:
            StorageFailed: if it was taken for abandoned and dropped in the meantime.
        """
        whole = update(JobRow).where(JobRow.id == job_id, JobRow.received.is_(False))
        with self.database.writing() as session:
            if _changed(session, whole.values(received=True, title=title)) != 1:
                raise StorageFailed("这一批接收得太久，已经放弃；请重新提交")

    def drop(self, job_id: str) -> None:
        """Drop a job that hasn't wholly arrived; nothing happens to any other."""
        unfinished = select(JobRow.id).where(JobRow.id == job_id, JobRow.received.is_(False))
        with self.database.writing() as session:
            session.execute(delete(ItemRow).where(ItemRow.job_id.in_(unfinished)))
            session.execute(delete(JobRow).where(JobRow.id == job_id, JobRow.received.is_(False)))

    def get(self, id: str, units: Collection[str]) -> Job:
        """Return a job of one of the ``units`` (ids).

        Raises:
            JobNotFound: if there is none, or if it is another unit's.
        """
        with self.database.reading() as session:
            return _counted(session, [_row(session, id, units)])[0]

    def recent(self, limit: int, units: Collection[str], before: str | None = None) -> tuple[Job, ...]:
        """Return the newest jobs of the ``units``, newest first; ``before`` is the id where an earlier list ended."""
        newest = select(JobRow).where(JobRow.unit_id.in_(units), JobRow.received)
        if before is not None:
            newest = newest.where(JobRow.id < before)
        with self.database.reading() as session:
            return tuple(_counted(session, session.scalars(newest.order_by(JobRow.id.desc()).limit(limit))))

    def items(
        self, id: str, units: Collection[str], after: int, limit: int, state: ItemState | None = None
    ) -> tuple[Item, ...]:
        """Return at most ``limit`` items of a job behind number ``after``; of one state, unless that is None."""
        query = select(ItemRow).where(ItemRow.job_id == id, ItemRow.number > after)
        if state is not None:
            query = query.where(ItemRow.state == state)
        with self.database.reading() as session:
            _row(session, id, units)
            return tuple(
                _as_item(row) for row in session.scalars(query.order_by(ItemRow.number).limit(limit))
            )

    def item(self, id: str, units: Collection[str], number: int) -> Item:
        """Return one item of a job.

        Raises:
            JobNotFound: if the job is none of the ``units``', or has no such item.
        """
        found = self.items(id, units, number - 1, 1)
        if not found or found[0].number != number:
            raise JobNotFound("这个任务里没有这一份，请检查序号")
        return found[0]

    def cancel(self, id: str, units: Collection[str]) -> Job:
        """Call off what hasn't been begun; what is being made is finished. Return the job as it is then."""
        waiting = update(ItemRow).where(ItemRow.job_id == id, ItemRow.state == ItemState.WAITING)
        with self.database.writing() as session:
            row = _row(session, id, units)
            if _counted(session, [row])[0].left:
                row.cancelled = True
            session.execute(waiting.values(state=ItemState.CANCELLED))
            session.flush()
            return _counted(session, [row])[0]

    def retry(self, id: str, units: Collection[str]) -> Job:
        """Have what failed, and what was called off, made again; not what can't be made as it is written."""
        again = update(ItemRow).where(
            ItemRow.job_id == id,
            ItemRow.state.in_((ItemState.FAILED, ItemState.CANCELLED)),
            ItemRow.body.is_not(None),
        )
        with self.database.writing() as session:
            row = _row(session, id, units)
            session.execute(again.values(state=ItemState.WAITING, attempts=0, reason=None))
            row.cancelled = False
            session.flush()
            return _counted(session, [row])[0]

    def waiting(self) -> int:
        """Return how many items wait, of all jobs."""
        query = select(func.count()).select_from(ItemRow).where(ItemRow.state == ItemState.WAITING)
        with self.database.reading() as session:
            return session.scalar(query) or 0


def _row(session: Session, id: str, units: Collection[str]) -> JobRow:
    row = session.get(JobRow, id)
    if row is None or row.unit_id not in units:
        raise JobNotFound("没有这个任务，请检查编号是否写全、写对")
    return row


def _changed(session: Session, statement: object) -> int:
    return int(session.execute(statement).rowcount)  # type: ignore[call-overload]


def _counted(session: Session, rows: Iterable[JobRow]) -> list[Job]:
    rows = list(rows)
    query = (
        select(ItemRow.job_id, ItemRow.state, func.count())
        .where(ItemRow.job_id.in_([row.id for row in rows]))
        .group_by(ItemRow.job_id, ItemRow.state)
    )
    counts: dict[str, dict[ItemState, int]] = {row.id: {} for row in rows}
    for job_id, state, count in session.execute(query):
        counts[job_id][ItemState(state)] = count
    return [_as_job(row, counts[row.id]) for row in rows]


def _as_job(row: JobRow, counts: dict[ItemState, int]) -> Job:
    return Job(
        row.id, JobKind(row.kind), row.unit_id, row.title, row.author, row.person_id, row.token_id,
        row.created, row.received, row.cancelled, row.copies, row.campaign_id, counts,
    )  # fmt: skip


def _as_row(job_id: str, item: NewItem) -> dict[str, object]:
    return {
        "job_id": job_id,
        "number": item.number,
        "state": ItemState.WAITING if item.reason is None else ItemState.FAILED,
        "title": item.title,
        "attempts": 0,
        "fence": 0,
        "beat": 0,
        "reason": None if item.reason is None else dict(item.reason),
        "label": item.label,
        "body": item.body,
    }


def _as_item(row: ItemRow) -> Item:
    files = {format: StoredFile(**file) for format, file in (row.files or {}).items()}
    return Item(
        row.number, ItemState(row.state), row.title, row.attempts, row.reason, row.record_id, row.label, files
    )
