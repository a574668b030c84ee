from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from service.rendering.content import Content
from service.rendering.facts import sections
from service.rendering.text_block import TextBlock
from tests.rendering.papers import printed

Read = Callable[..., Content]


def texts(bound: Content, tree: Any = None) -> dict[str, list[TextBlock]]:
    """Return the blocks of each section by its heading."""
    made = sections(bound.paper.manifest["sections"], bound.tree if tree is None else tree)
    return {section.text[0].heading: list(section.text[1:]) for section in made}


def changed(bound: Content) -> Any:
    return copy.deepcopy(dict(bound.tree))


def test_sections_without_facts_are_left_out_and_the_rest_is_numbered(content: Read) -> None:
    bound = content("binhai", "leading_group_notice")
    tree = changed(bound)
    del tree["campaign"]["leading_groups"][0]["duties"]
    assert list(texts(bound)) == ["一、组成人员", "二、主要职责", "三、办事机构", "四、工作机制"]
    assert list(texts(bound, tree)) == ["一、组成人员", "二、办事机构", "三、工作机制"]


def test_the_office_is_one_sentence_about_seat_and_heads(content: Read) -> None:
    office = printed(texts(content("binhai", "leading_group_notice"))["三、办事机构"][0])
    assert office.startswith(
        "领导小组下设办公室，设在局办公室，由沈岳同志兼任办公室主任，方以宁同志、邵怀谷同志兼任办公室副主任。"
        "办公室内设综合协调组、督导检查组、宣传信息组。"
    )


@pytest.mark.parametrize(
    ("name", "body"), [("联合指挥部", "指挥部"), ("工作委员会", "委员会"), ("专班", "领导小组")]
)
def test_the_office_belongs_to_what_the_group_is_called(content: Read, name: str, body: str) -> None:
    bound = content("binhai", "leading_group_notice")
    tree = changed(bound)
    tree["campaign"]["leading_groups"][0]["name"] = name
    assert printed(texts(bound, tree)["三、办事机构"][0]).startswith(f"{body}下设办公室")


def test_a_phase_summary_prints_its_phase_alone(content: Read) -> None:
    made = texts(content("binhai", "phase_summary"))
    (figures,) = made["一、基本情况"]
    assert figures.body.startswith("走访经营主体326个，其中养殖场（户）187个、渔业合作社54个、")
    assert made["二、主要做法和成效"][0].kai == "（一）深入开展“进企入户”大走访。"
    assert [printed(b)[:3] for b in made["三、存在的问题"]] == ["（一）", "（二）", "（三）"]


def test_the_final_report_goes_through_the_phases_and_ends_with_the_whole(content: Read) -> None:
    bound = content("binhai", "final_report")
    made = texts(bound)
    starts = ["参加活动的单位", "动员部署阶段，", "查摆问题阶段，", "整改提升阶段，", "总结评估阶段，"]
    assert [b.body[: len(s)] for b, s in zip(made["一、基本情况"], starts, strict=True)] == starts
    done = made["二、主要做法和成效"]
    assert [b.heading for b in done if b.level == 2] == [
        "（一）动员部署", "（二）查摆问题", "（三）整改提升", "（四）总结评估",
    ]  # fmt: skip
    assert any(printed(b).startswith("1.坚持高位推动。") for b in done)
    overall = next(o for o in bound.tree["campaign"]["outcomes"] if o["phase"] == "overall")
    assert [printed(b)[3:] for b in made["三、存在的问题"]] == overall["problems"]


def test_without_a_word_on_the_whole_the_phases_problems_are_gathered(content: Read) -> None:
    bound = content("binhai", "final_report")
    tree = changed(bound)
    outcomes = tree["campaign"]["outcomes"]
    next(o for o in outcomes if o["phase"] == "overall").pop("problems")
    wanted = [problem for outcome in outcomes for problem in outcome.get("problems", ())]
    assert [printed(b).split("）", 1)[1] for b in texts(bound, tree)["三、存在的问题"]] == wanted
