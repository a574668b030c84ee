from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from service.office.fonts import font_set
from service.office.subsetting import embedded_faces, postscript_name, subset_font
from service.settings import Settings

CODES = {"甲": "jia", "乙": "yi", "合": "he", "𠮷": "ji"}


def _square(pen: object, size: int) -> None:
    pen.moveTo((0, 0))  # type: ignore[attr-defined]
    for point in ((size, 0), (size, size), (0, size)):
        pen.lineTo(point)  # type: ignore[attr-defined]
    pen.closePath()  # type: ignore[attr-defined]


@pytest.fixture
def truetype(tmp_path: Path) -> Path:
    """A font of four characters; 合 is composed of 甲 and 乙, 乙 has the width of the last entry of hmtx."""
    builder = FontBuilder(1000, isTTF=True)
    order = [".notdef", "he", "jia", "yi", "ji"]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(c): name for c, name in CODES.items()})
    drawn = {}
    for name, size in ((".notdef", 100), ("jia", 500), ("yi", 700), ("ji", 300)):
        pen = TTGlyphPen(None)
        _square(pen, size)
        drawn[name] = pen.glyph()
    composed = TTGlyphPen(dict.fromkeys(order))
    composed.addComponent("jia", (1, 0, 0, 1, 0, 0))
    composed.addComponent("yi", (0.5, 0, 0, 0.5, 900, 0))
    drawn["he"] = composed.glyph()
    builder.setupGlyf({name: drawn[name] for name in order})
    builder.setupHorizontalMetrics(
        {".notdef": (900, 0), "he": (1900, 0), "jia": (1000, 0), "yi": (1000, 0), "ji": (1000, 0)}
    )
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular", "psName": "SmallRegular"})
    builder.setupOS2()
    builder.setupPost()
    path = tmp_path / "small.ttf"
    builder.save(path)
    return path


def test_only_the_characters_and_their_parts_are_kept(truetype: Path) -> None:
    font = TTFont(io.BytesIO(subset_font(truetype, 0, "合甲丙")))
    assert sorted(map(chr, font.getBestCmap())) == ["合", "甲"]
    assert len(font.getGlyphOrder()) == 4  # .notdef, 合, 甲, and 乙 as a part
    glyphs = font.getGlyphSet()
    glyph = font["glyf"][font.getBestCmap()[ord("合")]]
    assert [font.getGlyphID(part.glyphName) for part in glyph.components] == [2, 3]
    assert glyphs[font.getBestCmap()[ord("合")]].width == 1900


def test_outlines_and_widths_are_those_of_the_font(truetype: Path) -> None:
    whole, cut = TTFont(truetype), TTFont(io.BytesIO(subset_font(truetype, 0, CODES)))
    for character in CODES:
        one, other = whole.getBestCmap()[ord(character)], cut.getBestCmap()[ord(character)]
        assert whole["hmtx"][one] == cut["hmtx"][other]
        assert (
            whole["glyf"][one].getCoordinates(whole["glyf"])[0]
            == cut["glyf"][other].getCoordinates(cut["glyf"])[0]
        )


def test_the_same_characters_give_the_same_bytes(truetype: Path) -> None:
    assert subset_font(truetype, 0, "甲乙") == subset_font(truetype, 0, "乙甲乙")


def test_the_name_that_programs_embed_it_under(truetype: Path) -> None:
    assert postscript_name(truetype) == "SmallRegular"


def test_a_font_with_cubic_outlines_is_cut_down_too(tmp_path: Path) -> None:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "jia", "yi"])
    builder.setupCharacterMap({ord("甲"): "jia", ord("乙"): "yi"})
    drawn = {}
    for name in (".notdef", "jia", "yi"):
        pen = T2CharStringPen(1000, None)
        _square(pen, 500)
        drawn[name] = pen.getCharString()
    builder.setupCFF("Cubic", {}, drawn, {})
    builder.setupHorizontalMetrics(dict.fromkeys(drawn, (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Cubic", "styleName": "Regular", "psName": "Cubic"})
    builder.setupOS2()
    builder.setupPost()
    path = tmp_path / "cubic.otf"
    builder.save(path)
    made = subset_font(path, 0, "甲")
    assert [chr(c) for c in TTFont(io.BytesIO(made)).getBestCmap()] == ["甲"]
    assert made == subset_font(path, 0, "甲")


def test_faces_are_found_by_the_name_in_a_pdf(settings: Settings) -> None:
    fonts = font_set(settings.fonts_conf)
    faces = embedded_faces(fonts)
    assert all(faces[name] in fonts.faces for name in faces)
    assert {face.path for family in fonts.families.values() for face in family.chain} <= {
        f.path for f in faces.values()
    }
