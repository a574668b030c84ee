from __future__ import annotations

import datetime as dt
import random

import pytest

from service.document.date_expression import Bound, DateContext, DateExpression, Kind
from service.document.date_ranges import parse, parse_range
from service.document.dates import LONGEST, is_bare, parse_date

IN_2026 = DateContext(2026)


def read(raw: str, context: DateContext | None = IN_2026) -> DateExpression:
    return parse_date(raw, context=context)


def span(raw: str, context: DateContext | None = IN_2026) -> tuple[str, str]:
    """Earliest and latest as month-day of 2026, or the whole date; "" where open."""
    found = read(raw, context)
    return tuple(  # type: ignore[return-value]
        "" if day is None else f"{day:%m-%d}" if day.year == 2026 else day.isoformat()
        for day in (found.earliest(), found.latest())
    )


@pytest.mark.parametrize(
    "raw",
    ["2010年6月13日", "二〇一〇年六月十三日", "二○一○年六月十三日", "二О一О年六月十三日", "二O一O年六月十三日",
     "二Ｏ一Ｏ年六月十三日", "二０一０年六月十三日", "二零一零年六月十三日", "2010.6.13", "2010.06.13", "2010-06-13", "2010/6/13",
     "20100613", "２０１０年６月１３日", "2O1O年6月13日", " 2010 年 6 月 13 日 ", "（2010年6月13日）", "2010年6月13日。",
     "2010年6月13号", "2010．6．13", "2010－06－13", "二〇一〇年6月十三日", "日期：2010年6月13日"],
)  # fmt: skip
def test_every_way_to_write_a_day_is_the_day(raw: str):
    found = read(raw, None)
    assert (found.year, found.month, found.day, found.kind) == (2010, 6, 13, Kind.KNOWN)
    assert found.earliest() == found.latest() == dt.date(2010, 6, 13)
    assert str(found) == raw


@pytest.mark.parametrize(
    ("raw", "days"),
    [
        ("5月1日前", ("", "04-30")),
        ("5月1日以前", ("", "04-30")),
        ("5月1日之前", ("", "04-30")),
        ("6月下旬前", ("", "06-20")),
        ("8月底前", ("", "08-31")),
        ("年底前", ("", "12-31")),
        ("上半年前", ("", "06-30")),
        ("8月20日17：00前", ("", "08-20")),
        ("8月20日17：00后", ("08-20", "")),
        ("截至8月31日", ("", "08-31")),
        ("截至8月31日前", ("", "08-31")),
        ("到8月31日前", ("", "08-30")),
        ("8月31日止", ("", "08-31")),
        ("5月1日后", ("05-02", "")),
        ("5月1日起", ("05-01", "")),
        ("从5月开始", ("05-01", "")),
        ("“七一”前夕", ("06-24", "06-30")),
        ("“七一”前后", ("06-24", "07-08")),
        ("“七一”期间", ("06-24", "07-08")),
        ("国庆期间", ("10-01", "10-07")),
        ("7月4日左右", ("07-01", "07-07")),
        ("7月中旬左右", ("07-06", "07-25")),
        ("7月左右", ("06-16", "08-15")),
        ("6月20日前报局办公室", ("", "06-19")),
        ("6月底前完成整改", ("", "06-30")),
        ("年前一天", ("", "")),
    ],
)
def test_limits(raw: str, days: tuple[str, str]):
    assert span(raw) == days


def test_without_a_year_a_date_is_read_but_has_no_days():
    found = read("12月8日前", None)
    assert (found.kind, found.month, found.day, found.bound) == (Kind.PARTIAL, 12, 8, Bound.BEFORE)
    assert found.earliest() is found.latest() is None


def test_the_context_gives_what_is_not_printed():
    assert read("12月8日").inherited == ("year",)
    assert read("8日", DateContext(2026, 12)).inherited == ("year", "month")
    assert read("2025年12月8日").inherited == ()
    assert span("下旬", DateContext(2026, 3)) == ("03-21", "03-31")
    assert span("17:00前", DateContext(2026, 3, 5)) == ("", "03-05")


def test_words_for_years():
    context = DateContext(2026, paper_year=2025)
    assert read("今年4月", context).year == 2025
    assert read("去年4月", context).year == 2024
    assert read("次年4月", context).year == 2027
    assert read("今年4月", None).kind is Kind.PARTIAL


def test_words_for_months_need_a_month():
    assert span("月底", DateContext(2026, 2)) == ("02-21", "02-28")
    assert span("次月10日", DateContext(2026, 12))[0] == "2027-01-10"
    assert read("次月10日").kind is Kind.RELATIVE


@pytest.mark.parametrize("raw", ["2月30日", "2026年2月29日", "13月", "4月31日", "0001年1月1日前", "9999年12月31日后", "0001年元旦前", "9999年除夕后",
                                 "6月第九周", "2月第五个星期一", "3月5日25:00", "3月5日9:75"])  # fmt: skip
def test_what_the_calendar_does_not_have(raw: str):
    found = read(raw)
    assert found.kind is Kind.IMPOSSIBLE
    assert found.earliest() is found.latest() is None


def test_a_leap_day_without_a_year_may_be():
    assert read("2月29日", None).kind is Kind.PARTIAL
    assert read("2月29日", DateContext(2024)).kind is Kind.KNOWN


def test_the_weekday_is_held_against_the_date():
    assert read("2021年10月27日（周三）").weekday_agrees() is True
    assert read("2021年10月27日（周四）").weekday_agrees() is False
    assert read("2021年10月31日星期天").weekday_agrees() is True
    assert read("本周三(9月21日)下午17:00", DateContext(2022)).weekday_agrees() is True
    assert read("10月27日（周三）", None).weekday_agrees() is None
    assert read("2021年10月27日").weekday_agrees() is None


@pytest.mark.parametrize(
    ("raw", "minutes"),
    [("上午9：30", 570), ("9点半", 570), ("上午7点45分", 465), ("九时", 540), ("下午3点", 900), ("下午14：30", 870), ("下午12:30", 750),
     ("中午12：30", 750), ("中午1点", 780), ("上午12：00", 720), ("晚8时35分", 1235), ("晚19:00", 1140), ("晚12点", 1440), ("24:00", 1440),
     ("零时", 0), ("夜间2点", 120), ("3点一刻", 195), ("14时整", 840), ("8:30:00", 510)],
)  # fmt: skip
def test_times_of_day(raw: str, minutes: int):
    clock = read("3月5日" + raw).clock
    assert clock is not None
    assert clock.minutes() == minutes


def test_a_part_of_the_day_alone_has_no_minutes():
    clock = read("6月18日下午").clock
    assert clock is not None
    assert (clock.part_of_day, clock.minutes()) == ("下午", None)


def test_notes_and_labels_are_not_the_date():
    assert span("4月下旬（具体时间另行通知）") == ("04-21", "04-30")
    assert not is_bare("4月下旬（具体时间另行通知）")
    assert not is_bare("时间：4月下旬")
    assert is_bare("（4月下旬）。")
    assert is_bare("4月3日（周五）")


def test_parse_gives_a_date_or_a_range():
    assert isinstance(parse("3月5日", context=IN_2026), DateExpression)
    assert not isinstance(parse("3月5日—7日", context=IN_2026), DateExpression)
    assert parse("（ 月  日）").kind is Kind.BLANK


def test_long_text_is_no_date():
    assert read("3月5日" * LONGEST).kind is Kind.UNKNOWN
    assert parse_range("3月5日至" * 200).kind is Kind.UNKNOWN


def test_anything_is_read_without_an_error_and_printed_back():
    words = (
        *"0123456789年月日号上中下旬初底末前后起至到—-~（）()〇○Ox_. :：点半周星期一二三十廿每第个“”七、，从于今次本大\u3000\ud800²",
        *(
            "春节",
            "国庆",
            "元旦",
            "建党",
            "周年",
            "党的十八大",
            "闭幕",
            "前夕",
            "期间",
            "季度",
            "上半年",
            "0001年",
            "9999年",
            "2026年",
        ),
    )
    draw = random.Random(2026)
    contexts = (
        None,
        IN_2026,
        DateContext(2026, 2, 30),
        DateContext(-5, 3, 1),
        DateContext(2026, 2, 29),
        DateContext(2999, 12, 31),
    )
    for _ in range(4_000):
        raw = "".join(draw.choices(words, k=draw.randrange(16)))
        found = parse_range(raw, context=draw.choice(contexts))
        assert str(found) == raw
        for side in (found.start, found.end):
            first, last = (side.earliest(), side.latest()) if side else (None, None)
            assert first is None or last is None or first <= last
