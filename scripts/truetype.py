"""Redraw a CFF font with TrueType outlines, the same bytes every time.

LibreOffice embeds CFF fonts as Type 1 with a counter that runs through the whole process, so that the same
document gives different PDF bytes; TrueType outlines are embedded alike every time (measured on 7.4.7).
The digest of this file is part of the cache key of the converted fonts: editing it converts them anew.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

MAX_ERROR = 1.0
"""How far a quadratic curve may stray from the cubic one, in font units (a thousandth of the size)."""

_REGULAR = 0x40  # OS/2.fsSelection
_UNUSED_MAXP = (
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
    *("maxSizeOfInstructions", "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours"),
    *("maxComponentElements", "maxComponentDepth"),
)


def to_truetype(source: Path, target: Path, family: str) -> None:
    """Write the CFF font ``source`` to ``target`` as a TrueType font of the regular style of ``family``.

    The advance widths, the characters and the vertical metrics stay as they are. Nothing depends on the
    clock.
    """
    # Otherwise the time of the conversion is written into the font.
    font = TTFont(source, recalcTimestamp=False)
    glyphs = _redrawn(font)
    _replace_outlines(font, glyphs)
    _set_side_bearings(font, glyphs)
    _rename(font, family, source.name)
    font["head"].modified = font["head"].created
    font.save(target)


def _redrawn(font: TTFont) -> dict[str, Glyph]:
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    return glyphs


def _replace_outlines(font: TTFont, glyphs: dict[str, Glyph]) -> None:
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder = font.getGlyphOrder()
    table.glyphs = glyphs
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    table.compile(font)
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in _UNUSED_MAXP:
        setattr(maxp, field, 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def _set_side_bearings(font: TTFont, glyphs: dict[str, Glyph]) -> None:
    metrics = font["hmtx"]
    for name, glyph in glyphs.items():
        left = getattr(glyph, "xMin", 0) if glyph.numberOfContours else 0
        metrics[name] = (metrics[name][0], left)


def _rename(font: TTFont, family: str, origin: str) -> None:
    """Give the font its own names and the regular style, and say that it was changed, as the GPL asks."""
    names = font["name"]
    for record in names.names:
        if record.nameID in (1, 4, 16):
            record.string = family
        elif record.nameID in (2, 17):
            record.string = "Regular"
        elif record.nameID in (3, 6):
            record.string = family.replace(" ", "")
    notice = f"Changed from {origin}: TrueType outlines, new name; same licence and font exception."
    names.setName(notice, 10, 3, 1, 0x409)
    style = font["OS/2"]
    style.usWeightClass = 400
    style.fsSelection = _REGULAR
    font["head"].macStyle = 0
