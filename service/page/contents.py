"""What a page is made of, to be drawn again elsewhere: every character, path and image with its place.

Lengths in mm from the page's top left corner, y downwards; a page that is shown turned is read as shown.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from service.errors import UnreadablePdf
from service.page.frame import MM_PER_PT, Frame
from service.page.glyphs import characters, font_of, text_color
from service.page.images import Image, image
from service.page.measuring import PDFIUM, frame_of, open_pdf
from service.page.objects import Matrix, apply, color, objects, stroke_mm


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character.

    Attributes:
        text: the character; "" if the PDF doesn't tell.
        x: where the pen stood.
        y: the same, on the baseline.
        size: of the type across the line, mm.
        stretch: width of the type against its height; 1 where it isn't squeezed.
        turn: direction of the line, degrees clockwise.
        font: the font's name as embedded, without the subset prefix.
        color: RRGGBB.
    """

    text: str
    x: float
    y: float
    size: float
    stretch: float
    turn: float
    font: str
    color: str


Segment = tuple[str, tuple[tuple[float, float], ...]]
"""``M`` or ``L`` and a point, ``B`` and three points of a cubic curve, ``C`` which closes."""


@dataclass(frozen=True, slots=True)
class Path:
    """A path: ``fill`` and ``stroke`` are colours RRGGBB, None where it isn't; ``width`` of the stroke in mm."""

    segments: tuple[Segment, ...]
    fill: str | None
    stroke: str | None
    width: float
    even_odd: bool


@dataclass(frozen=True, slots=True)
class PageContents:
    """A page: its size in mm, its drawings in the order of painting, its characters."""

    width: float
    height: float
    drawings: tuple[Path | Image, ...]
    glyphs: tuple[Glyph, ...]


def contents(pdf: bytes) -> tuple[PageContents, ...]:
    """Return what each page of a PDF is made of.

    Raises:
        UnreadablePdf: the bytes are no PDF, are damaged, need a password, or are drawn beyond all measure.
    """
    with PDFIUM:
        document = open_pdf(pdf)
        try:
            return tuple(_page(document, index) for index in range(len(document)))
        finally:
            document.close()


def _page(document: pdfium.PdfDocument, index: int) -> PageContents:
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        raise UnreadablePdf(f"这个 PDF 的第{index + 1}页已损坏，请重新导出后再试。") from error
    try:
        frame = frame_of(page)
        text = page.get_textpage()
        try:
            glyphs = tuple(_glyphs(text.raw, frame))
        finally:
            text.close()
        return PageContents(*frame.size_mm, tuple(_drawings(page.raw, document.raw, frame)), glyphs)
    finally:
        page.close()


def _glyphs(page: Any, frame: Frame) -> Iterator[Glyph]:
    fonts: dict[int | None, tuple[str, bool]] = {}
    for index, text in characters(page):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(page, index, x, y)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(page, index, matrix)
        along, across = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
        yield Glyph(
            text,
            *frame.point(x.value, y.value),
            size=raw.FPDFText_GetFontSize(page, index) * across * MM_PER_PT,
            stretch=round(along / across, 3) if across else 1.0,
            turn=round(90 * frame.quarter_turns - math.degrees(math.atan2(matrix.b, matrix.a)), 2) % 360,
            font=font_of(page, index, fonts)[0],
            color=text_color(page, index),
        )


def _drawings(page: Any, document: Any, frame: Frame) -> Iterator[Path | Image]:
    for shape, kind, matrix in objects(page):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _path(shape, matrix, frame)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            yield image(shape, matrix, document, page, frame)


def _path(shape: Any, matrix: Matrix, frame: Frame) -> Iterator[Path]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shape, fill, stroke)
    filled = color(raw.FPDFPageObj_GetFillColor, shape) if fill.value else None
    stroked = color(raw.FPDFPageObj_GetStrokeColor, shape) if stroke.value else None
    segments = tuple(_segments(shape, matrix, frame))
    if segments and (filled or stroked):
        yield Path(
            segments, filled, stroked, stroke_mm(shape, matrix), fill.value == raw.FPDF_FILLMODE_ALTERNATE
        )


def _segments(shape: Any, matrix: Matrix, frame: Frame) -> Iterator[Segment]:
    curve: list[tuple[float, float]] = []
    for index in range(raw.FPDFPath_CountSegments(shape)):
        segment = raw.FPDFPath_GetPathSegment(shape, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.point(*apply(matrix, x.value, y.value))
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            curve.append(point)
            if len(curve) == 3:
                yield "B", tuple(curve)
                curve = []
        else:
            yield ("M" if kind == raw.FPDF_SEGMENT_MOVETO else "L"), (point,)
        if raw.FPDFPathSegment_GetClose(segment):
            yield "C", ()
