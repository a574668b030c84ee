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
    "发文字号", "附注", "公文标题另面", "版记首线", "版记抄送", "版记印发", "页码（单页）", "页码（双页）",
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
        if section.page_width > section.page_height:  # bound, its head lies to the left
            section.page_width, section.page_height = section.page_height, section.page_width
            margins = section.left_margin, section.top_margin, section.right_margin, section.bottom_margin
            section.bottom_margin, section.left_margin, section.top_margin, section.right_margin = margins
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
    assert levels == {
        "公文标题": "0",
        "公文标题另面": "0",
        "一级标题": "1",
        "二级标题": "2",
        "三级标题": "3",
        "四级标题": "4",
    }


def test_every_template_says_of_itself_that_it_is_for_chinese(template: bytes) -> None:
    lang = part(template, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang.get(f"{W}eastAsia") == "zh-CN"


def test_no_indented_paragraph_carries_a_rule(template: bytes) -> None:
    """Word draws a paragraph's rules between its indents; those of a paper span the type area (7.2.7, 7.4.1)."""
    ruled = [
        s
        for s in part(template, "word/styles.xml").iter(f"{W}style")
        if s.find(f"{W}pPr/{W}pBdr") is not None
    ]
    assert {s.find(f"{W}name").get(f"{W}val") for s in ruled} == {
        "发文字号",
        "发文字号（上行）",
        "编印单位和日期",
        "签发人和文号",
        "纪要版头",
        "信函粗线",
        "信函细线",
        "信函下粗线",
        "信函下细线",
        "版记首线",
        "版记印发",
    }
    for style in ruled:
        indents = style.find(f"{W}pPr/{W}ind")
        assert {indents.get(f"{W}{side}") for side in ("left", "right", "firstLine")} == {"0"}
    document = docx.Document(io.BytesIO(template))
    for p in document.paragraphs:
        if p._p.pPr.find(f"{W}pBdr") is not None:
            assert p.style.name in {"发文字号", "版记首线", "版记印发"}
            assert p._p.pPr.find(f"{W}ind") is None


def test_what_stands_in_a_frame_of_the_imprint_fits_it(template: bytes) -> None:
    """A frame of exact height cuts what is too much, in Word its rule."""
    document = docx.Document(io.BytesIO(template))
    heights = []
    for p in document.paragraphs:
        frame = p._p.pPr.find(f"{W}framePr")
        if frame is not None:
            rules = p._p.pPr.find(f"{W}pBdr")
            rules = p.style.element.find(f"{W}pPr/{W}pBdr") if rules is None else rules
            needed = sum(
                20 * int(r.get(f"{W}space")) + 2.5 * int(r.get(f"{W}sz"))
                for r in ([] if rules is None else rules)
            )
            line = int(p.style.element.find(f"{W}pPr/{W}spacing").get(f"{W}line"))
            heights += [line + needed] if p.style.name.startswith("版记") else []
            assert line + needed <= int(frame.get(f"{W}h"))
    assert len(heights) in (0, 2, 5)  # a paper without 版记 has none, a bulletin one way alone


def test_a_new_page_is_a_property_of_the_style(template: bytes) -> None:
    """A direct page break is moved to the paragraph before by some programs, and vanishes there with a statement."""
    root = part(template, "word/document.xml")
    assert not list(root.iter(f"{W}pageBreakBefore"))
    assert not [b for b in root.iter(f"{W}br") if b.get(f"{W}type") == "page"]
    document = docx.Document(io.BytesIO(template))
    starting = [
        p.style.name
        for p in document.paragraphs
        if p.style.element.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]
    assert set(starting) <= {"公文标题另面", "附件标识", "另面"}


def test_word_lists_the_styles_of_a_paper_first_and_hides_its_own(template: bytes) -> None:
    styles = part(template, "word/styles.xml")
    latent = styles.find(f"{W}latentStyles")
    assert latent.get(f"{W}defSemiHidden") == "1"
    ranks = [int(e.get(f"{W}val")) for e in styles.iter(f"{W}uiPriority")]
    assert ranks == sorted(set(ranks))
    assert max(ranks) < int(latent.get(f"{W}defUIPriority"))


def test_each_font_has_other_names_for_machines_that_lack_it(template: bytes) -> None:
    rows = {f.get(f"{W}name"): f for f in part(template, "word/fontTable.xml").iter(f"{W}font")}
    assert set(rows) == FAMILIES
    assert "仿宋" in rows[gb.FONT_FANGSONG].find(f"{W}altName").get(f"{W}val").split(",")
    assert "楷体" in rows[gb.FONT_KAI].find(f"{W}altName").get(f"{W}val").split(",")
