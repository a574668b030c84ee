"""Which papers follow the rules from before 2012-07-01, and which of those are of the Party."""

from __future__ import annotations

import datetime as dt

import pytest

from service.lint import page_rules
from service.lint.former import HELD_BEFORE, is_former, is_of_party
from service.lint.text_rules import all_text_rules, all_words_rules
from service.lint.word_rules import all_word_rules


@pytest.mark.parametrize(
    ("day", "number", "former"),
    [
        (dt.date(2012, 6, 30), "", True),
        (dt.date(2012, 7, 1), "", False),
        (dt.date(2012, 7, 1), "滨政发〔2011〕5号", False),
        (None, "滨政发〔2011〕5号", True),
        (None, "滨政发〔2012〕5号", False),
        (None, "", False),
    ],
)
def test_when(day, number, former):
    assert is_former(day, number) is former


@pytest.mark.parametrize(
    ("mark", "issuer", "party"),
    [
        ("中共滨海市委文件", "", True),
        ("", "滨海市海洋发展局机关党支部", True),
        ("滨海市发展和改革委员会文件", "滨海市发展和改革委员会", False),
        ("滨海市人民政府文件", "", False),
    ],
)
def test_whose(mark, issuer, party):
    assert is_of_party(mark, issuer) is party


def test_every_rule_that_held_before_is_a_rule():
    known = {rule.id for rule in page_rules.all_rules()} | {rule.id for rule in all_word_rules()}
    known |= {rule.said.id for rule in (*all_text_rules(), *all_words_rules())}
    assert known >= HELD_BEFORE
