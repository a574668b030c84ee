"""Revision marks are taken as accepted, automatic numbers written out, comments listed."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from service.revising.lines import Line, read_lines


def saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def added(document: Any, inner: str) -> None:
    document.element.body.insert(
        len(document.element.body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")
    )


def test_revisions_are_accepted():
    document = docx.Document()
    added(
        document,
        "<w:r><w:t>各单位</w:t></w:r><w:del w:id='1'><w:r><w:delText>要</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>应当</w:t></w:r></w:ins>",
    )
    added(document, "<w:pPr><w:rPr><w:del w:id='3'/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r>")
    added(document, "<w:r><w:t>后半句。</w:t></w:r>")
    found = read_lines(saved(document))
    assert found.lines == (Line(("各单位应当",)), Line(("前半句，后半句。",)))
    assert found.revisions == 2


def test_numbers_are_written_out_and_comments_listed():
    document = docx.Document()
    document.add_paragraph("甲", style="List Number")
    run = document.add_paragraph("乙", style="List Number").runs[0]
    document.add_comment(run, "再斟酌", author="周明远")
    found = read_lines(saved(document))
    assert [line.text for line in found.lines] == ["1.甲", "2.乙"]
    assert [(one.author, one.text) for one in found.comments] == [("周明远", "再斟酌")]


def test_each_row_of_a_table_is_a_line():
    document = docx.Document()
    table = document.add_table(2, 2)
    for i, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = "甲乙丙丁"[i]
    assert read_lines(saved(document)).lines == (Line(("甲", "乙"), 1), Line(("丙", "丁"), 1))
