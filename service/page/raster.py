"""The ink of large type, read off a rendering.

PDFium's outline boxes are the ink of simple fonts to 0.1 mm (compared at 600 dpi), but it adds 1/64 of the
height to the top of glyphs in composite fonts: 0.24 mm on a mark of 50 pt, 0.08 mm on text. So large type is
rendered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from service.page.frame import MM_PER_PT
from service.page.ink import Char, Ink, Line

LARGE_PT = 30.0  #: larger than a title (22 pt): marks only
_DPI = 600
_PIXELS_PER_MM = _DPI / 25.4
_DARK = 160  # of 255; the red of a mark renders as 76
_IS_DARK = bytes(value < _DARK for value in range(256))
_MARGIN_MM = 1.0
# What is rendered at once stays under 20 million pixels, whatever a hostile PDF asks for.
_WIDEST_MM = 420.0
_TALLEST_MM = 80.0
_MOST_LINES = 10


def sharpened(page: pdfium.PdfPage, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return ``lines`` with the ink of large type as rendered; rotated and outsize pages are left alone."""
    large = [line for line in lines if _is_large(line)]
    if page.get_rotation() or len(large) > _MOST_LINES or page.get_width() * MM_PER_PT > _WIDEST_MM:
        return tuple(lines)
    return tuple(_sharp(page, line) if line in large else line for line in lines)


def _is_large(line: Line) -> bool:
    tall = line.ink_bottom - line.ink_top > _TALLEST_MM
    return not tall and any(char.size_pt >= LARGE_PT for char in line.chars)


def _sharp(page: pdfium.PdfPage, line: Line) -> Line:
    width, height = page.get_size()
    top, bottom = line.ink_top - _MARGIN_MM, line.ink_bottom + _MARGIN_MM
    if top < 0 or bottom / MM_PER_PT > height or line.ink.left < 0 or line.ink.right / MM_PER_PT > width:
        return line  # partly off the page: nothing to see there
    bitmap = page.render(
        scale=_DPI / 72, crop=(0, height - bottom / MM_PER_PT, 0, top / MM_PER_PT), grayscale=True
    )
    try:
        pixels = bytes(bitmap.buffer)
        starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
        rows = [pixels[start : start + bitmap.width].translate(_IS_DARK) for start in starts]
    finally:
        bitmap.close()
    return Line(tuple(replace(char, ink=_seen(char, rows, top)) for char in line.chars))


def _seen(char: Char, rows: Sequence[bytes], top: float) -> Ink | None:
    """Return what is dark (1, not 0) inside the character's outline box; the box itself if nothing is."""
    if char.ink is None:
        return None
    x0, x1 = int(char.ink.left * _PIXELS_PER_MM), int(char.ink.right * _PIXELS_PER_MM) + 1
    y0, y1 = (
        max(int((char.ink.top - top) * _PIXELS_PER_MM), 0),
        int((char.ink.bottom - top) * _PIXELS_PER_MM) + 1,
    )
    window = [row[x0:x1] for row in rows[y0:y1]]
    dark = [y for y, row in enumerate(window) if any(row)]
    if not dark:
        return char.ink
    width, columns = len(window[0]), 0
    for row in window:  # rows as numbers: or'ing them is quicker than looking at every column
        columns |= int.from_bytes(row, "big")
    seen = columns.to_bytes(width, "big")
    first, last = width - len(seen.lstrip(b"\0")), len(seen.rstrip(b"\0")) - 1
    return Ink(
        (x0 + first) / _PIXELS_PER_MM,
        top + (y0 + dark[0]) / _PIXELS_PER_MM,
        (x0 + last + 1) / _PIXELS_PER_MM,
        top + (y0 + dark[-1] + 1) / _PIXELS_PER_MM,
    )
