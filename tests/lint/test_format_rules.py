"""Each rule of a special format holds on its sample, and fails on a paper that is not set so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.inspection import sheet
from service.layout.metrics import FontMetrics
from service.lint import Sheet
from service.lint.page_rules import all_rules
from service.office.converter import Converter
from service.rendering.content import Content
from service.rendering.pipeline import render
from tests.lint.format_rules import BROKEN, OF_FORMATS

pytestmark = pytest.mark.xdist_group("office")
RULES = {rule.id: rule for rule in all_rules()}
Made = Callable[[str], Sheet]


@pytest.fixture(scope="module")
def made(content: Callable[..., Content], metrics: FontMetrics, converter: Converter) -> Made:
    sheets: dict[str, Sheet] = {}

    def of(name: str) -> Sheet:
        if name not in sheets:
            bound = content("genres", name)
            sheets[name] = sheet(bound, render(bound, metrics, converter))
        return sheets[name]

    return of


@pytest.mark.parametrize("rule", OF_FORMATS)
def test_it_measures_and_holds_on_its_sample(made: Made, rule: str) -> None:
    found = list(RULES[rule].check(made(OF_FORMATS[rule])))
    assert found
    assert [m.subject for m in found if not m.ok] == []


@pytest.mark.parametrize("rule", BROKEN)
def test_it_fails_where_it_is_broken(made: Made, rule: str) -> None:
    shown, broken = BROKEN[rule]
    found = list(RULES[rule].check(broken(made(shown))))
    assert any(not m.ok for m in found)
