"""Attachments that can't be bound with the paper: each a file of its own, with the paper's number on line 1 (7.3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from service.catalog.catalog import Paper
from service.layout.metrics import FontMetrics
from service.office.converter import Converter
from service.rendering.composition import Composition
from service.rendering.content import Content
from service.rendering.context import Attachment
from service.rendering.pagination import Paginator, hold_signatures
from service.rendering.pipeline import Rendering, printed


@dataclass(frozen=True)
class BoundApart:
    """An attachment that was printed for itself.

    Attributes:
        attachment: what was printed.
        rendering: its files.
    """

    attachment: Attachment
    rendering: Rendering


def render_apart(
    content: Content,
    paper: Rendering,
    companion: Paper,
    metrics: FontMetrics,
    converter: Converter | None,
) -> Iterator[BoundApart]:
    """Yield the attachments of a paper that are bound apart, as far as they have anything to print.

    Args:
        content: of the paper.
        paper: as it was rendered.
        companion: whose template prints attachments and nothing else.
        metrics: of the fonts.
        converter: None for docx alone.

    Raises:
        ConversionError: if a conversion fails.
    """
    whole, own = paper.composition.context, Content(companion, content.tree, content.attached)
    for attachment in whole.apart:
        if attachment.text:
            about = replace(whole.properties, title=attachment.name)
            context = replace(whole, properties=about, attachments=(attachment,), apart=())
            paginator = Paginator(own.template, metrics, own.layout.page_height_twips)
            context, flow = hold_signatures(context, paginator)
            composed = Composition(context, flow.pages, flow.pages.page_count)
            yield BoundApart(attachment, printed(own, composed, converter))
