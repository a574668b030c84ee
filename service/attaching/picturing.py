"""Pages of a PDF as pictures: what is inked of them, upright, as large as a given room lets them be.

A page wider than high is turned a quarter to the left: its head is then at the left edge of an upright sheet, whatever
side of the leaf it is printed on (GB/T 9704 8). All pages of one file have one scale and one frame.
"""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium

from service.errors import UnreadablePdf
from service.images.png import png
from service.page.frame import MM_PER_PT
from service.page.measuring import PDFIUM, frame_of, open_pdf
from service.rendering.attached import PagePicture

#: Pixels an inch on paper.
RESOLUTION = 200
#: Pixels an inch at which the ink is looked for.
_GLANCE = 50
#: White that is kept around the ink.
_MARGIN_MM = 1.0
#: Pixels of a whole page; a sheet larger than A2 is drawn more coarsely.
MOST_PIXELS = 20_000_000
_WHITE = b"\xff"


def page_pictures(pdf: bytes, room_mm: tuple[float, float], most_pages: int) -> tuple[PagePicture, ...]:
    """Return a picture of each page of a PDF, none larger than ``room_mm`` (width, height) or than it is.

    Raises:
        UnreadablePdf: if it is none, is damaged, needs a password or has more than ``most_pages``.
    """
    with PDFIUM:
        document = open_pdf(pdf)
        try:
            if len(document) > most_pages:
                raise UnreadablePdf(f"有 {len(document)} 页，超过 {most_pages} 页的上限")
            sheets = [_glance(document, index) for index in range(len(document))]
            around = _together([sheet.ink for sheet in sheets])
            scale = min(1.0, room_mm[0] / (around[2] - around[0]), room_mm[1] / (around[3] - around[1]))
            return tuple(
                _picture(document, index, sheet, around, scale) for index, sheet in enumerate(sheets)
            )
        finally:
            document.close()


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as it will stand: its size and its ink in mm from the top left; clockwise turns to make it stand so."""

    width: float
    height: float
    ink: Box
    turns: int


def _glance(document: pdfium.PdfDocument, index: int) -> _Sheet:
    page = _page(document, index)
    try:
        width, height = frame_of(page).size_mm
        turns = 3 if width > height else 0
        if turns:
            width, height = height, width
        pixels_mm = min(_GLANCE / 25.4, (MOST_PIXELS / (width * height)) ** 0.5)
        bitmap = page.render(scale=pixels_mm * MM_PER_PT, rotation=turns * 90, grayscale=True)
        columns, rows = bitmap.width, bitmap.height
        data, stride = bytes(bitmap.buffer), bitmap.stride
        lines = [data[y * stride : y * stride + columns] for y in range(rows)]
        left, top, right, bottom = _ink(lines, columns, rows)
        ink = (
            max(0.0, left / columns * width - _MARGIN_MM), max(0.0, top / rows * height - _MARGIN_MM),
            min(width, right / columns * width + _MARGIN_MM), min(height, bottom / rows * height + _MARGIN_MM),
        )  # fmt: skip
        return _Sheet(width, height, ink, turns)
    finally:
        page.close()


def _ink(lines: list[bytes], columns: int, rows: int) -> tuple[int, int, int, int]:
    """Return the edges of what isn't white, in pixels; the whole of an empty page."""
    inked = [y for y, line in enumerate(lines) if line.strip(_WHITE)]
    if not inked:
        return 0, 0, columns, rows
    left = min(columns - len(lines[y].lstrip(_WHITE)) for y in inked)
    right = max(len(lines[y].rstrip(_WHITE)) for y in inked)
    return left, inked[0], right, inked[-1] + 1


def _together(boxes: list[Box]) -> Box:
    """Return the smallest box around all."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _picture(
    document: pdfium.PdfDocument, index: int, sheet: _Sheet, around: Box, scale: float
) -> PagePicture:
    """Return what of a page lies in the frame of all, so that what stands under one another on two pages still does."""
    page = _page(document, index)
    try:
        left, top, right, bottom = (
            around[0], around[1], min(around[2], sheet.width), min(around[3], sheet.height)
        )  # fmt: skip
        pixels_mm = min(scale * RESOLUTION / 25.4, (MOST_PIXELS / (sheet.width * sheet.height)) ** 0.5)
        bitmap = page.render(scale=pixels_mm * MM_PER_PT, rotation=sheet.turns * 90, rev_byteorder=True)
        edges = [round(edge * pixels_mm) for edge in (left, top, right, bottom)]
        x0, y0 = edges[0], edges[1]
        x1, y1 = min(edges[2], bitmap.width), min(edges[3], bitmap.height)
        data, size = _png(bitmap, (x0, y0, x1, y1)), (x1 - x0, y1 - y0)
        frame = frame_of(page)
        turns = (frame.quarter_turns + sheet.turns) % 4
        shown = tuple(edge / pixels_mm / MM_PER_PT for edge in (x0, y0, x1, y1))
        box = _user_space(shown, (frame.left, frame.bottom, frame.right, frame.top), turns)
        width, height = (pixels / pixels_mm * scale for pixels in size)
        return PagePicture(data, size, width, height, box, turns)
    finally:
        page.close()


def _user_space(shown: tuple[float, ...], visible: Box, turns: int) -> Box:
    """Return a box of the turned page (pt from its top left, y downwards) in user space."""
    x0, y0, x1, y1 = shown
    left, bottom, right, top = visible
    return {
        0: (left + x0, top - y1, left + x1, top - y0),
        1: (left + y0, bottom + x0, left + y1, bottom + x1),
        2: (right - x1, bottom + y0, right - x0, bottom + y1),
        3: (right - y1, top - x1, right - y0, top - x0),
    }[turns]


def _page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    try:
        return document[index]
    except pdfium.PdfiumError as error:
        raise UnreadablePdf(f"第{index + 1}页已损坏") from error


def _png(bitmap: pdfium.PdfBitmap, box: tuple[int, int, int, int]) -> bytes:
    """Return part of a bitmap of RGB or RGBx as a PNG, of greys if it has no colour; the same bytes everywhere."""
    x0, y0, x1, y1 = box
    data, stride, channels = bytes(bitmap.buffer), bitmap.stride, bitmap.n_channels
    whole = b"".join(data[y * stride + x0 * channels : y * stride + x1 * channels] for y in range(y0, y1))
    size, (reds, greens, blues) = (x1 - x0, y1 - y0), (whole[i::channels] for i in range(3))
    if reds == greens == blues:
        return png(size, reds, channels=1)
    mixed = bytearray(3 * len(reds))
    mixed[0::3], mixed[1::3], mixed[2::3] = reds, greens, blues
    return png(size, bytes(mixed))
