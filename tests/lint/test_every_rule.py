"""Every rule there is, whatever it looks at, has a case that passes and one that fails.

The tables here are what the tests beside this one are parametrized with, so that a case in a table is a case that runs.
"""

from __future__ import annotations

import pytest

from service.lint.page_rules import all_rules
from service.lint.text_rules import all_text_rules, all_words_rules
from service.lint.word_rules import all_word_rules
from tests.lint import test_page_rules as page
from tests.lint import test_text_rules as text
from tests.lint import test_word_rules as word
from tests.lint.format_rules import BROKEN, OF_FORMATS
from tests.lint.test_landscape import DRAWN
from tests.planted import FAULTS
from tests.planted_formats import FORMAT_FAULTS

#: What a rule looks at → its rules, the rules with a case that passes, those with one that fails.
TABLES = {
    "版面": (
        {rule.id for rule in all_rules()},
        {rule.id for rule in page.GENERAL} | set(OF_FORMATS) | DRAWN,
        set(page.FAULTS) | set(BROKEN) | DRAWN,
    ),
    "Word": (
        {rule.id for rule in all_word_rules()},
        {rule.id for rule in all_word_rules()},  # each is measured on all the correct papers
        {fault.rule for fault in (*FAULTS, *FORMAT_FAULTS)} | set(word.MORE),
    ),
    "一段字句": (
        {rule.said.id for rule in all_text_rules()},
        {id for id, (right, _) in text.TEXTS.items() if right},
        {id for id, (_, wrong) in text.TEXTS.items() if wrong},
    ),
    "全文字句": (
        {rule.said.id for rule in all_words_rules()},
        {rule.said.id for rule in all_words_rules()},  # all are silent on the correct papers
        set(text.WRONG),
    ),
}


@pytest.mark.parametrize("on", TABLES)
def test_every_rule_has_a_case_that_passes_and_one_that_fails(on: str) -> None:
    rules, passing, failing = TABLES[on]
    assert rules - passing == set()
    assert rules - failing == set()


def test_no_case_is_of_a_rule_that_is_gone() -> None:
    known = set().union(*(rules for rules, _, _ in TABLES.values()))
    named = set().union(*(passing | failing for _, passing, failing in TABLES.values()))
    assert named <= known
