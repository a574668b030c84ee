from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import text

from service.errors import RecordNotFound, StorageFailed
from service.storage import Database, Record, Records, StoredFile, open_database
from service.storage.models import RecordRow
from service.storage.person import FIRST_UNIT
from service.storage.record import new_id

NOW = dt.datetime(2026, 3, 16, 8, 30, 0, 123456, tzinfo=dt.UTC)
CONTENT = '{"campaign":{},"paper":{"title":"关于𠮷的通知"}}'.encode()
OURS = {FIRST_UNIT}


@pytest.fixture
def database(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path}/chengwen.db")
    yield database
    database.close()


@pytest.fixture
def records(database: Database) -> Records:
    return Records(database)


def a_record(id: str = "a", created: dt.datetime = NOW, **changes: object) -> Record:
    record = Record(
        id=id,
        unit_id=FIRST_UNIT,
        created=created,
        paper_type="issuing_notice",
        version=1,
        title="关于𠮷的通知",
        document_number="×数发〔2026〕12号",
        content_digest="c" * 64,
        template_digest="d" * 64,
        schema_digest="e" * 64,
        toolchain={"chengwen": "0.1.0"},
        findings=({"rule": "left-edge", "message": "左边距不足", "pointer": "/paper/title"},),
        pages=3,
        files={"docx": StoredFile("1" * 64, 10, "通知.docx"), "pdf": StoredFile("2" * 64, 20, "通知.pdf")},
    )
    return dataclasses.replace(record, **changes)  # type: ignore[arg-type]


def test_it_returns_the_record_that_was_added(records: Records):
    assert records.add(a_record(), CONTENT) == records.get("a", OURS) == a_record()


def test_it_keeps_the_content_to_the_byte(records: Records):
    records.add(a_record(), CONTENT)
    assert records.content("a", OURS) == CONTENT


def test_what_may_be_unknown_stays_unknown(records: Records):
    records.add(a_record(document_number=None, pages=None), CONTENT)
    assert (records.get("a", OURS).document_number, records.get("a", OURS).pages) == (None, None)


def test_an_unknown_id_is_not_found(records: Records):
    for read in (records.get, records.content):
        with pytest.raises(RecordNotFound):
            read("nobody", OURS)


def test_the_records_of_other_units_are_not_there(records: Records):
    records.add(a_record(), CONTENT)
    for units in (set(), {"other"}):
        assert records.recent(9, units) == ()
        assert records.several(["a"], units) == {}
        for read in (records.get, records.content):
            with pytest.raises(RecordNotFound):
                read("a", units)


def test_several_are_read_at_once(records: Records):
    for id in "abc":
        records.add(a_record(id=id), CONTENT)
    assert records.several(["a", "c", "nobody"], OURS) == {id: records.get(id, OURS) for id in "ac"}


def test_the_time_comes_back_in_utc(records: Records):
    beijing = dt.timezone(dt.timedelta(hours=8))
    records.add(a_record(created=NOW.astimezone(beijing)), CONTENT)
    assert records.get("a", OURS).created == NOW
    assert records.get("a", OURS).created.tzinfo is dt.UTC


def test_the_newest_come_first(records: Records):
    for day, id in enumerate(("z", "m", "a")):
        records.add(a_record(id, NOW + dt.timedelta(days=day)), CONTENT)
    assert [record.id for record in records.recent(2, OURS)] == ["a", "m"]


def test_an_id_is_given_once_and_nothing_is_half_written(records: Records, database: Database):
    records.add(a_record(), CONTENT)
    with pytest.raises(StorageFailed):
        records.add(a_record(title="另一份"), CONTENT)
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM record_files")).scalar() == 2
    assert records.get("a", OURS).title == "关于𠮷的通知"


def test_a_record_never_changes(records: Records, database: Database):
    records.add(a_record(), CONTENT)
    for change in (
        lambda session, row: setattr(row, "title", "改过"),
        lambda session, row: session.delete(row),
    ):
        with database.reading() as session:
            change(session, session.get(RecordRow, "a"))
            with pytest.raises(RuntimeError, match="immutable"):
                session.flush()
    assert records.get("a", OURS) == a_record()


def test_ids_sort_by_time_and_differ_within_a_millisecond():
    times = [NOW + dt.timedelta(milliseconds=step) for step in (0, 1, 40, 10**9, 10**12)]
    ids = [new_id(time) for time in times]
    assert ids == sorted(ids)
    assert len({new_id(NOW) for _ in range(100)}) == 100
    assert {len(id) for id in ids} == {16}
