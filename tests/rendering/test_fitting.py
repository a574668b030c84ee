from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from service.errors import RenderingError
from service.layout.metrics import FontMetrics
from service.rendering.composition import compose
from service.rendering.content import Content
from tests.rendering.papers import altered

Read = Callable[[str], Content]
DATE = "2026年12月28日"


def signed(issuer: str) -> dict[str, Any]:
    return {"issuer": issuer, "issue_date": "2026年3月16日"}


@pytest.mark.parametrize(
    ("paper", "plan", "pointer", "told"),
    [
        ({"title": "题" * 24, "title_lines": ["题" * 3, "题" * 21]}, {}, "/paper/title_lines/1", "20个字"),
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
    wide = {"title": "题" * 42, "title_lines": ["题" * 21, "题" * 21]}
    with pytest.raises(RenderingError) as caught:
        compose(altered(content("binhai"), wide), metrics)
    assert len(caught.value.findings) == 2


@pytest.mark.parametrize("length", [29, 40])
def test_a_long_issuer_and_office_stand_in_several_lines(
    content: Read, metrics: FontMetrics, length: int
) -> None:
    long = {"signature": signed("局" * length), "printing_office": "室" * length, "printing_date": DATE}
    context = compose(altered(content("binhai"), long), metrics).context
    assert len(context.signatures[0].issuer_lines) == 2
    assert len(context.imprint.printing_office) > 1
    assert "".join(context.signatures[0].issuer_lines) == "局" * length
    assert "".join(context.imprint.printing_office) == "室" * length
