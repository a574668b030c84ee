"""Fonts of a few squares, made in the test, so that no test depends on the machine's fonts."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

WIDTH = 1000


def make_font(
    path: Path, family: str, characters: str = "一", *, cff: bool = False, chinese: str = ""
) -> Path:
    """Write a font with a rounded square for each character; ``chinese`` is its Chinese family name."""
    names = ["A", *(f"uni{ord(each):04X}" for each in characters)]
    builder = FontBuilder(1000, isTTF=not cff)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap({ord("A"): "A"} | {ord(each): f"uni{ord(each):04X}" for each in characters})
    if cff:
        builder.setupCFF(family.replace(" ", ""), {}, {name: _cubic() for name in (".notdef", *names)}, {})
    else:
        builder.setupGlyf({name: _quadratic() for name in (".notdef", *names)})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", *names), (WIDTH, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    families = {"en": family, "zh": chinese} if chinese else {"en": family}
    builder.setupNameTable(
        {"familyName": families, "styleName": "Regular", "psName": family.replace(" ", "")}
    )
    builder.setupOS2(sTypoAscender=880, usWinAscent=900, usWinDescent=200)
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


def _draw(pen: T2CharStringPen | TTGlyphPen, *, cubic: bool) -> None:
    pen.moveTo((100, 0))
    pen.lineTo((100, 700))
    if cubic:
        pen.curveTo((300, 900), (700, 900), (900, 700))
    else:
        pen.qCurveTo((500, 900), (900, 700))
    pen.lineTo((900, 0))
    pen.closePath()


def _cubic() -> object:
    pen = T2CharStringPen(WIDTH, None)
    _draw(pen, cubic=True)
    return pen.getCharString()


def _quadratic() -> object:
    pen = TTGlyphPen(None)
    _draw(pen, cubic=False)
    return pen.glyph()
