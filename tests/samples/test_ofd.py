"""The OFD of every sample × paper: the PDF's characters, the PDF's pages, the tags of the paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import ofdkit
import pypdfium2 as pdfium
import pytest

from service.office.fonts import font_set
from service.office.subsetting import embedded_faces
from service.page import measure
from service.rendering.content import Content
from service.rendering.pipeline import Rendering, render_ofd
from service.settings import Settings
from tests.rendering.ofd.drawn import DPI, Reader, draw, unlike
from tests.samples.test_samples import NAMES, OWN, PAIRS

Make = Callable[[str, str], tuple[Content, Rendering]]
Ofd = Callable[[str, str], tuple[Rendering, bytes]]
every = pytest.mark.parametrize("pair", PAIRS, ids=NAMES.get)
pytestmark = pytest.mark.xdist_group("samples")
#: Heads and tables, forms and bulletins; drawing a page takes a second.
DRAWN = [("binhai", name) for name in ("issuing_notice", "final_report", "evaluation_form", "bulletin")]
#: Pixels of 150 dpi a page that are dark in one picture with nothing but white around them in the other.
UNLIKE = 20


@pytest.fixture(scope="session")
def ofd(make: Make, settings: Settings) -> Callable[[str, str], tuple[Rendering, bytes]]:
    faces = embedded_faces(font_set(settings.fonts_conf))

    def write(name: str, paper: str) -> tuple[Rendering, bytes]:
        _, made = make(name, paper)
        return made, render_ofd(made, faces.get)

    return write


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@every
def test_its_characters_are_the_pdf_s(ofd: Ofd, pair: tuple[str, str]) -> None:
    made, data = ofd(*pair)
    shown = [line for page in measure(made.pdf or b"") for line in (*page.lines, *page.turned)]
    printed = squeezed("".join(line.text for line in shown))
    assert sorted(squeezed("".join(Reader(data).texts()))) == sorted(printed)
    with ofdkit.open(data) as document:
        assert sorted(squeezed("".join(page.text() for page in document.pages))) == sorted(printed)


@pytest.mark.parametrize("pair", DRAWN, ids=NAMES.get)
def test_its_pages_look_like_the_pdf_s(
    ofd: Ofd, pair: tuple[str, str], record_property: Callable[[str, object], None]
) -> None:
    made, data = ofd(*pair)
    document = pdfium.PdfDocument(made.pdf)
    try:
        shown = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    differing = [unlike(own, other) for own, other in zip(draw(data), shown, strict=True)]
    record_property("/".join(pair), f"unlike pixels a page: {differing}")
    assert max(differing) <= UNLIKE


@pytest.mark.parametrize("pair", OWN, ids=NAMES.get)
def test_title_number_and_signature_are_tagged(ofd: Ofd, pair: tuple[str, str]) -> None:
    made, data = ofd(*pair)
    tagged, context = Reader(data).tagged(), made.composition.context
    wanted = {"Title": context.properties.title, "DocumentNumber": context.document_number}
    signature = context.signatures[0] if context.signatures else None
    wanted |= {"Issuer": signature.issuer, "IssueDate": signature.issue_date} if signature else {}
    assert tagged == {name: squeezed(text) for name, text in wanted.items() if text}
