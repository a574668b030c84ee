from __future__ import annotations

from typing import Any

import pytest

from service.forms.shapes import Shapes
from service.forms.typed import ABSENT, read, read_cells, show

PLACES = {
    "date": "common.v1#/$defs/date",
    "number": "common.v1#/$defs/documentNumber",
    "receivers": "common.v1#/$defs/receivers",
    "mark": "common.v1#/$defs/issuerMark",
    "names": "campaign.v1#/properties/aliases",
    "end": "blocks.v1#/$defs/endMark",
    "level": "blocks.v1#/$defs/level",
    "period": "blocks.v1#/$defs/phase/properties/period",
}


@pytest.mark.parametrize(
    ("place", "typed", "value"),
    [
        ("date", "2026.3.16", "2026年3月16日"),
        ("date", "2026-03-16", "2026年3月16日"),
        ("date", "二〇二六年三月十六日", "2026年3月16日"),
        ("date", "三月", "三月"),
        ("date", "  ", ABSENT),
        ("number", "滨海发 [2026] 第012号", "滨海发〔2026〕12号"),
        ("receivers", "各区县局，局机关各处室：", "各区县局，局机关各处室"),
        ("mark", "滨海市水务局文件", "滨海市水务局文件"),
        ("mark", "滨海市水务局\r\n滨海市财政局", ["滨海市水务局", "滨海市财政局"]),
        (
            "mark",
            "滨海市水务局\n滨海市财政局【文件】",
            {"issuers": ["滨海市水务局", "滨海市财政局"], "ending": "文件"},
        ),
        ("names", "优促、“优促”活动，活动", ["优促", "“优促”活动", "活动"]),
        ("names", "甲、乙联席会议\n", ["甲、乙联席会议"]),
        ("end", "无", ""),
        ("end", "", ABSENT),
        ("level", "2", 2),
        ("period", "  月  日", "  月  日"),
    ],
)
def test_what_is_typed_is_read_as_the_schema_wants_it(
    shapes: Shapes, place: str, typed: str, value: Any
) -> None:
    shape = shapes.at(PLACES[place])
    assert read(shape, typed) == value
    assert read(shape, show(shape, value)) == value


def test_a_cell_says_what_it_spans(shapes: Shapes) -> None:
    row = shapes.at("blocks.v1#/$defs/table/properties/rows/items")
    typed = ["合计【跨2列、居中】", "【注】不是记号", ""]
    cells = [{"text": "合计", "columns": 2, "side": "center"}, "【注】不是记号", ""]
    assert read_cells(row, typed) == cells
    assert show(row, cells).split("\t") == typed
