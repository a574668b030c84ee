from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from service.catalog.outline import Printed, PrintedRow
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.nominal import nominal_metrics
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.pagination import Flow, Paginator, broken_lines
from tests.rendering.papers import altered, paragraphs

Read = Callable[[str], Content]


def flow_of(content: Content, metrics: FontMetrics) -> Flow:
    return Paginator(content.paper.template, metrics).flow(compose(content, metrics).context)


def styles(flow: Flow) -> list[str]:
    return [item.format.style for item in flow.items if isinstance(item, Printed)]


def test_the_flow_is_what_the_template_prints(content: Read, metrics: FontMetrics) -> None:
    flow = flow_of(altered(content("binhai"), text=paragraphs(["甲", "乙"])), metrics)
    found = styles(flow)
    assert found[:5] == ["发文机关标志上空", "发文机关标志", *["发文机关标志下空行"] * 2, "发文字号"]
    assert [s for s in found if s.startswith("公文标题")] == ["公文标题", "公文标题另面"]
    assert found[-2:] == ["Normal", "Normal"] or found[-3:-1] == ["Normal", "Normal"]
    assert "版记印发" not in found


def test_a_new_page_begins_where_the_template_says(content: Read, metrics: FontMetrics) -> None:
    flow = flow_of(altered(content("binhai"), text=paragraphs(["甲"])), metrics)
    second = [i for i, item in enumerate(flow.items) if isinstance(item, Printed) and item.page_break]
    assert [flow.page_of(i, 0) for i in second] == [2]


@pytest.mark.parametrize("filled", range(1, 14))
@pytest.mark.parametrize("lines", [1, 2, 3, 4, 7, 30])
def test_a_signature_stands_with_text_wherever_it_falls(content: Read, filled: int, lines: int) -> None:
    """``filled`` lines of receivers push text and signature down page 1 and over its foot."""
    texts = ["短" * 10, "字" * (26 + 28 * (lines - 1))]
    paper: dict[str, Any] = {"principal_receivers": "字" * (28 * filled - 1), "text": texts}
    metrics = nominal_metrics()
    flow = flow_of(altered(content("binhai"), paper), metrics)
    signed = [i for i, item in enumerate(flow.items) if isinstance(item, Printed) and item.signature == 1]
    assert len({flow.page_of(i) for i in signed} | {flow.page_of(signed[0] - 1)}) == 1
    context = compose(altered(content("binhai"), paper), metrics).context
    assert "".join(b.body for b in context.text) == "".join(texts)


@pytest.mark.parametrize("narrow", [0, 100])
def test_a_row_is_as_high_as_its_cells_own_digits_make_it(content: Read, narrow: int) -> None:
    """Cells that differ in digits only break alike, but in a font whose 1 is ``narrow``."""
    face = nominal_metrics().faces[gb.FONT_FANGSONG][0]
    widths = {code: face.advances[code] for code in range(0x20, 0x10000)} | (
        {ord("1"): narrow} if narrow else {}
    )
    metrics = FontMetrics(dict.fromkeys(nominal_metrics().faces, (replace(face, advances=widths),)))
    texts = [digit * 80 for digit in "12"]
    block = {"kind": "table", "rows": [[text] for text in texts]}
    flow = flow_of(altered(content("binhai"), text=[block, *paragraphs(["完"])]), metrics)
    rows = [i for i, item in enumerate(flow.items) if isinstance(item, PrintedRow)]
    tops = [flow.pages.places[i][0].top_twips for i in (*rows, rows[-1] + 1)]
    heights = [b - a for a, b in pairwise(tops)]
    assert (heights[0] < heights[1]) is bool(narrow)


def test_lines_are_remembered_by_font(content: Read) -> None:
    paper, metrics = altered(content("binhai"), text=paragraphs(["字a" * 300])), nominal_metrics()
    narrow = dict.fromkeys(range(32, 127), 100.0) | {ord("字"): 1000.0}
    face = replace(metrics.faces[gb.FONT_FANGSONG][0], advances=narrow)
    others = FontMetrics(dict.fromkeys(metrics.faces, (face,)))
    pages = [flow_of(paper, m).pages for m in (metrics, others, metrics)]
    assert pages[0] == pages[2] != pages[1]


@pytest.mark.parametrize(("length", "remembered"), [(1000, True), (1001, False)])
def test_no_long_paragraph_is_remembered(content: Read, length: int, remembered: bool) -> None:
    paper, metrics = content("binhai"), nominal_metrics()
    paginator = Paginator(paper.paper.template, metrics)
    printed = next(i for i in flow_of(paper, metrics).items if isinstance(i, Printed) and i.key)
    long = printed._replace(runs=(printed.runs[0]._replace(text="字" * length),))
    before = broken_lines.cache_info().misses
    assert "".join(paginator.lines(long)) == long.text
    assert (broken_lines.cache_info().misses > before) is remembered
