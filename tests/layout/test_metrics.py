from __future__ import annotations

from service.layout.metrics import Face, FontMetrics, Ink

INKS = {ord("一"): Ink(300, 400), ord("高"): Ink(-80, 860)}
OWN = Face("own", {ord(c): 1000.0 for c in "一高 "}, 1000, INKS.get)
FALLBACK = Face("fallback", {ord(c): 990.0 for c in "一镕"}, 500, lambda code: Ink(-120, 800))
METRICS = FontMetrics({"仿宋_GB2312": (OWN, FALLBACK)})


def test_the_first_font_that_has_a_character_gives_its_width() -> None:
    advances = METRICS.advances("仿宋_GB2312")
    assert [advances[c] for c in "一镕"] == [1000, 990]


def test_a_character_in_no_font_is_as_wide_as_the_own_fonts_missing_glyph() -> None:
    assert METRICS.advances("仿宋_GB2312")["𠮷"] == 1000


def test_fallback_and_missing_characters_are_told_once_and_in_order() -> None:
    text = "镕一𠮷镕㐀𠮷"
    assert METRICS.fallback_characters(text, "仿宋_GB2312") == ("镕",)
    assert METRICS.missing_characters(text, "仿宋_GB2312") == ("𠮷", "㐀")


def test_the_ink_of_a_text_is_that_of_its_highest_and_lowest_characters() -> None:
    assert METRICS.ink("一高", "仿宋_GB2312") == Ink(-80, 860)
    assert METRICS.ink("一镕", "仿宋_GB2312") == Ink(-120, 800)


def test_blanks_have_no_ink() -> None:
    assert METRICS.ink(" ", "仿宋_GB2312") is None
    assert METRICS.ink("", "仿宋_GB2312") is None


def test_digits_are_even_where_all_are_equally_wide() -> None:
    digits = {ord(d): 500.0 for d in "0123456789"}
    for narrow, even in ({}, True), ({ord("1"): 400.0}, False):
        face = Face("digits", digits | narrow, 1000, INKS.get)
        assert FontMetrics({"仿宋_GB2312": (face,)}).even_digits is even
