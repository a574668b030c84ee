from __future__ import annotations

import pytest

from tests.catalog.plans import END, LOOP, the_mistake


def test_a_misspelt_name_is_told_with_the_nearest_one() -> None:
    found = the_mistake("甲", "{{ titel }}")
    assert (found.rule, found.label) == ("unknown-name", "正文第2段")
    assert found.message == "正文第2段“{{ titel }}”：没有“titel”这个名称，是不是“title”？"


def test_a_misspelt_member_is_told_in_full() -> None:
    found = the_mistake(LOOP, "{{ phase.periodd }}", END)
    assert "没有“phase.periodd”这个名称，是不是“period”？" in found.message


@pytest.mark.parametrize(
    "tag",
    [
        "{{ title|upper }}", "{{ title|attr('__class__') }}", "{{ title.upper() }}", "{{ cycler() }}",
        "{{ title ~ title }}", "{{ phases[0] }}", "{{ 1 + 1 }}", "{{ title is defined }}", "{{ [title] }}",
        "{{ title if closed else '' }}", "{{ ''['__class__'] }}", "{{ -title }}",
    ],
)  # fmt: skip
def test_anything_but_names_and_conditions_is_refused(tag: str) -> None:
    found = the_mistake(tag)
    assert found.rule == "not-plain"
    assert tag in found.message


@pytest.mark.parametrize(
    "tag",
    ["{{ ''.__class__ }}", "{{ title.__class__.__mro__ }}", "{{ self.__init__ }}", "{{ lipsum }}",
     "{{ phases.__len__ }}", "{{ config }}"],
)  # fmt: skip
def test_python_is_out_of_reach(tag: str) -> None:
    assert the_mistake(tag).rule == "unknown-name"


@pytest.mark.parametrize("tag", ["{{ title }", "{{ title ｝}", "{{ }}", "{{ title + }}", "{% if %}{% endif %}"])  # fmt: skip
def test_an_expression_that_is_not_whole(tag: str) -> None:
    assert the_mistake(tag).rule in ("bad-expression", "stray-delimiter")


def test_a_list_or_a_group_is_no_text() -> None:
    assert the_mistake("{{ phases }}").rule == "not-a-value"
    assert the_mistake(LOOP, "{{ phase }}", END).rule == "not-a-value"


def test_a_text_is_no_list() -> None:
    found = the_mistake("{%p for x in title %}", "{{ x.anything }}", END)
    assert (found.rule, found.label) == ("not-a-list", "正文第1段")
