from __future__ import annotations

import datetime as dt

import pytest

from service.document import event_dates as table
from service.document.date_expression import DateContext, Kind
from service.document.dates import parse_date
from service.document.events import find_event


@pytest.mark.parametrize(
    ("text", "name", "first", "last"),
    [
        ("党的十八大", "党的十八大", "2012-11-08", "2012-11-14"),
        ("十九大", "党的十九大", "2017-10-18", "2017-10-24"),
        ("中国共产党第二十次全国代表大会", "党的二十大", "2022-10-16", "2022-10-22"),
        ("党的十八届三中全会", "党的十八届三中全会", "2013-11-09", "2013-11-12"),
        ("党的第十九届中央委员会第四次全体会议", "党的十九届四中全会", "2019-10-28", "2019-10-31"),
        ("建党90周年", "建党90周年", "2011-07-01", "2011-07-01"),
        ("中国共产党成立一百周年", "建党100周年", "2021-07-01", "2021-07-01"),
        ("新中国成立七十周年", "建国70周年", "2019-10-01", "2019-10-01"),
        ("“十二五”", "“十二五”时期", "2011-01-01", "2015-12-31"),
        ("“十四五”末", "“十四五”时期", "2025-01-01", "2025-12-31"),
        ("北京冬奥会", "北京冬奥会", "2022-02-04", "2022-02-20"),
    ],
)
def test_events_that_happen_once(text: str, name: str, first: str, last: str):
    event = find_event(text, None)
    assert event is not None
    assert (event.name, str(event.first), str(event.last), event.yearly) == (name, first, last, False)


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("“七一”", "建党节", "2026-07-01"),
        ("党的“七一”", "建党节", "2026-07-01"),
        ("“七一”建党节", "建党节", "2026-07-01"),
        ("党的生日", "建党节", "2026-07-01"),
        ("“八一”", "建军节", "2026-08-01"),
        ("“十一”", "国庆节", "2026-10-01"),
        ("“五一”国际劳动节", "劳动节", "2026-05-01"),
        ("元旦", "元旦", "2026-01-01"),
        ("教师节", "教师节", "2026-09-10"),
        ("春节", "春节", "2026-02-17"),
        ("除夕", "除夕", "2026-02-16"),
        ("元宵节", "元宵节", "2026-03-03"),
        ("清明", "清明节", "2026-04-05"),
        ("端午节", "端午节", "2026-06-19"),
        ("中秋", "中秋节", "2026-09-25"),
        ("重阳节", "重阳节", "2026-10-18"),
    ],
)
def test_events_of_every_year(text: str, name: str, day: str):
    event = find_event(text, 2026)
    assert event is not None
    assert (event.name, str(event.first), event.yearly) == (name, day, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "七八",
        "“七一”教师节",
        "党的九十九大",
        "党的十八届九中全会",
        "建党周年",
        "建党9999周年",
        "周年",
        "会议",
    ],
)
def test_what_is_no_known_event(text: str):
    assert find_event(text, 2026) is None


def test_without_a_year_the_day_is_not_known():
    event = find_event("春节", None)
    assert event is not None
    assert event.first is None
    assert parse_date("春节前").kind is Kind.PARTIAL
    assert parse_date("春节前", context=DateContext(2050)).kind is Kind.PARTIAL


def test_limits_of_an_event_with_several_days():
    assert str(parse_date("党的十八大召开前").latest()) == "2012-11-07"
    assert str(parse_date("党的十八大后").earliest()) == "2012-11-15"
    assert str(parse_date("党的十八大开幕后").earliest()) == "2012-11-09"
    assert str(parse_date("党的十八大闭幕前").latest()) == "2012-11-13"
    during = parse_date("党的十八大期间")
    assert (str(during.earliest()), str(during.latest())) == ("2012-11-08", "2012-11-14")


def test_an_event_that_is_not_in_the_table_has_no_day():
    assert parse_date("党的二十一大召开前").kind is Kind.RELATIVE


def test_the_lunar_table_holds_what_the_calendar_demands():
    rows = [line.split() for line in table.LUNAR_DAYS.split("\n") if line]
    assert [int(row[0]) for row in rows] == list(range(2000, 2041))
    for year, *days in rows:
        spring, tomb, dragon, autumn, ninth = (dt.date(int(year), int(d[:2]), int(d[2:])) for d in days)
        assert dt.date(int(year), 1, 21) <= spring <= dt.date(int(year), 2, 20)
        assert (tomb.month, tomb.day) in {(4, 4), (4, 5), (4, 6)}
        # Lunar months have 29 or 30 days; between two feasts lie whole months, one more in a leap year.
        for first, second, months, extra in (
            (spring, dragon, 4, 4),
            (dragon, autumn, 3, 10),
            (autumn, ninth, 1, -6),
        ):
            days_between = (second - first).days - extra
            assert any(29 * m <= days_between <= 30 * m for m in (months, months + 1))


def test_days_of_events_are_in_order():
    pairs = [*table.CONGRESSES.values(), *table.PLENARY_SESSIONS.values(), *table.ONCE.values()]
    assert len(pairs) > 50
    for first, last in pairs:
        length = (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
        assert 0 <= length < 200
    opened = [first for first, _ in table.PLENARY_SESSIONS.values()]
    assert opened == sorted(opened)
    assert list(table.PLENARY_SESSIONS) == sorted(table.PLENARY_SESSIONS)


def test_sessions_lie_between_their_congress_and_the_next():
    for (committee, _), (first, last) in table.PLENARY_SESSIONS.items():
        if committee in table.CONGRESSES:
            assert first > table.CONGRESSES[committee][1]
        if committee + 1 in table.CONGRESSES:
            assert last < table.CONGRESSES[committee + 1][0]
