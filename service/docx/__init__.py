"""A Word file as paragraphs with their resolved look, sections and footers. Knows nothing of 公文; only reads."""

from service.docx.reading import read_docx
from service.docx.values import Border, Docx, Footer, Paragraph, Run, Section

__all__ = ["Border", "Docx", "Footer", "Paragraph", "Run", "Section", "read_docx"]
