from __future__ import annotations

import pytest

from service.catalog.restyling import Restyling, restyled

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:pPr>'
    '<w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:rPr><w:rFonts w:ascii="甲" w:eastAsia="甲"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:spacing w:line="579" w:lineRule="exact"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:pPr><w:spacing w:line="490" w:lineRule="exact"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="C"><w:pPr><w:spacing w:line="579" w:lineRule="auto"/></w:pPr>'
    '<w:rPr><w:rFonts w:eastAsia="乙"/></w:rPr></w:style></w:styles>'
)
DOCUMENT = (
    f'<w:document {W}><w:body><w:p><w:pPr><w:spacing w:line="{{{{ mark.pitch }}}}" w:lineRule="exact"/></w:pPr></w:p>'
    '<w:sectPr><w:pgMar w:footer="1435"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr></w:body></w:document>'
)
FOOTER = (
    f'<w:ftr {W}><w:p><w:pPr><w:ind w:right="280"/><w:jc w:val="right"/></w:pPr>'
    "<w:r><w:instrText> PAGE </w:instrText></w:r></w:p><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:ftr>"
)
SIMPLE = f'<w:ftr {W}><w:p><w:fldSimple w:instr=" PAGE "/></w:p></w:ftr>'
TABLE = (
    f'<w:fonts {W}><w:font w:name="甲"><w:altName w:val="甲二"/><w:panose1 w:val="0201"/><w:charset w:val="86"/></w:font>'
    '<w:font w:name="乙"/></w:fonts>'
)
PARTS = {
    "word/styles.xml": STYLES, "word/document.xml": DOCUMENT, "word/footer1.xml": FOOTER,
    "word/footer2.xml": SIMPLE, "word/fontTable.xml": TABLE, "docProps/app.xml": "not even XML",
}  # fmt: skip


def changed(look: Restyling) -> dict[str, str]:
    made = restyled({name: part.encode() for name, part in PARTS.items()}, look)
    return {name: part.decode() for name, part in made.items()}


def test_families_are_renamed_at_once_and_wherever_they_stand() -> None:
    made = changed(Restyling(families=(("甲", "乙"), ("乙", "丙"))))
    assert 'w:ascii="乙" w:eastAsia="乙"' in made["word/styles.xml"]
    assert '<w:rFonts w:eastAsia="丙"/>' in made["word/styles.xml"]


def test_what_was_known_of_a_family_is_not_said_of_another() -> None:
    table = changed(Restyling(families=(("甲", "丁"),)))["word/fontTable.xml"]
    assert '<w:font w:name="丁"><w:charset w:val="86"/></w:font><w:font w:name="乙"/>' in table


def test_no_family_stands_in_the_table_twice() -> None:
    table = changed(Restyling(families=(("甲", "乙"),)))["word/fontTable.xml"]
    assert table.count('w:name="乙"') == 1
    assert 'w:name="甲"' not in table


def test_lines_as_high_as_the_text_s_become_as_high_as_it_again() -> None:
    made = changed(Restyling(pitch=560))
    styles = made["word/styles.xml"]
    assert styles.count('w:line="560" w:lineRule="exact"') == 2
    assert 'w:line="490" w:lineRule="exact"' in styles
    assert 'w:line="579" w:lineRule="auto"' in styles


def test_a_tag_in_an_attribute_stays() -> None:
    made = changed(Restyling(pitch=560, section=(("docGrid@type", "default"), ("pgMar@footer", "1300"))))
    assert 'w:line="{{ mark.pitch }}"' in made["word/document.xml"]
    assert '<w:docGrid w:type="default" w:linePitch="579"/>' in made["word/document.xml"]
    assert '<w:pgMar w:footer="1300"/>' in made["word/document.xml"]


def test_paragraphs_with_a_page_number_are_moved_and_no_other() -> None:
    made = changed(Restyling(page_number=(("ind@right", "0"), ("jc@val", "center"))))
    assert set(made) == {"word/footer1.xml", "word/footer2.xml"}
    assert '<w:ind w:right="0"/><w:jc w:val="center"/>' in made["word/footer1.xml"]
    assert made["word/footer1.xml"].count("center") == 1
    assert '<w:pPr><w:ind w:right="0"/><w:jc w:val="center"/></w:pPr><w:fldSimple' in made["word/footer2.xml"]


@pytest.mark.parametrize("look", [Restyling(), Restyling(families=(("戊", "己"),))])
def test_nothing_to_change_changes_nothing(look: Restyling) -> None:
    assert changed(look) == {}
