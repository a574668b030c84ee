"""套红 on the rendered page, in mm (GB/T 9704 7.2, 7.4, 7.5)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import docx
import pytest

from service.catalog.catalog import Catalog
from service.errors import ClassifiedRefused, ConverterMissing, InvalidContent, UnreadableDocument
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.office.converter import Converter
from service.page import Page, measure
from service.redhead.making import Redheaded, redhead
from service.secrecy import refuse_classified
from tests.fakes import a_pdf
from tests.redhead.bodies import ELEMENTS, a_body, saved

Make = Callable[..., Redheaded]
pytestmark = pytest.mark.xdist_group("office")


@pytest.fixture(scope="module")
def make(catalog: Catalog, metrics: FontMetrics, converter: Converter) -> Make:
    def made(body: bytes, layout: Any = None, **changes: Any) -> Redheaded:
        paper = {name: value for name, value in (ELEMENTS["paper"] | changes).items() if value is not None}
        elements = {"paper": paper} | ({} if layout is None else {"layout": layout})
        return redhead(body, elements, catalog, metrics, converter, "", lambda told: None)

    return made


def line(page: Page, text: str) -> Any:
    return next(each for each in page.lines if text in each.text)


def number(page: Page) -> Any:
    return next((each for each in page.lines if each.text == f"— {page.number} —"), None)


def imprint_pages(pages: tuple[Page, ...]) -> list[int]:
    return [page.number for page in pages if any("印发" in each.text for each in page.lines)]


def test_head_imprint_and_page_numbers_stand_where_the_standard_has_them(make: Make):
    made = make(a_body(5))
    pages = measure(made.pdf)
    assert made.pages == len(pages) == 2
    mark = line(pages[0], "滨海市水务局文件")
    assert mark.ink_top == pytest.approx(gb.MARK_TOP_MM, abs=0.5)
    assert mark.chars[0].color == gb.RED
    (rule,) = [r for r in pages[0].rules if r.color == gb.RED]
    assert (rule.x0, rule.x1) == pytest.approx((gb.LEFT_MARGIN_MM, gb.RIGHT_EDGE_MM), abs=0.3)
    assert rule.top - line(pages[0], "12号").ink_bottom == pytest.approx(gb.RULE_UNDER_NUMBER_MM, abs=0.5)
    wide = [r for r in pages[1].rules if r.width == pytest.approx(gb.TYPE_AREA_WIDTH_MM, abs=0.2)]
    assert len(wide) == 3
    assert wide[-1].bottom == pytest.approx(gb.BOTTOM_EDGE_MM, abs=0.5)
    odd, even = number(pages[0]), number(pages[1])
    assert odd.ink.right == pytest.approx(gb.RIGHT_EDGE_MM - 4.9, abs=0.5)
    assert even.ink.left == pytest.approx(gb.LEFT_MARGIN_MM + 4.9, abs=0.5)
    dash = odd.chars[0].ink
    assert dash.top == pytest.approx(gb.PAGE_NUMBER_TOP_MM, abs=0.5)


@pytest.mark.parametrize("paragraphs", [1, 9, 17, 18, 24])
def test_the_imprint_stands_at_the_foot_of_an_even_last_page(make: Make, paragraphs: int):
    made = make(a_body(paragraphs))
    pages = measure(made.pdf)
    assert imprint_pages(pages) == [len(pages)]
    assert len(pages) % 2 == 0
    printing = line(pages[-1], "印发")
    assert printing.ink_bottom == pytest.approx(261, abs=1)
    assert not any(f.rule == "redhead-imprint" for f in made.findings)
    others = [each.ink_bottom for each in pages[-1].lines if each.ink_top > 30 and each.ink_bottom < 241]
    assert all(bottom < line(pages[-1], "抄送").ink_top - 4 for bottom in others)


def test_behind_a_blank_page_nothing_is_numbered(make: Make):
    for paragraphs in range(16, 20):
        pages = measure(make(a_body(paragraphs, header="")).pdf)
        if len(pages) == 4 and not pages[2].lines:
            break
    else:
        pytest.fail("no body ends at the foot of page 2")
    assert [number(page) is not None for page in pages] == [True, True, False, False]


def test_a_body_that_ends_across_gets_an_upright_last_page(make: Make):
    pages = measure(make(a_body(3, across=True)).pdf)
    assert [page.width > page.height for page in pages] == [False, True, False, False]
    assert imprint_pages(pages) == [4]
    assert [bool(number(page) or page.turned) for page in pages] == [True, True, False, False]


@pytest.mark.parametrize("paragraphs", [3, 17])
def test_a_page_across_has_its_number_where_the_others_have_theirs(make: Make, paragraphs: int):
    """Read upright, as it is bound: at the right of an odd page, at the left of an even one, 7 mm under the text (8)."""
    pages = measure(make(a_body(paragraphs, across=True)).pdf)
    (page,) = [each for each in pages if each.width > each.height]
    (shown,) = [each for each in page.turned if "—" in each.text]
    assert shown.text.replace(" ", "") == f"—{page.number}—"
    ink = [c.ink for c in shown.chars if c.ink]
    assert ink[0].top == pytest.approx(gb.PAGE_NUMBER_TOP_MM, abs=0.5)  # the dash's, as on upright pages
    if page.number % 2:
        assert max(c.right for c in ink) == pytest.approx(gb.RIGHT_EDGE_MM - 4.9, abs=0.5)
    else:
        assert min(c.left for c in ink) == pytest.approx(gb.LEFT_MARGIN_MM + 4.9, abs=0.5)
    assert not any(each.ink_top > page.height - gb.LEFT_MARGIN_MM for each in page.lines)
    assert all(each.chars[0].x0 >= gb.PAGE_HEIGHT_MM - gb.BOTTOM_EDGE_MM - 0.5 for each in page.lines)


def test_an_upward_paper_names_its_signatory(make: Make):
    pages = measure(make(a_body(3), signatories=[{"name": "林海川"}]).pdf)
    assert "签发人：林海川" in "".join(each.text for each in pages[0].lines)


def test_a_unit_s_layout_profile_holds_here_too(make: Make):
    layout = {"imprint_on_even_page": False, "page_number_place": "center"}
    pages = measure(make(a_body(0), layout=layout).pdf)
    assert imprint_pages(pages) == [1]
    middle = (number(pages[0]).ink.left + number(pages[0]).ink.right) / 2
    assert middle == pytest.approx(gb.LEFT_MARGIN_MM + gb.TYPE_AREA_WIDTH_MM / 2, abs=0.5)


def test_copy_number_and_precedence_stand_above_the_mark(make: Make):
    (page, *_rest) = measure(make(a_body(0), copy_number="000001", precedence="特急").pdf)
    assert line(page, "000001").ink_top < line(page, "特急").ink_top < gb.MARK_TOP_MM
    assert line(page, "滨海市水务局文件").ink_top == pytest.approx(gb.MARK_TOP_MM, abs=0.5)


def test_a_classified_body_is_refused_before_it_is_converted(catalog: Catalog, metrics: FontMetrics):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].add_run("机密")
    document.sections[0].header.paragraphs[0].add_run("★10年")
    refuse = partial(refuse_classified, responsible="")
    with pytest.raises(ClassifiedRefused):
        redhead(saved(document), ELEMENTS, catalog, metrics, None, "", refuse)
    classified = {"paper": ELEMENTS["paper"] | {"security_classification": "机密★10年"}}
    with pytest.raises(ClassifiedRefused):
        redhead(a_body(1), classified, catalog, metrics, None, "", refuse)


def test_without_imprint_no_page_is_turned(make: Make):
    made = make(a_body(1), other_receivers=None, printing_office=None, printing_date=None)
    assert made.pages == 1


def test_the_same_body_gives_the_same_bytes(make: Make):
    first, second = make(a_body(3)), make(a_body(3))
    assert (first.docx, first.pdf) == (second.docx, second.pdf)


def test_a_body_that_is_a_paper_already_is_told(make: Make):
    document = docx.Document()
    for text in ("滨海市水务局文件", "滨水发〔2026〕12号", "正文。", "滨海市水务局办公室 2026年3月16日印发"):
        document.add_paragraph(text)
    found = [f.message for f in make(saved(document)).findings if f.rule == "redhead-twice"]
    assert ["版头" in found[0], "版头" in found[1], "版记" in found[2]] == [True, True, True]


def test_a_body_that_begins_on_another_page_is_told(make: Make):
    document = docx.Document()
    document.add_paragraph("标题").paragraph_format.page_break_before = True
    assert "redhead-first-page" in [f.rule for f in make(saved(document)).findings]


def test_what_is_wrong_is_told_before_anything_is_converted(catalog: Catalog, metrics: FontMetrics):
    with pytest.raises(InvalidContent) as wrong:
        redhead(
            b"",
            {"paper": {"document_number": "滨水发(2026)12号"}},
            catalog,
            metrics,
            None,
            "",
            lambda told: None,
        )
    assert {f.pointer for f in wrong.value.findings} == {"/paper/issuer_mark", "/paper/document_number"}
    with pytest.raises(ConverterMissing, match="没有 LibreOffice"):
        redhead(a_body(1), ELEMENTS, catalog, metrics, None, "没有 LibreOffice", lambda told: None)


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", a_body(1)[:900]])
def test_a_body_that_is_no_docx_is_refused(make: Make, body: bytes):
    with pytest.raises(UnreadableDocument):
        make(body)


class Miscounting:
    """A converter that finds three pages where two were to be expected."""

    def __init__(self) -> None:
        self.answers = [a_pdf(1), a_pdf(3)]

    def convert(self, docx: bytes) -> bytes:
        return self.answers.pop(0)


def test_pages_that_are_not_as_foreseen_are_told(catalog: Catalog, metrics: FontMetrics):
    converter: Any = Miscounting()
    made = redhead(a_body(1), ELEMENTS, catalog, metrics, converter, "", lambda told: None)
    assert made.pages == 3
    told = [f.message for f in made.findings if f.rule == "redhead-imprint"]
    assert told == ["版记应在第2页，排出来却有3页，请核对版记的位置"]


def test_a_body_that_links_to_elsewhere_is_refused(make: Make):
    document = docx.Document()
    document.part.relate_to(
        "file:///etc/hostname",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
        is_external=True,
    )
    with pytest.raises(UnreadableDocument, match="链接了外部内容"):
        make(saved(document))
