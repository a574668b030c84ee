"""Composes the context of a paper: reads each element from the tree, lets typesetting place it, counts pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.document.finding import Finding
from service.errors import RenderingError
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.predictor import Pagination
from service.rendering.content import Content
from service.rendering.context import Context, Imprint
from service.rendering.elements import elements
from service.rendering.fitting import refuse_overlong
from service.rendering.pagination import (
    Paginator,
    hold_signatures,
    imprint_page_breaks,
    other_receivers_lines,
)
from service.rendering.typesetting import Typesetter

#: 抄送 shares one page with the 印发 line and the line above its first rule.
_MOST_IMPRINT_LINES = gb.LINES_PER_PAGE - 2


@dataclass(frozen=True)
class Composition:
    """A context and the pages that it is predicted to fill.

    Attributes:
        context: what the template prints.
        pages: the grid predictor's pages, those of the 版记 not counted in.
        page_count: all pages, the 版记's included.
    """

    context: Context
    pages: Pagination
    page_count: int


def compose(content: Content, metrics: FontMetrics) -> Composition:
    """Compose a paper's context from its content.

    Raises:
        RenderingError: if the 版记 can't fit a page, or what must stand on one line can't.
    """
    typesetter = Typesetter(metrics)
    refuse_overlong(content.tree, typesetter)
    paginator = Paginator(content.paper.template, metrics)
    context, flow = hold_signatures(elements(content, typesetter), paginator)
    pages = flow.pages
    imprint = _imprint(context.imprint, pages, metrics)
    return Composition(replace(context, imprint=imprint), pages, pages.page_count + len(imprint.page_breaks))


def _imprint(imprint: Imprint, pages: Pagination, metrics: FontMetrics) -> Imprint:
    """Return the 版记 with its place."""
    lines = other_receivers_lines(imprint.other_receivers and f"抄送：{imprint.other_receivers}。", metrics)
    if lines > _MOST_IMPRINT_LINES:
        message = f"抄送机关排成{lines}行，版记最多{_MOST_IMPRINT_LINES}行，请用统称或规范化简称精简"
        raise RenderingError(
            message, [Finding("imprint-too-long", message, "/paper/other_receivers", "公文 › 抄送机关")]
        )
    printing = max(1, len(imprint.printing_office))
    shown = imprint.printing_office or imprint.other_receivers
    turns = imprint_page_breaks(pages, lines + printing - 1) if shown else 0
    printing_height = gb.LINE_PITCH_TWIPS + (printing - 1) * gb.PRINTING_PITCH_TWIPS
    top = gb.TYPE_AREA_HEIGHT_TWIPS - lines * gb.LINE_PITCH_TWIPS - printing_height
    return replace(
        imprint,
        page_breaks=tuple(range(turns)),
        unnumbered=turns > 1,
        first_rule_top=top,
        other_receivers_height=lines * gb.IMPRINT_PITCH_TWIPS,
        other_receivers_top=top + gb.IMPRINT_RULE_TWIPS,
        printing_height=printing_height,
    )
