"""A page that lies across keeps its number where the paper's foot is (clause 8)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.lint import Sheet
from service.lint.page_rules import all_rules
from service.page import Line, Page
from tests.lint.papers import correct, line

#: Rules that no sample shows: the pages are drawn here.
DRAWN = frozenset({"landscape-page-number"})
(RULE,) = (rule for rule in all_rules() if rule.id in DRAWN)


def across(number: int, *lines: Line) -> Sheet:
    page = Page(number, 297.0, 210.0, (line("岸段", 80, x0=120), *lines), ())
    pages = tuple(page if one.number == number else one for one in correct().pages)
    return replace(correct(), pages=pages)


def number_at(number: int, x0: float, y: float) -> Line:
    return line(str(number), y, x0=x0, size=14)


def shown(sheet: Sheet) -> list[tuple[str, bool]]:
    return [(m.measured, m.ok) for m in RULE.check(sheet)]


@pytest.mark.parametrize(("number", "y", "corner"), [(3, 175.0, "左下角"), (2, 35.0, "左上角")])
def test_it_holds_where_the_number_is_at_the_foot_of_the_paper(number: int, y: float, corner: str) -> None:
    assert shown(across(number, number_at(number, 25.0, y))) == [(corner, True)]


@pytest.mark.parametrize(
    ("number", "x0", "y", "said"), [(3, 25.0, 35.0, "左上角"), (3, 250.0, 200.0, "下面")]
)
def test_it_fails_where_it_is_not(number: int, x0: float, y: float, said: str) -> None:
    assert shown(across(number, number_at(number, x0, y))) == [(said, False)]
    assert shown(across(number)) == [("没有页码", False)]


def test_upright_pages_are_left_alone_and_other_rules_leave_these_alone() -> None:
    assert shown(correct()) == []
    names = {"page-number-text", "page-number-place"}
    (text, place) = (rule for rule in all_rules() if rule.id in names)
    sheet = across(3, number_at(3, 25.0, 175.0))
    assert all(m.ok for rule in (text, place) for m in rule.check(sheet))
