from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import pytest

from service.catalog.outline import PrintedRow
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.form_tables import form_table, is_form


def test_only_a_table_with_more_than_texts_is_a_form() -> None:
    assert not is_form({"header": ["甲"], "rows": [["1"]]})
    assert is_form({"rows": [[{"text": "甲"}]]})
    assert is_form({"header": [{"text": "甲", "columns": 2}], "rows": [["1", "2"]]})
    assert is_form({"rows": [["1"]], "heights": [2]})


def test_a_cell_over_several_columns_is_as_wide_as_these() -> None:
    made = form_table((), [["甲", {"text": "乙", "columns": 2}], ["1", "2", "3"]], (1, 1, 2))
    first, second = made.rows
    assert [(c.text, c.span) for c in first.cells] == [("甲", 0), ("乙", 2)]
    assert first.cells[1].width == sum(made.columns[1:])
    assert sum(c.width for c in second.cells) == gb.TYPE_AREA_WIDTH_TWIPS


def test_a_cell_over_several_rows_goes_on_under_itself() -> None:
    made = form_table((), [[{"text": "甲", "rows": 3, "columns": 2}, "1"], ["2"], ["3"], ["乙", "丙", "4"]])
    assert [[(c.text, c.merge) for c in row.cells] for row in made.rows] == [
        [("甲", "restart"), ("1", "")], [("", "continue"), ("2", "")], [("", "continue"), ("3", "")],
        [("乙", ""), ("丙", ""), ("4", "")],
    ]  # fmt: skip
    assert [row.cells[0].span for row in made.rows] == [2, 2, 2, 0]


def test_rows_have_the_height_that_is_asked_for() -> None:
    made = form_table((), [["甲"], ["乙"], ["丙"]], (), (1, 3))
    assert [row.height for row in made.rows] == [0, 3 * gb.LINE_PITCH_TWIPS, 0]


@pytest.mark.parametrize("shares", [(100, 1), (1, 100, 1), (1,) * 20, (100, *[1] * 19)])
def test_no_column_is_too_narrow_for_one_character(shares: tuple[int, ...]) -> None:
    made = form_table((), [["字"] * len(shares)], shares)
    assert sum(made.columns) == gb.TYPE_AREA_WIDTH_TWIPS
    assert min(made.columns) >= min(gb.SMALL_ZI_TWIPS + 216, gb.TYPE_AREA_WIDTH_TWIPS // len(shares))


def test_shares_that_do_not_fit_the_columns_are_passed_over() -> None:
    assert len(form_table((), [["甲", "乙", "丙"]], (1, 2)).columns) == 3


def rows(bound: Content, metrics: FontMetrics) -> list[PrintedRow]:
    context = compose(bound, metrics).context
    printed = bound.paper.template.outline.printed(
        {f.name: getattr(context, f.name) for f in fields(context)}
    )
    return [item for item in printed if isinstance(item, PrintedRow)]


def test_the_outline_knows_heights_and_merged_cells(
    content: Callable[..., Content], metrics: FontMetrics
) -> None:
    review = rows(content("binhai", "leader_review_form"), metrics)
    assert [row.least_height // gb.LINE_PITCH_TWIPS for row in review[:8]] == [0, 0, 0, 4, 4, 4, 0, 2]
    summary = content("binhai", "evaluation_summary")
    read = summary.paper.template.outline.cell
    merged = [[read(cell).is_merged for cell in row.cells] for row in rows(summary, metrics)[1:3]]
    assert merged == [[True, True, False, False, False, False]] * 2


def test_a_share_gives_way_to_the_names_in_its_column() -> None:
    made = form_table(["组别", "组长", "单位"], [["第一组", "欧阳明澜", "甲站"]], [1, 1, 20])
    assert made.columns[1] >= 4 * gb.SMALL_ZI_TWIPS
    assert made.columns[0] >= 3 * gb.SMALL_ZI_TWIPS
    assert sum(made.columns) == gb.TYPE_AREA_WIDTH_TWIPS
    narrow = form_table([], [["欧阳明澜"] * 12], [1] * 12)
    assert max(narrow.columns) - min(narrow.columns) <= 12


def test_names_of_a_team_stand_in_lines_of_their_own() -> None:
    made = form_table(["组员", "单位"], [["沈岳、卢知行", "甲站"]], [14, 86])
    assert made.rows[0].cells[0].text == "沈岳、\n卢知行"
