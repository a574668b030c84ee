"""Tables across: their own pages, bound with the head to the left, numbers where the other pages have them (8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from service.catalog.catalog import Catalog
from service.errors import RenderingError
from service.inspection import inspect
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.units import twips_to_mm
from service.lint.locating import page_number
from service.office.converter import Converter
from service.page import Page, measure
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.landscape import begun_before, with_sections
from service.rendering.pipeline import Rendering, render
from service.rendering.text_block import TextBlock

PARAGRAPH = {"kind": "paragraph", "text": "各站要按照要求认真落实，有关情况及时报告。" * 3}
NUMBER_RIGHT_MM = gb.RIGHT_EDGE_MM - twips_to_mm(gb.SMALL_ZI_TWIPS)
NUMBER_LEFT_MM = gb.LEFT_MARGIN_MM + twips_to_mm(gb.SMALL_ZI_TWIPS)

Paper = Callable[..., Content]
Make = Callable[..., tuple[Content, Rendering, tuple[Page, ...]]]


def table(rows: int, **said: Any) -> dict[str, Any]:
    cells = [[str(i), "东港站", "渔港消防设施检修", "4月10日前"] for i in range(1, rows + 1)]
    header = ["序号", "单位", "任务", "完成时限"]
    return {"kind": "table", "landscape": True, "header": header, "rows": cells, **said}


@pytest.fixture
def paper(catalog: Catalog, sample: Callable[..., dict[str, Any]]) -> Paper:
    def make(*text: dict[str, Any], type: str = "general", **said: Any) -> Content:
        content = sample("general", "one_line")["content"]
        content["paper"] |= {"text": list(text), **said}
        return Content(catalog.paper(type), content)

    return make


@pytest.fixture
def make(paper: Paper, metrics: FontMetrics, converter: Converter) -> Make:
    """Render a paper; the pages must be the predicted ones, and nothing be wrong with them."""

    def rendered(*text: dict[str, Any], **said: Any) -> tuple[Content, Rendering, tuple[Page, ...]]:
        content = paper(*text, **said)
        made = render(content, metrics, converter)
        pages = measure(made.pdf or b"")
        assert len(pages) == made.composition.page_count
        assert [f.message for f in inspect(content, made)] == []
        return content, made, pages

    return rendered


def across(pages: tuple[Page, ...]) -> list[int]:
    return [page.number for page in pages if page.is_landscape]


def rows_of(page: Page) -> int:
    return sum("东港站" in line.text for line in page.lines)


def test_a_run_across_is_one_section() -> None:
    one, other, upright = TextBlock(landscape=True, key=1), TextBlock(landscape=True, key=2), TextBlock(key=3)
    told = with_sections([upright, one, other, upright, one])
    assert [b.landscape_begins for b in told] == [False, True, False, False, True]
    assert [b.landscape_ends for b in told] == [False, False, True, False, True]


def test_what_begins_across_begins_before_its_title() -> None:
    begins, blocks = begun_before(with_sections([TextBlock(landscape=True), TextBlock()]))
    assert (begins, blocks[0].landscape_begins, blocks[0].landscape_ends) == (True, False, True)
    assert begun_before(with_sections([TextBlock(), TextBlock(landscape=True)]))[0] is False


def test_its_columns_fill_the_page_across(paper: Paper, metrics: FontMetrics) -> None:
    forms = table(3), table(3, columns=[1, 2, 3, 1])
    for block in compose(paper(PARAGRAPH, *forms, PARAGRAPH), metrics).context.text[1:3]:
        assert (sum(block.columns), block.width) == (gb.LANDSCAPE_WIDTH_TWIPS, gb.LANDSCAPE_WIDTH_TWIPS)


def test_a_letter_has_no_pages_across(paper: Paper, metrics: FontMetrics) -> None:
    with pytest.raises(RenderingError) as caught:
        compose(paper(PARAGRAPH, table(3), type="letter"), metrics)
    assert [f.pointer for f in caught.value.findings] == ["/paper/text/1/landscape"]


@pytest.mark.xdist_group("office")
@pytest.mark.parametrize("rows", [1, 13, 14, 26, 27])
def test_the_pages_are_the_predicted_ones(make: Make, rows: int) -> None:
    """13 rows fill a page under the header, which is printed again over the 14th."""
    _, _, pages = make(PARAGRAPH, table(rows), PARAGRAPH)
    count = -(-rows // 13)
    assert across(pages) == list(range(2, 2 + count))
    assert rows_of(pages[1]) == min(rows, 13)
    assert all("完成时限" in page.lines[0].text for page in pages[1 : 1 + count])


@pytest.mark.xdist_group("office")
def test_a_page_is_bound_with_the_head_to_the_left(make: Make) -> None:
    _, _, pages = make(PARAGRAPH, table(20), PARAGRAPH)
    for page in (p for p in pages if p.is_landscape):
        assert (page.width, page.height) == (pytest.approx(297, abs=0.2), pytest.approx(210, abs=0.2))
        assert min(rule.top for rule in page.rules) == pytest.approx(gb.LEFT_MARGIN_MM, abs=0.3)
        number = page_number(page)
        assert number is not None
        assert number in page.turned
        assert number.text.replace(" ", "") == f"—{page.number}—"
        assert number.chars[0].ink is not None
        assert number.chars[0].ink.top == pytest.approx(gb.PAGE_NUMBER_TOP_MM, abs=0.3)
        if page.number % 2:
            assert number.x1 == pytest.approx(NUMBER_RIGHT_MM, abs=0.3)
        else:
            assert number.x0 == pytest.approx(NUMBER_LEFT_MM, abs=0.3)


def test_a_signature_is_not_left_alone_behind_a_page_across(paper: Paper, metrics: FontMetrics) -> None:
    with pytest.raises(RenderingError, match="署名就独占一页") as caught:
        compose(paper(PARAGRAPH, table(3)), metrics)
    assert [f.pointer for f in caught.value.findings] == ["/paper/text/1"]
    compose(paper(PARAGRAPH, table(3), PARAGRAPH), metrics)
    compose(paper(PARAGRAPH, {**table(3), "landscape": False}), metrics)


@pytest.mark.xdist_group("office")
def test_one_attachment_ends_across_and_the_next_begins_so(make: Make) -> None:
    """No upright page stands empty between them; 附件说明 stands with the signature behind the text's own table."""
    texts = ([table(3)], [table(2)], [PARAGRAPH, table(2)], [table(2), PARAGRAPH])
    attachments = [{"title": f"任务分工表之{i}", "text": list(text)} for i, text in enumerate(texts, 1)]
    _, _, pages = make(PARAGRAPH, table(3), attachments=attachments)
    assert across(pages) == [2, 4, 5, 7, 8]
    for number, page in ((4, 1), (5, 2), (8, 4)):
        assert pages[number - 1].lines[0].text.replace(" ", "") == f"附件{page}"
    assert "附件：" in "".join(line.text for line in pages[2].lines).replace(" ", "")


@pytest.mark.xdist_group("office")
def test_its_note_stands_on_its_page(make: Make) -> None:
    _, _, pages = make(PARAGRAPH, table(3, note="注：任务完成后三日内报备。"), PARAGRAPH)
    assert any("三日内报备" in line.text for line in pages[1].lines)


@pytest.mark.xdist_group("office")
@pytest.mark.parametrize(
    ("rows", "numbered"), [((5,), [True, True, False, False]), ((20,), [True] * 4), ((5, 5), None)]
)
def test_an_attachment_across_has_its_label_on_the_page_across(
    make: Make, rows: tuple[int, ...], numbered: list[bool] | None
) -> None:
    """The 版记 stands on an even page behind it; with a blank page before it neither has a number (7.4.1, 7.5)."""
    attachments = [{"title": f"任务分工表之{i}", "text": [table(count)]} for i, count in enumerate(rows, 1)]
    _, _, pages = make(PARAGRAPH, attachments=attachments)
    first = next(page for page in pages if page.is_landscape)
    assert first.lines[0].text.startswith("附件")
    assert [p.is_landscape for p in pages if rows_of(p)] == [True] * sum(p.is_landscape for p in pages)
    assert len(pages) % 2 == 0
    if numbered is not None:
        assert [page_number(page) is not None for page in pages] == numbered
