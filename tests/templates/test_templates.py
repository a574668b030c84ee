from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from scripts.build_templates.__main__ import build
from service.layout import gbt9704 as gb

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FAMILIES = {gb.FONT_FANGSONG, gb.FONT_KAI, gb.FONT_HEI, gb.FONT_SONG, gb.FONT_TITLE}
NAMED = {
    "公文标题", "一级标题", "二级标题", "三级标题", "四级标题", "主送机关", "附件说明", "署名", "成文日期", "发文机关标志",
    "发文字号", "附注", "版记抄送", "版记印发", "页码（单页）", "页码（双页）",
}  # fmt: skip


@pytest.fixture(params=sorted(build()))
def template(request: pytest.FixtureRequest, root: Path) -> bytes:
    return (root / "templates" / request.param).read_bytes()


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return etree.fromstring(z.read(name))


def test_the_committed_templates_are_what_the_script_builds(root: Path) -> None:
    made = build()
    committed = {str(p.relative_to(root / "templates")) for p in (root / "templates").rglob("*.docx")}
    assert committed == set(made)
    for name, data in made.items():
        assert data == (root / "templates" / name).read_bytes(), f"{name}: run make templates"
    assert build() == made


def test_the_template_opens_and_has_the_named_styles(template: bytes) -> None:
    document = docx.Document(io.BytesIO(template))
    names = {s.name for s in document.styles}
    assert names >= NAMED
    assert document.styles.default(docx.enum.style.WD_STYLE_TYPE.PARAGRAPH).name == "Normal"
    assert all(p.style.name in names for p in document.paragraphs)


def test_the_page_is_a4_with_the_type_area_of_the_standard(template: bytes) -> None:
    for section in docx.Document(io.BytesIO(template)).sections:
        assert (section.page_width.twips, section.page_height.twips) == (11906, 16838)
        assert section.page_width.mm - section.left_margin.mm - section.right_margin.mm == pytest.approx(
            156, abs=0.1
        )
        assert section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm == pytest.approx(
            225, abs=0.1
        )
        assert (section.left_margin.mm, section.top_margin.mm) == pytest.approx((28, 37), abs=0.1)


def test_every_font_is_named_for_every_script_and_none_by_theme(template: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(template)) as z:
        roots = {n: etree.fromstring(z.read(n)) for n in z.namelist() if n.endswith(".xml")}
    assert not any("theme" in n for n in roots)
    found = [e for r in roots.values() for e in r.iter(f"{W}rFonts")]
    assert found
    for fonts in found:
        families = {fonts.get(W + script) for script in ("ascii", "eastAsia", "hAnsi", "cs")}
        assert len(families) == 1
        assert families <= FAMILIES
        assert not [a for a in fonts.attrib if "Theme" in a]


def test_the_defaults_and_every_style_with_a_font_of_its_own_set_it_for_chinese(template: bytes) -> None:
    styles = part(template, "word/styles.xml")
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert default.get(f"{W}eastAsia") == gb.FONT_FANGSONG
    by_name = {
        s.find(f"{W}name").get(f"{W}val"): s.find(f"{W}rPr/{W}rFonts") for s in styles.iter(f"{W}style")
    }
    for name, family in (
        ("公文标题", gb.FONT_TITLE), ("发文机关标志", gb.FONT_TITLE), ("一级标题", gb.FONT_HEI),
        ("二级标题", gb.FONT_KAI), ("页码（单页）", gb.FONT_SONG), ("页码（双页）", gb.FONT_SONG),
    ):  # fmt: skip
        assert by_name[name].get(f"{W}eastAsia") == family


def test_what_a_style_of_a_heading_is_in_words_outline(template: bytes) -> None:
    styles = part(template, "word/styles.xml")
    levels = {
        s.find(f"{W}name").get(f"{W}val"): s.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val")
        for s in styles.iter(f"{W}style")
        if s.find(f"{W}pPr/{W}outlineLvl") is not None
    }
    assert levels == {"公文标题": "0", "一级标题": "1", "二级标题": "2", "三级标题": "3", "四级标题": "4"}


def test_every_template_says_of_itself_that_it_is_for_chinese(template: bytes) -> None:
    lang = part(template, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang.get(f"{W}eastAsia") == "zh-CN"
