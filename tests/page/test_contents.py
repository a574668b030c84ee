from __future__ import annotations

import pytest

from service.errors import UnreadablePdf
from service.page.contents import PageContents, Path, contents
from service.page.images import Image
from tests.page.pdfs import A4, JI, WEN, pdf

MM = 25.4 / 72
TOP = A4[3]


def only_page(content: str, **how: object) -> PageContents:
    (page,) = contents(pdf(content, **how))  # type: ignore[arg-type]
    return page


def show(codes: str) -> str:
    return f"BT /Box 20 Tf 1 0 0 1 72 700 Tm <{codes}> Tj ET\n"


def mm(*points: float) -> object:
    return pytest.approx([point * MM for point in points], abs=0.01)


def test_a_glyph_has_its_place_and_typeface() -> None:
    (glyph,) = only_page("1 0 0 rg " + show(WEN)).glyphs
    assert (glyph.text, glyph.font, glyph.color) == ("文", "Chengwen Box", "FF0000")
    assert [glyph.x, glyph.y, glyph.size] == mm(72, TOP - 700, 20)
    assert (glyph.stretch, glyph.turn) == (1.0, 0.0)


def test_a_character_beyond_the_bmp_is_one_character() -> None:
    assert [g.text for g in only_page(show(WEN + JI)).glyphs] == ["文", "𠮷"]


def test_squeezed_type_has_its_stretch() -> None:
    (glyph,) = only_page(f"BT /Box 20 Tf 0.5 0 0 1 72 700 Tm <{WEN}> Tj ET").glyphs
    assert (glyph.stretch, glyph.size) == (0.5, pytest.approx(20 * MM, abs=0.01))


@pytest.mark.parametrize(("matrix", "turn"), [("0 1 -1 0", 270.0), ("0 -1 1 0", 90.0), ("-1 0 0 -1", 180.0)])
def test_turned_type_has_its_turn_clockwise(matrix: str, turn: float) -> None:
    (glyph,) = only_page(f"BT /Box 20 Tf {matrix} 72 700 Tm <{WEN}> Tj ET").glyphs
    assert glyph.turn == turn
    assert [glyph.x, glyph.y] == mm(72, TOP - 700)


def test_a_turned_page_is_read_as_shown() -> None:
    page = only_page(show(WEN), rotate=90)
    (glyph,) = page.glyphs
    assert page.width > page.height
    assert glyph.turn == 90.0
    assert [glyph.x, glyph.y] == mm(700, 72)


def test_paths_keep_their_points_colours_and_order() -> None:
    first, second = only_page("1 0 0 RG 2 w 72 700 m 172 700 l S 0 0 1 rg 72 600 50 20 re f*").drawings
    assert isinstance(first, Path)
    assert isinstance(second, Path)
    assert (first.stroke, first.fill, second.stroke, second.fill) == ("FF0000", None, None, "0000FF")
    assert first.width == pytest.approx(2 * MM)
    assert [operator for operator, _ in first.segments] == ["M", "L"]
    assert list(first.segments[1][1][0]) == mm(172, TOP - 700)
    assert second.even_odd
    assert second.segments[-1][0] == "C"


def test_a_curve_has_three_points() -> None:
    (path,) = only_page("10 10 m 20 20 30 20 40 10 c S").drawings
    assert isinstance(path, Path)
    assert [(operator, len(points)) for operator, points in path.segments] == [("M", 1), ("B", 3)]


def test_an_image_has_its_pixels_and_place() -> None:
    (image,) = only_page("q 50 0 0 30 20 600 cm /Im Do Q").drawings
    assert isinstance(image, Image)
    assert (image.size, image.jpeg, image.pixels) == ((1, 1), None, b"\0\0\0")
    assert list(image.matrix) == mm(50, 0, 0, 30, 20, TOP - 630)


def test_what_is_inside_a_form_is_placed_by_its_matrix() -> None:
    (path,) = only_page("/Fm Do", form="0 0 m 10 0 l S").drawings
    assert isinstance(path, Path)
    assert list(path.segments[0][1][0]) == mm(0, TOP - 100)


def test_a_damaged_file_is_a_clear_error() -> None:
    with pytest.raises(UnreadablePdf, match="损坏"):
        contents(b"not a PDF")
