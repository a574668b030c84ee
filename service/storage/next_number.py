"""Which number comes next in a series."""

from __future__ import annotations

from itertools import count

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from service.document.document_number import NumberKind, PaperNumber
from service.storage.number import Series
from service.storage.number_models import NumberRow


def next_number(session: Session, series: Series, period: str) -> PaperNumber:
    """Return the lowest number that nobody has: what other systems gave ahead leaves no hole behind it."""
    first, last = series.first(period), last_serial(session, series, period)
    taken = rows_of(series, period).where(NumberRow.serial >= first)
    if session.scalar(taken.with_only_columns(func.count())) == max(0, last - first + 1):
        serial = max(first, last + 1)
    else:
        serials = set(session.scalars(taken.with_only_columns(NumberRow.serial)))
        serial = next(each for each in count(first) if each not in serials)
    return PaperNumber(NumberKind(series.kind), series.code, period, serial, _total(session, series))


def _total(session: Session, series: Series) -> int | None:
    if series.kind is not NumberKind.ISSUE or series.total_start is None:
        return None
    query = select(func.max(NumberRow.total)).where(
        NumberRow.unit_id == series.unit_id, NumberRow.kind == series.kind, NumberRow.code == series.code
    )
    last = session.scalar(query)
    return series.total_start if last is None else max(series.total_start, last + 1)


def last_serial(session: Session, series: Series, period: str) -> int:
    """Return the greatest number of a series in a period; 0 if there is none."""
    return session.scalar(rows_of(series, period).with_only_columns(func.max(NumberRow.serial))) or 0


def rows_of(series: Series, period: str) -> Select[NumberRow]:
    """Return the query for the rows of a series in a period."""
    return select(NumberRow).where(
        NumberRow.unit_id == series.unit_id,
        NumberRow.kind == series.kind,
        NumberRow.code == series.code,
        NumberRow.period == period,
    )
