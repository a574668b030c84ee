"""Composes the context of a paper: reads each element from the tree, lets typesetting place it, counts pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from service.document.finding import Finding
from service.errors import RenderingError
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.predictor import Block, Pagination, paginate
from service.rendering.blocks import text_blocks
from service.rendering.content import Content
from service.rendering.context import Context, Imprint, IssuedDocument, Properties, Signature, TextBlock
from service.rendering.fitting import refuse_overlong
from service.rendering.typesetting import (
    Typesetter,
    heading_flow,
    imprint_page_breaks,
    keep_with_text,
    signature_flow,
    text_flow,
    together,
)

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
        RenderingError: if the 版记 can't fit a page, or what must stand on one line can't.
    """
    paper, plan = content.tree["paper"], content.tree["campaign"]["plan"]
    typesetter = Typesetter(metrics)
    refuse_overlong(content.tree, typesetter)
    terms = (content.tree["campaign"]["name"], paper["signature"]["issuer"])
    mark = typesetter.mark(paper["issuer_mark"])
    title_lines = typesetter.title_lines(paper["title"], paper.get("title_lines"), terms)
    receivers = printed(paper["principal_receivers"])
    flow = heading_flow(mark, title_lines, typesetter.receivers_lines(receivers and receivers + "："))
    annotation = paper.get("annotation", "")
    text, signature = _closed(
        typesetter, flow, [TextBlock(body=t) for t in paper["text"]], paper["signature"], annotation
    )
    issued = _issued(typesetter, plan, terms, flow)
    pages = paginate(flow)
    imprint = _imprint(typesetter, paper, pages)
    context = Context(
        properties=Properties(
            paper["title"],
            printed(paper["document_number"]),
            paper["signature"]["issuer"],
            paper["manuscript_type"],
        ),
        mark=mark,
        document_number=printed(paper["document_number"]),
        title_lines=title_lines,
        principal_receivers=receivers,
        text=text,
        signatures=(signature,),
        annotation=annotation,
        issued_document=issued,
        imprint=imprint,
    )
    return Composition(context, pages, pages.page_count + len(imprint.page_breaks))


def _closed(
    typesetter: Typesetter,
    flow: list[Block],
    text: Sequence[TextBlock],
    stored: Mapping[str, Any],
    annotation: str = "",
    *,
    sealed: bool = True,
) -> tuple[tuple[TextBlock, ...], Signature]:
    """Return text and signature held together on a page, and append their heights to ``flow``.

    Where no break helps, because the text is one line, the blank lines above the signature give way.
    """
    signature = typesetter.signature(stored["issuer"], printed(stored["issue_date"]), sealed=sealed)
    annotation_lines = len(typesetter.lines(TextBlock(body=f"（{annotation}）"))) if annotation else 0
    for blank in range(len(signature.blank_lines), -1, -1):
        signature = replace(signature, blank_lines=tuple(range(blank)))
        closing = signature_flow(signature, annotation_lines=annotation_lines)
        held = keep_with_text(typesetter, flow, text, closing)
        if together(typesetter, flow, held, closing):
            break
    flow += [*text_flow(typesetter, held), *closing]
    return held, signature


def _issued(
    typesetter: Typesetter, plan: Mapping[str, Any], terms: tuple[str, ...], flow: list[Block]
) -> IssuedDocument:
    """Return the issued plan and append its heights to ``flow``."""
    title_lines = typesetter.title_lines(plan["title"], plan.get("title_lines"), terms)
    flow += [Block(len(title_lines), page_break_before=True), Block(1)]
    text = text_blocks(plan["text"])
    if "signature" not in plan:
        flow += text_flow(typesetter, text)
        return IssuedDocument(title_lines, text, ())
    text, signature = _closed(typesetter, flow, text, plan["signature"], sealed=False)
    return IssuedDocument(title_lines, text, (signature,))


def _imprint(typesetter: Typesetter, paper: Mapping[str, Any], pages: Pagination) -> Imprint:
    office, date = printed(paper["printing_office"]), printed(paper["printing_date"])
    others = paper.get("other_receivers", "")
    lines = typesetter.other_receivers_lines(others and f"抄送：{others}。")
    if lines > _MOST_IMPRINT_LINES:
        message = f"抄送机关排成{lines}行，版记最多{_MOST_IMPRINT_LINES}行，请用统称或规范化简称精简"
        raise RenderingError(
            message, [Finding("imprint-too-long", message, "/paper/other_receivers", "公文 › 抄送机关")]
        )
    turns = imprint_page_breaks(pages, lines) if office or others else 0
    top = gb.TYPE_AREA_HEIGHT_TWIPS - (lines + 1) * gb.LINE_PITCH_TWIPS
    return Imprint(
        page_breaks=tuple(range(turns)),
        first_rule_top=top,
        other_receivers=others,
        other_receivers_height=lines * gb.IMPRINT_PITCH_TWIPS,
        other_receivers_top=top + gb.IMPRINT_RULE_TWIPS,
        printing_office=office,
        printing_date=date and date + "印发",
    )
