from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from service.document.date_expression import DateContext
from service.document.date_ranges import parse, parse_range
from service.document.date_text import chinese, number
from service.document.date_writing import format_issue_date, parse_issue_date, standard_form
from service.document.dates import parse_date


def days() -> Iterator[dt.date]:
    """Every 97th day of fifty years, and the ends of the months of a leap year."""
    yield from (dt.date(1990, 1, 1) + dt.timedelta(days=n) for n in range(0, 18_262, 97))
    yield from (dt.date(2024, 2, 25) + dt.timedelta(days=n) for n in range(10))


def chinese_form(day: dt.date) -> str:
    year = "".join("〇一二三四五六七八九"[int(figure)] for figure in str(day.year))
    return f"{year}年{chinese(day.month)}月{chinese(day.day)}日"


def test_issue_dates_are_written_and_read():
    assert format_issue_date(dt.date(2026, 3, 16)) == "2026年3月16日"
    for day in days():
        assert parse_issue_date(format_issue_date(day)) == day


@pytest.mark.parametrize(
    "raw",
    ["2026年03月16日", "2026年3月06日", "2026年2月30日", "2026年3月", "26年3月16日", "二〇二六年三月十六日", "2026年3月16日 ", "２０２６年3月16日",
     "2026年3月16", "0000年1月1日", ""],
)  # fmt: skip
def test_what_is_no_issue_date(raw: str):
    assert parse_issue_date(raw) is None


def test_standard_forms_stay_as_they_are():
    for day in days():
        for raw in (
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.month}月{day.day}日前",
            f"{day.year}年{day.month}月",
        ):
            found = parse_date(raw)
            assert standard_form(found) == str(found) == raw
        for part in ("上旬", "中旬", "下旬", "初", "底"):
            raw = f"力争{day.year}年{day.month}月{part}前"
            assert standard_form(parse_date(raw)) == raw


def test_every_way_to_write_a_day_has_one_standard_form():
    for day in days():
        standard = format_issue_date(day)
        variants = (chinese_form(day), chinese_form(day).replace("〇", "○"), f"{day:%Y.%m.%d}", f"{day:%Y-%m-%d}",
                    f"{day.year}/{day.month}/{day.day}", f"{day:%Y%m%d}", f" {day.year} 年{day.month} 月 {day.day}日")  # fmt: skip
        for raw in variants:
            found = parse_date(raw)
            assert (found.earliest(), str(found), standard_form(found)) == (day, raw, standard)


def test_ranges_of_generated_days_are_ordered_and_keep_their_days():
    for day in days():
        later = day + dt.timedelta(days=45)
        for sign in ("—", "至", " -- "):
            raw = format_issue_date(day) + sign + format_issue_date(later)
            found = parse_range(raw)
            assert (found.earliest(), found.latest(), found.is_ordered()) == (day, later, True)
            again = parse_range(standard_form(found))
            assert (again.earliest(), again.latest()) == (day, later)
        short = parse_range(f"{day.year}年{day.month}月{day.day}日—{later.month}月{later.day}日")
        assert (short.earliest(), short.latest()) == (day, later)


def test_limits_are_in_order_for_every_part_of_the_year():
    context = DateContext(2024)
    for bound in ("", "前", "后", "前后", "左右", "前夕", "起", "期间"):
        for month in range(1, 13):
            for part in ("", "上旬", "中旬", "下旬", "初", "底", "上半月", "1日", "28日"):
                found = parse_date(f"{month}月{part}{bound}", context=context)
                first, last = found.earliest(), found.latest()
                assert first or last
                assert first is None or last is None or first <= last


@pytest.mark.parametrize(
    ("raw", "standard"),
    [
        ("二○一○年五月底—六月中旬", "2010年5月底—6月中旬"),
        ("9月1日 -- 9月3日", "9月1日—9月3日"),
        ("9月1日 至 9月3日", "9月1日至9月3日"),
        ("2019.10.11-13", "2019年10月11日—13日"),
        ("5-7月", "5月—7月"),
        ("于2026年03月16日（周一）上午9：00前", "于2026年3月16日（星期一）上午9:00前"),
        ("2026年4月1日零时起", "2026年4月1日零时起"),
    ],
)
def test_the_standard_form(raw: str, standard: str):
    assert standard_form(parse(raw)) == standard


@pytest.mark.parametrize(
    "raw",
    ["4月下旬（具体时间另行通知）", "时间：9月1日", "今年4月", "3月—次年2月", "2018年度", "2026年第一季度", "党的十八大召开前", "（ 月  日— 月  日）",
     "每月20日", "另行通知", "2月30日", "本周三(9月21日)", "2026年3月—", "6月第一周", "看情况", "", "即日起至2019.3.1"],
)  # fmt: skip
def test_what_has_no_standard_form_stays(raw: str):
    assert standard_form(parse(raw, context=DateContext(2026))) == raw


def test_numbers_are_read_as_they_are_spoken():
    for value in range(1, 100):
        assert number(chinese(value)) == number(str(value)) == value
    assert [
        number(text) for text in ("廿一", "卅", "一百", "一百〇五", "二十", "一二", "二〇一〇", "元")
    ] == [21, 30, 100, 105, 20, 12, 2010, 1]
    assert [number(text) for text in ("", "十十", "月", "百", "²")] == [None] * 5
