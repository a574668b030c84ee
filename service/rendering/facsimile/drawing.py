"""Draws the pages of a composed paper: what flows where the predictor has it, frames where the template says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from lxml import etree

from service.catalog.outline import Printed, PrintedRow
from service.catalog.scanning import W
from service.layout import gbt9704 as gb
from service.layout.metrics import EM, FontMetrics
from service.layout.predictor import Place
from service.layout.units import twips_to_mm
from service.rendering.composition import Composition
from service.rendering.content import Content
from service.rendering.facsimile.areas import Area, areas
from service.rendering.facsimile.paragraphs import Paragraph, read_paragraph
from service.rendering.facsimile.pen import Pen
from service.rendering.facsimile.sheet import Box, Sheet, Text
from service.rendering.facsimile.tables import RowPlace, draw_table
from service.rendering.pagination import Paginator

#: How far the text of a frame with a rule over it stands lower than without one (measured).
_FRAMED_TWIPS = 58
_NUMBER_BASELINE_MM = 270.5  #: of the page number, measured
_ANCHOR = "版记之后"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU_PER_MM = 36000

Placed = Iterator[tuple[Printed | PrintedRow, Sequence[Place]]]


def facsimile(content: Content, composition: Composition, metrics: FontMetrics) -> tuple[Sheet, ...]:
    """Return the pages of a composed paper."""
    context = composition.context
    paginator = Paginator(content.template, metrics, content.layout.page_height_twips)
    values = {f.name: getattr(context, f.name) for f in fields(context)}
    sheets = tuple(Sheet() for _ in range(composition.page_count))
    drawing = _Drawing(Pen(content.template.formats, metrics), paginator, sheets)
    flow, body = paginator.flow(context), content.template.body(values)
    drawing.body(body, zip(flow.items, flow.pages.places, strict=True))
    unnumbered = {composition.page_count, composition.page_count - 1} if context.imprint.unnumbered else set()
    if content.paper.manifest.get("format") == "letter":
        unnumbered.add(1)
    if next(body.iter(f"{W}footerReference"), None) is None:
        return drawing.sheets
    for number, sheet in enumerate(drawing.sheets, 1):
        if number not in unnumbered:
            sheet.texts.append(drawing.page_number(number))
    return drawing.sheets


@dataclass(frozen=True)
class _Drawing:
    pen: Pen
    paginator: Paginator
    sheets: tuple[Sheet, ...]

    def body(self, body: etree._Element, placed: Placed) -> None:
        """Draw everything that stands in ``w:body``."""
        page = 1
        for child, area in areas(body):
            if child.tag == f"{W}tbl":
                page = self._table(child, placed, area)
            elif child.tag == f"{W}p":
                paragraph = read_paragraph(self.pen.formats, child)
                if (frame := _frame_of(child)) is not None:
                    # What follows all text is the 版记, at the foot of the last page.
                    self._frame(frame, paragraph, len(self.sheets) if self._ended(child) else page, area)
                elif paragraph.format.style != _ANCHOR:
                    own = next(placed)[1]
                    self._flowing(paragraph, own, area)
                    self._image(child, own[0], area, paragraph.pitch)
                    page = own[-1].page

    def _ended(self, element: etree._Element) -> bool:
        """Tell whether nothing of the flow follows an element."""
        return all(
            sibling.tag == f"{W}p"
            and (
                _frame_of(sibling) is not None
                or read_paragraph(self.pen.formats, sibling).format.style == _ANCHOR
            )
            for sibling in element.itersiblings(f"{W}p", f"{W}tbl")
        )

    def _sheet(self, page: int, area: Area) -> Sheet:
        sheet = self.sheets[page - 1]
        sheet.width, sheet.height = twips_to_mm(area.page_width), twips_to_mm(area.page_height)
        return sheet

    def _image(self, paragraph: etree._Element, place: Place, area: Area, pitch: int) -> None:
        extent = next(paragraph.iter(f"{_WP}extent"), None)
        if extent is None:
            return
        width, height = (int(extent.get(name, 0)) / _EMU_PER_MM for name in ("cx", "cy"))
        about = next(paragraph.iter(f"{_WP}docPr"), None)
        x = twips_to_mm(area.left) + (twips_to_mm(area.width) - width) / 2
        y = twips_to_mm(area.first + place.top_twips + pitch) - height  # it stands on its line
        told = "" if about is None else about.get("descr", "")
        self._sheet(place.page, area).boxes.append(Box(x, y, width, height, told))

    def _flowing(self, paragraph: Paragraph, places: Sequence[Place], area: Area) -> None:
        left, room = area.left, area.width
        for i, (line, place) in enumerate(
            zip(self.pen.lines(paragraph, room, len(places)), places, strict=False)
        ):
            top = area.first + place.top_twips
            last = i == len(places) - 1
            self.pen.line(self._sheet(place.page, area), paragraph, line, left, room, top, i == 0, last)
        first, end = places[0], places[-1]
        tops = [area.first + place.top_twips for place in (first, end)]
        self.pen.rules(self.sheets[end.page - 1], paragraph, left, room, tops[0], tops[1] + paragraph.pitch)

    def _frame(self, frame: etree._Element, paragraph: Paragraph, page: int, area: Area) -> None:
        told = {name: int(frame.get(W + name, 0)) for name in ("x", "y", "w", "h")}
        on_page = frame.get(f"{W}hAnchor") == "page", frame.get(f"{W}vAnchor") == "page"
        left, wide = (0, area.page_width) if on_page[0] else (area.left, area.width)
        top, high = (0, area.page_height) if on_page[1] else (area.top, area.height)
        width = told["w"] or wide
        x = left + ((wide - width) / 2 if frame.get(f"{W}xAlign") == "center" else told["x"])
        y = top + (high - told["h"] if frame.get(f"{W}yAlign") == "bottom" else told["y"])
        sheet = self.sheets[page - 1]
        lines = self.pen.lines(paragraph, width, 0) if paragraph.runs else []
        for i, line in enumerate(lines):
            at = y + i * paragraph.pitch + (_FRAMED_TWIPS if paragraph.look.rules else 0)
            self.pen.line(sheet, paragraph, line, x, width, at, i == 0)
        self.pen.rules(sheet, paragraph, x, width, y, y + told["h"])

    def _table(self, table: etree._Element, placed: Placed, area: Area) -> int:
        """Draw a table; return the page where it ends."""
        rows: list[RowPlace] = []
        for row in table.iterfind(f"{W}tr"):
            item, (place,) = next(placed)
            assert isinstance(item, PrintedRow)
            height = self.paginator.row_height(item)
            repeated = place.top_twips if rows and rows[-1].page != place.page else 0
            self._sheet(place.page, area)
            rows.append(
                RowPlace(row, place.page, area.first + place.top_twips, height, item.is_header, repeated)
            )
        draw_table(self.pen, self.sheets, rows, area)
        return rows[-1].page

    def page_number(self, number: int) -> Text:
        """Return a page's number where the standard has it (7.5)."""
        text, size = f"— {number} —", gb.SMALL_SIZE_PT
        advances = self.pen.metrics.advances(gb.FONT_SONG)
        width = sum(advances[c] for c in text) * size / EM * 25.4 / 72
        indent = twips_to_mm(gb.SMALL_ZI_TWIPS)
        x = gb.RIGHT_EDGE_MM - indent - width if number % 2 else gb.LEFT_MARGIN_MM + indent
        y = _NUMBER_BASELINE_MM
        sheet = self.sheets[number - 1]
        if sheet.width > sheet.height:  # bound, its head lies to the left
            return Text(text, gb.PAGE_HEIGHT_MM - y, x, width, gb.FONT_SONG, size, turn=90)
        return Text(text, x, y, width, gb.FONT_SONG, size)


def _frame_of(paragraph: etree._Element) -> etree._Element | None:
    return paragraph.find(f"{W}pPr/{W}framePr")
