from __future__ import annotations

import pytest
from docx import Document
from lxml import etree

from service.catalog.package import Package
from service.redhead.parts import DOCUMENT, Parts, R, W
from service.redhead.sections import set_sections, turn_on_even_pages
from tests.redhead.bodies import a_body, saved

STANDARD = etree.fromstring(
    f'<w:sectPr xmlns:w="{W[1:-1]}"><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1435" w:gutter="0"/></w:sectPr>'
)
FOOTERS = {"default": b"<f/>", "even": b"<f/>"}
ACROSS = {"default": b"<a/>", "even": b"<a/>"}


def parts(body: bytes) -> Parts:
    return Parts(dict(Package(body).parts))


def sections(of: Parts) -> list[etree._Element]:
    return list(of.tree(DOCUMENT).iter(f"{W}sectPr"))


def test_margins_become_the_standard_s_and_it_is_told():
    body = parts(a_body(1))
    findings = [f.message for f in set_sections(body, STANDARD, FOOTERS, ACROSS)]
    assert findings == ["纸张改成 A4", "页边距（毫米）改成国标的：上 25→37，下 25→35，左 32→28，右 32→26"]
    (section,) = sections(body)
    assert section.find(f"{W}pgMar").get(f"{W}top") == "2098"  # type: ignore[union-attr]
    assert section.find(f"{W}pgMar").get(f"{W}header") == "720"  # type: ignore[union-attr]


def test_what_is_standard_already_is_not_told():
    body = parts(a_body(1))
    set_sections(body, STANDARD, FOOTERS, ACROSS)
    assert set_sections(body, STANDARD, FOOTERS, ACROSS) == ()


def test_a_page_across_makes_room_for_its_number_and_keeps_its_lines():
    body = parts(a_body(1, across=True))
    margins = sections(body)[1].find(f"{W}pgMar")
    assert margins is not None
    before = dict(margins.attrib)
    assert (before[f"{W}left"], before[f"{W}right"]) == ("1800", "1800")
    messages = [f.message for f in set_sections(body, STANDARD, FOOTERS, ACROSS)]
    size = sections(body)[1].find(f"{W}pgSz")
    assert dict(margins.attrib) == {**before, f"{W}left": "1984", f"{W}right": "1616"}
    assert size is not None
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("16838", "11906")
    assert any("左 32→35" in m for m in messages)


def test_a_page_across_that_leaves_enough_room_keeps_its_margins():
    body = parts(a_body(1, across=True))
    margins = sections(body)[1].find(f"{W}pgMar")
    assert margins is not None
    margins.set(f"{W}left", "2268")
    before = dict(margins.attrib)
    messages = [f.message for f in set_sections(body, STANDARD, FOOTERS, ACROSS)]
    assert dict(margins.attrib) == before
    assert any("保留了原来的页边距" in m for m in messages)


def test_page_numbers_run_through_and_replace_footers():
    body = parts(a_body(1, across=True))
    for section in sections(body):
        etree.SubElement(section, f"{W}pgNumType").set(f"{W}start", "5")
    set_sections(body, STANDARD, FOOTERS, ACROSS)
    for section, name in zip(sections(body), ("footerChengwen", "footerAcross"), strict=True):
        kinds = {
            r.get(f"{W}type"): body.target(r.get(f"{R}id", ""))
            for r in section.findall(f"{W}footerReference")
        }
        assert kinds == {"default": f"word/{name}.xml", "even": f"word/{name}-2.xml"}
        assert section.find(f"{W}pgNumType") is None


@pytest.mark.parametrize(("text", "kept"), [("红头", True), ("", False)])
def test_a_first_page_of_its_own_stays_if_its_header_says_something(text: str, kept: bool):
    document = Document()
    document.add_paragraph("正文。")
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = text
    body = parts(saved(document))
    set_sections(body, STANDARD, FOOTERS, ACROSS)
    (section,) = sections(body)
    kinds = [r.get(f"{W}type") for r in section.findall(f"{W}footerReference")]
    assert (section.find(f"{W}titlePg") is not None, "first" in kinds) == (kept, kept)


def test_pages_are_not_mirrored_and_odd_ones_are_told_from_even_ones():
    body = parts(a_body(1))
    settings = body.tree("word/settings.xml")
    settings.insert(0, etree.Element(f"{W}mirrorMargins"))
    assert turn_on_even_pages(body) is False
    assert turn_on_even_pages(body) is True
    tags = [etree.QName(e).localname for e in settings]
    assert "mirrorMargins" not in tags
    assert tags.index("evenAndOddHeaders") > tags.index("defaultTabStop")


def test_a_body_without_settings_gets_some():
    raw = dict(Package(a_body(1)).parts)
    del raw["word/settings.xml"]
    raw["word/_rels/document.xml.rels"] = raw["word/_rels/document.xml.rels"].replace(
        b"settings.xml", b"gone.xml"
    )
    body = Parts(raw)
    turn_on_even_pages(body)
    made = [name for name, data in body.packed().items() if b"evenAndOddHeaders" in data]
    assert len(made) == 1
