from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from service.archive.beholding import side_by_side
from service.errors import UnreadablePdf
from tests.fakes import a_pdf


def a_page(x: int) -> bytes:
    """A page of 200 × 100 pt with a black square at ``x``."""
    kept = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 100))
        page.Contents = pdf.make_stream(f"0 g {x} 40 20 20 re f".encode())
        pdf.save(kept, deterministic_id=True)
    return kept.getvalue()


def picture(before: bytes, after: bytes, number: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(side_by_side(before, after, number))).convert("RGB")


def test_what_is_the_same_is_grey_and_what_differs_is_red():
    same = picture(a_page(10), a_page(10))
    assert {color for _, color in same.getcolors(256) or []} <= {(v, v, v) for v in range(256)}
    differing = picture(a_page(10), a_page(100))
    colors = {color for _, color in differing.getcolors(256) or []}
    assert (255, 0, 0) in colors
    half = (differing.width - 8) // 2
    at = half * 20 // 200, differing.height // 2
    assert differing.getpixel(at) == (255, 0, 0)
    assert differing.getpixel((at[0] + half + 8, at[1])) == (255, 255, 255)  # there it is gone


def test_a_page_that_one_lacks_is_white():
    assert picture(a_pdf(2), a_pdf(3), 3).size == picture(a_pdf(2), a_pdf(3), 1).size
    with pytest.raises(UnreadablePdf, match="没有第4页"):
        side_by_side(a_pdf(2), a_pdf(3), 4)
