"""A text of blocks in one box: what is shown reads back as the same blocks, and edits touch only what they touch."""

from __future__ import annotations

from typing import Any

import pytest

from service.forms.places import texts_of_blocks
from service.forms.rows import Writing
from service.forms.shapes import Shapes
from service.forms.weaving import reader_at
from service.forms.written import Reader, outline, spans
from tests.forms.trees import fullest, samples

SAMPLES = samples()


def reader(shapes: Shapes, *blocks: Any) -> Reader:
    writing = Writing({"text": list(blocks)}, {"/text": [str(i) for i in range(1, len(blocks) + 1)]})
    return reader_at(shapes, writing, ("text",), list(blocks))


def read(shapes: Shapes, typed: str, *blocks: Any) -> list[Any]:
    return [block for block, _ in reader(shapes, *blocks).read(typed)]


def heading(level: int, title: str, **more: Any) -> dict[str, Any]:
    return {"kind": "heading", "level": level, "title": title, **more}


def paragraph(text: str, **more: Any) -> dict[str, Any]:
    return {"kind": "paragraph", "text": text, **more}


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_shown_of_a_sample_reads_back_as_the_same_rows(shapes: Shapes, name: str) -> None:
    place, content = SAMPLES[name]
    for text in texts_of_blocks(shapes, shapes.at(place), content):
        if isinstance(text.value, list):
            held = reader(shapes, *text.value)
            assert held.read(held.text()) == list(held.rows), text.pointer


def test_every_kind_of_block_has_a_line_and_reads_back(shapes: Shapes) -> None:
    blocks = fullest(shapes, shapes.at("campaign.v1#"))["plan"]["text"]
    assert {block["kind"] for block in blocks} == {
        kind for kind, _ in shapes.at("blocks.v1#/$defs/block").kinds
    }
    held = reader(shapes, *blocks)
    assert [block for block, _ in held.read(held.text())] == blocks
    assert all(held.shown)


def test_levels_are_told_by_their_numbers(shapes: Shapes) -> None:
    typed = "现通知如下：\n一、总体要求\n　　（一）指导思想。深入学习。\n1.加强领导\n（1）成立专班\n2026年是关键一年。"
    assert read(shapes, typed) == [
        paragraph("现通知如下："),
        heading(1, "总体要求", number="一、"),
        heading(2, "指导思想", number="（一）", end_mark="。", body="深入学习。"),
        heading(3, "加强领导", number="1."),
        heading(4, "成立专班", number="（1）"),
        paragraph("2026年是关键一年。"),
    ]


def test_a_pasted_table_is_a_table_and_an_automatic_number_is_none(shapes: Shapes) -> None:
    typed = "一、\t总体要求\n序号\t事项\t时限\r\n1.\t走访\t5月底\n2.\t↵座谈\t\n注：可以提前。\n\n甲\t乙"
    assert read(shapes, typed) == [
        heading(1, "总体要求", number="一、"),
        {"kind": "table", "header": ["序号", "事项", "时限"], "rows": [["1.", "走访", "5月底"], ["2.", "\n座谈", ""]],
         "note": "注：可以提前。"},
        {"kind": "table", "rows": [["甲", "乙"]]},
    ]  # fmt: skip


def test_a_table_may_be_typed_with_bars(shapes: Shapes) -> None:
    typed = "｜事项｜时限｜\n|---|---|\n| 走访 | 5月底 |"
    assert read(shapes, typed) == [{"kind": "table", "header": ["事项", "时限"], "rows": [["走访", "5月底"]]}]


def test_an_edited_line_leaves_the_others_as_they_were(shapes: Shapes) -> None:
    odd = paragraph("一、其实不是标题", page_break=True)
    blocks = (odd, heading(2, "没有序数"), paragraph("旧的文字。"), odd)
    text = reader(shapes, *blocks).text()
    rows = reader(shapes, *blocks).read(text.replace("旧的", "新的"))
    assert [block for block, _ in rows] == [odd, heading(2, "没有序数"), paragraph("新的文字。"), odd]
    assert [id for _, id in rows] == ["1", "2", None, "4"]


@pytest.mark.parametrize(
    ("was", "typed", "now"),
    [
        (heading(2, "没有序数"), "改了的标题", heading(2, "改了的标题")),
        (heading(2, "旧"), "（一）新", heading(2, "新", number="（一）")),
        (paragraph("一、不是标题"), "一、也不是标题", paragraph("一、也不是标题")),
        (paragraph("旧", page_break=True), "新", paragraph("新", page_break=True)),
        (
            {"kind": "run_in", "level": 2, "title": "要求", "end_mark": "。", "body": "旧"},
            "要求。新",
            {"kind": "run_in", "level": 2, "title": "要求", "end_mark": "。", "body": "新"},
        ),
        ({"kind": "key_value", "key": "时间", "value": "旧"}, "时间：新", {"kind": "key_value", "key": "时间", "value": "新"}),
        (
            {"kind": "table", "columns": [1, 2], "rows": [["甲", "乙"], ["丙", "丁"]]},
            "甲\t乙\n丙\t戊",
            {"kind": "table", "columns": [1, 2], "rows": [["甲", "乙"], ["丙", "戊"]]},
        ),
        (
            {"kind": "table", "columns": [1, 2], "heights": [1], "rows": [["甲", "乙"]]},
            "甲\t乙\t丙\n丁\t戊\t己",
            {"kind": "table", "rows": [["甲", "乙", "丙"], ["丁", "戊", "己"]]},
        ),
        (paragraph(""), "新", paragraph("新")),
        ({"kind": "heading"}, "新", heading(1, "新")),
    ],
)  # fmt: skip
def test_what_lines_cannot_say_stays_as_in_the_block_that_was_edited(
    shapes: Shapes, was: Any, typed: str, now: Any
) -> None:
    assert read(shapes, typed, was) == [now]


def test_a_block_that_lines_cannot_tell_is_moved_with_its_line(shapes: Shapes) -> None:
    inner = {"kind": "list", "layout": "inline", "items": [{"title": "甲", "text": [paragraph("【乙】")]}]}
    first, line, last = reader(shapes, paragraph("一。"), inner, paragraph("二。")).text().split("\n")
    assert line == "【列举 2：甲〔乙〕】"
    assert read(shapes, f"{line}\n{first}\n{last}", paragraph("一。"), inner, paragraph("二。"))[0] == inner
    assert read(shapes, f"{first}\n{last}", paragraph("一。"), inner, paragraph("二。")) == [
        paragraph("一。"),
        paragraph("二。"),
    ]


def test_rows_of_a_list_that_is_a_line_each_may_be_edited(shapes: Shapes) -> None:
    listed = {
        "kind": "list",
        "layout": "lines",
        "items": [{"number": "1.", "title": "甲"}, {"number": "2.", "title": "乙"}],
    }
    assert reader(shapes, listed).text() == "1.甲\n2.乙"
    assert read(shapes, "1.甲\n2.丙", listed) == [
        heading(3, "甲", number="1."),
        heading(3, "丙", number="2."),
    ]


def test_nothing_typed_is_nothing(shapes: Shapes) -> None:
    assert read(shapes, " \r\n　\n") == []
    assert read(shapes, "", paragraph("有过。")) == []


def test_the_outline_says_where_its_headings_are(shapes: Shapes) -> None:
    held = reader(shapes, paragraph("𠮷祥。"), heading(1, "要求", number="一、"), paragraph("文字。"))
    (only,) = outline(held.rows, held.shown)
    text = held.text().encode("utf-16-le")
    assert (only.level, only.text) == (1, "一、要求")
    assert text[2 * only.start : 2 * only.end].decode("utf-16-le") == "一、要求"
    table = {"kind": "table", "rows": [["甲", "乙"]]}
    held = reader(shapes, table, table, paragraph("末。"))
    start, end = spans(held.shown)[-1]
    assert held.text()[start:end] == "末。"
