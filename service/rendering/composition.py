"""Composes the context of a paper: reads each element from the tree, lets typesetting place it, counts pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.catalog.outline import Printed
from service.layout.metrics import FontMetrics
from service.layout.predictor import Pagination
from service.layout.profile import LayoutProfile
from service.rendering.block_images import fit_images, refuse_bad_images
from service.rendering.content import Content
from service.rendering.context import Context
from service.rendering.elements import elements, sealing
from service.rendering.fitting import refuse_overlong
from service.rendering.imprint import place_imprint
from service.rendering.landscape import refuse_in_letter, refuse_signature_alone
from service.rendering.pagination import Flow, Paginator, hold_signatures
from service.rendering.sealing import keep_rows, seals
from service.rendering.seals import Seal
from service.rendering.signing import Sealing
from service.rendering.typesetting import Typesetter


@dataclass(frozen=True)
class Composition:
    """A context and the pages that it is predicted to fill.

    Attributes:
        context: what the template prints.
        pages: the grid predictor's pages, those of the 版记 not counted in.
        page_count: all pages, the 版记's included.
        seals: where its seals and stamps go.
    """

    context: Context
    pages: Pagination
    page_count: int
    seals: tuple[Seal, ...] = ()


def compose(content: Content, metrics: FontMetrics) -> Composition:
    """Compose a paper's context from its content.

    Raises:
        RenderingError: if the 版记 can't fit a page, or what must stand on one line can't.
    """
    layout = content.layout
    typesetter = Typesetter(metrics, layout)
    refuse_overlong(content.tree, typesetter)
    refuse_bad_images(content.tree)
    if content.paper.manifest.get("format") == "letter":
        refuse_in_letter(content.tree)
    paginator = Paginator(content.template, metrics, layout.page_height_twips)
    own = sealing(content)
    composed = _elements(content, typesetter)
    refuse_signature_alone(composed, content.tree)
    context, flow = _set(composed, paginator, own, layout)
    if context.principal_receivers and not _begins_on_first_page(context, flow):
        imprint = replace(context.imprint, principal_receivers=context.principal_receivers)
        context = replace(_elements(content, typesetter), principal_receivers="", imprint=imprint)
        context, flow = _set(context, paginator, own, layout)
    pages = flow.pages
    even = (
        layout
        if content.paper.manifest.get("format") != "letter"
        else replace(layout, imprint_on_even_page=False)
    )
    imprint = place_imprint(context.imprint, pages, metrics, even)
    context = replace(context, imprint=imprint)
    absorbed = bool(imprint.page_breaks) and not pages.pages[-1]
    page_count = pages.page_count + len(imprint.page_breaks) - absorbed
    places = seals(context, flow, own, typesetter) if _is_original(content) else ()
    return Composition(context, pages, page_count, places)


def _elements(content: Content, typesetter: Typesetter) -> Context:
    return fit_images(elements(content, typesetter), typesetter.metrics, typesetter.layout)


def _set(
    context: Context, paginator: Paginator, sealing: Sealing, layout: LayoutProfile
) -> tuple[Context, Flow]:
    """Return the context with its signatures held to their text and its rows of seals inside the type area."""
    return keep_rows(*hold_signatures(context, paginator), paginator, sealing, layout)


def _is_original(content: Content) -> bool:
    """Tell whether the paper is one that may be sealed: a 整理件 is set anew for reading only."""
    return bool(content.tree["paper"]["manuscript_type"] == "正本")


def _begins_on_first_page(context: Context, flow: Flow) -> bool:
    """Tell whether page 1 shows text (7.3.3); else 主送机关 moves to the 版记 (7.3.2)."""
    first = context.text[0].key if context.text else None
    items = enumerate(flow.items)
    found = [i for i, item in items if isinstance(item, Printed) and item.key == first is not None]
    return not found or bool(flow.page_of(found[0], 0) == 1)
