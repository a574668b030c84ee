"""Reading font files into `service.layout.metrics.FontMetrics`: the I/O side of the grid predictor.

Widths need only small tables of a font, which are read as bytes: 12 ms a font, where fontTools' own objects take
forty. Ink is rarely asked for and is read from the file on demand.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from service.layout.metrics import EM, Face, FontMetrics, Ink


def load_metrics(paths: Mapping[str, Sequence[Path | tuple[Path, int]]]) -> FontMetrics:
    """Read the fonts of each family.

    Args:
        paths: for each family that documents name (仿宋_GB2312 …) the file of the font that stands for it,
            then its fallbacks in order. Of a collection the first face is taken, or the one whose number
            stands beside the path.

    Raises:
        OSError: if a file can't be read.
        fontTools.ttLib.TTLibError: if a file is no font.
    """
    return FontMetrics(
        {
            family: tuple(read_face(*(file if isinstance(file, tuple) else (file, 0))) for file in files)
            for family, files in paths.items()
        }
    )


@cache
def read_face(path: Path, number: int = 0) -> Face:
    """Read one face of a font file; the same one is read once in a process."""
    with path.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=number) as font:
        if font.reader is None:
            raise OSError(f"no font tables in {path}")
        scale = EM / font["head"].unitsPerEm
        widths = _glyph_widths(font.reader["hmtx"], font["hhea"].numberOfHMetrics)
        glyphs = glyph_numbers(font.reader["cmap"])
        name = font["name"].getBestFamilyName() or path.stem
    last = len(widths) - 1  # glyphs after the last entry share its width (OpenType, hmtx)
    advances = {code: widths[min(glyph, last)] * scale for code, glyph in glyphs.items()}
    return Face(name, advances, widths[0] * scale, partial(_ink, path, number))


def _glyph_widths(hmtx: bytes, count: int) -> Sequence[int]:
    return array("H", struct.unpack(f">{count * 2}H", hmtx[: count * 4])[::2])


def glyph_numbers(cmap: bytes) -> dict[int, int]:
    """Return code point → glyph number of the fullest Unicode subtable, without glyph 0, which is none."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    tables = [struct.unpack_from(">HHL", cmap, 4 + 8 * i) for i in range(count)]
    unicode_tables = {
        offset
        for platform, encoding, offset in tables
        if platform == 0 or (platform, encoding) in ((3, 1), (3, 10))
    }
    best: dict[int, int] = {}
    for offset in sorted(unicode_tables):
        (kind,) = struct.unpack_from(">H", cmap, offset)
        read = {4: _segments, 12: _groups}.get(kind)
        found = read(cmap, offset) if read else {}
        if len(found) > len(best):
            best = found
    return best


def _groups(cmap: bytes, offset: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">L", cmap, offset + 12)
    found: dict[int, int] = {}
    for first, last, glyph in struct.iter_unpack(">LLL", cmap[offset + 16 : offset + 16 + 12 * count]):
        found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return {code: glyph for code, glyph in found.items() if glyph}


def _segments(cmap: bytes, offset: int) -> dict[int, int]:
    (size,) = struct.unpack_from(">H", cmap, offset + 2)
    (double,) = struct.unpack_from(">H", cmap, offset + 6)
    count = double // 2
    words = struct.unpack(f">{size // 2}H", cmap[offset : offset + size // 2 * 2])
    ends, starts = words[7 : 7 + count], words[8 + count : 8 + 2 * count]
    deltas, ranges = words[8 + 2 * count : 8 + 3 * count], words[8 + 3 * count : 8 + 4 * count]
    found: dict[int, int] = {}
    for i, (first, last, delta, shift) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            if shift:
                at = 8 + 3 * count + i + shift // 2 + code - first
                glyph = words[at] if at < len(words) else 0
                glyph = (glyph + delta) & 0xFFFF if glyph else 0
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph:
                found[code] = glyph
    return found


@cache
def _ink(path: Path, number: int, code: int) -> Ink | None:
    with path.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=number) as font:
        assert font.reader is not None
        scale = EM / font["head"].unitsPerEm
        glyph = glyph_numbers(font.reader["cmap"]).get(code)
        if glyph is None:
            return None
        box = _glyf_box(font, glyph) if "glyf" in font else _drawn_box(font, glyph)
    return box and Ink(box[0] * scale, box[1] * scale)


def _glyf_box(font: TTFont, glyph: int) -> tuple[float, float] | None:
    """Return the vertical extent that a TrueType glyph's header gives, without reading the whole table.

    It is that of the control points: in the stand-ins at most 0.005 em beyond the ink, 0.001 em at the top.
    """
    assert font.reader is not None
    size, form = (4, ">2L") if font["head"].indexToLocFormat else (2, ">2H")
    start, end = struct.unpack_from(form, font.reader["loca"], glyph * size)
    if start == end:
        return None
    font.reader.file.seek(font.reader.tables["glyf"].offset + start * (1 if size == 4 else 2))
    _, _, bottom, _, top = struct.unpack(">5h", font.reader.file.read(10))
    return bottom, top


def _drawn_box(font: TTFont, glyph: int) -> tuple[float, float] | None:
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getGlyphName(glyph)].draw(pen)
    return pen.bounds and (pen.bounds[1], pen.bounds[3])
