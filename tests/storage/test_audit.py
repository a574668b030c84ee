from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from service.errors import StorageFailed
from service.storage import Act, AuditLog, Database, Entry, open_database
from service.storage.audit import BEGINNING, Sought, chained, log

NOW = dt.datetime(2026, 3, 16, 8, 30, tzinfo=dt.UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path}/chengwen.db")
    yield database
    database.close()


@pytest.fixture
def audit(database: Database) -> AuditLog:
    return AuditLog(database)


def entry(by: str = "林晓", act: Act = Act.SIGNED_IN, day: int = 0, unit: str = "u", **details: str) -> Entry:
    return Entry(act, NOW + dt.timedelta(days=day), by, unit, "p", details)


def test_each_row_s_hash_is_over_the_one_before_it(audit: AuditLog):
    for by in ("林晓", "赵宁", "周岚"):
        audit.write(entry(by, address="127.0.0.1"))
    previous = BEGINNING
    for row in audit.walk():
        assert row.hash == chained(previous, row.text)
        previous = row.hash
    assert audit.head() == (3, previous)
    assert json.loads(row.text) == {
        "sequence": 3, "at": "2026-03-16T08:30:00.000000+00:00", "act": "signed_in", "by": "周岚", "unit": "u",
        "subject": "p", "details": {"address": "127.0.0.1"},
    }  # fmt: skip


def test_an_empty_log_ends_where_it_begins(audit: AuditLog):
    assert (audit.head(), list(audit.walk())) == ((0, BEGINNING), [])


def test_what_fails_leaves_no_row(audit: AuditLog, database: Database):
    def begun() -> None:
        with database.writing() as session:
            log(session, entry())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        begun()
    assert audit.head() == (0, BEGINNING)
    audit.write(entry())
    assert [row.sequence for row in audit.walk()] == [1]


def test_many_at_once_make_one_chain(audit: AuditLog):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: audit.write(entry(str(i))), range(60)))
    rows, previous = list(audit.walk()), BEGINNING
    assert [row.sequence for row in rows] == list(range(1, 61))
    for row in rows:
        assert row.hash == (previous := chained(previous, row.text))


@pytest.mark.parametrize("statement", ["UPDATE audit_log SET by = ''", "DELETE FROM audit_log"])
def test_the_database_refuses_to_change_it(audit: AuditLog, database: Database, statement: str):
    audit.write(entry())
    with pytest.raises(StorageFailed), database.writing() as session:
        session.execute(text(statement))
    assert [row.entry.by for row in audit.walk()] == ["林晓"]


def test_it_is_searched(audit: AuditLog):
    audit.write(entry("林晓", Act.ISSUED, 0, number="滨海发〔2026〕1号"))
    audit.write(entry("赵宁", Act.VOIDED, 1))
    audit.write(entry("周岚", Act.ISSUED, 2, unit="other"))
    audit.write(entry("", Act.SIGN_IN_FAILED, 3, unit=""))

    def found(**sought: object) -> list[int]:
        return [row.sequence for row in audit.find(Sought({"u"}, **sought))]  # type: ignore[arg-type]

    assert found() == [4, 2, 1]  # ours and nobody's, the newest first
    assert found(act=Act.ISSUED) == [1]
    assert found(words="滨海发") == [1]
    assert found(words="赵宁") == [2]
    assert found(words="%") == []
    assert found(since=NOW + dt.timedelta(days=1)) == [4, 2]
    assert found(until=NOW + dt.timedelta(days=1)) == [1]
    assert found(limit=1) == [4]
    assert found(before=4) == [2, 1]
