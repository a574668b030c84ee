"""Spreadsheets as people make them, and files that are none."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from service.errors import UnreadableDocument
from service.spreadsheets.reading import MOST_COLUMNS, MOST_ROWS, Spreadsheet, read_spreadsheet
from tests.spreadsheets.sheets import xlsx


def texts(sheet: Spreadsheet) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in sheet.body]


def test_cells_read_as_excel_shows_them():
    def percent(sheet: Any) -> None:
        sheet["E2"].number_format = "0.0%"

    data = xlsx(
        ["姓名", "日期", "数量", "单价", "比例", "在岗"],
        ["温知夏 ", dt.datetime(2026, 3, 16), 12.0, 0.1 + 0.2, 0.985, True],
        also=percent,
    )
    sheet = read_spreadsheet(data)
    assert sheet.titles == ("姓名", "日期", "数量", "单价", "比例", "在岗")
    assert texts(sheet) == [["温知夏", "2026年3月16日", "12", "0.3", "98.5%", "是"]]


@pytest.mark.parametrize(
    "data",
    [
        "姓名,单位\n温知夏,渔政处\n".encode(),
        "\ufeff姓名,单位\r\n温知夏,渔政处\r\n".encode(),
        "姓名,单位\n温知夏,渔政处\n".encode("gb18030"),
        "姓名\t单位\n温知夏\t渔政处\n".encode("utf-16"),
        "姓名;单位\n温知夏;渔政处\n".encode(),
        '姓名,单位\n温知夏,"渔政处"\n'.encode(),
    ],
    ids=["utf-8", "utf-8 with its mark", "gb18030", "excel's unicode text", "semicolons", "quotes"],
)
def test_a_csv_in_any_usual_encoding(data: bytes):
    sheet = read_spreadsheet(data)
    assert (sheet.titles, texts(sheet)) == (("姓名", "单位"), [["温知夏", "渔政处"]])


def test_a_title_above_and_empty_rows_are_passed_over_and_numbers_stay():
    data = xlsx(["附件1 名单"], [], ["姓名", "单位"], ["温知夏", "渔政处"], [], ["陈思远", "办公室"])
    sheet = read_spreadsheet(data)
    assert sheet.titles == ("姓名", "单位")
    assert [line.number for line in sheet.body] == [4, 6]
    assert read_spreadsheet(data, head=4).titles == ("温知夏", "渔政处")


def test_a_merged_title_is_no_head_and_a_merged_unit_holds_for_each_row():
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("B3:B4")

    sheet = read_spreadsheet(
        xlsx(["名单", None], ["姓名", "单位"], ["温知夏", "渔政处"], ["陈思远", None], also=merge)
    )
    assert sheet.titles == ("姓名", "单位")
    assert texts(sheet) == [["温知夏", "渔政处"], ["陈思远", "渔政处"]]
    assert sheet.merged


def test_a_formula_counts_by_its_last_result_and_without_one_says_so():
    sheet = read_spreadsheet(xlsx(["姓名", "数量"], ["温知夏", "=1+1"]))
    assert "公式" in sheet.body[0].cells[1].trouble
    data = with_cached(xlsx(["姓名", "数量"], ["温知夏", "=1+1"]), "<v></v>", "<v>2</v>")
    assert texts(read_spreadsheet(data)) == [["温知夏", "2"]]


def with_cached(data: bytes, before: str, after: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                text = part.decode().replace("<v />", "<v></v>").replace("<v/>", "<v></v>")
                assert before in text
                part = text.replace(before, after).encode()
            new.writestr(name, part)
    return out.getvalue()


def test_a_number_that_excel_cut_off_is_not_taken():
    sheet = read_spreadsheet(xlsx(["姓名", "编号"], ["温知夏", 210102199001011230]))
    assert "设为“文本”" in sheet.body[0].cells[1].trouble


def test_the_sheet_is_chosen_and_hidden_ones_are_not_offered():
    book = Workbook()
    first, hidden, last = book.active, book.create_sheet("藏"), book.create_sheet("名单")
    assert first is not None
    first.append(["甲", "乙"])
    hidden.sheet_state = "hidden"
    last.append(["姓名", "单位"])
    kept = io.BytesIO()
    book.save(kept)
    assert read_spreadsheet(kept.getvalue()).names == ("Sheet", "名单")
    assert read_spreadsheet(kept.getvalue(), "名单").titles == ("姓名", "单位")
    assert read_spreadsheet(kept.getvalue(), "藏").name == "Sheet"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "表格是空的"),
        (b"\n\n,,\n", "表格是空的"),
        (xlsx(), "表格是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "旧版的 .xls"),
        (b"PK\3\4 no zip", "已损坏"),
        (xlsx(["姓名"], ["温知夏"])[:-200], "已损坏"),
        (b"%PDF-1.7\n\0\0", "不是 Excel 文件"),
        (xlsx(["姓名"], *[[f"第{i}人"] for i in range(MOST_ROWS + 1)]), "请分成几份"),
        (xlsx(["列"] * (MOST_COLUMNS + 1), ["甲"]), "列，请只留下"),
        (b'a,b\n"' + b"x" * 200_000 + b'"\n', "CSV 读不出来"),
    ],
    ids=["nothing", "blank", "no row", "xls", "no zip", "cut", "pdf", "rows", "columns", "a huge field"],
)
def test_what_cannot_be_taken_is_said(data: bytes, said: str):
    with pytest.raises(UnreadableDocument, match=said):
        read_spreadsheet(data)


def test_another_office_file_and_a_broken_part_are_said():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", "<w/>")
    with pytest.raises(UnreadableDocument, match="不是 Excel"):
        read_spreadsheet(out.getvalue())
    broken = with_cached(xlsx(["姓名", "数"], ["甲", "=1"]), "<sheetData>", "<sheetData><row")
    with pytest.raises(UnreadableDocument):
        read_spreadsheet(broken)
