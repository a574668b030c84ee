from __future__ import annotations

from dataclasses import replace

import pytest

from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.nominal import nominal_metrics
from service.layout.predictor import Block, Pagination, paginate
from service.layout.units import twips_to_mm
from service.rendering.context import TextBlock
from service.rendering.typesetting import (
    Typesetter,
    heading_flow,
    imprint_page_breaks,
    keep_with_text,
    signature_flow,
    text_flow,
    together,
)

ZI = gb.ZI_TWIPS
LINE = 28


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


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("length", range(1, 29))
def test_a_signature_never_leaves_the_type_area(typesetter: Typesetter, sealed: bool, length: int) -> None:
    for date in ("2026年3月1日", "2026年12月31日", ""):
        made = typesetter.signature("字" * length, date, sealed=sealed)
        assert made.issuer_right >= 0
        assert made.issue_date_right >= 0
        assert 0 <= made.issue_date_left <= gb.TYPE_AREA_WIDTH_TWIPS - 5 * ZI
        assert made.issuer_right + length * 315 <= gb.TYPE_AREA_WIDTH_TWIPS + 1
        assert made.issue_date == date


# Text, receivers, 抄送


@pytest.mark.parametrize(("length", "count"), [(1, 1), (26, 1), (27, 2), (54, 2), (55, 3), (10_000, 358)])
def test_lines_of_a_paragraph(typesetter: Typesetter, length: int, count: int) -> None:
    made = typesetter.lines(TextBlock(body="字" * length))
    assert len(made) == count
    assert "".join(made) == "字" * length


def test_a_continued_paragraph_has_no_indent(typesetter: Typesetter) -> None:
    assert len(typesetter.lines(TextBlock(body="字" * 28, continued=True))) == 1
    assert len(typesetter.lines(TextBlock(body="字" * 28))) == 2


def test_receivers_and_other_receivers(typesetter: Typesetter) -> None:
    assert typesetter.receivers_lines("") == typesetter.other_receivers_lines("") == 0
    assert typesetter.receivers_lines("字" * 28) == 1
    assert typesetter.receivers_lines("字" * 29) == 2
    # 四号: 156 mm hold 31.6 字, one is left free on either side, three more hang under 抄送：
    assert typesetter.other_receivers_lines("抄送：" + "字" * 26) == 1
    assert typesetter.other_receivers_lines("抄送：" + "字" * 27) == 2


# A signature never stands alone (7.3.5.5)


def held(
    typesetter: Typesetter, filled: int, *texts: TextBlock, rows: int = 4
) -> tuple[tuple[TextBlock, ...], bool]:
    """Return the text as held with a signature of ``rows`` under ``filled`` lines, and whether they are together."""
    before, closing = [Block(filled)], [Block(rows)]
    made = keep_with_text(typesetter, before, texts, closing)
    return made, together(typesetter, before, made, closing)


SHORT, LONG = TextBlock(body="短" * 10), TextBlock(body="长" * (26 + 28 * 5))


def test_a_signature_that_fits_changes_nothing(typesetter: Typesetter) -> None:
    assert held(typesetter, 5, SHORT, SHORT) == ((SHORT, SHORT), True)


@pytest.mark.parametrize("filled", range(15, 22))
def test_a_short_last_paragraph_goes_to_the_new_page_whole(typesetter: Typesetter, filled: int) -> None:
    made, whole = held(typesetter, filled, SHORT, SHORT)
    assert whole
    if filled + 2 + 4 > 22 and filled + 2 <= 22:
        assert made == (SHORT, replace(SHORT, page_break=1))


def test_of_a_long_last_paragraph_two_lines_go(typesetter: Typesetter) -> None:
    made, whole = held(typesetter, 14, SHORT, LONG)
    assert whole
    assert len(made) == 3
    assert made[1].body + made[2].body == LONG.body
    assert (made[2].continued, made[2].page_break) == (True, 1)
    assert len(typesetter.lines(made[2])) == 2
    assert len(typesetter.lines(made[1])) == 4


def test_of_an_only_paragraph_of_two_lines_one_goes(typesetter: Typesetter) -> None:
    two = TextBlock(body="字" * 40)
    made, whole = held(typesetter, 18, two)
    assert whole
    assert [b.body for b in made] == ["字" * 26, "字" * 14]


def test_an_only_line_is_left_to_the_caller(typesetter: Typesetter) -> None:
    assert held(typesetter, 19, SHORT) == ((SHORT,), False)


def test_the_heading_before_a_text_is_never_cut(typesetter: Typesetter) -> None:
    block = TextBlock(hei="一" * 60, body="字" * 3)
    made, _ = held(typesetter, 18, block)
    assert made == (block,)
    block = TextBlock(kai="一" * 10, body="字" * 100)
    made, whole = held(typesetter, 17, block)
    assert whole
    assert made[0].kai == "一" * 10
    assert made[0].body + made[1].body == "字" * 100


@pytest.mark.parametrize("filled", range(22))
@pytest.mark.parametrize("lines", [1, 2, 3, 4, 7, 30])
def test_a_signature_stands_with_text_wherever_it_falls(
    typesetter: Typesetter, filled: int, lines: int
) -> None:
    last = TextBlock(body="字" * (26 + 28 * (lines - 1)))
    made, whole = held(typesetter, filled, SHORT, last)
    assert whole
    assert "".join(b.body for b in made) == SHORT.body + last.body


def test_the_flow_of_heading_text_and_signature(typesetter: Typesetter) -> None:
    flow = heading_flow(typesetter.mark("滨海市文件"), ("甲", "乙"), 1)
    page = paginate(flow)
    assert page.page_count == 1
    assert len(heading_flow(typesetter.mark("滨海市文件"), ("甲",), 0)) == len(flow) - 1
    assert text_flow(typesetter, [replace(LONG, page_break=1)]) == [Block(6, page_break_before=True)]
    signed = typesetter.signature("甲", "2026年1月1日", sealed=True)
    assert signature_flow(signed) == [Block(4)]
    assert signature_flow(replace(signed, issue_date=""), annotation_lines=2) == [Block(3), Block(2)]


# 版记 (7.4)


def pages(count: int, lines: int) -> Pagination:
    return paginate([*[Block(22)] * (count - 1), Block(lines)])


@pytest.mark.parametrize(
    ("count", "lines", "others", "turns"),
    [
        (1, 1, 1, 1), (1, 22, 0, 1), (3, 10, 1, 1),
        (2, 1, 1, 0), (2, 19, 1, 0), (2, 20, 1, 2), (2, 22, 1, 2),
        (2, 20, 0, 0), (2, 21, 0, 2), (4, 22, 3, 2), (2, 17, 3, 0), (2, 18, 3, 2),
    ],
)  # fmt: skip
def test_the_imprint_stands_on_an_even_page_with_room(
    count: int, lines: int, others: int, turns: int
) -> None:
    assert imprint_page_breaks(pages(count, lines), others) == turns
