from __future__ import annotations

import pytest

from service.document.counts import announced, inline_items, lead_count, number_of, phase_count


@pytest.mark.parametrize(
    ("lead", "number", "raw"),
    [
        ("主要抓好三项工作：", 3, "三项工作"),
        ("主要开展“三项活动”：", 3, "三项活动"),
        ("重点抓好三个环节。", 3, "三个环节"),
        ("开展四大主题活动：", 4, "四大主题活动"),
        ("围绕换届，重点抓好四项工作:", 4, "四项工作"),
        ("任务繁重。着力解决两个问题：", 2, "两个问题"),
        ("做到以下五个方面：", 5, "五个方面"),
        ("按照十二个步骤进行：", 12, "十二个步骤"),
        ("完成12项任务：", 12, "12项任务"),
        ("做到“五个好”：", 5, "五个好"),
        ("分三步走。", 3, "三步走"),
    ],
)
def test_a_lead_that_ends_with_a_count(lead: str, number: int, raw: str) -> None:
    count = lead_count(lead)
    assert count is not None
    assert (count.number, count.raw) == (number, raw)
    assert raw in lead[count.start : count.end]


@pytest.mark.parametrize(
    "lead",
    [
        "",
        "抓好以下工作：",
        "抓好几项工作：",
        "抓好一项工作：",
        "完成三十多项工作：",
        "近三项工作：",
        "第三项工作：",
        "三个月内完成以下工作：",
        "用三个月时间：",
        "5个工作日内：",
        "二十三个党支部参加：",
        "从下列五项工作中任选三项：",
        "每个支部抓好两项工作：",
        "至少开展三项活动：",
        "三项工作已经完成，现在抓落实：",
        "两个重大节点，四个阶段：",
        "2020年工作：",
        "第二阶段：",
    ],
)
def test_what_announces_no_list(lead: str) -> None:
    assert lead_count(lead) is None


def test_several_counts_in_their_order() -> None:
    assert [c.raw for c in announced("抓住两个节点，分四个阶段进行，做好三项工作。")] == [
        "两个节点",
        "四个阶段",
        "三项工作",
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [("活动分四个阶段进行。", 4), ("抓住两个节点，分四个阶段进行。", 4), ("分三项工作。", None), ("前两个阶段和后三个阶段。", None), ("第四阶段开始。", None)],
)  # fmt: skip
def test_phases(text: str, number: int | None) -> None:
    count = phase_count(text)
    assert (count.number if count else None) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一是学。二是改。三是干。", 3),
        ("一要学，二要改", 2),
        ("统一是根本。", 0),
        ("二是改。三是干。", 0),
        ("一是学。再学一是改。", 1),
        ("", 0),
    ],
)
def test_items_in_a_line(text: str, number: int) -> None:
    assert inline_items(text) == number


@pytest.mark.parametrize(
    ("text", "number"), [("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("7", 7)]
)
def test_numerals(text: str, number: int) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize("text", ["", "〇", "百", "三三", "甲", "十十"])
def test_what_is_no_numeral(text: str) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        number_of(text)
