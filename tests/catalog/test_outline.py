"""The outline says what a template will print, whatever an office did to it in Word."""

from __future__ import annotations

import io
from dataclasses import dataclass

import docx
from docx.shared import Mm, Pt

from service.catalog.compiling import compile_template
from service.catalog.contract import contract_of
from service.catalog.outline import Outline, Printed, PrintedRow, text_of_cell
from tests.catalog.word_files import a_template


@dataclass(frozen=True)
class Block:
    key: int
    body: str


@dataclass(frozen=True)
class Row:
    first: str
    second: str


@dataclass(frozen=True)
class Facts:
    title: str
    closed: bool
    text: tuple[Block, ...]
    rows: tuple[Row, ...]


CONTEXT = {
    "title": "甲 & 乙 < 丙",
    "closed": False,
    "text": (Block(7, "一段"), Block(9, "又一段")),
    "rows": (Row("一", "壹"), Row("二", "贰")),
}


def outline(template: bytes) -> Outline:
    return compile_template(template, {}, contract_of(Facts)).outline


def texts(template: bytes) -> list[str]:
    return [item.text for item in outline(template).printed(CONTEXT) if isinstance(item, Printed)]


def saved(document: docx.document.Document) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_it_prints_what_the_docx_prints() -> None:
    template = a_template(
        "标题：{{ title }}", "{%p if closed %}", "不印", "{%p else %}", "印", "{%p endif %}",
        "{%p for block in text %}", "（{{ block.body }}）", "{%p endfor %}", "完",
    )  # fmt: skip
    made = compile_template(template, {}, contract_of(Facts))
    printed = [p.text for p in docx.Document(io.BytesIO(made.render(CONTEXT))).paragraphs]
    assert texts(template) == printed == ["标题：甲 & 乙 < 丙", "印", "（一段）", "（又一段）", "完"]


def test_a_paragraph_knows_its_block() -> None:
    items = outline(
        a_template("甲", "{%p for block in text %}", "{{ block.body }}", "{%p endfor %}")
    ).printed(CONTEXT)
    assert [item.key for item in items if isinstance(item, Printed)] == [None, 7, 9]


def test_a_tag_that_word_cut_into_runs_is_read_whole() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("前{", "{ ti", "tle }", "}后"):
        paragraph.add_run(piece)
    assert texts(saved(document)) == ["前甲 & 乙 < 丙后"]


def test_line_breaks_and_tabs_are_kept() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("上")
    run.add_break()
    run.add_text("下")
    run.add_tab()
    run.add_text("右")
    assert texts(saved(document)) == ["上\n下\t右"]


def test_styles_and_direct_settings_are_read() -> None:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    style.paragraph_format.line_spacing = Pt(29)
    style.paragraph_format.first_line_indent = Pt(32)
    document.styles["Title"].paragraph_format.page_break_before = True
    plain = document.add_paragraph("平")
    plain.paragraph_format.left_indent = Mm(10)
    plain.add_run("大").font.size = Pt(22)
    document.add_paragraph("题", style="Title")
    first, second = (i for i in outline(saved(document)).printed(CONTEXT) if isinstance(i, Printed))
    assert [run.typeface.size_pt for run in first.runs] == [16, 22]
    assert (first.pitch, first.format.left, first.format.first_line) == (580, 567, 640)
    assert (first.page_break, second.page_break) == (False, True)
    assert second.format.style == "Title"


def test_rows_of_a_table_are_rows() -> None:
    table = [["{%tr for row in rows %}", ""], ["{{ row.first }}", "{{ row.second }}"], ["{%tr endfor %}", ""]]
    made = outline(a_template("甲", tables=[table]))
    rows = [item for item in made.printed(CONTEXT) if isinstance(item, PrintedRow)]
    cells = [[made.cell(cell) for cell in row.cells] for row in rows]
    assert [[p.text for cell in row for p in cell.paragraphs] for row in cells] == [
        ["一", "壹"],
        ["二", "贰"],
    ]
    assert all(cell.width > 0 for row in cells for cell in row)
    assert [text_of_cell(cell)[1] for cell in rows[0].cells] == ["一", "壹"]


def test_what_stands_in_a_frame_is_out_of_the_flow() -> None:
    document = docx.Document()
    document.add_paragraph("甲")
    framed = document.add_paragraph("框")
    framed._p.get_or_add_pPr().append(framed._p.makeelement(docx.oxml.ns.qn("w:framePr"), {}))
    assert texts(saved(document)) == ["甲"]
