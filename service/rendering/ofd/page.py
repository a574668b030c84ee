"""The objects of an OFD page: text, paths, images, each in the box that it fills (GB/T 33190 8, 9, 10, 11)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import groupby

from service.page.contents import Path
from service.page.images import Image
from service.rendering.ofd.runs import TextRun
from service.rendering.ofd.xml import element, number, numbers, text_element

#: The baseline lies this far under the top of a text's box, and the box is so high, in sizes of its type.
_ASCENT, _HEIGHT = 0.88, 1.2
#: Equal steps are counted from so many on: ``g 5 5.555`` is shorter than five numbers.
_COUNTED = 3


def text_object(run: TextRun, identifier: int, font: int) -> str:
    """Return a run as a text object; a turned one has a matrix, a squeezed one its horizontal scale."""
    glyph, size = run.first, run.first.size
    ascent, width, height = _ASCENT * size, max(run.length, 0.1), _HEIGHT * size
    turn = math.radians(glyph.turn)
    cos, sin = math.cos(turn), math.sin(turn)
    # Where the upper left corner of the unturned text comes to stand, and with it the whole box.
    x, y = glyph.x + ascent * sin, glyph.y - ascent * cos
    corners = [(x + a * cos - b * sin, y + a * sin + b * cos) for a in (0, width) for b in (0, height)]
    left, top = min(c[0] for c in corners), min(c[1] for c in corners)
    right, bottom = max(c[0] for c in corners), max(c[1] for c in corners)
    code = text_element("TextCode", run.text, X="0", Y=number(ascent), DeltaX=_steps(run.steps))
    return element(
        "TextObject",
        element("FillColor", Value=_color(glyph.color)) + code,
        ID=identifier,
        Boundary=numbers(left, top, right - left, bottom - top),
        CTM=numbers(cos, sin, -sin, cos, x - left, y - top) if glyph.turn else None,
        Font=font,
        Size=number(size),
        HScale=number(glyph.stretch) if glyph.stretch != 1 else None,
    )


def _steps(steps: Sequence[float]) -> str | None:
    written: list[str] = []
    for step, group in groupby(steps):
        count = len(list(group))
        written += ["g", str(count), number(step)] if count >= _COUNTED else [number(step)] * count
    return " ".join(written) or None


def path_object(path: Path, identifier: int) -> str:
    """Return a path that is filled, stroked or both."""
    points = [point for _, points in path.segments for point in points]
    margin = path.width / 2 if path.stroke else 0.0
    left, top = min(x for x, _ in points) - margin, min(y for _, y in points) - margin
    right, bottom = max(x for x, _ in points) + margin, max(y for _, y in points) + margin
    colors = (element("FillColor", Value=_color(path.fill)) if path.fill else "") + (
        element("StrokeColor", Value=_color(path.stroke)) if path.stroke else ""
    )
    drawn = " ".join(
        " ".join((operator, *(numbers(x - left, y - top) for x, y in points)))
        for operator, points in path.segments
    )
    return element(
        "PathObject",
        colors + text_element("AbbreviatedData", drawn),
        ID=identifier,
        Boundary=numbers(left, top, max(right - left, 0.01), max(bottom - top, 0.01)),
        LineWidth=number(path.width) if path.stroke else None,
        Stroke=None if path.stroke else "false",
        Fill="true" if path.fill else None,
        Rule="Even-Odd" if path.fill and path.even_odd else None,
    )


def image_object(image: Image, identifier: int, resource: int) -> str:
    """Return an image at its place."""
    a, b, c, d, e, f = image.matrix
    corners = [(e + a * x + c * y, f + b * x + d * y) for x in (0, 1) for y in (0, 1)]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    right, bottom = max(x for x, _ in corners), max(y for _, y in corners)
    return element(
        "ImageObject",
        ID=identifier,
        Boundary=numbers(left, top, right - left, bottom - top),
        CTM=numbers(a, b, c, d, e - left, f - top),
        ResourceID=resource,
    )


def page_part(width: float, height: float, layer: int, objects: Iterable[str]) -> tuple[str, str]:
    """Return area and content of a page, its objects in one layer."""
    area = element("Area", text_element("PhysicalBox", numbers(0, 0, width, height)))
    return area, element("Content", element("Layer", "".join(objects), Type="Body", ID=layer))


def _color(rgb: str | None) -> str:
    return " ".join(str(int((rgb or "000000")[i : i + 2], 16)) for i in (0, 2, 4))
