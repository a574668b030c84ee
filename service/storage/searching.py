"""Finding issued papers: by words of the title or of the text, number, date, unit, campaign; page by page.

Words of a title are sought with LIKE, two characters are enough; it reads every title of the units: 58 ms of 10,000
papers, 0.8 s of 100,000 (SQLite). Words of the text are sought in the index of `service.storage.words`: 6 to 63 ms of
10,000 papers of 1,500 characters, for which it takes 236 MB with the texts.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session

from service.errors import InvalidRequest
from service.storage.database import Database
from service.storage.filing import FilingItemRow
from service.storage.issuings import as_issuing
from service.storage.models import RecordRow
from service.storage.number import Issued
from service.storage.number_models import IssuingRow, NumberRow
from service.storage.originals import OriginalKind, OriginalRow, WithdrawalRow
from service.storage.records import as_record
from service.storage.words import TextRow, has_words

#: What papers can be sorted by → the columns that do it.
SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "issued": (IssuingRow.issued.expression,),
    "title": (RecordRow.title.expression,),
    "number": (
        func.coalesce(NumberRow.code, ""),
        func.coalesce(NumberRow.period, ""),
        func.coalesce(NumberRow.serial, 0),
    ),
}


@dataclass(frozen=True, slots=True)
class Search:
    """What is sought.

    Attributes:
        units: ids of the units whose papers are sought.
        words: each must be in the title.
        text: each must be in the title, the number or the text.
        kind: the kind of paper; "" for any.
        retention: 保管期限 of the item that it is; "" for any.
        archive_code: part of the 档号; "" for any.
        unsealed: whether only those are sought whose 正本 is missing.
        number: part of the printed number; "" for any.
        since: issued then or later, in UTC; None for any.
        until: issued before then, in UTC; None for any.
        campaign_id: the campaign that it is about; "" for any.
        sort: one of `SORTS`.
        descending: whether the last comes first.
        cursor: where the page before ended; "" for the first page.
        limit: papers on a page.
    """

    units: Collection[str]
    words: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    kind: str = ""
    retention: str = ""
    archive_code: str = ""
    unsealed: bool = False
    number: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    campaign_id: str = ""
    sort: str = "issued"
    descending: bool = True
    cursor: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found.

    Attributes:
        papers: the papers in order.
        next: cursor of the next page; "" if this is the last.
    """

    papers: tuple[Issued, ...]
    next: str


def search(database: Database, wanted: Search) -> Found:
    """Return the papers that are sought, page by page.

    Raises:
        InvalidRequest: if the cursor is none of ours.
    """
    keys = (*SORTS[wanted.sort], IssuingRow.record_id.expression)
    query = _joined(select(IssuingRow.record_id, *keys), wanted).where(*_conditions(wanted))
    if wanted.cursor:
        after = _read(wanted.cursor, wanted.sort)
        query = query.where(tuple_(*keys) < after if wanted.descending else tuple_(*keys) > after)
    order = [key.desc() if wanted.descending else key.asc() for key in keys]
    with database.reading() as session:
        # Ids first: sorting whole rows took 2.3 s of 100,000 papers, sorting ids 0.1 s.
        rows = session.execute(query.order_by(*order).limit(wanted.limit + 1)).all()
        papers = _papers(session, [row[0] for row in rows[: wanted.limit]])
        more = len(rows) > wanted.limit
        return Found(papers, _written(rows[wanted.limit - 1][1:], wanted.sort) if more else "")


def _joined(query: Select[Any], wanted: Search) -> Select[Any]:
    """Join the tables that the search looks at, and no others."""
    if wanted.words or wanted.number or wanted.kind or wanted.sort == "title":
        query = query.join(RecordRow, RecordRow.id == IssuingRow.record_id)
    if wanted.sort == "number":
        query = query.outerjoin(NumberRow, NumberRow.id == IssuingRow.number_id)
    return query


def _papers(session: Session, ids: list[str]) -> tuple[Issued, ...]:
    both = (
        select(RecordRow, IssuingRow)
        .join(IssuingRow, IssuingRow.record_id == RecordRow.id)
        .where(RecordRow.id.in_(ids))
    )
    found = {record.id: Issued(as_record(record), as_issuing(row)) for record, row in session.execute(both)}
    return tuple(found[id] for id in ids)


def _conditions(wanted: Search) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [IssuingRow.unit_id.in_(wanted.units)]
    found += [RecordRow.title.contains(word, autoescape=True) for word in wanted.words]
    if wanted.number:
        found.append(RecordRow.document_number.contains(wanted.number, autoescape=True))
    if wanted.since is not None:
        found.append(IssuingRow.issued >= wanted.since)
    if wanted.until is not None:
        found.append(IssuingRow.issued < wanted.until)
    if wanted.campaign_id:
        found.append(IssuingRow.campaign_id == wanted.campaign_id)
    if wanted.text:
        found.append(IssuingRow.record_id.in_(select(TextRow.record_id).where(*has_words(wanted.text))))
    if wanted.kind:
        found.append(RecordRow.paper_type == wanted.kind)
    if wanted.retention:
        items = select(FilingItemRow.record_id).where(
            FilingItemRow.retention == wanted.retention, FilingItemRow.record_id.is_not(None)
        )
        found.append(IssuingRow.record_id.in_(items))
    if wanted.archive_code:
        found.append(IssuingRow.archive_code.contains(wanted.archive_code, autoescape=True))
    if wanted.unsealed:
        found.append(IssuingRow.record_id.not_in(_sealed()))
    return found


def _sealed() -> Select[Any]:
    """Select the ids of the records whose 正本 is there."""
    return (
        select(OriginalRow.record_id)
        .outerjoin(WithdrawalRow, WithdrawalRow.original_id == OriginalRow.id)
        .where(OriginalRow.kind == OriginalKind.SEALED, WithdrawalRow.original_id.is_(None))
    )


def _written(key: Any, sort: str) -> str:
    told = [value.isoformat() if isinstance(value, dt.datetime) else value for value in key]
    return base64.urlsafe_b64encode(json.dumps([sort, *told]).encode()).decode()


def _read(cursor: str, sort: str) -> tuple[Any, ...]:
    try:
        told, *key = json.loads(base64.urlsafe_b64decode(cursor))
        if told != sort or len(key) != len(SORTS[sort]) + 1:
            raise ValueError
        return (dt.datetime.fromisoformat(key[0]), *key[1:]) if sort == "issued" else tuple(key)
    except (ValueError, TypeError, binascii.Error) as error:
        raise InvalidRequest("这一页的地址不全，或者换了排序；请从第一页重新查找") from error
