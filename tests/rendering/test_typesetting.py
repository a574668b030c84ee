from __future__ import annotations

import pytest

from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.nominal import nominal_metrics
from service.layout.units import twips_to_mm
from service.rendering.signing import UNSEALED, Sealing, signature_rows
from service.rendering.typesetting import Typesetter

ZI = gb.ZI_TWIPS


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(nominal_metrics())


# 发文机关标志


@pytest.mark.parametrize("length", [2, 8, 12, 20, 45])
def test_the_mark_fits_one_line_with_its_ink_at_72_mm(typesetter: Typesetter, length: int) -> None:
    mark = typesetter.mark("字" * length)
    size_pt = mark.half_points / 2
    assert 26 <= size_pt <= gb.MARK_SIZE_PT
    assert size_pt * 20 * mark.scale_percent / 100 * length <= gb.TYPE_AREA_WIDTH_TWIPS
    baseline = mark.space_above + 0.8 * mark.pitch
    ink_top = baseline - 0.86 * size_pt * 20
    assert twips_to_mm(ink_top) == pytest.approx(35, abs=0.1)
    assert mark.blank_line > 0


def test_a_short_mark_is_as_large_as_may_be_and_not_stretched(typesetter: Typesetter) -> None:
    mark = typesetter.mark("滨海市文件")
    assert (mark.half_points, mark.scale_percent) == (100, 100)


def test_the_mark_of_real_fonts(metrics: FontMetrics) -> None:
    mark = Typesetter(metrics).mark("滨海市海洋发展局文件")
    assert mark.space_above + mark.pitch + 2 * mark.blank_line < 8 * gb.LINE_PITCH_TWIPS


def test_a_mark_without_width_does_no_harm(typesetter: Typesetter, metrics: FontMetrics) -> None:
    for own in (typesetter, Typesetter(metrics)):
        for text in ("\u200b\u200b", "\u0301\u0301", "\u2060\ufeff", "𠮷𠮷", "AB"):
            assert own.mark(text).half_points <= gb.MARK_SIZE_PT * 2


def test_no_mark_takes_no_room(typesetter: Typesetter) -> None:
    mark = typesetter.mark("")
    assert (mark.text, mark.pitch, mark.space_above, mark.blank_line) == ("", 0, 0, 0)


# 署名和成文日期 (7.3.5)


def test_sealed_the_date_is_4_zi_from_the_right_and_the_issuer_centred_on_it(typesetter: Typesetter) -> None:
    made = typesetter.signature("滨海市海洋局", "2026年3月16日", sealed=True)
    issuer = 6 * (320 - 5)
    date = 3 * 315 + 7 * 155
    assert (made.issue_date_side, made.issue_date_left, made.issue_date_right) == ("right", 0, 4 * ZI)
    centre = made.issue_date_right + date / 2
    assert made.issuer_right + issuer / 2 == pytest.approx(centre, abs=130)
    assert made.blank_lines == (0, 1)


def test_an_issuer_wider_than_the_room_shifts_the_date_left(typesetter: Typesetter) -> None:
    made = typesetter.signature("字" * 22, "2026年3月16日", sealed=True)
    assert made.issuer_right == 0
    issuer, date = 22 * 315, 3 * 315 + 7 * 155
    assert made.issue_date_right == pytest.approx((issuer - date) / 2, abs=130)
    assert made.issue_date_right > 4 * ZI


def test_unsealed_the_issuer_is_2_zi_from_the_right_and_the_date_begins_2_zi_further_in(
    typesetter: Typesetter,
) -> None:
    made = typesetter.signature("滨海市海洋发展局办公室", "2026年3月16日", sealed=False)
    issuer = 11 * 315
    assert made.issuer_right == 2 * ZI
    assert (made.issue_date_side, made.issue_date_right) == ("left", 0)
    assert made.issue_date_left - (gb.TYPE_AREA_WIDTH_TWIPS - made.issuer_right - issuer) == 2 * ZI
    assert made.blank_lines == (0,)


def test_unsealed_a_date_longer_than_the_issuer_is_2_zi_from_the_right(typesetter: Typesetter) -> None:
    made = typesetter.signature("海洋局", "2026年12月16日", sealed=False)
    issuer, date = 3 * 315, 3 * 315 + 8 * 155
    assert made.issue_date_right == 2 * ZI
    assert made.issuer_right == pytest.approx(4 * ZI + date - issuer, abs=200)
    issuer_left, date_left = made.issuer_right + issuer, made.issue_date_right + date
    assert issuer_left - date_left == pytest.approx(2 * ZI, abs=200)


def test_unsealed_a_date_that_would_break_under_a_hardly_longer_issuer_hangs_on_its_right_end(
    typesetter: Typesetter,
) -> None:
    made = typesetter.signature("滨海市人民政府", "2026年4月24日", sealed=False)
    assert (made.issue_date_side, made.issue_date_right) == ("right", 2 * ZI)


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("length", range(1, 29))
def test_a_signature_never_leaves_the_type_area(typesetter: Typesetter, sealed: bool, length: int) -> None:
    for date in ("2026年3月1日", "2026年12月31日", ""):
        made = typesetter.signature("字" * length, date, sealed=sealed)
        assert made.issuer_right >= 0
        assert made.issue_date_right >= 0
        assert 0 <= made.issue_date_left <= gb.TYPE_AREA_WIDTH_TWIPS - 5 * ZI
        longest = max(map(len, made.issuer_lines))
        assert "".join(made.issuer_lines) == "字" * length
        assert made.issuer_right + longest * 315 <= gb.TYPE_AREA_WIDTH_TWIPS + 1
        assert made.issue_date == date


def test_unsealed_agencies_stand_under_one_another_2_zi_from_the_right(typesetter: Typesetter) -> None:
    names = ["滨海市发展和改革委员会", "滨海市文联", "滨海市工业和信息化局"]
    rows = signature_rows({"issuer": names, "issue_date": "2026年6月1日"}, UNSEALED, typesetter, 1)
    assert [row.issuer for row in rows] == names
    assert [row.issuer_right for row in rows] == [2 * ZI] * 3
    assert [row.issue_date for row in rows] == ["", "", "2026年6月1日"]


def test_under_several_seals_the_date_is_centred_on_the_last_agency(typesetter: Typesetter) -> None:
    stored = {"issuer": ["滨海市水利局", "滨海市应急管理局"], "issue_date": "2026年5月28日"}
    (row,) = signature_rows(stored, Sealing(sealed=True), typesetter, 1)
    assert row.issue_date_side == "center"
    middle = (row.issue_date_left + gb.TYPE_AREA_WIDTH_TWIPS - row.issue_date_right) / 2
    assert middle == pytest.approx(row.second_center, abs=1)
    date = typesetter.printed_date_width("2026年5月28日")
    assert middle + date / 2 == pytest.approx(gb.TYPE_AREA_WIDTH_TWIPS - 4 * ZI, abs=20)


def test_a_title_s_blank_is_left_out_at_the_end_of_a_line(metrics: FontMetrics) -> None:
    title = "滨海市水利局　滨海市应急管理局关于2026年全市防汛抗旱准备工作情况的报告"
    lines = Typesetter(metrics).title_lines(title, None, ("滨海市水利局", "滨海市应急管理局"))
    assert "".join(lines).replace("　", "") == title.replace("　", "")
    assert [line for line in lines if line != line.strip(" 　")] == []
