"""The objects of a PDFium page but its text, each with the matrix that takes it to user space."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from service.errors import UnreadablePdf
from service.page.frame import MM_PER_PT

#: Forms may contain each other many times over; a page with more objects than this is refused.
MOST_OBJECTS = 100_000

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f of PDF: x' = ax + cy + e, y' = bx + dy + f."""

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def objects(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Yield all objects but text in the order of painting, those inside form objects too: object, kind, matrix.

    The matrix of a path or an image takes its own coordinates to the page's user space.

    Raises:
        UnreadablePdf: if the page has more than `MOST_OBJECTS`.
    """
    todo = [
        (shape, _IDENTITY) for shape in _children(raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, page)
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
            inside = _children(raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, shape)
            todo += [(child, inner) for child in inside]
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            yield shape, kind, around
        elif kind != raw.FPDF_PAGEOBJ_TEXT:
            yield shape, kind, _times(_matrix(shape), around)


def _children(count: Any, get: Any, owner: Any) -> list[Any]:
    """Return the objects inside a page or a form, the last first: they are taken from the end."""
    return [get(owner, index) for index in range(count(owner))][::-1]


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return a point moved by a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def stroke_mm(shape: Any, matrix: Matrix) -> float:
    """Return the width of a path's stroke, mm."""
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(shape, width)
    return width.value * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) * MM_PER_PT


def color(getter: Any, shape: Any) -> str | None:
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
