from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from service.document.date_expression import DateContext, Kind
from service.document.date_ranges import DateRange, parse_range

IN_2026 = DateContext(2026)
#: Printed form, kind, earliest, latest, connector in brackets; all read in a paper of 2026.
FORMS = [
    line.split("\t")
    for line in (Path(__file__).parent / "date_forms.tsv").read_text("utf-8").split("\n")[1:]
    if line
]


def read(raw: str, context: DateContext | None = IN_2026) -> DateRange:
    return parse_range(raw, context=context)


def iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


@pytest.mark.parametrize("form", FORMS, ids=[form[0] for form in FORMS])
def test_every_form_is_read_and_printed_back(form: list[str]):
    raw, kind, earliest, latest, connector = form
    found = read(raw)
    assert (found.kind, iso(found.earliest()), iso(found.latest())) == (kind, earliest, latest)
    assert found.connector == connector[1:-1]
    assert str(found) == raw
    if found.connector:
        left, right = (side.raw if side else "" for side in (found.start, found.end))
        assert left + found.connector + right == raw


def test_the_forms_are_many_and_of_every_kind():
    assert len(FORMS) > 350
    assert {form[1] for form in FORMS} == set(Kind)


@pytest.mark.parametrize(
    "sign",
    [
        "—",
        "——",
        "-",
        "--",
        "---",
        "----",
        "－",
        "－－",
        "–",
        "―",
        "─",
        "~",
        "～",
        "〜",
        "至",
        "到",
        "直至",
        " — ",
        " 至 ",
        "\u3000—\u3000",
    ],
)
def test_every_connector_with_and_without_blanks(sign: str):
    for left, right in (
        ("9月1日", "10月8日"),
        ("2026年9月1日", "2026年10月8日"),
        ("9月1日", "2026年10月8日"),
    ):
        found = read(left + sign + right)
        assert (found.connector, found.kind) == (sign, Kind.KNOWN)
        assert (found.earliest(), found.latest()) == (dt.date(2026, 9, 1), dt.date(2026, 10, 8))


@pytest.mark.parametrize(
    ("raw", "left_out"),
    [
        ("2026年8月26日—2026年8月28日", ()),
        ("2026年8月26日—8月28日", ("year",)),
        ("2026年8月26日—28日", ("year", "month")),
        ("2026年8月26日8:00—9:00", ("year", "month", "day")),
        ("8月26日前", ()),
    ],
)
def test_what_the_right_side_leaves_to_the_left(raw: str, left_out: tuple[str, ...]):
    assert read(raw, None).short_right() == left_out


@pytest.mark.parametrize(
    ("raw", "context", "earliest", "latest"),
    [
        ("2010年5月底—6月中旬", None, "2010-05-21", "2010-06-20"),
        ("5月底—6月中旬", DateContext(2010), "2010-05-21", "2010-06-20"),
        ("5月底—2011年6月中旬", None, "2011-05-21", "2011-06-20"),
        ("12月底—2011年1月中旬", None, "2010-12-21", "2011-01-20"),
        ("12月底—2011年1月中旬", DateContext(2011), "2010-12-21", "2011-01-20"),
        ("2010年11月—2月", None, "2010-11-01", "2011-02-28"),
        ("10月—春节前", DateContext(2025), "2025-10-01", "2026-02-16"),
        ("去年12月—今年3月", DateContext(2026), "2025-12-01", "2026-03-31"),
        ("2012年7月—党的十八大召开前", None, "2012-07-01", "2012-11-07"),
        ("党的十八大召开后—年底", None, "2012-11-15", "2012-12-31"),
        ("即日起至2019年3月1日", None, "", "2019-03-01"),
    ],
)
def test_years_from_the_header_and_from_the_other_side(
    raw: str, context: DateContext | None, earliest: str, latest: str
):
    found = read(raw, context)
    assert (iso(found.earliest()), iso(found.latest())) == (earliest, latest)


def test_without_any_year_both_sides_are_partial():
    found = read("5月—7月", None)
    assert found.kind is Kind.PARTIAL
    assert found.earliest() is found.latest() is found.is_ordered() is None


def test_open_ranges_have_one_side():
    assert read("9月1日起").end is None
    assert read("8月底前").start is None
    assert read("2026年3月—").end is None
    assert read("—2026年3月").start is None
    single = read("8月底")
    assert single.start == single.end


def test_a_range_that_ends_before_it_starts_is_kept():
    found = read("7月20日—7月15日")
    assert (found.kind, found.is_ordered()) == (Kind.KNOWN, False)
    assert read("7月15日—7月20日").is_ordered() is True
    assert read("8月底前").is_ordered() is None


#: The four phases of a plan of 2010 whose neighbours share the parts of months at which they meet.
PHASES = (
    "2010年5月底—6月中旬",
    "2010年6月中旬—2011年7月初",
    "2011年7月—2012年6月底",
    "2012年7月—党的十八大召开前",
)


def test_phases_that_share_a_part_of_a_month_overlap():
    phases = [read(raw, None) for raw in PHASES]
    assert [a.overlaps(b) for a, b in pairwise(phases)] == [True, True, False]
    assert [a.gap_to(b) for a, b in pairwise(phases)] == [-10, -10, 0]
    assert phases[0].overlaps(phases[2]) is False
    assert read("2010年5月—党的十八大召开前", None).contains(phases[1]) is True
    assert phases[1].contains(phases[0]) is False


def test_gaps_are_counted_in_days():
    assert read("3月1日—3月31日").gap_to(read("4月1日—4月30日")) == 0
    assert read("3月1日—3月31日").gap_to(read("4月3日—4月30日")) == 2
    assert read("3月1日起").gap_to(read("4月3日起")) is None


def test_an_open_side_reaches_for_ever():
    assert read("9月1日起").overlaps(read("12月")) is True
    assert read("9月1日起").overlaps(read("8月")) is False
    assert read("9月1日前").overlaps(read("3月")) is True


def test_what_is_not_known_is_not_compared():
    blank, known = read("（ 月  日— 月  日）"), read("3月")
    assert blank.overlaps(known) is known.overlaps(blank) is known.contains(blank) is None
    assert blank.gap_to(known) is None
