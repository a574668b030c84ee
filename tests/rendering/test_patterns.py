from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest

from service.catalog.catalog import Catalog
from service.catalog.validation import validate
from service.layout.metrics import FontMetrics
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.elements import elements
from service.rendering.patterns import attachments, expanded, listed, phrases, sheets, values_of, written
from service.rendering.typesetting import Typesetter

Read = Callable[..., Content]
PATTERN_NAMES = re.compile(r"\{([a-z_0-9.|]+)(?::spaced|:day)?\}")
VALUES: dict[str, Any] = {
    "meeting": {"name": "动员大会", "place": "报告厅", "agenda": ["传达。", "部署。"]},
    "people": [
        {"name": "张力", "unit": "甲站", "votes": ["3", "4"]},
        {"name": "欧阳明", "unit": "乙站", "votes": ["5"]},
    ],
    "kinds": [{"title": "好"}, {"title": "差"}],
}


def paragraphs(*blocks: dict[str, Any]) -> list[str]:
    return [block["text"] for block in expanded(blocks, VALUES)]


def test_a_text_takes_its_facts_and_falls_away_without_them() -> None:
    assert phrases(["召开{meeting.name}。", "于{meeting.time}。", "如下："], VALUES) == [
        "召开动员大会。",
        "如下：",
    ]
    assert phrases(["{meeting.hall|meeting.place}"], VALUES) == ["报告厅"]
    assert paragraphs({"kind": "paragraph", "text": "{meeting.time}"}) == []


def test_a_list_of_sentences_is_numbered_one_of_words_is_joined() -> None:
    assert written(["传达。", "部署。"]) == "1.传达。2.部署。"
    assert written(["甲", "乙"]) == "甲、乙"
    assert written(["只有一句。"]) == "只有一句。"


def test_facts_are_paragraphs_with_numbers_and_one_without() -> None:
    assert paragraphs({"kind": "facts", "of": "meeting.agenda"}) == ["（一）传达。", "（二）部署。"]
    assert paragraphs({"kind": "facts", "of": "people", "each": "{row.unit}。", "level": 3}) == [
        "1.甲站。",
        "2.乙站。",
    ]
    assert paragraphs({"kind": "facts", "of": "people", "each": "{row.unit}", "where": {"name": "张力"}}) == [
        "甲站"
    ]
    assert paragraphs({"kind": "facts", "of": "meeting.place"}) == ["报告厅"]
    assert paragraphs({"kind": "facts", "of": "meeting.nothing"}) == []


def test_blocks_among_the_facts_stay_blocks() -> None:
    block = {"kind": "paragraph", "text": "照排。"}
    assert expanded([{"kind": "facts", "of": "steps"}], {"steps": [block]}) == [block]


def test_each_repeats_its_blocks_and_a_sentence_joins_them() -> None:
    each = {"kind": "each", "of": "people", "text": [{"kind": "paragraph", "text": "{ordinal_1}{row.name}"}]}
    assert paragraphs(each) == ["一、张力", "二、欧阳明"]
    assert paragraphs({"kind": "sentence", "of": "people", "each": "{row.unit}", "text": "有{all}。"}) == [
        "有甲站、乙站。"
    ]
    assert paragraphs({"kind": "sentence", "of": "none", "each": "{row}", "text": "有{all}。"}) == []


def test_rows_have_a_row_for_each_fact_and_empty_cells_for_what_is_absent() -> None:
    (table,) = expanded(
        [{"kind": "rows", "of": "people", "columns": [1, 2, 2], "header": ["序号", "姓名", "职务"],
          "cells": ["{number}", "{row.name:spaced}", "{row.unit}{row.posts}"],
          "last": [{"cells": ["签名", ""], "height": 3}]}], VALUES,
    )  # fmt: skip
    assert table["rows"] == [
        ["1", "张　力", "甲站"],
        ["2", "欧阳明", "乙站"],
        ["签名", {"text": "", "columns": 2}],
    ]
    assert table["heights"] == [1, 1, 3]
    assert expanded([{"kind": "rows", "of": "nobody", "header": ["甲"], "cells": ["{row}"]}], VALUES) == []


def test_rows_spread_over_a_column_for_each_of_another_list() -> None:
    spread = {"of": "kinds", "header": "{row.title}", "cell": "votes", "column": 4, "total": "共"}
    (table,) = expanded(
        [
            {
                "kind": "rows",
                "of": "people",
                "columns": [5],
                "header": ["姓名"],
                "cells": ["{row.name}"],
                "spread": spread,
            }
        ],
        VALUES,
    )
    assert table["header"] == ["姓名", "好", "差"]
    assert table["columns"] == [5, 4, 4]
    assert table["rows"][:2] == [["张力", "3", "4"], ["欧阳明", "5", ""]]
    assert table["rows"][2] == [{"text": "合计", "columns": 1, "side": "center"}, "共", "共"]


def test_of_several_blocks_the_first_with_facts_is_taken() -> None:
    own, usual = ({"kind": "paragraph", "text": t} for t in ("{meeting.time}", "照例。"))
    assert paragraphs({"kind": "first", "text": [own, usual]}) == ["照例。"]
    assert paragraphs({"kind": "first", "text": [usual, own]}) == ["照例。"]


def test_votes_have_a_row_for_counts_and_one_for_shares() -> None:
    evaluation = {
        "grades": [{"name": "好"}, {"name": "差"}],
        "items": [{"name": "作风", "votes": ["3", "1"], "shares": ["75%"]}],
    }
    (table,) = expanded([{"kind": "votes", "of": "evaluation"}], {"evaluation": evaluation})
    assert table["header"] == ["序号", "评议项目", "好", "差"]
    assert table["rows"] == [
        [{"text": "1", "rows": 2}, {"text": "作风", "rows": 2}, "3", "1"], ["75%"],
    ]  # fmt: skip


def test_an_attachment_without_facts_is_left_out() -> None:
    pattern = {"title": "{meeting.name}回执", "text": [{"kind": "facts", "of": "meeting.nothing"}]}
    assert attachments([pattern], VALUES) == []
    pattern["text"] = [{"kind": "paragraph", "text": "请填写。"}]
    assert [a["title"] for a in attachments([pattern], VALUES)] == ["动员大会回执"]


def test_sheets_are_those_that_the_paper_names_or_all() -> None:
    pledges = [{"id": "a", "kind": "person", "name": "甲"}, {"id": "b", "kind": "organisation", "name": "乙"}]
    text = {
        kind: [{"kind": "paragraph", "text": f"{kind}:{{pledge.name}}"}]
        for kind in ("person", "organisation")
    }
    tree: Any = {"campaign": {"pledges": pledges, "plan": {"text": []}}, "paper": {}}
    pattern = {"of": "pledge", "text": text}
    assert [s[0]["text"] for s in sheets(pattern, tree)] == ["person:甲", "organisation:乙"]
    tree["paper"]["pledges"] = ["b"]
    assert [s[0]["text"] for s in sheets(pattern, tree)] == ["organisation:乙"]
    assert sheets({}, tree) == []


def test_the_content_may_word_opening_and_closing_itself(content: Read, metrics: Any) -> None:
    bound = content("binhai", "inspection_notice")
    made = elements(bound, Typesetter(metrics))
    assert made.text[0].body.startswith("为深入推进“优服务、促发展”活动")
    assert made.closing[0].body == "请各单位认真做好准备，并于8月14日前报送自查报告。"
    tree: Any = copy.deepcopy(dict(bound.tree))
    tree["paper"] |= {"opening": ["自己写。"], "closing": []}
    own = elements(Content(bound.paper, tree), Typesetter(metrics))
    assert [b.body for b in own.text] == ["自己写。"]
    assert own.closing == ()


def test_every_name_of_every_pattern_is_a_field_of_the_schemas(catalog: Catalog) -> None:
    """What no schema knows would silently never be printed."""

    def named(value: Any) -> set[str]:
        if isinstance(value, str):
            return set(PATTERN_NAMES.findall(value))
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return {name for v in inner for name in named(v)}

    known = {name for schema in catalog.schemas.values() for name in properties(schema)}
    known |= {"row", "number", "all", "campaign", "paper", "phase"} | {f"ordinal_{n}" for n in range(1, 5)}
    for paper in catalog.papers:
        for part in ("opening", "closing", "sections", "attachments", "sheets"):
            for name in named(paper.manifest.get(part, [])):
                for step in name.split(":")[0].replace("|", ".").split("."):
                    assert step in known, f"{paper.id}: {name}"


def properties(schema: Any) -> set[str]:
    found = set(schema.get("properties", {})) if isinstance(schema, dict) else set()
    if isinstance(schema, dict) and "$id" in schema:
        found.add(schema["$id"].partition(".")[0])
    for value in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        found |= properties(value)
    return found


def test_values_are_those_that_the_paper_refers_to(content: Read) -> None:
    values = values_of(content("binhai", "phase_arrangement_notice").tree)
    assert values["phase"]["name"] == "查摆问题"
    assert values_of(content("binhai", "rally_notice").tree)["meeting"]["id"] == "rally"
    assert listed("meeting.agenda", VALUES) == ["传达。", "部署。"]


@pytest.mark.parametrize(
    ("paper", "field"),
    [("rally_notice", "meeting"), ("phase_arrangement_notice", "phase"), ("selection_notice", "selection")],
)
def test_a_reference_to_nothing_is_refused(content: Read, catalog: Catalog, paper: str, field: str) -> None:
    bound = content("binhai", paper)
    tree: Any = copy.deepcopy(dict(bound.tree))
    tree["paper"][field] = "nowhere"
    (finding,) = validate(tree, bound.paper, catalog)
    assert finding.pointer == f"/paper/{field}"
    assert "没有编号为“nowhere”" in finding.message


def test_a_list_of_references_is_asked_one_by_one(content: Read, catalog: Catalog) -> None:
    bound = content("binhai", "public_pledge")
    tree: Any = copy.deepcopy(dict(bound.tree))
    tree["paper"]["pledges"] = ["wen", "nobody", "chu"]
    assert [f.pointer for f in validate(tree, bound.paper, catalog)] == ["/paper/pledges/1"]


def test_a_group_printed_anywhere_must_be_there(content: Read, catalog: Catalog) -> None:
    bound = content("binhai", "leading_group_notice")
    tree: Any = copy.deepcopy(dict(bound.tree))
    tree["paper"]["group"] = "nowhere"
    tree["campaign"]["plan"]["text"].append({"kind": "leading_group", "group": "gone", "form": "lines"})
    at = len(tree["campaign"]["plan"]["text"]) - 1
    assert {f.pointer for f in validate(tree, bound.paper, catalog)} == {
        "/paper/group", f"/campaign/plan/text/{at}/group",
    }  # fmt: skip


def test_a_fact_may_be_its_day_alone_and_a_text_the_first_of_several() -> None:
    values = {"meeting": {"time": "2026年7月7日（星期二）下午2:30", "place": "二楼", "agenda": ["甲。"]}}
    assert phrases(["{meeting.time:day}召开。", "{meeting.place:day}召开。"], values) == [
        "2026年7月7日召开。"
    ]
    block = {"kind": "facts", "of": "meeting.agenda", "each": ["{row}{row.none}", "{row}（{meeting.place}）"]}
    assert phrases([block], values) == ["甲。（二楼）"]


def test_several_facts_have_a_lead_and_one_has_its_own_beginning() -> None:
    block = {"kind": "facts", "of": "meeting.agenda", "lead": "议定：", "alone": "会议决定，"}
    assert paragraphs(block) == ["议定：", "（一）传达。", "（二）部署。"]
    assert phrases([block], {"meeting": {"agenda": ["传达。"]}}) == ["会议决定，传达。"]
    assert phrases([block], {"meeting": {}}) == []


def test_minutes_are_put_together_from_the_meeting(content: Read, metrics: FontMetrics) -> None:
    made = compose(content("binhai", "meeting_minutes"), metrics).context
    (section,) = made.sections
    assert made.text[0].body.startswith("2026年7月7日，领导小组组长、局党组书记、局长周海宁主持召开")
    assert [block.heading for block in section.text if block.level] == [
        "一、关于问题整改",
        "二、关于海岛乡镇服务窗口建设",
        "三、关于督导检查",
    ]
    bodies = [block.body for block in section.text if not block.level]
    begins = (
        "会议听取了",
        "会议认为，",
        "会议指出，",
        "会议议定以下事项：",
        "会议决定，",
        "会议强调，",
        "会议要求，",
    )
    assert all(any(body.startswith(begin) for body in bodies) for begin in begins)
    assert sum("（责任单位：" in body and "；完成时限：" in body for body in bodies) == 6
    assert [entry.label for entry in made.attendance] == ["出席", "请假", "列席", "记录"]


def test_a_notice_of_a_meeting_lists_nobody(content: Read, metrics: FontMetrics) -> None:
    bound = content("binhai", "rally_notice")
    tree = copy.deepcopy(dict(bound.tree))
    tree["campaign"]["meetings"][0]["present"] = "周海宁"
    assert compose(Content(bound.paper, tree), metrics).context.attendance == ()


def test_sentences_in_a_cell_have_a_line_each() -> None:
    (made,) = expanded([{"kind": "table", "rows": [["{meeting.agenda}", "{meeting.name}"]]}], VALUES)
    assert made["rows"] == [["1.传达。\n2.部署。", "动员大会"]]
