from __future__ import annotations

import pytest

from service.layout import gbt9704 as gb
from service.rendering.tables import table

LONG = "养殖场（户）、渔业合作社、水产加工企业、涉海服务企业的走访情况逐户登记造册并限期反馈"


@pytest.mark.parametrize(
    "rows",
    [
        [["1", "甲"]],
        [["1", LONG, "行政审批处", LONG]],
        [[LONG] * 20],
        [["", ""], ["1"]],
        [["1"] * 20],
    ],
)
def test_columns_fill_the_type_area_and_none_is_lost(rows: list[list[str]]) -> None:
    made = table((), rows)
    assert sum(made.columns) == gb.TYPE_AREA_WIDTH_TWIPS
    assert min(made.columns) > 0
    assert [
        [c.text for c in row.cells][: len(given)] for row, given in zip(made.rows, rows, strict=True)
    ] == rows
    assert {len(row.cells) for row in made.rows} == {len(made.columns)}


def test_short_words_stay_on_one_line_beside_long_texts() -> None:
    made = table(("序号", "任务", "牵头处室"), [["1", LONG, "行政审批处"], ["10", LONG, "办公室"]])
    number, text, office = made.columns
    assert number - 216 >= 2 * gb.SMALL_ZI_TWIPS
    assert office - 216 >= 5 * gb.SMALL_ZI_TWIPS
    assert text > number + office


def test_columns_of_short_cells_are_centred_whatever_their_header() -> None:
    made = table(("现行平均时限（工作日）", "事项"), [["15", LONG], ["12.6", "甲"]])
    assert [cell.side for cell in made.rows[0].cells] == ["center", "left"]


def test_given_widths_are_kept() -> None:
    assert table(("甲", "乙"), [["1", "2"]], (3000, 5844)).columns == (3000, 5844)
