from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.document.document_number import NumberKind, PaperNumber
from service.storage import Database, Issuings, Register, open_database
from service.storage.errors import AlreadyIssued, NumberRefused
from service.storage.number import Issuing, Number, NumberState, Series
from service.storage.person import FIRST_UNIT
from tests.storage.test_records import CONTENT, NOW, a_record

FA = Series("s1", FIRST_UNIT, NumberKind.DOCUMENT, "滨海发")
LETTERS = Series("s2", FIRST_UNIT, NumberKind.DOCUMENT, "滨海函")
ORDERS = Series("s3", FIRST_UNIT, NumberKind.ORDER, "滨海市人民政府令", term="第十五届")
BULLETIN = Series("s4", FIRST_UNIT, NumberKind.ISSUE, "工作简报", total_start=31)
UNITS = {FIRST_UNIT}
AT_ONCE = int(
    os.environ.get("CHENGWEN_TEST_ISSUES", "60")
)  #: papers that are issued at once; 1,000 takes half a minute


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path}/chengwen.db")
    yield database
    database.close()


@pytest.fixture
def register(database: Database) -> Register:
    register = Register(database)
    for series in (FA, LETTERS, ORDERS, BULLETIN):
        register.add_series(series)
    return register


def reserve(
    register: Register, held_for: str, series: Series = FA, period: str = "2026", now: dt.datetime = NOW
):
    return register.reserve(series, period, held_for, "关于𠮷的通知", "林晓", now)


def keep(database: Database, number: Number | PaperNumber | None, id: str = "a", **changes: object) -> None:
    record = a_record(id, **changes)
    Issuings(database).keep(record, CONTENT, Issuing(id, FIRST_UNIT, NOW, "林晓"), number)


def serials(register: Register, series: Series = FA, period: str = "2026") -> list[int]:
    return [number.value.serial for number in register.period(series, period)]


def test_each_code_and_each_year_runs_from_one(register: Register):
    taken = [
        reserve(register, "draft:1"),
        reserve(register, "draft:2"),
        reserve(register, "draft:3", LETTERS),
        reserve(register, "draft:4", period="2027"),
    ]
    assert [str(one.value) for one in taken] == [
        "滨海发〔2026〕1号",
        "滨海发〔2026〕2号",
        "滨海函〔2026〕1号",
        "滨海发〔2027〕1号",
    ]


def test_a_series_begins_where_the_unit_was_when_it_began(database: Database):
    register = Register(database)
    series = Series("s", FIRST_UNIT, NumberKind.DOCUMENT, "滨海办", start=38, start_period="2026")
    register.add_series(series)
    assert str(register.next(series, "2026")) == "滨海办〔2026〕38号"
    assert reserve(register, "draft:1", series).value.serial == 38
    assert reserve(register, "draft:2", series, "2027").value.serial == 1


def test_a_start_that_was_passed_stays(register: Register):
    reserve(register, "draft:1", period="")
    with pytest.raises(NumberRefused, match="起始号不能再改"):
        register.change_series(Series("s1", FIRST_UNIT, NumberKind.DOCUMENT, "滨海发", start=9))
    register.change_series(
        Series("s1", FIRST_UNIT, NumberKind.DOCUMENT, "滨海发", start=9, start_period="2026")
    )
    (held,) = [series for series in register.series(UNITS) if series.id == "s1"]
    assert str(register.next(held, "2026")) == "滨海发〔2026〕9号"


def test_a_unit_has_a_code_once(register: Register):
    with pytest.raises(NumberRefused, match="已经有“滨海发”"):
        register.add_series(Series("other", FIRST_UNIT, NumberKind.DOCUMENT, "滨海发"))


def test_orders_run_through_a_term_and_bulletins_have_a_total(register: Register):
    assert str(reserve(register, "draft:1", ORDERS, ORDERS.period("2026")).value) == "第1号"
    assert reserve(register, "draft:2", ORDERS, ORDERS.period("2027")).value.serial == 2
    assert str(reserve(register, "draft:3", BULLETIN, "2026").value) == "第1期（总第31期）"
    assert str(reserve(register, "draft:4", BULLETIN, "2027").value) == "第1期（总第32期）"


def test_the_same_paper_gets_its_number_again(register: Register):
    assert reserve(register, "draft:1").id == reserve(register, "draft:1").id
    assert reserve(register, "draft:2").value.serial == 2


def test_a_number_is_used_with_the_record_and_once(register: Register, database: Database):
    number = reserve(register, "draft:1")
    keep(database, number)
    (used,) = register.period(FA, "2026")
    assert (used.state, used.record_id) == (NumberState.USED, "a")
    with pytest.raises(NumberRefused, match="不再为这份公文保留"):
        keep(database, number, "b")
    assert Issuings(database).of(["b"]) == {}


def test_what_another_system_gives_is_recorded_and_no_number_is_given_twice(
    register: Register, database: Database
):
    given = PaperNumber(NumberKind.DOCUMENT, "滨海发", "2026", 2)
    keep(database, given)
    keep(database, given, "again")  # the same paper once more
    with pytest.raises(NumberRefused, match="滨海发〔2026〕2号已经用于《关于𠮷的通知》") as refused:
        keep(database, given, "other", content_digest="0" * 64)
    assert refused.value.findings[0].pointer == "/paper/document_number"
    assert [reserve(register, f"draft:{i}").value.serial for i in range(3)] == [1, 3, 4]
    assert serials(register) == [1, 2, 3, 4]


def test_a_voided_paper_keeps_its_record_and_its_number_is_void(register: Register, database: Database):
    keep(database, reserve(register, "draft:1"))
    issuings = Issuings(database)
    assert issuings.void("a", UNITS, "内容有误", "王敏", NOW).issuing.void_reason == "内容有误"
    (number,) = register.period(FA, "2026")
    assert (number.state, number.reason, number.record_id) == (NumberState.VOID, "内容有误", "a")
    assert reserve(register, "draft:2").value.serial == 2
    with pytest.raises(AlreadyIssued):
        issuings.void("a", UNITS, "再次", "王敏", NOW)
    with pytest.raises(NumberRefused, match="作废的号不再使用"):
        keep(database, number.value, "b")


def test_a_number_that_was_not_used_goes_back_or_is_void(register: Register):
    first, last = reserve(register, "content:1"), reserve(register, "content:2")
    register.give_back(last, "没有做成", NOW)
    assert serials(register) == [1]
    reserve(register, "content:3")
    register.give_back(first, "没有做成", NOW)
    assert [number.state for number in register.period(FA, "2026")] == [
        NumberState.VOID,
        NumberState.RESERVED,
    ]


def test_what_nobody_comes_back_for_is_voided_with_a_reason(register: Register):
    reserve(register, "content:1")
    reserve(register, "draft:1")
    assert register.settle_abandoned(NOW + dt.timedelta(minutes=14)) == 0
    assert register.settle_abandoned(NOW + dt.timedelta(minutes=16)) == 1
    assert register.settle_abandoned(NOW + dt.timedelta(days=31)) == 1
    assert {number.reason for number in register.period(FA, "2026")} == {"留号以后没有印发，号码不再使用"}


def _killed_in_between(url: str) -> None:
    register = Register(open_database(url))
    reserve(register, "draft:killed")
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_kill_between_number_and_record_leaves_a_row_that_the_paper_takes_again(
    register: Register, database: Database, tmp_path: Path
):
    reserve(register, "draft:before")
    process = multiprocessing.get_context("spawn").Process(
        target=_killed_in_between, args=(f"sqlite:///{tmp_path}/chengwen.db",)
    )
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    process.close()
    assert reserve(register, "draft:after").value.serial == 3
    number = reserve(register, "draft:killed")
    assert number.value.serial == 2
    keep(database, number)
    assert [each.state for each in register.period(FA, "2026")] == ["reserved", "used", "reserved"]


def test_many_at_once_get_a_number_each_and_leave_none_out(register: Register, database: Database):
    def issue(i: int) -> None:
        keep(database, reserve(register, f"draft:{i}"), f"r{i}")

    with ThreadPoolExecutor(min(AT_ONCE, 100)) as pool:
        list(pool.map(issue, range(AT_ONCE)))
    numbers = register.period(FA, "2026")
    assert [number.value.serial for number in numbers] == list(range(1, AT_ONCE + 1))
    assert {number.state for number in numbers} == {NumberState.USED}
    assert len({number.record_id for number in numbers}) == AT_ONCE
