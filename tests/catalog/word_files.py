"""Small Word templates made with python-docx."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx


def a_template(*paragraphs: str, tables: Sequence[Sequence[Sequence[str]]] = ()) -> bytes:
    """Return a docx with these paragraphs, and tables of rows of cells."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.paragraphs[0].text = text
    # python-docx writes the clock and its own name into the properties; neither matters here.
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()
