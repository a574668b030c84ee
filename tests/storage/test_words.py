"""The index of words: what is found, and that it is written with the record or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, select

from service.storage import Database, Issuings, Words, open_database
from service.storage.errors import AlreadyIssued
from service.storage.number import Issuing
from service.storage.person import FIRST_UNIT
from service.storage.searching import Search, search
from service.storage.words import GramRow, TextRow, grams, plain
from tests.storage.test_records import CONTENT, NOW, a_record

OURS = frozenset({FIRST_UNIT})
TEXT = "为表彰先进集体，\n决定授予滨海市海洋观测站 A1 站“先进集体”称号。\n𠮷祥如意 １００%"


@pytest.fixture
def database(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path}/chengwen.db")
    keep(database, "a", TEXT)
    keep(database, "b", "召开会议")
    yield database
    database.close()


def keep(database: Database, id: str, text: str, draft: str | None = None) -> None:
    record = a_record(id, title=f"关于第{id}件事的通知", document_number=None)
    Issuings(database).keep(record, CONTENT, Issuing(id, FIRST_UNIT, NOW, draft_id=draft), None, text=text)


def found(database: Database, *words: str) -> set[str]:
    return {paper.record.id for paper in search(database, Search(OURS, text=words)).papers}


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("表彰",), {"a"}),
        (("彰",), {"a"}),
        (("先进集体",), {"a"}),
        (("先进", "授予"), {"a"}),
        (("体先进",), set()),
        (("体，决定",), set()),
        (("集体集",), set()),
        (("a1站",), {"a"}),
        (("𠮷祥",), {"a"}),
        (("100%",), {"a"}),
        (("1_0%",), set()),
        (("通知",), {"a", "b"}),
        (("第b件",), {"b"}),
        (("通知", "会议"), {"b"}),
        (("没有的词",), set()),
        ((" ",), {"a", "b"}),
    ],
)
def test_words_of_any_length_are_found(database: Database, words: tuple[str, ...], ids: set[str]):
    assert found(database, *words) == ids


def test_a_record_that_is_not_kept_leaves_no_words(database: Database):
    with pytest.raises(AlreadyIssued):
        keep(database, "c", "写不进去", draft="no such draft")
    with database.reading() as session:
        assert session.scalars(select(TextRow.record_id)).all() == ["a", "b"]
    assert found(database, "写不进去") == set()


def test_papers_of_before_the_index_are_put_into_it(database: Database):
    words = Words(database)
    with database.writing() as session:
        session.execute(delete(GramRow))
        session.execute(delete(TextRow).where(TextRow.record_id == "a"))
    assert found(database, "表彰") == set()
    assert words.missing(5) == ("a",)
    words.add([("a", TEXT), ("b", "已经有了"), ("none", "没有这份")])
    assert words.missing(5) == ()
    assert found(database, "表彰") == {"a"}


def test_one_form_of_each_character_is_compared():
    assert plain(" ＡＢ　c \n\n 〔２０２６〕1 号 ") == "abc\n〔2026〕1号"
    assert len(set(grams("ab\nba"))) == 4  # a, b, ab, ba; none across the lines
