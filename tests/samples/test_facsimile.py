"""The facsimile of every sample × paper: the PDF's pages, the PDF's characters where the PDF has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest

from service.layout.metrics import FontMetrics
from service.page.contents import PageContents, contents
from service.page.images import Image
from service.rendering.content import Content
from service.rendering.facsimile import Sheet, facsimile
from service.rendering.pipeline import Rendering
from tests.samples.test_samples import NAMES, PAIRS

Make = Callable[[str, str], tuple[Content, Rendering]]
every = pytest.mark.parametrize("pair", PAIRS, ids=NAMES.get)
pytestmark = pytest.mark.xdist_group("samples")
#: mm. The text of a row that a table's rule makes higher, of a frame with a rule over it, is off by half of this.
ACROSS, DOWN = 1.0, 1.0


#: LibreOffice makes a cell some twips wider than the file says, so that a line may end one 字 later; its row is as high.
CELL_LINES = 4


def rows_of(sheet: Sheet) -> list[tuple[float, float, str]]:
    """Baseline, beginning and characters of each text; blanks count for nothing."""
    return [(t.y, t.x, re.sub(r"\s", "", t.text)) for t in sheet.texts]


def unlike(sheet: Sheet, page: PageContents) -> list[tuple[str, float, float]]:
    """The texts whose first character isn't found in the PDF near where the facsimile has it."""
    found = []
    for y, x, text in rows_of(sheet):
        near = (
            g for g in page.glyphs if g.text == text[:1] and abs(g.y - y) < DOWN and abs(g.x - x) < ACROSS
        )
        if text and next(near, None) is None:
            found.append((text, round(x, 1), round(y, 1)))
    return found


@every
def test_its_pages_hold_the_pdf_s_characters_in_their_places(
    make: Make, metrics: FontMetrics, pair: tuple[str, str]
) -> None:
    content, made = make(*pair)
    sheets, pages = facsimile(content, made.composition, metrics), contents(made.pdf or b"")
    assert len(sheets) == len(pages)
    for sheet, page in zip(sheets, pages, strict=True):
        written = Counter("".join(text for _, _, text in rows_of(sheet)))
        assert written == Counter("".join(g.text.strip() for g in page.glyphs if g.text.strip()))
        found = unlike(sheet, page)
        assert len(found) <= (CELL_LINES if sheet.lines else 0), found


def test_an_image_stands_where_the_pdf_has_it(make: Make, metrics: FontMetrics) -> None:
    content, made = make("general", "tall_image")
    sheets, pages = facsimile(content, made.composition, metrics), contents(made.pdf or b"")
    drawn = [[d for d in page.drawings if isinstance(d, Image)] for page in pages]
    assert [len(sheet.boxes) for sheet in sheets] == [len(images) for images in drawn]
    ((box, image),) = [
        pair
        for sheet, images in zip(sheets, drawn, strict=True)
        for pair in zip(sheet.boxes, images, strict=True)
    ]
    width, _, _, height, left, top = image.matrix
    assert (left, top) == (pytest.approx(box.x, abs=0.6), pytest.approx(box.y, abs=1.0))
    assert (width, height) == (pytest.approx(box.width, abs=0.2), pytest.approx(box.height, abs=0.2))
    assert box.alternative
