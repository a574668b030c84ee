"""A heading stands on the page of what follows it: as predicted, and as rendered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from service.catalog.outline import Printed, PrintedRow, text_of_cell
from service.layout.metrics import FontMetrics
from service.office.converter import Converter
from service.page import measure
from service.rendering.content import Content
from service.rendering.pagination import Paginator
from service.rendering.pipeline import render
from tests.rendering.papers import altered, paragraphs, squeezed

Read = Callable[..., Content]

FIRST = {"kind": "heading", "level": 1, "number": "一、", "title": "加强组织领导"}
LONG = {"kind": "heading", "level": 1, "number": "一、", "title": "加强组织领导，" * 5 + "落实各方责任"}
SECOND = {"kind": "heading", "level": 2, "number": "（一）", "title": "落实责任"}
TABLE = {
    "kind": "table",
    "header": ["事项", "时限"],
    "rows": [["安排部署", "三月底"], ["组织实施", "六月底"]],
}
FOLLOWED: dict[str, list[dict[str, Any]]] = {
    "one": [FIRST, *paragraphs(["各单位要高度重视。" * 5])],
    "two": [FIRST, SECOND, *paragraphs(["各单位要高度重视。"])],
    "two-lines": [LONG, *paragraphs(["各单位要高度重视。"])],
    "table": [FIRST, TABLE],
    "table-alone": [TABLE],
}


@pytest.mark.xdist_group("office")
@pytest.mark.parametrize("filled", range(15, 22))
@pytest.mark.parametrize("kind", sorted(FOLLOWED))
def test_no_heading_ends_a_page(
    content: Read, metrics: FontMetrics, converter: Converter, kind: str, filled: int
) -> None:
    text = [*paragraphs(["第一段。"] * filled), *FOLLOWED[kind], *paragraphs(["最后一段。"] * 3)]
    bound = altered(content("binhai", "plan_paper"), text=text)
    made = render(bound, metrics, converter)
    assert made.pdf is not None
    rendered = ["".join(squeezed(line.text) for line in page.lines) for page in measure(made.pdf)]
    flow = Paginator(bound.paper.template, metrics).flow(made.composition.context)
    for i, item in enumerate(flow.items):
        if _is_kept(item):
            assert flow.page_of(i, 0) == flow.page_of(i + 1, 0), "predicted"
            shown = next(n for n, page in enumerate(rendered, 1) if _begins(item) in page)
            assert shown == flow.page_of(i, 0), "rendered"
            assert _begins(flow.items[i + 1]) in rendered[shown - 1]
    assert len(rendered) == made.composition.page_count


def _is_kept(item: Printed | PrintedRow) -> bool:
    return item.is_header if isinstance(item, PrintedRow) else item.format.keep_next


def _begins(item: Printed | PrintedRow) -> str:
    text = text_of_cell(item.cells[0])[1] if isinstance(item, PrintedRow) else item.text
    return squeezed(text)[:6]
