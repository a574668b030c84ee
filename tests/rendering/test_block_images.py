"""Images in a paper: how large, on how many lines, on which page, the same in Word file, PDF and PDF/A."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from service.catalog.catalog import Catalog
from service.errors import RenderingError
from service.inspection import inspect
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.units import twips_to_mm
from service.office.converter import Converter
from service.page import measure
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.pipeline import Rendering, render, render_pdfa
from service.rendering.text_block import BlockImage
from tests.images.drawn import block, drawn

EMU_PER_MM = 36_000
LINE_MM = twips_to_mm(gb.LINE_PITCH_TWIPS)
PARAGRAPH = {"kind": "paragraph", "text": "各站要按照要求认真落实，有关情况及时报告。" * 3}

Paper = Callable[..., Content]


@pytest.fixture
def paper(catalog: Catalog, sample: Callable[..., dict[str, Any]]) -> Paper:
    """A notice with these blocks for its text."""

    def make(*text: dict[str, Any], **said: Any) -> Content:
        content = sample("general", "one_line")["content"]
        content["paper"] |= {"text": list(text), **said}
        return Content(catalog.paper("general"), content)

    return make


def image_of(content: Content, metrics: FontMetrics) -> BlockImage:
    return next(b.image for b in compose(content, metrics).context.text if b.image.file)


@pytest.mark.parametrize(
    ("size", "said", "width_mm"),
    [
        ((600, 300), {}, 50.8),
        ((6000, 300), {}, 156.0),
        ((600, 300), {"width_mm": 100}, 100.0),
        ((600, 300), {"width_mm": 20}, 20.0),
    ],
    ids=("its own", "as wide as the page at most", "enlarged when asked", "made smaller"),
)
def test_its_width(
    paper: Paper, metrics: FontMetrics, size: tuple[int, int], said: dict[str, Any], width_mm: float
) -> None:
    image = image_of(paper(block(drawn(size, dpi=(300, 300)), **said)), metrics)
    assert image.width / EMU_PER_MM == pytest.approx(width_mm, abs=0.05)
    assert image.height / image.width == pytest.approx(size[1] / size[0], rel=0.01)
    assert image.pitch % gb.LINE_PITCH_TWIPS == 0


@pytest.mark.parametrize(("caption", "lines"), [(None, 22), ("图1　示意图", 21), ("示" * 40, 20)])
def test_it_is_never_higher_than_a_page_leaves(
    paper: Paper, metrics: FontMetrics, caption: str | None, lines: int
) -> None:
    said = {"caption": caption} if caption else {}
    image = image_of(paper(block(drawn((300, 3000)), **said)), metrics)
    assert image.pitch == lines * gb.LINE_PITCH_TWIPS
    assert image.height / EMU_PER_MM < lines * LINE_MM


def test_in_another_line_pitch_it_takes_whole_lines_of_that(
    catalog: Catalog, paper: Paper, metrics: FontMetrics
) -> None:
    content = paper(block(drawn((400, 300))))
    spaced = Content(content.paper, {**content.tree, "layout": {"line_pitch": 30}})
    assert image_of(spaced, metrics).pitch % 600 == 0


def test_a_bad_image_is_named(paper: Paper, metrics: FontMetrics) -> None:
    content = paper(PARAGRAPH, block(drawn((300, 300))[:-200]))
    with pytest.raises(RenderingError) as caught:
        compose(content, metrics)
    (finding,) = caught.value.findings
    assert finding.pointer == "/paper/text/1/data"
    assert "损坏" in finding.message


def test_one_image_twice_is_one_file(paper: Paper, metrics: FontMetrics) -> None:
    image = block(drawn((60, 60)))
    made = render(paper(image, PARAGRAPH, image, block(drawn((60, 60), format="JPEG"))), metrics, None)
    with zipfile.ZipFile(io.BytesIO(made.docx)) as package:
        media = [name for name in package.namelist() if name.startswith("word/media/")]
        types = package.read("[Content_Types].xml").decode()
    assert sorted(name.rpartition(".")[2] for name in media) == ["jpeg", "png"]
    assert types.count('Extension="png"') == types.count('Extension="jpeg"') == 1


def test_the_same_paper_has_the_same_bytes(paper: Paper, metrics: FontMetrics) -> None:
    text = (PARAGRAPH, block(drawn((60, 60), "RGBA"), caption="图1"))
    assert render(paper(*text), metrics, None).docx == render(paper(*text), metrics, None).docx


def pictures(made: Rendering) -> list[tuple[int, float, float, float]]:
    """Page, left, top and bottom edge in mm of each image of the PDF."""
    return [
        (page.number, picture.box.left, picture.box.top, picture.box.bottom)
        for page in measure(made.pdf or b"")
        for picture in page.pictures
    ]


@pytest.mark.xdist_group("office")
@pytest.mark.parametrize("above", range(1, 7))
def test_text_under_it_stays_on_the_grid_and_pages_are_as_predicted(
    paper: Paper, metrics: FontMetrics, converter: Converter, above: int
) -> None:
    """An image of 9 lines with a 题注, under 1 to 6 paragraphs of the first page: it moves on as a whole."""
    image = block(drawn((600, 500), dpi=(150, 150)), caption="图1　渔港示意图")
    content = paper(*[PARAGRAPH] * above, image, *[PARAGRAPH] * 12)
    made = render(content, metrics, converter)
    assert inspect(content, made) == ()
    pages = measure(made.pdf or b"")
    assert len(pages) == made.composition.page_count
    ((page, _, _, bottom),) = pictures(made)
    captions = [(p.number, line.baseline) for p in pages for line in p.lines if "渔港示意图" in line.text]
    assert captions == [(page, pytest.approx(captions[0][1]))]
    assert 0 < captions[0][1] - bottom < LINE_MM
    second = [line.baseline for line in pages[1].lines if "各站" in line.text or "落实" in line.text]
    steps = [(line - second[0]) / LINE_MM for line in second]
    assert all(abs(step - round(step)) < 0.02 for step in steps)


@pytest.mark.xdist_group("office")
def test_it_stands_in_the_middle_of_the_type_area(
    paper: Paper, metrics: FontMetrics, converter: Converter
) -> None:
    made = render(paper(block(drawn((600, 300), dpi=(300, 300)))), metrics, converter)
    ((_, left, _, _),) = pictures(made)
    assert left == pytest.approx(gb.LEFT_MARGIN_MM + (156 - 50.8) / 2, abs=0.3)


@pytest.mark.xdist_group("office")
def test_a_signature_takes_the_image_before_it_along(
    paper: Paper, metrics: FontMetrics, converter: Converter
) -> None:
    """The page is full to the signature: the image under the last paragraph goes to its page with it."""
    content = paper(PARAGRAPH, block(drawn((800, 700), dpi=(150, 150)), caption="图1"))
    made = render(content, metrics, converter)
    assert inspect(content, made) == ()
    ((page, *_),) = pictures(made)
    issuer = next(p.number for p in measure(made.pdf or b"") for line in p.lines if "2026年5月18日" in line.text.replace(" ", ""))  # fmt: skip
    assert page == issuer == 2


@pytest.mark.xdist_group("office")
def test_an_archival_file_tells_what_it_shows(
    paper: Paper, metrics: FontMetrics, converter: Converter
) -> None:
    made = render(paper(block(drawn((60, 60), "RGBA"), alternative="渔港的位置")), metrics, converter)
    with pikepdf.open(io.BytesIO(render_pdfa(made, converter, "pdfa-1b"))) as pdf:
        told = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
        masks = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/SMask" in o]
    assert (told, masks) == (["渔港的位置"], [])
