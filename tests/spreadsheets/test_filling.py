"""Columns of drafts, rows in their content, and what is wrong by row and column."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from service.drafting.desk import Desk
from service.drafting.starting import start_content
from service.spreadsheets.blank import SHEET, blank_spreadsheet
from service.spreadsheets.columns import Base, base_of, guessed, telling
from service.spreadsheets.filling import Filled, alike, filled
from service.spreadsheets.reading import read_spreadsheet
from service.storage import Draft
from tests.spreadsheets.sheets import xlsx
from tests.web.desk.conftest import ME


@pytest.fixture
def pledge(desk: Desk, campaign: Draft) -> Draft:
    paper = {"manuscript_type": "正本", "title": "公开承诺书"}
    return start_content(desk, ME, "public_pledge", {"paper": paper}, campaign.id)


def rows_of(desk: Desk, draft: Draft, *rows: list[Any]) -> tuple[Base, tuple[Filled, ...]]:
    base = base_of(desk, draft)
    sheet = read_spreadsheet(xlsx(*rows), known=[column.name for column in base.columns])
    mapped = guessed(sheet.titles, base.columns)
    return base, filled(desk, base, sheet.body, mapped, 0)


def test_a_notice_s_usual_columns_are_who_gets_it_and_its_title(desk: Desk, free: Draft):
    base = base_of(desk, free)
    assert {c.name for c in base.columns if c.usual} == {"标题", "主送机关"}
    names = [column.name for column in base.columns]
    assert len(names) == len(set(names))
    assert {"正文", "成文日期", "发文字号"} <= set(names)
    assert not [name for name in names if name.isascii()]


def test_a_pledge_is_made_for_the_person_of_the_row(desk: Desk, pledge: Draft):
    base = base_of(desk, pledge)
    usual = {column.name for column in base.columns if column.usual}
    assert usual == {"姓名或名称", "所在支部或单位", "职务", "谁的承诺", "承诺事项"}
    _, (one, two) = rows_of(
        desk,
        pledge,
        ["姓名", "单位", "职务", "谁的承诺", "承诺事项"],
        ["邵云帆", "局渔政处", "科员", "个人", "1.不误一件事。\n2.每月下乡一次。"],
        ["岑若溪", "局办公室", "主任", "个人", "文件当天办结。"],
    )
    assert (one.mistakes, two.mistakes) == ((), ())
    (entry,) = one.tree["campaign"]["pledges"]
    assert entry["name"] == "邵云帆"
    assert entry["items"] == [{"text": "不误一件事。"}, {"text": "每月下乡一次。"}]
    assert "pledges" not in one.tree["paper"]
    assert one.tree["campaign"]["pledges"][0]["id"] != two.tree["campaign"]["pledges"][0]["id"]
    assert (one.label, two.label) == ("邵云帆", "岑若溪")


def test_values_are_mended_as_the_form_does(desk: Desk, free: Draft):
    _, (row,) = rows_of(
        desk,
        free,
        ["主送机关", "成文日期", "正文"],
        ["市渔政支队、市港航中心：", "2026-3-16", "一、抓紧办理\n各单位要逐项核对。"],
    )
    assert row.mistakes == ()
    assert row.tree["paper"]["principal_receivers"] == "市渔政支队、市港航中心"
    assert row.tree["paper"]["signature"]["issue_date"] == "2026年3月16日"
    assert [block["kind"] for block in row.tree["paper"]["text"]] == ["heading", "paragraph"]


def test_lines_of_the_draft_s_title_do_not_stay_with_another_title(desk: Desk, root: Path):
    paper = {"manuscript_type": "正本", "title": "关于甲的通知", "title_lines": ["关于", "甲的通知"]}
    draft = start_content(desk, ME, "general", {"paper": paper}, None)
    _, (row,) = rows_of(desk, draft, ["标题", "主送机关"], ["关于乙的通知", "各单位"])
    assert "title_lines" not in row.tree["paper"]


def test_what_is_wrong_is_said_by_row_and_column(desk: Desk, free: Draft):
    _, rows = rows_of(
        desk,
        free,
        ["标题", "主送机关", "成文日期"],
        ["关于检查的通知", "各单位", "2026年2月30日"],
        ["", "各单位", "2026年3月1日"],
        ["关于检查的通知", "=A1", "2026年3月1日"],
    )
    told = [(mistake.row, mistake.column) for row in rows for mistake in row.mistakes]
    assert told == [(2, "成文日期"), (3, "标题"), (4, "主送机关")]
    assert all(mistake.message for row in rows for mistake in row.mistakes)
    assert alike(rows) == ("关于检查的通知",)


def test_the_draft_itself_stays_as_it_was(desk: Desk, free: Draft):
    before = base_of(desk, free).tree
    base, _ = rows_of(desk, free, ["标题", "主送机关"], ["关于乙的通知", "各单位"])
    assert base.tree == before


def test_the_blank_one_reads_back_as_its_columns_and_is_the_same_each_time(desk: Desk, pledge: Draft):
    base = base_of(desk, pledge)
    usual = [column for column in base.columns if column.usual]
    made = blank_spreadsheet(usual, {usual[0].key: "=1+1"})
    sheet = read_spreadsheet(made)
    assert sheet.name == SHEET
    assert list(guessed(sheet.titles, base.columns).values()) == usual
    notes = load_workbook(io.BytesIO(made))["说明"]
    assert (notes["C2"].value, notes["C2"].data_type) == ("=1+1", "s")


def test_a_column_is_guessed_by_its_name(desk: Desk, pledge: Draft, free: Draft):
    columns = base_of(desk, pledge).columns
    found = guessed(["序号", "姓名*", "单位（必填）", "", "联系电话"], columns)
    assert {i: column.name for i, column in found.items()} == {1: "姓名或名称", 2: "所在支部或单位"}
    notice = base_of(desk, free).columns
    assert telling(notice).key == "/paper/principal_receivers"  # type: ignore[union-attr]
    assert telling([]) is None
