"""Rules and pictures of a page: what its path, image and shading objects leave on paper."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from service.errors import UnreadablePdf
from service.page.frame import MM_PER_PT, Frame
from service.page.ink import Ink, Picture, Rule

#: A filled box lower than this is a rule, mm; the standard's thickest line is the red one, about 0.5.
THICKEST_RULE_MM = 2.0
#: Shorter strokes are drawing, not rules, mm.
SHORTEST_RULE_MM = 5.0
_TOUCHING_MM = 0.1
#: Forms may contain each other many times over; a page with more objects than this is refused.
MOST_OBJECTS = 100_000

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawings(page: Any, frame: Frame) -> tuple[tuple[Rule, ...], tuple[Picture, ...]]:
    """Return the horizontal rules from top to bottom, pieces of one line joined, and all other drawings.

    Raises:
        UnreadablePdf: if the page has more than `MOST_OBJECTS`.
    """
    rules: list[Rule] = []
    pictures: list[Picture] = []
    for shape, matrix in _shapes(page):
        if raw.FPDFPageObj_GetType(shape) == raw.FPDF_PAGEOBJ_PATH:
            for found in _path(shape, matrix, frame):
                (rules if isinstance(found, Rule) else pictures).append(found)  # type: ignore[arg-type]
        else:
            pictures.append(Picture(_bounds(shape, matrix, frame)))
    return _joined(rules), tuple(sorted(pictures, key=lambda p: (p.box.top, p.box.left)))


def _shapes(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Yield all objects but text, those inside form objects too, each with the matrix of its surroundings."""
    todo = [
        (raw.FPDFPage_GetObject(page, index), _IDENTITY) for index in range(raw.FPDFPage_CountObjects(page))
    ]
    seen = 0
    while todo:
        shape, around = todo.pop()
        seen += 1
        if seen > MOST_OBJECTS:
            raise UnreadablePdf("这个 PDF 的图形过多，无法检查。")
        kind = raw.FPDFPageObj_GetType(shape)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            inner = _times(_matrix(shape), around)
            todo += [
                (raw.FPDFFormObj_GetObject(shape, index), inner)
                for index in range(raw.FPDFFormObj_CountObjects(shape))
            ]
        elif kind != raw.FPDF_PAGEOBJ_TEXT:
            yield shape, around


def _path(shape: Any, around: Matrix, frame: Frame) -> Iterator[Rule | Picture]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shape, fill, stroke)
    matrix = _times(_matrix(shape), around)
    for points in _pieces(shape):
        placed = [_apply(matrix, x, y) for x, y in points]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        box = frame.box(min(xs), min(ys), max(xs), max(ys))
        if stroke.value:
            color = _color(raw.FPDFPageObj_GetStrokeColor, shape)
            yield from _mark(box, _stroke_mm(shape, matrix), color)
        elif fill.value:
            yield from _mark(box, 0.0, _color(raw.FPDFPageObj_GetFillColor, shape))


def _mark(box: Ink, stroke_mm: float, color: str | None) -> Iterator[Rule | Picture]:
    """Yield the rule or picture that ``box`` is; nothing for the invisible and the white."""
    if color is None or color == "FFFFFF":
        return
    thickness = box.bottom - box.top + stroke_mm
    if thickness <= THICKEST_RULE_MM and box.right - box.left >= SHORTEST_RULE_MM:
        yield Rule(box.left, box.right, (box.top + box.bottom) / 2, thickness, color)
    else:
        half = stroke_mm / 2
        yield Picture(Ink(box.left - half, box.top - half, box.right + half, box.bottom + half))


def _pieces(shape: Any) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each subpath, control points of curves included."""
    points: list[tuple[float, float]] = []
    for index in range(raw.FPDFPath_CountSegments(shape)):
        segment = raw.FPDFPath_GetPathSegment(shape, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
    if points:
        yield points


def _joined(rules: list[Rule]) -> tuple[Rule, ...]:
    """Join what lies on one line and touches: LibreOffice draws a border in pieces, or twice."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.y, 1), r.color, r.x0)):
        last = joined[-1] if joined else None
        if (
            last
            and last.color == rule.color
            and abs(last.y - rule.y) < _TOUCHING_MM
            and abs(last.thickness - rule.thickness) < _TOUCHING_MM
            and rule.x0 <= last.x1 + _TOUCHING_MM
        ):
            joined[-1] = Rule(last.x0, max(last.x1, rule.x1), last.y, last.thickness, last.color)
        else:
            joined.append(rule)
    return tuple(sorted(joined, key=lambda r: (r.y, r.x0)))


def _bounds(shape: Any, around: Matrix, frame: Frame) -> Ink:
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(shape, *sides)
    left, bottom, right, top = (side.value for side in sides)
    corners = [_apply(around, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return frame.box(min(xs), min(ys), max(xs), max(ys))


def _stroke_mm(shape: Any, matrix: Matrix) -> float:
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(shape, width)
    return width.value * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) * MM_PER_PT


def _color(getter: Any, shape: Any) -> str | None:
    """Return RRGGBB; None if the object is fully transparent."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not getter(shape, red, green, blue, alpha):
        return "000000"
    return f"{red.value:02X}{green.value:02X}{blue.value:02X}" if alpha.value else None


def _matrix(shape: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(shape, matrix):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
