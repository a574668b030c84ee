"""A general notice of three pages against the plan, each by the page, no paragraph seen before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from service.layout.metrics import FontMetrics
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.filling import fill
from service.rendering.pagination import broken_lines
from service.rendering.typesetting import broken_title

PAGES = 3


def of_three_pages(content: Content, metrics: FontMetrics) -> Content:
    """Return a notice whose text is as much longer or shorter as makes its text three pages."""
    text: list[Any] = list(content.tree["paper"]["text"])
    for count in range(1, 40 * len(text)):
        blocks = [text[i % len(text)] for i in range(count)]
        made = replace(content, tree={**content.tree, "paper": {**content.tree["paper"], "text": blocks}})
        if compose(made, metrics).pages.page_count == PAGES:
            return made
    raise RuntimeError("the notice does not come to three pages")


def contestants(
    plan: Content, notice: Content, metrics: FontMetrics
) -> tuple[dict[str, Callable[[], object]], dict[str, int]]:
    """Return what races, and the pages of each."""
    papers = {"实施方案": plan, f"通用通知，{PAGES}页": of_three_pages(notice, metrics)}

    def rendering(content: Content) -> Callable[[], object]:
        def render() -> bytes:
            broken_lines.cache_clear()
            broken_title.cache_clear()
            return fill(content.paper.template, compose(content, metrics).context)

        return render

    pages = {name: compose(content, metrics).pages.page_count for name, content in papers.items()}
    return {name: rendering(content) for name, content in papers.items()}, pages
