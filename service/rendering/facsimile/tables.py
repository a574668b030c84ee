"""Draws tables: each cell's text in the middle of its height, rules around it, the header again on further pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from service.catalog.scanning import W
from service.layout.units import twips_to_mm
from service.rendering.facsimile.areas import Area
from service.rendering.facsimile.paragraphs import read_paragraph, value_of
from service.rendering.facsimile.pen import Pen
from service.rendering.facsimile.sheet import Line, Sheet

_CELL_MARGIN_TWIPS = 108
_RULE_MM = 0.5 * 25.4 / 72


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row, where it is and how high: ``top`` and ``height`` in twips, the one from the page's upper edge."""

    row: etree._Element
    page: int
    top: float
    height: float
    is_header: bool
    repeated: float
    """How much of the page above it the header takes that is printed again; 0 if it is not the first row there."""


@dataclass(frozen=True, slots=True)
class _Cell:
    element: etree._Element
    left: float
    width: int
    goes_on: bool
    begins: bool


def draw_table(pen: Pen, sheets: Sequence[Sheet], rows: Sequence[RowPlace], area: Area) -> None:
    """Draw a table's rows, in the middle of an area."""
    header = next((place.row for place in rows if place.is_header), None)
    for i, place in enumerate(rows):
        sheet = sheets[place.page - 1]
        if place.repeated and header is not None:
            _draw_row(pen, sheet, header, place.top - place.repeated, place.repeated, (), area)
        below = [later for later in rows[i + 1 :] if later.page == place.page]
        _draw_row(pen, sheet, place.row, place.top, place.height, below, area)
        if not below:
            ends = (cells := _cells(place.row, area)) and (cells[0].left, cells[-1].left + cells[-1].width)
            if ends:
                left, right, y = map(twips_to_mm, (*ends, place.top + place.height))
                sheet.lines.append(Line(left, y, right, y, _RULE_MM))


def _cells(row: etree._Element, area: Area) -> list[_Cell]:
    found = list(row.iterfind(f"{W}tc"))
    properties = [cell.find(f"{W}tcPr") for cell in found]
    widths = [int(value_of(p, "tcW", "w") or 0) for p in properties]
    left = area.left + (area.width - sum(widths)) / 2
    cells = []
    for cell, own, width in zip(found, properties, widths, strict=True):
        merged = own is not None and own.find(f"{W}vMerge") is not None
        begins = value_of(own, "vMerge", "val") == "restart"
        cells.append(_Cell(cell, left, width, merged and not begins, begins))
        left += width
    return cells


def _draw_row(
    pen: Pen,
    sheet: Sheet,
    row: etree._Element,
    top: float,
    height: float,
    below: Sequence[RowPlace],
    area: Area,
) -> None:
    for cell in _cells(row, area):
        left, right, upper, lower = map(twips_to_mm, (cell.left, cell.left + cell.width, top, top + height))
        sheet.lines.extend(Line(x, upper, x, lower, _RULE_MM) for x in (left, right))
        if not cell.goes_on:
            sheet.lines.append(Line(left, upper, right, upper, _RULE_MM))
        whole = height + (_height_below(cell, below, area) if cell.begins else 0)
        _write_cell(pen, sheet, cell, top, whole)


def _height_below(cell: _Cell, below: Sequence[RowPlace], area: Area) -> float:
    """Return the height of the rows that a cell reaches into."""
    height = 0.0
    for place in below:
        if not any(c.goes_on and c.left == cell.left for c in _cells(place.row, area)):
            break
        height += place.height
    return height


def _write_cell(pen: Pen, sheet: Sheet, cell: _Cell, top: float, height: float) -> None:
    room = cell.width - 2 * _CELL_MARGIN_TWIPS
    paragraphs = [read_paragraph(pen.formats, p) for p in cell.element.iterfind(f"{W}p")]
    lines = [(p, line, i) for p in paragraphs for i, line in enumerate(pen.lines(p, room, 0))]
    y = top + max(0.0, (height - sum(p.pitch for p, _, _ in lines)) / 2)
    for paragraph, line, i in lines:
        pen.line(sheet, paragraph, line, cell.left + _CELL_MARGIN_TWIPS, room, y, i == 0)
        y += paragraph.pitch
