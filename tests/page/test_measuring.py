"""Measured against PDFs whose every number is known."""

import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest

from service.errors import UnreadablePdf
from service.page import measure
from tests.page.pdfs import BLANK, JI, WEN, pdf

MM = 25.4 / 72
TOP = 841.89


def show(codes: str, x: float = 72, y: float = 700, size: float = 20, more: str = "") -> str:
    return f"BT {more} /Box {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n"


def only_line(content: str, **how):
    (page,) = measure(pdf(content, **how))
    (line,) = page.lines
    return line


def box(ink):
    return [ink.left, ink.top, ink.right, ink.bottom]


def mm(*points):
    return pytest.approx([point * MM for point in points], abs=0.01)


def test_page_size_in_mm():
    (page,) = measure(pdf(""))
    assert page.number == 1
    assert [page.width, page.height] == pytest.approx([210, 297], abs=0.01)
    assert (page.lines, page.rules, page.pictures) == ((), (), ())


def test_baseline_advance_and_ink_of_a_glyph():
    line = only_line(show(WEN))
    char = line.chars[0]
    assert [char.baseline, char.x0, char.x1] == mm(TOP - 700, 72, 92)
    assert box(char.ink) == pytest.approx([74 * MM, (TOP - 715) * MM, 90 * MM, (TOP - 699) * MM], abs=0.1)
    assert (line.ink_top, line.ink_bottom) == (char.ink.top, char.ink.bottom)


def test_a_hyphen_at_the_end_of_a_line_is_a_hyphen():
    """PDFium takes it for a divided word's, and gives a control character."""
    content = "BT /Helv 12 Tf 1 0 0 1 72 700 Tm (2026-) Tj 0 -14 Td (2028) Tj ET"
    (page,) = measure(pdf(content))
    assert [line.text for line in page.lines] == ["2026-", "2028"]


def test_ink_of_large_type_is_what_is_rendered():
    """PDFium alone says 0.2 mm too much here."""
    (char,) = only_line(show(WEN, size=50, more="1 0 0 rg")).chars
    wanted = [77 * MM, (TOP - 737.5) * MM, 117 * MM, (TOP - 697.5) * MM]
    assert box(char.ink) == pytest.approx(wanted, abs=0.05)


def test_large_type_off_the_page_is_no_error():
    assert only_line(show(WEN, size=50, y=TOP - 10)).text == "文"


def test_font_name_without_subset_prefix_and_embedding():
    (page,) = measure(pdf(show(WEN) + "BT /Helv 10 Tf 72 600 Td (A) Tj ET"))
    assert [(line.chars[0].font, line.chars[0].embedded) for line in page.lines] == [
        ("Chengwen Box", True),
        ("Helvetica", False),
    ]


def test_size_counts_the_text_matrix():
    assert only_line("BT /Box 1 Tf 16 0 0 16 72 700 Tm <0001> Tj ET").chars[0].size_pt == pytest.approx(16)
    assert only_line(f"2 0 0 2 0 0 cm {show(WEN, 36, 350, 8)}").chars[0].size_pt == pytest.approx(16)


def test_colour_is_rrggbb():
    assert only_line(show(WEN, more="1 0 0 rg")).chars[0].color == "FF0000"
    assert only_line(show(WEN)).chars[0].color == "000000"


def test_character_beyond_the_bmp_is_one_character():
    line = only_line(show(WEN + JI + WEN))
    assert line.text == "文𠮷文"
    assert [char.x0 for char in line.chars] == mm(72, 92, 112)


def test_white_space_at_the_ends_is_dropped_and_gaps_are_not_filled_with_guesses():
    line = only_line(show(BLANK + WEN + BLANK + WEN + BLANK) + show(WEN, x=300))
    assert line.text == "文 文 文"
    assert only_line(show(WEN) + show(WEN, x=150)).text == "文文"


def test_characters_on_one_baseline_form_a_line_whatever_the_order_and_size():
    (page,) = measure(pdf(show(JI, x=200, size=10) + show(WEN, y=600) + show(WEN, x=100)))
    assert [line.text for line in page.lines] == ["文𠮷", "文"]


def test_a_line_of_blanks_is_no_line():
    (page,) = measure(pdf(show(BLANK + BLANK)))
    assert page.lines == ()


@pytest.mark.parametrize(
    "drawn",
    [
        "1 0 0 rg 100 499 200 2 re f",
        "1 0 0 RG 2 w 100 500 m 300 500 l S",
        "1 0 0 RG 1 w 2 0 0 2 0 0 cm 50 250 m 150 250 l S",
        "1 0 0 RG 2 w 100 500 m 180 500 l S 180 500 m 300 500 l S",
        "1 0 0 RG 2 w 100 500 m 300 500 l S 100 500 m 300 500 l S",
    ],
    ids=["filled box", "stroke", "scaled stroke", "two pieces", "drawn twice"],
)
def test_a_rule_however_it_is_drawn(drawn):
    (page,) = measure(pdf(drawn))
    (rule,) = page.rules
    assert [rule.x0, rule.x1, rule.y, rule.thickness] == mm(100, 300, TOP - 500, 2)
    assert [rule.width, rule.top, rule.bottom] == mm(200, TOP - 501, TOP - 499)
    assert rule.color == "FF0000"
    assert page.pictures == ()


def test_rules_come_from_top_to_bottom():
    (page,) = measure(pdf("1 w 100 300 m 300 300 l S 100 500 m 300 500 l S"))
    assert [rule.y for rule in page.rules] == mm(TOP - 500, TOP - 300)


def test_a_rule_inside_a_form_is_placed_by_the_matrices():
    (page,) = measure(pdf("1 0 0 1 50 0 cm /Fm Do", form="1 w 100 400 m 300 400 l S"))
    (rule,) = page.rules
    assert [rule.x0, rule.x1, rule.y] == mm(150, 350, TOP - 500)


def test_what_is_white_leaves_no_mark():
    (page,) = measure(pdf("1 1 1 rg 0 0 595 842 re f"))
    assert (page.rules, page.pictures) == ((), ())


def test_boxes_and_images_are_pictures():
    (page,) = measure(pdf("100 400 200 100 re f q 50 0 0 50 20 600 cm /Im Do Q"))
    image, filled = page.pictures
    assert box(image.box) == mm(20, TOP - 650, 70, TOP - 600)
    assert box(filled.box) == mm(100, TOP - 500, 300, TOP - 400)
    assert page.rules == ()


def test_positions_count_from_the_visible_box():
    (page,) = measure(pdf(show(WEN), media=(0, 0, 700, 900), crop=(10, 20, 610, 820)))
    assert [page.width, page.height] == mm(600, 800)
    assert [page.lines[0].x0, page.lines[0].baseline] == mm(62, 120)


@pytest.mark.parametrize(
    ("rotate", "corner"),
    [(90, (700, 72)), (180, (595.276 - 72, 700)), (270, (TOP - 700, 595.276 - 72))],
)
def test_a_rotated_page_is_measured_as_shown(rotate, corner):
    (page,) = measure(pdf(show(WEN), rotate=rotate))
    char = page.lines[0].chars[0]
    assert [char.x0, char.baseline] == mm(*corner)
    wide = page.width > page.height
    assert wide == (rotate != 180)


@pytest.mark.parametrize("data", [b"", b"not a PDF", b"%PDF-1.7\n" + bytes(500)])
def test_damaged_file_is_a_clear_error(data):
    with pytest.raises(UnreadablePdf, match="不是 PDF 或已损坏"):
        measure(data)


def test_encrypted_file_is_a_clear_error():
    with pytest.raises(UnreadablePdf, match="打开密码"):
        measure(pdf("", password="secret"))


def test_file_without_pages_is_a_clear_error():
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.save(out)
    with pytest.raises(UnreadablePdf):
        measure(out.getvalue())


def test_threads_may_measure_at_once():
    data = pdf(show(WEN * 50) + show(JI * 50, y=600))
    alone = measure(data)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(measure, [data] * 16)) == {alone}


def test_outsize_type_and_pages_are_measured_without_rendering_them():
    assert only_line(show(WEN, size=5000, x=0, y=0)).text == "文"
    assert only_line(show(WEN, size=400), media=(0, 0, 14400, 14400)).text == "文"


def test_a_page_of_too_many_drawings_is_refused(monkeypatch):
    many = pdf("/Fm Do /Fm Do", form="1 w 0 0 m 100 0 l S\n" * 5)
    assert len(measure(many)) == 1
    monkeypatch.setattr("service.page.objects.MOST_OBJECTS", 11)
    with pytest.raises(UnreadablePdf, match="图形过多"):
        measure(many)
