from __future__ import annotations

import pytest

from service.console import finding_line, table, width
from service.document.finding import Finding, Severity


@pytest.mark.parametrize(
    ("text", "cells"), [("", 0), ("abc", 3), ("公文", 4), ("〔2026〕", 8), ("e\u0301", 1)]
)
def test_width_is_counted_in_cells(text: str, cells: int):
    assert width(text) == cells


def test_columns_align_whatever_is_in_them():
    lines = table([("组件", "版本"), ("LibreOffice", "7.4"), ("字体", "")]).splitlines()
    assert lines == ["组件         版本", "LibreOffice  7.4", "字体"]
    assert {width(line[: line.index(cell)]) for line, cell in zip(lines, ("版本", "7.4"), strict=False)} == {
        13
    }


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (
            Finding("required", "请填写标题", "/paper/title", "公文 › 标题"),
            "  ✕ 错误　公文 › 标题（/paper/title）：请填写标题",
        ),
        (
            Finding("left-edge", "左边距不足", severity=Severity.WARNING, page=2),
            "  ⚠ 提醒　第 2 页 ：左边距不足",
        ),
        (Finding("font", "用了替代字体", severity=Severity.NOTE), "  · 说明　用了替代字体"),
    ],
)
def test_a_finding_says_its_weight_its_place_and_what_to_do(finding: Finding, line: str):
    assert finding_line(finding) == line
