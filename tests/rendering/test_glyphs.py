from __future__ import annotations

from typing import Any

import pytest

from service.document.finding import Severity
from service.layout import gbt9704 as gb
from service.layout.metrics import Face, FontMetrics, Ink
from service.rendering.glyphs import glyph_findings


def face(name: str, characters: str) -> Face:
    return Face(name, dict.fromkeys(map(ord, characters), 1000.0), 1000.0, lambda _: Ink(-100, 860))


@pytest.fixture
def fonts() -> FontMetrics:
    families = (gb.FONT_FANGSONG, gb.FONT_KAI, gb.FONT_HEI, gb.FONT_TITLE, gb.FONT_SONG)
    return FontMetrics(dict.fromkeys(families, (face("own", "甲乙"), face("fallback", "甲乙镕"))))


def test_known_characters_are_not_spoken_of(fonts: FontMetrics) -> None:
    assert glyph_findings({"paper": {"title": "甲乙"}}, fonts) == ()


def test_a_character_of_a_fallback_font_is_a_note(fonts: FontMetrics) -> None:
    (found,) = glyph_findings({"paper": {"text": ["甲", "乙镕镕"]}}, fonts)
    assert (found.rule, found.pointer, found.severity) == ("fallback-glyph", "/paper/text/1", Severity.NOTE)
    assert found.message == "仿宋_GB2312里没有“镕”，用替补字库印出，字形略有不同"


def test_a_character_of_no_font_is_a_warning_each(fonts: FontMetrics) -> None:
    found = glyph_findings({"paper": {"title": "甲😀丙"}}, fonts)
    assert [(f.rule, f.pointer, f.severity) for f in found] == [
        ("missing-glyph", "/paper/title", Severity.WARNING)
    ] * 2
    assert "“😀”（U+1F600）" in found[0].message
    assert "fonts/" in found[0].message


def test_what_is_not_printed_is_not_looked_at(fonts: FontMetrics) -> None:
    tree: dict[str, Any] = {
        "kind": "丙",
        "layout": "丙",
        "manuscript_type": "丙",
        "issue_date": {"missing": "丙"},
    }
    assert glyph_findings({"paper": tree}, fonts) == ()


def test_each_text_is_judged_by_the_font_that_it_is_printed_in() -> None:
    chain = dict.fromkeys((gb.FONT_FANGSONG, gb.FONT_KAI, gb.FONT_HEI, gb.FONT_TITLE, gb.FONT_SONG), "甲")
    chain |= {gb.FONT_TITLE: "甲镕", gb.FONT_HEI: "甲喆"}
    fonts = FontMetrics(
        {family: (face("own", has), face("other", "甲镕喆")) for family, has in chain.items()}
    )
    heading = {"kind": "heading", "level": 1, "number": "甲", "title": "喆", "body": "喆"}
    tree = {
        "campaign": {"name": "镕喆", "plan": {"title": "镕", "text": [heading]}},
        "paper": {"issuer_mark": "镕", "title": "喆", "text": ["镕"]},
    }
    found = {f.pointer for f in glyph_findings(tree, fonts)}
    assert found == {"/campaign/plan/text/0/body", "/paper/title", "/paper/text/0"}
