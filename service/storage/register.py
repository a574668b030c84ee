"""The register of numbers in the database: every number from the first to the last has its row.

A number is reserved in a transaction of its own, so that nobody waits while a page is set; `Issuings.keep` uses it
together with the record. What is killed in between leaves the row reserved: the same paper takes it again, or
`settle_abandoned` voids it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Function, Select, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.document.document_number import NumberKind, PaperNumber
from service.errors import RecordNotFound
from service.storage.audit import Act, Entry, log
from service.storage.database import Database
from service.storage.draft_models import DraftRow
from service.storage.errors import NumberRefused
from service.storage.next_number import last_serial, next_number, rows_of
from service.storage.number import Number, NumberState, Series
from service.storage.number_models import NumberRow, SeriesRow
from service.storage.record import new_id

CONTENT_LEASE = dt.timedelta(minutes=15)  #: how long a program's paper may be in the making
DRAFT_LEASE = dt.timedelta(days=30)  #: how long a number waits for a draft that failed when it was issued
_TRIES = (
    20  #: PostgreSQL lets two find the same number free; the unique key refuses the second, which looks again
)


@dataclass(frozen=True, slots=True)
class Register:
    """The series and numbers of one database."""

    database: Database

    def series(self, units: Collection[str]) -> tuple[Series, ...]:
        """Return the series of the units, by kind and 代字."""
        query = select(SeriesRow).where(SeriesRow.unit_id.in_(units)).order_by(SeriesRow.kind, SeriesRow.code)
        with self.database.reading() as session:
            return tuple(as_series(row) for row in session.scalars(query))

    def add_series(self, series: Series) -> None:
        """Store a new series.

        Raises:
            NumberRefused: if the unit has one of its kind and 代字.
        """
        with self.database.writing() as session:
            if _series_of(session, series.unit_id, series.kind, series.code) is not None:
                raise NumberRefused(f"已经有“{series.code}”，不用再加；要改起始号，请在它那一行改")
            session.add(SeriesRow(id=series.id, unit_id=series.unit_id, **_columns(series)))

    def change_series(self, series: Series) -> None:
        """Store what may change of a series.

        Raises:
            NumberRefused: if the new start has been passed already.
        """
        with self.database.writing() as session:
            row = session.get_one(SeriesRow, series.id)
            moved = (row.start, row.start_period) != (series.start, series.start_period)
            if moved and last_serial(session, series, series.start_period):
                raise NumberRefused(
                    f"“{series.code}”{series.start_period}已经编过号，起始号不能再改；没有用的号请逐个注明原因"
                )
            for name, value in _columns(series).items():
                setattr(row, name, value)

    def next(self, series: Series, period: str) -> PaperNumber:
        """Return the number that would be given now; another paper may be faster."""
        with self.database.reading() as session:
            return next_number(session, series, period)

    def reserve(
        self, series: Series, period: str, held_for: str, title: str, by: str, now: dt.datetime
    ) -> Number:
        """Take the next number, or the one that is reserved for the same paper already, and return its row.

        Args:
            series: where it comes from.
            period: see `PaperNumber`.
            held_for: what tells the paper from every other, ``draft:…`` or ``content:…``.
            title: of the paper.
            by: who takes it.
            now: the present, in UTC.

        Raises:
            NumberRefused: if the series has run out of numbers.
            StorageFailed: if the register can't be written; then none is taken.
        """
        self.settle_abandoned(now)
        for _ in range(_TRIES - 1):
            try:
                return self._reserve_once(series, period, held_for, title, by, now)
            except _Taken:
                continue
        return self._reserve_once(series, period, held_for, title, by, now)

    def _reserve_once(
        self, series: Series, period: str, held_for: str, title: str, by: str, now: dt.datetime
    ) -> Number:
        with self.database.writing() as session:
            session.execute(select(SeriesRow.id).where(SeriesRow.id == series.id).with_for_update())
            held = session.scalar(
                rows_of(series, period).where(
                    NumberRow.held_for == held_for, NumberRow.state == NumberState.RESERVED
                )
            )
            if held is not None:
                held.taken = now
                return as_number(held)
            value = next_number(session, series, period)
            row = _row(new_id(now), series.unit_id, value, title, by, now)
            row.held_for = held_for
            session.add(row)
            try:
                session.flush()
            except IntegrityError as error:
                raise _Taken from error
            return as_number(row)

    def give_back(self, number: Number, reason: str, now: dt.datetime) -> None:
        """Let go of a reserved number whose paper was not made: it is free again if it is the last, else void."""
        with self.database.writing() as session:
            row = session.get(NumberRow, number.id)
            if row is None or row.state != NumberState.RESERVED:
                return
            if row.serial == session.scalar(_serials(row, func.max(NumberRow.serial))):
                session.delete(row)
            else:
                _void(row, reason, now)

    def void(self, id: str, units: Collection[str], reason: str, by: str, now: dt.datetime) -> None:
        """Void a number that is reserved and was never used.

        Raises:
            RecordNotFound: if the units have no such number.
            NumberRefused: if it is in use or void already.
        """
        with self.database.writing() as session:
            row = session.get(NumberRow, id)
            if row is None or row.unit_id not in units:
                raise RecordNotFound("登记簿里没有这个号")
            if row.state != NumberState.RESERVED:
                raise NumberRefused(
                    "这个号已经用了或者已经作废；要作废已印发的公文，请在那份公文的页面上办理"
                )
            row.by = by
            _void(row, reason, now)
            log(session, Entry(Act.NUMBER_VOIDED, now, by, row.unit_id, row.id))

    def held(self, held_for: str, series: Series, period: str) -> Number | None:
        """Return the number that is reserved for a paper; None if none is."""
        mine = rows_of(series, period).where(
            NumberRow.held_for == held_for, NumberRow.state == NumberState.RESERVED
        )
        with self.database.reading() as session:
            row = session.scalar(mine)
            return None if row is None else as_number(row)

    def taken(self, unit_id: str, value: PaperNumber) -> Number | None:
        """Return the row of a number; None if nobody has taken it."""
        with self.database.reading() as session:
            row = find_number(session, unit_id, value)
            return None if row is None else as_number(row)

    def settle_abandoned(self, now: dt.datetime) -> int:
        """Void what was reserved and can no longer be used, and return how many numbers that were."""
        gone = select(DraftRow.id).where(
            DraftRow.deleted.is_not(None), DraftRow.deleted < now - CONTENT_LEASE
        )
        late = or_(
            (NumberRow.held_for.like("content:%")) & (NumberRow.taken < now - CONTENT_LEASE),
            NumberRow.taken < now - DRAFT_LEASE,
            func.substr(NumberRow.held_for, len("draft:") + 1).in_(gone),
        )
        abandoned = (NumberRow.state == NumberState.RESERVED) & late
        with self.database.reading() as session:
            if session.scalar(select(NumberRow.id).where(abandoned).limit(1)) is None:
                return 0
        reason = "留号以后没有印发，号码不再使用"
        with self.database.writing() as session:
            change = (
                update(NumberRow)
                .where(abandoned)
                .values(state=NumberState.VOID.value, reason=reason, settled=now)
            )
            return int(getattr(session.execute(change), "rowcount", 0))

    def period(self, series: Series, period: str) -> tuple[Number, ...]:
        """Return every number of a series in a period, the first first."""
        with self.database.reading() as session:
            rows = session.scalars(rows_of(series, period).order_by(NumberRow.serial))
            return tuple(as_number(row) for row in rows)

    def periods(self, series: Series) -> tuple[str, ...]:
        """Return the periods in which a series has numbers, the newest first."""
        mine = [getattr(NumberRow, name) == getattr(series, name) for name in ("unit_id", "kind", "code")]
        query = select(NumberRow.period).where(*mine).distinct().order_by(NumberRow.period.desc())
        with self.database.reading() as session:
            return tuple(session.scalars(query))


class _Taken(Exception):
    """Somebody else took the number in between."""


def find_number(session: Session, unit_id: str, value: PaperNumber) -> NumberRow | None:
    """Return the row of a unit's number."""
    return session.scalar(
        select(NumberRow).where(
            NumberRow.unit_id == unit_id,
            NumberRow.kind == value.kind,
            NumberRow.code == value.code,
            NumberRow.period == value.period,
            NumberRow.serial == value.serial,
        )
    )


def given_number(
    session: Session, id: str, unit_id: str, value: PaperNumber, title: str, by: str, now: dt.datetime
) -> NumberRow:
    """Add the row of a number that another system gave, and return it."""
    row = _row(id, unit_id, value, title, by, now)
    session.add(row)
    return row


def _row(id: str, unit_id: str, value: PaperNumber, title: str, by: str, now: dt.datetime) -> NumberRow:
    return NumberRow(
        id=id, unit_id=unit_id, kind=value.kind.value, code=value.code, period=value.period, serial=value.serial,
        total=value.total, state=NumberState.RESERVED.value, held_for="", title=title, record_id=None,
        content_digest="", reason="", by=by, taken=now, settled=None,
    )  # fmt: skip


def _serials(row: NumberRow, what: Function[int]) -> Select[int]:
    return select(what).where(
        NumberRow.unit_id == row.unit_id,
        NumberRow.kind == row.kind,
        NumberRow.code == row.code,
        NumberRow.period == row.period,
    )


def _void(row: NumberRow, reason: str, now: dt.datetime) -> None:
    row.state, row.reason, row.settled = NumberState.VOID.value, reason, now


def _series_of(session: Session, unit_id: str, kind: NumberKind, code: str) -> SeriesRow | None:
    return session.scalar(
        select(SeriesRow).where(SeriesRow.unit_id == unit_id, SeriesRow.kind == kind, SeriesRow.code == code)
    )


_CHANGING = ("code", "start", "start_period", "term", "yearly", "total_start")


def _columns(series: Series) -> dict[str, object]:
    return {"kind": series.kind.value, **{name: getattr(series, name) for name in _CHANGING}}


def as_series(row: SeriesRow) -> Series:
    """Return what a row says."""
    return Series(row.id, row.unit_id, NumberKind(row.kind), **{n: getattr(row, n) for n in _CHANGING})


def as_number(row: NumberRow) -> Number:
    """Return what a row says."""
    value = PaperNumber(NumberKind(row.kind), row.code, row.period, row.serial, row.total)
    return Number(
        row.id, row.unit_id, value, NumberState(row.state), row.held_for, row.title, row.record_id,
        row.content_digest, row.reason, row.by, row.taken, row.settled,
    )  # fmt: skip
