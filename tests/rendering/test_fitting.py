from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from service.errors import RenderingError
from service.inspection import inspect
from service.layout.metrics import FontMetrics
from service.office.converter import Converter
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.pipeline import render
from tests.rendering.papers import MISSING, altered

Read = Callable[[str], Content]
DATE = "2026年12月28日"


def signed(issuer: str) -> dict[str, Any]:
    return {"issuer": issuer, "issue_date": "2026年3月16日"}


@pytest.mark.parametrize(
    ("paper", "plan", "pointer", "told"),
    [
        ({"signature": signed("局" * 29)}, {}, "/paper/signature/issuer", "28个字"),
        ({"printing_office": "室" * 25, "printing_date": DATE}, {}, "/paper/printing_office", "最多"),
        ({"printing_office": "室" * 30, "printing_date": MISSING}, {}, "/paper/printing_office", "最多"),
        ({"title": "题" * 24, "title_lines": ["题" * 3, "题" * 21]}, {}, "/paper/title_lines/1", "20个字"),
        ({}, {"signature": signed("局" * 29)}, "/campaign/plan/signature/issuer", "28个字"),
        ({}, {"title": "题" * 21, "title_lines": ["题" * 21]}, "/campaign/plan/title_lines/0", "20个字"),
    ],
)
def test_what_one_line_cannot_hold_is_refused(
    content: Read, metrics: FontMetrics, paper: dict[str, Any], plan: dict[str, Any], pointer: str, told: str
) -> None:
    with pytest.raises(RenderingError) as caught:
        compose(altered(content("binhai"), paper, **plan), metrics)
    (found,) = caught.value.findings
    assert (found.rule, found.pointer) == ("too-wide", pointer)
    assert told in found.message
    assert found.label


def test_all_that_is_too_wide_is_told_at_once(content: Read, metrics: FontMetrics) -> None:
    wide = altered(content("binhai"), {"signature": signed("局" * 40), "printing_office": "室" * 40})
    with pytest.raises(RenderingError) as caught:
        compose(wide, metrics)
    assert len(caught.value.findings) == 2


def longest_office(content: Content, metrics: FontMetrics) -> int:
    """How many 字 the refusal of an endless 印发机关 allows."""
    with pytest.raises(RenderingError) as caught:
        compose(altered(content, {"printing_office": "室" * 99, "printing_date": DATE}), metrics)
    return int(re.findall(r"最多(\d+)个字", caught.value.findings[0].message)[0])


@pytest.mark.xdist_group("office")
def test_the_widest_that_is_let_pass_is_printed_whole(
    content: Read, metrics: FontMetrics, converter: Converter
) -> None:
    longest = longest_office(content("binhai"), metrics)
    assert longest >= 18  # 中国共产党滨海市海洋发展局委员会办公室
    widest = altered(
        content("binhai"),
        {
            "title": "题" * 40,
            "title_lines": ["题" * 20, "题" * 20],
            "document_number": "滨" * 15 + "〔2026〕123456号",
            "signature": signed("局" * 28),
            "printing_office": "室" * longest,
            "printing_date": DATE,
        },
    )
    rendering = render(widest, metrics, converter)
    rules = ("elements", "text-complete", "sealed-date", "sealed-issuer", "type-area", "right-edge")
    assert [f.message for f in inspect(widest, rendering) if f.rule in rules] == []
