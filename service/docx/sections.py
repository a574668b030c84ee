"""Paper, margins and grid of a section."""

from __future__ import annotations

from lxml import etree

from service.docx.resolving import MM_PER_TWIP, number
from service.docx.styles import properties
from service.docx.values import Section

#: What Word takes where a file says nothing (ECMA-376 17.6.13: Letter).
_LETTER = {"w": 12240.0, "h": 15840.0}
_MARGINS = {"top": 1440.0, "bottom": 1440.0, "left": 1800.0, "right": 1800.0, "gutter": 0.0}


def read_section(element: etree._Element) -> Section:
    """Return a sectPr without its footers; the gutter counts with the left margin."""
    found = properties(element)
    size = {name: number(found.get("pgSz", {}).get(name), default) for name, default in _LETTER.items()}
    margin = {name: number(found.get("pgMar", {}).get(name), default) for name, default in _MARGINS.items()}
    grid = found.get("docGrid", {})
    pitch = number(grid.get("linePitch"), 0.0) if grid.get("type", "default") != "default" else 0.0
    return Section(
        width_mm=size["w"] * MM_PER_TWIP,
        height_mm=size["h"] * MM_PER_TWIP,
        top_mm=abs(margin["top"]) * MM_PER_TWIP,
        bottom_mm=abs(margin["bottom"]) * MM_PER_TWIP,
        left_mm=(margin["left"] + margin["gutter"]) * MM_PER_TWIP,
        right_mm=margin["right"] * MM_PER_TWIP,
        grid_pitch_pt=pitch / 20 or None,
        first_differs="titlePg" in found and found["titlePg"].get("val", "1") not in ("0", "false", "off"),
    )
