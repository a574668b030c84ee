from __future__ import annotations

import pytest

from service.layout import gbt9704 as gb
from service.rendering.tables import MARGINS, broken, least_width, table

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


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("沈岳、卢知行、白晓禾", 4, ["沈岳、", "卢知行、", "白晓禾"]),
        ("沈岳、卢知行、白晓禾", 7, ["沈岳、卢知行、", "白晓禾"]),
        ("沈岳、卢知行、白晓禾", 10, ["沈岳、卢知行、白晓禾"]),
        ("沈岳、欧阳明澜", 3, ["沈岳、欧阳明澜"]),  # no room for a whole name
        ("市渔船检验站、市水产研究所", 8, ["市渔船检验站、市水产研究所"]),  # no names of people
        ("2026年9月10日前", 6, ["2026年9月", "10日前"]),
        ("2026年9月底", 6, ["2026年9月底"]),
        ("逐项补齐，每周核对。", 4, ["逐项补齐，每周核对。"]),
    ],
)
def test_names_and_dates_are_broken_between_their_parts(text: str, room: int, lines: list[str]) -> None:
    assert broken(text, room * gb.SMALL_ZI_TWIPS + MARGINS).split("\n") == lines


def test_a_column_of_names_is_wide_enough_for_each() -> None:
    long = "组织局机关各处室和局属各单位逐项梳理问题，列出清单，明确责任人和完成时限，按月通报进展情况。"
    made = table(["责任人", "事项", "做法"], [["欧阳明澜", long, long], ["沈岳", long, long]])
    assert made.columns[0] >= least_width("欧阳明澜") + MARGINS == 4 * gb.SMALL_ZI_TWIPS + MARGINS
    assert sum(made.columns) == gb.TYPE_AREA_WIDTH_TWIPS
    many = table([], [["欧阳明澜"] * 12])
    assert len(set(many.columns)) <= 2  # no room for all: none is preferred
