from __future__ import annotations

import pytest

from service.document.marks import as_heading, is_run_in, list_numbers, read_number, run_in


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("一、总体要求", 1, "一、"),
        ("十二、附则", 1, "十二、"),
        ("（一）目标", 2, "（一）"),
        ("(二)目标", 2, "(二)"),
        ("㈢目标", 2, "㈢"),
        ("1.任务", 3, "1."),
        ("12．任务", 3, "12．"),
        ("（1）任务", 4, "（1）"),
        ("⑵任务", 4, "⑵"),
        ("①任务", 5, "①"),
    ],
)
def test_numbers_are_read_as_printed(text: str, level: int, number: str):
    found = read_number(text)
    assert found is not None
    assert (found.level, found.number) == (level, number)


@pytest.mark.parametrize(
    "text", ["一、二级响应由市局启动", "1.5万元", "3.15活动", "2026年3月", "一是加强", "第一、二产业"]
)
def test_what_only_begins_like_a_number_is_none(text: str):
    assert read_number(text) is None


def test_a_heading_alone_on_its_line():
    assert as_heading("一、总体要求") == {
        "kind": "heading",
        "level": 1,
        "number": "一、",
        "title": "总体要求",
    }


def test_a_heading_that_ends_in_a_mark():
    block = as_heading("（一）压实责任。")
    assert block == {"kind": "heading", "level": 2, "number": "（一）", "title": "压实责任", "end_mark": "。"}


def test_a_heading_that_text_follows():
    block = as_heading("（一）压实责任。各单位要落实到人。")
    assert block is not None
    assert (block["title"], block["end_mark"], block["body"]) == ("压实责任", "。", "各单位要落实到人。")


def test_bold_says_where_the_heading_ends():
    text = "1.各县区要成立防汛抗旱指挥机构，由主要负责同志任指挥长。3月底前报市局备案。"
    assert as_heading(text) is None
    block = as_heading(text, lead_end=text.index("3月"))
    assert block is not None
    assert block["title"] == "各县区要成立防汛抗旱指挥机构，由主要负责同志任指挥长"
    assert block["body"] == "3月底前报市局备案。"


@pytest.mark.parametrize(
    "text",
    [
        "一、同意你县关于调整水库汛限水位的请示，请认真组织实施，切实做好各项准备工作，确保安全。",
        "（一）完成水库除险加固；",
        "（二）对擅自改变工程用途、影响防洪安全的单位和个人：",
        "没有序数的一段。",
    ],
)
def test_a_sentence_is_no_heading(text: str):
    assert as_heading(text) is None


def test_a_heading_of_the_source_needs_no_number():
    assert as_heading("加强领导", depth=2) == {"kind": "heading", "level": 2, "title": "加强领导"}


def test_the_number_outweighs_the_depth():
    block = as_heading("（一）压实责任", depth=4)
    assert block is not None
    assert block["level"] == 2


def test_a_bold_beginning_is_a_heading_without_number():
    text = "加强领导。各单位要高度重视。"
    assert is_run_in(text, 5)
    assert not is_run_in(text, len(text))
    assert not is_run_in("高度重视防汛", 4)
    assert run_in(text, 5, 2) == {
        "kind": "run_in", "level": 2, "title": "加强领导", "end_mark": "。", "body": "各单位要高度重视。",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ([1, {"t": "Decimal"}, {"t": "Period"}], ["1.", "2."]),
        ([3, {"t": "Decimal"}, {"t": "TwoParens"}], ["(3)", "(4)"]),
        ([1, {"t": "LowerAlpha"}, {"t": "OneParen"}], ["a)", "b)"]),
        ([4, {"t": "LowerRoman"}, {"t": "Period"}], ["iv.", "v."]),
    ],
)
def test_a_list_counts_as_it_was_written(attributes: list[object], expected: list[str]):
    numbers = list_numbers(attributes)
    assert [next(numbers), next(numbers)] == expected
