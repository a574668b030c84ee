"""Tags where nobody sees them: docxtpl runs them all the same, so each must be found."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from service.catalog.compiling import compile_template
from service.errors import TemplateError
from tests.catalog.plans import CONTRACT, accepted, mistakes, the_mistake
from tests.catalog.word_files import a_template

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TAG = "{{ title.upper() }}"


def with_xml(xml: str) -> bytes:
    document = docx.Document(io.BytesIO(a_template("甲", "{{ title }}")))
    document.element.body.insert(1, parse_xml(xml))
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    "inside",
    [
        f'<w:del w:id="1" w:author="a"><w:r><w:delText>{TAG}</w:delText></w:r></w:del>',
        f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "{TAG}"</w:instrText><w:fldChar w:fldCharType="end"/></w:r>',
        f'<w:bookmarkStart w:id="0" w:name="{TAG}"/><w:bookmarkEnd w:id="0"/>',
        '<w:r><w:t>{</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>{ title.upper() }</w:delText></w:r></w:del><w:r><w:t>}</w:t></w:r>',
    ],
    ids=["deleted text", "field code", "attribute", "half in deleted text"],
)  # fmt: skip
def test_a_hidden_tag_is_found_at_its_paragraph(inside: str) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(with_xml(f"<w:p {W}>{inside}</w:p>"), {}, CONTRACT)
    (found,) = caught.value.findings
    assert (found.rule, found.label) == ("hidden-tag", "正文第2段")


def test_a_tag_outside_all_paragraphs_is_found() -> None:
    table = (
        f'<w:tbl {W}><w:tblPr><w:tblCaption w:val="{TAG}"/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'
    )
    with pytest.raises(TemplateError) as caught:
        compile_template(with_xml(table), {}, CONTRACT)
    assert [f.rule for f in caught.value.findings] == ["scattered-tag"]
    assert TAG in caught.value.findings[0].message


def test_braces_of_several_paragraphs_make_no_tag() -> None:
    found = mistakes("{{ title }}", "{", "{ title.upper() }", "}")
    assert [(f.rule, f.label) for f in found] == [("stray-delimiter", f"正文第{n}段") for n in (2, 3, 4)]


def test_the_quotation_marks_of_word_are_taken_in_tags() -> None:
    template = accepted("{% if title == “甲” %}是{% else %}不是{% endif %}")
    made = template.render({"title": "甲", "phases": (), "closed": False})
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "是"


@pytest.mark.parametrize("text", ["｛｛ title ｝｝", "{｛ title }}", "｛% if closed %｝"])
def test_full_width_braces_are_no_tag(text: str) -> None:
    found = the_mistake("甲", text)
    assert (found.rule, found.label) == ("stray-delimiter", "正文第2段")
    assert "是全角符号" in found.message


@pytest.mark.parametrize("value", ["5%", "}"])
def test_what_docxtpl_cannot_read_in_a_condition_is_told(value: str) -> None:
    accepted("{% if title == '" + value.replace("}", "") + "' %}甲{% endif %}")
    found = the_mistake("{%p if title == '" + value + "' %}", "甲", "{%p endif %}")
    assert (found.rule, found.label) == ("bad-expression", "正文第1段")


def test_text_beside_a_comment_that_takes_its_paragraph_away() -> None:
    assert the_mistake("甲{#p 注 #}").rule == "text-beside-tag"
    accepted("{#p 注 #}", "甲{# 注 #}")


ROWS = (("{%tr for phase in phases %}", ""), ("{{ phase.name }}", "甲"), ("{%tr endfor %}", ""))


@pytest.mark.parametrize(
    ("row", "column", "text", "label"),
    [(0, 1, "乙", "正文第1段"), (2, 1, "{{ title }}", "正文第5段"), (2, 0, "{%tr endfor %}丙", "正文第5段")],
)
def test_text_in_a_row_that_is_taken_away(row: int, column: int, text: str, label: str) -> None:
    accepted(tables=(ROWS,))
    cells = [list(cells) for cells in ROWS]
    cells[row][column] = text
    (found,) = mistakes(tables=(tuple(map(tuple, cells)),))
    assert (found.rule, found.label) == ("text-beside-tag", label)
    assert "行里的" in found.message


def test_a_loop_over_rows_within_one_row_takes_itself_away() -> None:
    found = mistakes(tables=((("{%tr for phase in phases %}{{ phase.name }}{%tr endfor %}",),),))
    assert [f.rule for f in found] == ["text-beside-tag"]


def test_text_in_a_cell_that_is_taken_away() -> None:
    row = ("{%tc for phase in phases %}", "{{ phase.name }}", "{%tc endfor %}")
    accepted(tables=((row,),))
    (found,) = mistakes(tables=((("{%tc for phase in phases %}丁", *row[1:]),),))
    assert (found.rule, found.label) == ("text-beside-tag", "正文第1段")
    assert "格里的“丁”" in found.message


def test_an_empty_tag_is_told() -> None:
    assert "“{% %}”是空的" in the_mistake("{% %}").message
