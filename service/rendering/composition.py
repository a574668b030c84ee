"""Composes the context of a paper: reads each element from the tree, lets typesetting place it, counts pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.layout.metrics import FontMetrics
from service.layout.predictor import Pagination
from service.rendering.content import Content
from service.rendering.context import Context
from service.rendering.elements import elements
from service.rendering.fitting import refuse_overlong
from service.rendering.imprint import place_imprint
from service.rendering.pagination import Paginator, hold_signatures
from service.rendering.typesetting import Typesetter


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
    layout = content.layout
    typesetter = Typesetter(metrics, layout)
    refuse_overlong(content.tree, typesetter)
    paginator = Paginator(content.template, metrics, layout.page_height_twips)
    context, flow = hold_signatures(elements(content, typesetter), paginator)
    pages = flow.pages
    imprint = place_imprint(context.imprint, pages, metrics, layout)
    return Composition(replace(context, imprint=imprint), pages, pages.page_count + len(imprint.page_breaks))
