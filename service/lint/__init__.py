"""Findings on content and on the rendered page. Reads, never changes; nothing here renders or stores."""

from service.lint.locating import Paragraph, Texts
from service.lint.report import lint_pages, measurements, table
from service.lint.sheet import Sheet, read_paragraphs

__all__ = ["Paragraph", "Sheet", "Texts", "lint_pages", "measurements", "read_paragraphs", "table"]
