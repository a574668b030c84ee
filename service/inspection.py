"""Holds a rendered paper against GB/T 9704: measures its pages and asks the rules of ``lint`` about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.document.finding import Finding
from service.lint import Paragraph, Sheet, Texts, lint_pages
from service.page import measure
from service.rendering.content import Content
from service.rendering.context import Context, TextBlock
from service.rendering.pipeline import Rendering

_RUN_IN_LEVELS = {"hei": 1, "kai": 2}  # GB/T 9704 7.3.3: 一级用黑体、二级用楷体


def inspect(content: Content, rendering: Rendering) -> tuple[Finding, ...]:
    """Return the findings on the rendered pages; none without a PDF, because only ink can be measured."""
    if rendering.pdf is None:
        return ()
    texts = printed_texts(rendering.composition.context)
    return lint_pages(Sheet(measure(rendering.pdf), content.paper.elements, texts))


def printed_texts(context: Context) -> Texts:
    """Return the texts of a paper's elements as they should stand on its pages."""
    signature = context.signatures[0] if context.signatures else None
    return Texts(
        issuer_mark=context.mark.text,
        document_number=context.document_number,
        title=context.title_lines,
        principal_receivers=context.principal_receivers,
        text=tuple(_paragraphs(context.text)),
        issuer=signature.issuer if signature else "",
        issue_date=signature.issue_date if signature else "",
        annotation=context.annotation,
        issued_title=context.issued_document.title_lines,
        issued_text=tuple(_paragraphs(context.issued_document.text)),
        other_receivers=context.imprint.other_receivers,
        printing_office=context.imprint.printing_office,
        printing_date=context.imprint.printing_date,
    )


def _paragraphs(blocks: Sequence[TextBlock]) -> Iterator[Paragraph]:
    for block in blocks:
        run_in = next((name for name in _RUN_IN_LEVELS if getattr(block, name)), None)
        if block.level:
            yield Paragraph(block.heading, block.level, block.heading)
        elif run_in:
            heading = getattr(block, run_in)
            yield Paragraph(heading + block.body, _RUN_IN_LEVELS[run_in], heading)
        else:
            yield Paragraph(block.body)
