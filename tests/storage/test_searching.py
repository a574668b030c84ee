from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from service.document.document_number import NumberKind, PaperNumber
from service.errors import InvalidRequest
from service.storage import Database, Issuings, open_database
from service.storage.number import Issuing
from service.storage.person import FIRST_UNIT
from service.storage.searching import SORTS, Search, search
from tests.storage.test_records import CONTENT, NOW, a_record

OURS = frozenset({FIRST_UNIT})


@pytest.fixture
def database(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path}/chengwen.db")
    for i in range(12):
        number = PaperNumber(NumberKind.DOCUMENT, "滨海发", "2026", i + 1)
        title = f"关于{'表彰' if i % 3 == 0 else '召开'}第{i}批的通知"
        day = NOW + dt.timedelta(days=i)
        record = a_record(
            f"r{i:02}", day, title=title, document_number=str(number), content_digest=f"{i:064}"
        )
        issuing = Issuing(record.id, FIRST_UNIT, day, "林晓", campaign_id="c" if i < 2 else None)
        Issuings(database).keep(record, CONTENT, issuing, number)
    yield database
    database.close()


def ids(database: Database, **wanted: object) -> list[str]:
    return [paper.record.id for paper in search(database, Search(OURS, **wanted)).papers]  # type: ignore[arg-type]


def test_two_characters_of_a_title_are_found(database: Database):
    assert ids(database, words=("表彰",)) == ["r09", "r06", "r03", "r00"]
    assert ids(database, words=("表彰", "第3")) == ["r03"]
    assert ids(database, words=("%",)) == []


def test_it_finds_by_number_date_campaign_and_unit(database: Database):
    assert ids(database, number="〔2026〕12号") == ["r11"]
    assert ids(database, since=NOW + dt.timedelta(days=10)) == ["r11", "r10"]
    assert ids(database, until=NOW + dt.timedelta(days=1)) == ["r00"]
    assert ids(database, campaign_id="c") == ["r01", "r00"]
    assert search(database, Search(frozenset({"other"}))).papers == ()


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [True, False])
def test_pages_follow_on_one_another_in_every_order(database: Database, sort: str, descending: bool):
    whole = ids(database, sort=sort, descending=descending)
    if sort == "number":
        assert whole == sorted(whole, reverse=descending)
    paged, cursor = [], ""
    while True:
        found = search(database, Search(OURS, sort=sort, descending=descending, cursor=cursor, limit=5))
        paged += [paper.record.id for paper in found.papers]
        cursor = found.next
        if not cursor:
            break
    assert paged == whole
    assert len(whole) == 12


@pytest.mark.parametrize("cursor", ["x", "WyJ0aXRsZSIsMV0=", "W10=", "MQ=="])
def test_a_cursor_of_somewhere_else_is_refused(database: Database, cursor: str):
    with pytest.raises(InvalidRequest, match="从第一页重新查找"):
        search(database, Search(OURS, cursor=cursor))
