"""Findings on content and on the rendered page. Reads, never changes; nothing here renders or stores."""

from service.lint.content import lint_facts
from service.lint.content_rules import TextAt, lint_content
from service.lint.departures import lint_layout
from service.lint.report import lint_pages, measurements, table
from service.lint.routing_rules import lint_routing
from service.lint.sheet import Sheet, read_paragraphs
from service.lint.texts import AttachmentTexts, Paragraph, Texts

__all__ = [
    "AttachmentTexts",
    "Paragraph",
    "Sheet",
    "TextAt",
    "Texts",
    "lint_content",
    "lint_facts",
    "lint_layout",
    "lint_pages",
    "lint_routing",
    "measurements",
    "read_paragraphs",
    "table",
]
