"""Composes the context of a paper: reads each element from the tree, lets typesetting place it, counts pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from service.document.finding import Finding
from service.errors import RenderingError
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.predictor import Pagination
from service.rendering.blocks import text_blocks
from service.rendering.content import Content
from service.rendering.context import Context, Imprint, IssuedDocument, Properties, Signature, TextBlock
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


def printed(value: Any) -> str:
    """Return what is printed of an element: its text, or "" where it is absent or marked as missing."""
    return value if isinstance(value, str) else ""


def compose(content: Content, metrics: FontMetrics) -> Composition:
    """Compose a paper's context from its content.

    Raises:
        RenderingError: if the 版记 can't fit a page.
    """
    paginator = Paginator(content.paper.template, metrics)
    context = hold_signatures(_elements(content.tree, Typesetter(metrics)), paginator)
    pages = paginator.flow(context).pages
    imprint = _imprint(context.imprint, pages, metrics)
    return Composition(replace(context, imprint=imprint), pages, pages.page_count + len(imprint.page_breaks))


def _elements(tree: Mapping[str, Any], typesetter: Typesetter) -> Context:
    """Return the context as far as no page decides it; each block and signature has a key of its own."""
    paper, plan = tree["paper"], tree["campaign"]["plan"]
    keys = count(1)
    terms = (tree["campaign"]["name"], paper["signature"]["issuer"])
    number = printed(paper["document_number"])
    return Context(
        properties=Properties(paper["title"], number, paper["signature"]["issuer"], paper["manuscript_type"]),
        mark=typesetter.mark(paper["issuer_mark"]),
        document_number=number,
        title_lines=typesetter.title_lines(paper["title"], paper.get("title_lines"), terms),
        principal_receivers=printed(paper["principal_receivers"]),
        text=_keyed([TextBlock(body=t) for t in paper["text"]], keys),
        signatures=(_signature(typesetter, paper["signature"], next(keys), sealed=True),),
        annotation=paper.get("annotation", ""),
        issued_document=IssuedDocument(
            typesetter.title_lines(plan["title"], plan.get("title_lines"), terms),
            _keyed(text_blocks(plan["text"]), keys),
            tuple(_signature(typesetter, s, next(keys), sealed=False) for s in [plan.get("signature")] if s),
        ),
        imprint=Imprint(
            (), paper.get("other_receivers", ""), 0, 0, printed(paper["printing_office"]),
            _and(printed(paper["printing_date"]), "印发"),
        ),
    )  # fmt: skip


def _and(text: str, ending: str) -> str:
    return text and text + ending


def _keyed(blocks: Sequence[TextBlock], keys: count[int]) -> tuple[TextBlock, ...]:
    return tuple(replace(block, key=next(keys)) for block in blocks)


def _signature(typesetter: Typesetter, stored: Mapping[str, Any], key: int, *, sealed: bool) -> Signature:
    made = typesetter.signature(stored["issuer"], printed(stored["issue_date"]), sealed=sealed)
    return replace(made, key=key)


def _imprint(imprint: Imprint, pages: Pagination, metrics: FontMetrics) -> Imprint:
    """Return the 版记 with its place."""
    lines = other_receivers_lines(imprint.other_receivers and f"抄送：{imprint.other_receivers}。", metrics)
    if lines > _MOST_IMPRINT_LINES:
        message = f"抄送机关排成{lines}行，版记最多{_MOST_IMPRINT_LINES}行，请用统称或规范化简称精简"
        raise RenderingError(
            message, [Finding("imprint-too-long", message, "/paper/other_receivers", "公文 › 抄送机关")]
        )
    turns = imprint_page_breaks(pages, lines) if imprint.printing_office or imprint.other_receivers else 0
    return replace(
        imprint,
        page_breaks=tuple(range(turns)),
        other_receivers_height=lines * gb.LINE_PITCH_TWIPS,
        other_receivers_top=gb.TYPE_AREA_HEIGHT_TWIPS - (lines + 1) * gb.LINE_PITCH_TWIPS,
    )
