"""Each rule on the facts speaks where it should and, more important, is silent at what only looks like an error."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.document.finding import Severity
from service.lint import lint_facts


def rules(text: Any = (), **campaign: Any) -> list[tuple[str, str]]:
    """Return rule and place below the text (or the campaign) of each finding."""
    tree = {"campaign": {"name": "试验", "plan": {"text": list(text)}} | campaign, "paper": {}}
    before = json.dumps(tree)
    found = lint_facts(tree, lambda path: "/".join(map(str, path)))
    assert json.dumps(tree) == before
    assert all(f.label == f.pointer[1:] and f.message.endswith("。") for f in found)
    return [(f.rule, f.pointer.removeprefix("/campaign").removeprefix("/plan/text")) for f in found]


def listed(lead: str, *numbers: str, layout: str = "lines") -> dict[str, Any]:
    return {
        "kind": "list",
        "lead": lead,
        "layout": layout,
        "items": [{"number": n, "body": "做。"} for n in numbers],
    }


def heading(level: int, number: str) -> dict[str, Any]:
    return {"kind": "heading", "level": level, "number": number, "title": "题"}


def paragraph(text: str) -> dict[str, Any]:
    return {"kind": "paragraph", "text": text}


def phase(label: str = "", period: str = "", **more: Any) -> dict[str, Any]:
    given = {k: v for k, v in (("label", label), ("period", period)) if v}
    return {"kind": "phase", "layout": "lines", "tasks": []} | given | more


@pytest.mark.parametrize(
    "block",
    [
        listed("抓好三项工作：", "1.", "2."),
        listed("抓好“两项活动”：", "1、", "2、", "3、"),
        phase("第一阶段：", lead="抓好三项工作：", tasks=[{"body": "甲。"}, {"body": "乙。"}]),
        {"kind": "list", "lead": "做到三个好：", "layout": "inline", "items": [{"body": "一是学。二是改。"}]},
    ],
)
def test_an_announced_count_that_differs(block: dict[str, Any]) -> None:
    assert rules([block]) == [("announced-count", "/0/lead")]


def test_an_announced_count_inside_a_paragraph() -> None:
    assert rules([paragraph("做到四个方面：一是学。二是改。三是干。")]) == [("announced-count", "/0/text")]
    assert rules([paragraph("做到三个方面：一是学。二是改。三是干。")]) == []


@pytest.mark.parametrize(
    "block",
    [
        listed("抓好三项工作：", "1.", "2.", "3."),
        listed("抓好三项工作：", "②", "③"),  # the lead has swallowed the first
        listed("抓好以下工作：", "1.", "2."),
        listed("从五项工作中任选两项工作：", "1.", "2.", "3."),
        listed("三个月内做好：", "1.", "2."),
        listed("每个支部抓好两项工作：", "1.", "2.", "3."),
        phase(
            "第一阶段：", lead="抓好三项工作：", text=[paragraph("1.甲。")]
        ),  # what hangs below is not typed
        {"kind": "list", "lead": "做到三个好：", "layout": "inline", "items": [{"body": "学、改、干。"}]},
        paragraph("做到三个方面：一是学。二是分两步走：一是查。二是改。三是干。"),  # lists in lists
        paragraph("开展“三项活动”，一是学。"),
    ],
)
def test_counts_that_are_none_or_agree(block: dict[str, Any]) -> None:
    assert rules([block]) == []


def test_announced_phases() -> None:
    four = [phase(label=f"第{n}阶段：") for n in "一二三四"]
    assert rules([paragraph("分四个阶段进行。"), *four]) == []
    assert rules([paragraph("分四个阶段进行。"), *four[:3]]) == [("announced-count", "/0/text")]
    assert rules([paragraph("分四个阶段进行。")]) == []
    assert rules([paragraph("抓住两个节点，分四个阶段。"), *four, heading(1, "三、"), *four]) == []


@pytest.mark.parametrize(
    ("numbers", "places"),
    [
        (["一、", "一、", "三、"], ["/1/number", "/2/number"]),
        (["一、", "二、", "四、"], ["/2/number"]),
        (["一、", "三、", "四、"], ["/1/number"]),
    ],
)
def test_headings_that_jump_or_repeat(numbers: list[str], places: list[str]) -> None:
    assert rules([heading(1, n) for n in numbers]) == [("numbering", p) for p in places]


@pytest.mark.parametrize(
    "marks",
    [
        [
            (1, "一、"),
            (2, "（一）"),
            (2, "（二）"),
            (1, "二、"),
            (2, "（三）"),
            (2, "（四）"),
        ],  # through all parents
        [(1, "一、"), (2, "（一）"), (2, "（二）"), (1, "二、"), (2, "（一）")],
        [(1, "一、"), (3, "1."), (3, "2."), (1, "二、"), (3, "2．")],  # the first one was swallowed
        [(1, "一、"), (3, "1."), (3, "2．"), (3, "3.")],  # full and half width mixed
        [(1, "一、"), (3, "1."), (4, "①"), (4, "②"), (3, "2.")],
        [(1, "二、"), (1, "三、")],  # a part of another text
        [(3, "1."), (3, "（1）"), (3, "2.")],
        [(1, "◆"), (1, "◆")],
    ],
)
def test_headings_that_only_look_wrong(marks: list[tuple[int, str]]) -> None:
    assert rules([heading(level, number) for level, number in marks]) == []


def test_an_unnumbered_title_begins_a_list_of_its_own() -> None:
    run_in = {"kind": "run_in", "level": 2, "title": "加强领导", "body": "有力。"}
    assert rules([heading(3, "1."), run_in, heading(3, "1.")]) == []
    assert rules([heading(1, "一、"), paragraph("第二部分　保障"), heading(1, "一、")]) == []
    assert rules([heading(3, "1."), heading(3, "1.")]) == [("numbering", "/1/number")]


def test_numbers_restart_in_tables_without_a_word() -> None:
    table = {"kind": "table", "rows": [["甲", "1.查"], ["乙", "1.查"], ["丙", "3.改"]]}
    assert rules([table, paragraph("2020年完成。"), paragraph("（13）、（14）班参加。")]) == []


@pytest.mark.parametrize(
    ("numbers", "places"),
    [
        (["（2）", "（4）"], ["/0/items/1/number"]),
        (["1.", "2.", "2."], ["/0/items/2/number"]),
        (["1.", "2.", "1.", "2."], []),  # two lists after one lead
        (["2.", "3."], []),
        (["1.", "", "2."], []),
        (["2.2020年", "3."], []),
    ],
)
def test_items(numbers: list[str], places: list[str]) -> None:
    assert rules([listed("如下：", *numbers)]) == [("numbering", p) for p in places]


def test_phases_in_order() -> None:
    assert rules([phase("第一阶段："), phase("第三阶段：")]) == [("numbering", "/1/label")]
    assert rules([phase("第一阶段："), phase("第二阶段："), phase("第一阶段："), phase("第二阶段：")]) == []


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("2026年3月1日—3月31日", "2026年3月15日—5月1日", "phase-overlap"),
        ("2026年3月—4月中旬", "2026年4月中旬—6月", "phase-overlap"),
        ("2026年3月—4月", "2026年8月—9月", "phase-gap"),
    ],
)
def test_phases_that_do_not_follow(first: str, second: str, rule: str) -> None:
    assert rules([phase("第一阶段：", first), phase("第二阶段：", second)]) == [(rule, "/1/period")]


def test_a_phase_that_ends_before_it_begins() -> None:
    assert rules([phase("第一阶段：", "2026年6月1日—2026年3月1日")]) == [("phase-backwards", "/0/period")]


@pytest.mark.parametrize(
    "periods",
    [
        ["2026年3月1日—3月31日", "2026年4月1日—5月1日"],
        ["2026年3月—4月", "5月—6月"],
        ["2026年11月—2月", "2027年3月—4月"],
        [" 月  日— 月  日", "2026年4月"],
        ["2026年3月—4月", "", "2026年3月—5月"][:2],
        ["2012年7月—党的十八大召开前", "2012年11月8日—12月底"],
        ["每月20日", "2026年3月—4月"],
        ["2026年3月—某项工程完工", "2026年3月—4月"],
        ["2026年4月28日—4月30日", "2026年5月6日—6月1日"],
    ],
)
def test_phases_that_follow_or_cannot_be_compared(periods: list[str]) -> None:
    assert rules([phase(period=p) for p in periods]) == []


def test_phases_of_two_lists_are_not_compared() -> None:
    blocks = [phase(period="2026年3月—6月"), heading(1, "二、"), phase(period="2026年3月—4月")]
    assert rules(blocks) == []


def figure(label: str, value: str, *parts: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"label": label, "value": value, "parts": [{"label": a, "value": b} for a, b in parts]} | more


def figures(*found: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (rule, at.removeprefix("/outcomes/0/figures"))
        for rule, at in rules(outcomes=[{"figures": list(found)}])
    ]


def test_parts_that_do_not_add_up_and_what_is_offered() -> None:
    wrong = figure("培训", "93人", ("渔民", "19人"), ("船员", "70人"))
    assert figures(wrong) == [("figure-parts", "/0/value")]
    (found,) = lint_facts({"campaign": {"outcomes": [{"figures": [wrong]}]}}, lambda _path: "")
    assert "93人" in found.message
    assert "89人" in found.message


@pytest.mark.parametrize(
    "right",
    [
        figure("培训", "89人", ("渔民", "19人"), ("船员", "70人")),
        figure("培训", "93人", ("渔民", "19人"), ("船员", "70人"), partial=True),
        figure("培训", "93人", ("渔民", "约19人"), ("船员", "70人")),
        figure("培训", "3次", ("渔民", "19人"), ("船员", "70人")),
        figure("受益", "1.2万人", ("渔民", "5040人"), ("船员", "7010人")),
        figure("占比", "100%", ("甲", "33.3%"), ("乙", "33.3%"), ("丙", "33.3%")),
        figure("参训率", "98.6%", ("应训", "140人"), ("实训", "138人")),
        figure("党员", "250人", ("青年", "50人，占20%"), ("其他", "200人（80%）")),
        figure("建成", "3个"),
    ],
)
def test_figures_that_are_right_or_cannot_be_told(right: dict[str, Any]) -> None:
    assert figures(right) == []


def test_percentages_that_do_not_recompute() -> None:
    assert figures(figure("参训率", "89.6%", ("应训", "140人"), ("实训", "138人"))) == [
        ("figure-percentage", "/0/value")
    ]
    share = figure("党员", "250人", ("青年", "50人，占25%"), ("其他", "200人"))
    assert figures(share) == [("figure-percentage", "/0/parts/0/value")]


def person(name: str, **more: str) -> dict[str, Any]:
    return {"kind": "person", "name": name} | more


def group(*roles: list[dict[str, Any]], **more: Any) -> list[tuple[str, str]]:
    made = {
        "name": "组",
        "roles": [{"label": f"职{i}", "members": members} for i, members in enumerate(roles)],
    } | more
    return [(rule, at.removeprefix("/leading_groups/0")) for rule, at in rules(leading_groups=[made])]


def test_one_person_twice() -> None:
    assert group([person("江帆")], [person("石磊"), person("江帆")]) == [
        ("person-twice", "/roles/1/members/1/name")
    ]


def test_namesakes_are_only_a_hint_and_told_apart_by_a_note() -> None:
    tree = {
        "leading_groups": [
            {
                "name": "组",
                "roles": [
                    {"label": "成员", "members": [person("李明", posts="科长"), person("李明", posts="会计")]}
                ],
            }
        ]
    }
    (found,) = lint_facts({"campaign": tree}, lambda _path: "")
    assert found.severity is Severity.NOTE
    assert group([person("李明"), person("李明", note="女")]) == []


def test_a_person_of_the_group_may_head_its_office_and_a_part_of_it() -> None:
    office = {"offices": [{"heads": [{"label": "主任", "members": [person("江帆")]}]}]}
    sub = {"subgroups": [{"name": "分组", "roles": [{"label": "组长", "members": [person("江帆")]}]}]}
    assert group([person("江帆")], **office, **sub) == []
    assert group([{"kind": "unit", "text": "后勤科"}], [{"kind": "unit", "text": "后勤科"}]) == []


def test_a_name_in_another_order() -> None:
    assert rules([paragraph("开展创优争先活动。")], name="“创先争优”活动") == [("campaign-name", "/0/text")]
    assert rules([paragraph("开展创优争先活动。")], name="创先争优活动") == [("campaign-name", "/0/text")]


@pytest.mark.parametrize(
    "text",
    [
        "开展创先争优活动。",
        "创先争优创先争优。",
        "争先创优（以下简称“争先创优”）。",
        "创建先进、争当优秀。",
        "率先争创优质工程。",
    ],
)
def test_names_that_are_in_order(text: str) -> None:
    assert rules([paragraph(text)], name="“创先争优”活动") == []


def test_an_alias_is_a_name() -> None:
    assert rules([paragraph("开展创优争先活动。")], name="“创先争优”活动", aliases=["创优争先活动"]) == []
