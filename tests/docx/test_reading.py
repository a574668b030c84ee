"""Styles, defaults and direct formatting together give a paragraph its look."""

from __future__ import annotations

import pytest

from service.docx import Paragraph, read_docx
from tests.docx.files import W, paragraph, word_file

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:eastAsia="宋体"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:pPr><w:jc w:val="both"/><w:ind w:firstLine="640"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:basedOn w:val="a"/><w:pPr><w:spacing w:line="579" w:lineRule="exact"/></w:pPr>
 <w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/><w:rPr><w:sz w:val="30"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="red"><w:rPr><w:color w:val="FF0000"/><w:b/></w:rPr></w:style>
"""


def first(body: str, **parts: object) -> Paragraph:
    return read_docx(word_file(body, styles=STYLES, **parts)).paragraphs[0]  # type: ignore[arg-type]


def test_without_a_style_the_default_one_counts():
    found = first(paragraph("文"))
    assert (found.runs[0].east_asia, found.runs[0].latin, found.runs[0].size_pt) == ("宋体", "Arial", 10.5)
    assert found.alignment == "both"
    assert found.first_line_mm == pytest.approx(11.29, abs=0.01)


def test_a_style_goes_over_what_it_is_based_on_and_direct_formatting_over_both():
    found = first(paragraph("文", '<w:pStyle w:val="t"/><w:jc w:val="center"/>', '<w:sz w:val="44"/>'))
    run = found.runs[0]
    assert (run.east_asia, run.latin, run.size_pt) == ("仿宋_GB2312", "Arial", 22.0)
    assert (found.alignment, found.pitch_pt) == ("center", 28.95)
    assert found.first_line_mm > 11


def test_a_character_style_colours():
    run = first(paragraph("文", "", '<w:rStyle w:val="red"/>')).runs[0]
    assert (run.color, run.bold) == ("FF0000", True)


def test_a_style_that_is_based_on_itself_ends():
    assert first(paragraph("文", '<w:pStyle w:val="loop"/>')).runs[0].size_pt == 15


def test_a_hanging_indent_takes_the_place_of_a_first_line_indent():
    found = first(paragraph("文", '<w:ind w:left="960" w:hanging="320"/>'))
    assert found.left_mm + found.first_line_mm == pytest.approx(11.29, abs=0.01)


def test_indents_in_characters_count_the_size_of_the_text():
    found = first(paragraph("文", '<w:ind w:firstLineChars="200" w:firstLine="1"/>', '<w:sz w:val="32"/>'))
    assert found.first_line_mm == pytest.approx(2 * 16 * 25.4 / 72)


def test_theme_fonts_are_looked_up():
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont>'
        '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="等线"/></a:minorFont></a:theme>'
    )
    run = first(
        paragraph("文", "", '<w:rFonts w:eastAsiaTheme="minorEastAsia" w:asciiTheme="minorHAnsi"/>'),
        more={"word/theme/theme1.xml": theme},
    ).runs[0]
    assert (run.east_asia, run.latin) == ("等线", "Calibri")


def test_automatic_numbers_are_part_of_the_text():
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = paragraph("要求", numbered) + paragraph("安排", numbered)
    file = read_docx(word_file(body, more={"word/numbering.xml": numbering}))
    assert [p.text for p in file.paragraphs] == ["一、要求", "二、安排"]


def test_tables_text_boxes_and_deleted_words():
    table = f"<w:tbl><w:tr><w:tc>{paragraph('格')}</w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r></w:p>"
    gone = "<w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>"
    found = read_docx(word_file(table + box + gone)).paragraphs
    assert [(p.text, p.in_table, p.in_frame) for p in found] == [
        ("格", True, False), ("", False, False), ("框", False, True), ("增", False, False),
    ]  # fmt: skip


def test_a_page_break_begins_a_page():
    body = paragraph("甲") + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + paragraph("乙")
    assert [p.new_page for p in read_docx(word_file(body)).paragraphs] == [False, True, True]


def test_sections_and_footers():
    footer = (
        f"<w:ftr {W}><w:p><w:r><w:t>— </w:t></w:r><w:r><w:instrText> PAGE </w:instrText></w:r></w:p></w:ftr>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="footer" Target="footer1.xml"/></Relationships>'
    )
    page = '<w:sectPr><w:footerReference w:type="default" r:id="r1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    file = read_docx(
        word_file(
            paragraph("文"), page=page,
            more={
                "word/footer1.xml": footer, "word/_rels/document.xml.rels": relations,
                "word/settings.xml": f"<w:settings {W}><w:evenAndOddHeaders/></w:settings>",
            },
        )
    )  # fmt: skip
    (section,) = file.sections
    assert (round(section.width_mm), round(section.height_mm)) == (210, 297)
    assert [(f.kind, f.numbered) for f in section.footers] == [("default", True)]
    assert file.even_differs
