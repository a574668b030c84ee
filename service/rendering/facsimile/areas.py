"""The area that a section of the filled template prints on: its page and its margins, in twips."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from service.catalog.scanning import W

#: LibreOffice centres the lines of its grid, so that a page with one begins 9 twips lower (measured).
_GRID_TOP_TWIPS = 9


@dataclass(frozen=True, slots=True)
class Area:
    """Where the type area of a section lies, and how large its page is; ``first`` is where its first line begins."""

    page_width: int
    page_height: int
    left: int
    top: int
    width: int
    height: int
    first: int

    @property
    def is_across(self) -> bool:
        """Whether the page lies across."""
        return self.page_width > self.page_height


def areas(body: etree._Element) -> Iterator[tuple[etree._Element, Area]]:
    """Yield each paragraph and table of ``w:body`` with the area of its section."""
    waiting: list[etree._Element] = []
    for child in body:
        section = child if child.tag == f"{W}sectPr" else child.find(f"{W}pPr/{W}sectPr")
        if child is not section:
            waiting.append(child)
        if section is not None:
            area = _area(section)
            yield from ((element, area) for element in waiting)
            waiting.clear()


def _area(section: etree._Element) -> Area:
    page, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert page is not None
    assert margins is not None
    width, height = (int(page.get(W + name, 0)) for name in ("w", "h"))
    left, top, right, bottom = (int(margins.get(W + name, 0)) for name in ("left", "top", "right", "bottom"))
    grid = section.find(f"{W}docGrid")
    first = top + (_GRID_TOP_TWIPS if grid is not None and grid.get(f"{W}type") == "lines" else 0)
    return Area(width, height, left, top, width - left - right, height - top - bottom, first)
