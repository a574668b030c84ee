"""The register and the 发文处理笺 as LibreOffice prints them."""

from __future__ import annotations

import datetime as dt
import re

import pypdfium2 as pdfium
import pytest

from service.document.document_number import NumberKind, PaperNumber
from service.issuing.register import RegisterPage, RegisterRow
from service.issuing.register_files import register_docx
from service.issuing.sheet import processing_sheet
from service.issuing.sheet_files import sheet_docx
from service.office.converter import Converter
from service.storage.number import Number, NumberState, ProcessEntry, Series

pytestmark = pytest.mark.xdist_group("office")
NOW = dt.datetime(2026, 3, 16, 8, 30, tzinfo=dt.UTC)
TITLE = "关于印发《滨海市海洋发展局“优服务、促发展”活动实施方案》的通知"
RECEIVERS = "市委办公室，市人大常委会办公室，市政府办公室，市政协办公室，市纪委监委，市委组织部，市委宣传部"


def pages(pdf: bytes) -> list[tuple[float, float, str]]:
    """Width and height in points and the text of each page."""
    document = pdfium.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append((*page.get_size(), text.get_text_bounded().replace("\r\n", "")))
            text.close()
            page.close()
        return found
    finally:
        document.close()


def test_the_register_is_across_and_its_head_is_on_every_page(converter: Converter) -> None:
    def row(serial: int) -> RegisterRow:
        value = PaperNumber(NumberKind.DOCUMENT, "滨海发", "2026", serial)
        number = Number(str(serial), "u", value, NumberState.USED, "", TITLE, None, "", "", "林晓", NOW, NOW)
        day = "2026年3月16日"
        told = (str(serial), str(value), TITLE, "各区县海洋发展局", RECEIVERS, "40份", "林晓", "李文")
        return RegisterRow(number, (*told, day, day, day, "主动公开", "", ""))

    series = Series("s", "u", NumberKind.DOCUMENT, "滨海发")
    page = RegisterPage(series, "2026", tuple(map(row, range(1, 25))), ())
    printed = pages(converter.convert(register_docx(page)))
    assert len(printed) > 1
    assert all(width > height for width, height, _ in printed)
    assert all("作废" in text and "份数" in text for *_, text in printed)
    whole = re.sub(r"\s", "", "".join(text for *_, text in printed))
    assert all(f"〔2026〕{serial}号" in whole for serial in range(1, 25))


def test_the_sheet_fits_one_page(converter: Converter) -> None:
    steps = [
        ProcessEntry("1", "u", "d", None, step, "王敏", "2026年3月16日", "同意。", NOW, "林晓")
        for step in ("起草", "审核", "会签", "签发", "登记")
    ]
    tree = {"paper": {"principal_receivers": RECEIVERS, "other_receivers": RECEIVERS}}
    sheet = processing_sheet("滨海市海洋发展局", TITLE, "滨海发〔2026〕12号", tree, {"copies": "40份"}, steps)
    ((width, height, text),) = pages(converter.convert(sheet_docx(sheet)))
    assert height > width
    for words in ("滨海市海洋发展局发文处理笺", "签发意见", "会签意见", "主动公开", "用印"):
        assert words in text
