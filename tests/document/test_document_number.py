from __future__ import annotations

import pytest

from service.document.document_number import NumberKind, PaperNumber, blank_number, read_number


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("滨海发〔2026〕12号", PaperNumber(NumberKind.DOCUMENT, "滨海发", "2026", 12)),
        ("〔2026〕3号", PaperNumber(NumberKind.DOCUMENT, "会议纪要", "2026", 3)),
        ("第12号", PaperNumber(NumberKind.ORDER, "会议纪要", "", 12)),
        ("第十二号", PaperNumber(NumberKind.ORDER, "会议纪要", "", 12)),
        ("第3期", PaperNumber(NumberKind.ISSUE, "会议纪要", "2025", 3)),
        ("第3期（总第30期）", PaperNumber(NumberKind.ISSUE, "会议纪要", "2025", 3, 30)),
        ("滨海发[2026]12号", None),
        ("12", None),
    ],
)
def test_numbers_are_read(printed: str, number: PaperNumber | None):
    assert read_number(printed, "会议纪要", "2025") == number
    if number and "十" not in printed:
        assert str(number).removeprefix("会议纪要") == printed


def test_before_there_is_a_number_its_place_stays_blank():
    assert blank_number(NumberKind.DOCUMENT, "滨海发", "2026") == "滨海发〔2026〕　号"
    assert blank_number(NumberKind.ORDER, "令", "") == "第　号"
    assert blank_number(NumberKind.ISSUE, "简报", "") == "第　期"
