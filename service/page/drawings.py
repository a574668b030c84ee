"""Rules and pictures of a page: what its path, image and shading objects leave on paper."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from service.page.frame import Frame
from service.page.ink import Ink, Picture, Rule
from service.page.objects import Matrix, apply, color, objects, stroke_mm

#: A filled box lower than this is a rule, mm; the standard's thickest line is the red one, about 0.5.
THICKEST_RULE_MM = 2.0
#: Shorter strokes are drawing, not rules, mm.
SHORTEST_RULE_MM = 5.0
_TOUCHING_MM = 0.1


def drawings(page: Any, frame: Frame) -> tuple[tuple[Rule, ...], tuple[Picture, ...]]:
    """Return the horizontal rules from top to bottom, pieces of one line joined, and all other drawings.

    Raises:
        UnreadablePdf: if the page has more than `MOST_OBJECTS`.
    """
    rules: list[Rule] = []
    pictures: list[Picture] = []
    for shape, kind, matrix in objects(page):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            for found in _path(shape, matrix, frame):
                (rules if isinstance(found, Rule) else pictures).append(found)  # type: ignore[arg-type]
        else:
            pictures.append(Picture(_bounds(shape, kind, matrix, frame)))
    return _joined(rules), tuple(sorted(pictures, key=lambda p: (p.box.top, p.box.left)))


def _path(shape: Any, matrix: Matrix, frame: Frame) -> Iterator[Rule | Picture]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shape, fill, stroke)
    for points in _pieces(shape):
        placed = [apply(matrix, x, y) for x, y in points]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        box = frame.box(min(xs), min(ys), max(xs), max(ys))
        if stroke.value:
            stroked = color(raw.FPDFPageObj_GetStrokeColor, shape)
            yield from _mark(box, stroke_mm(shape, matrix), stroked)
        elif fill.value:
            yield from _mark(box, 0.0, color(raw.FPDFPageObj_GetFillColor, shape))


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


def _bounds(shape: Any, kind: int, matrix: Matrix, frame: Frame) -> Ink:
    """Return the box of an image, whose matrix moves the unit square, or of a shading, whose bounds are as painted."""
    left, bottom, right, top = 0.0, 0.0, 1.0, 1.0
    if kind != raw.FPDF_PAGEOBJ_IMAGE:
        sides = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(shape, *sides)
        left, bottom, right, top = (side.value for side in sides)
    corners = [apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return frame.box(min(xs), min(ys), max(xs), max(ys))
