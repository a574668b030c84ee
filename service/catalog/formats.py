"""How the styles of a template set their paragraphs: what the grid predictor needs of styles.xml, in twips.

A style is read with all that it is based on, so that an office may change any of it in Word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from lxml import etree

from service.catalog.scanning import NS, W

_TWIPS_PER_PT = 20
_EIGHTHS_PER_PT = 8
_SIDES = ("top", "bottom")


class Format(NamedTuple):
    """How the paragraphs of one style are set.

    Attributes:
        style: the style's name, such as 署名.
        family: font for Han and all else.
        size_pt: size of the type.
        letter_spacing: added between two characters, twips.
        left: indent of every line, twips.
        right: the same from the right.
        first_line: of the first line against the others, twips; negative for a hanging indent.
        pitch: exact height of a line, twips.
        border: height that borders and their space add to the paragraph, twips.
        space: height above and under the paragraph in a cell, twips.
        page_break: the paragraph begins a page.
        keep_next: the paragraph stands on the page of what follows it.
        keep_lines: the paragraph is not divided between two pages.
    """

    style: str
    family: str
    size_pt: float
    letter_spacing: int
    left: int
    right: int
    first_line: int
    pitch: int
    border: int
    space: int
    page_break: bool
    keep_next: bool
    keep_lines: bool = False


class Typeface(NamedTuple):
    """The font of a run: family and size."""

    family: str
    size_pt: float


class Decoration(NamedTuple):
    """How the paragraphs of one style look, beside their lines.

    Attributes:
        align: ``w:jc``: left, center, right, both or distribute.
        color: RRGGBB; "" is black.
        tabs: kind and position in twips of each tab stop.
        rules: side (top, bottom), width in eighths of a point, space in pt and colour of each border.
    """

    align: str
    color: str
    tabs: tuple[tuple[str, int], ...]
    rules: tuple[tuple[str, int, int, str], ...]


class Formats:
    """The formats of a template's styles."""

    def __init__(self, styles: etree._Element) -> None:
        self._styles = {s.get(f"{W}styleId", ""): s for s in styles.iter(f"{W}style")}
        self._defaults = styles.findall("w:docDefaults/*/*", NS)
        self.paragraph = cache(self._paragraph)
        self.decoration = cache(self._decoration)
        self.typeface = cache(self._typeface_of)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {i: str(s.xpath("string(w:name/@w:val)", namespaces=NS)) for i, s in self._styles.items()}

    def _paragraph(self, style_id: str) -> Format:
        """Return the format of a paragraph style."""
        chain = self._chain(style_id)
        face = self._typeface(chain)
        left = _number(chain, "w:pPr/w:ind/@w:left", 0)
        hanging = _number(chain, "w:pPr/w:ind/@w:hanging", 0)
        first = -hanging if hanging else _number(chain, "w:pPr/w:ind/@w:firstLine", 0)
        return Format(
            style=self._names.get(style_id, style_id),
            family=face.family,
            size_pt=face.size_pt,
            letter_spacing=_number(
                chain, "w:rPr/w:spacing/@w:val", _number(self._defaults, "w:spacing/@w:val", 0)
            ),
            left=left,
            right=_number(chain, "w:pPr/w:ind/@w:right", 0),
            first_line=first,
            pitch=_number(chain, "w:pPr/w:spacing/@w:line", 0),
            border=_border_height(_first(chain, "w:pPr/w:pBdr")),
            space=sum(_number(chain, f"w:pPr/w:spacing/@w:{side}", 0) for side in ("before", "after")),
            page_break=_is_on(_first(chain, "w:pPr/w:pageBreakBefore")),
            keep_next=_is_on(_first(chain, "w:pPr/w:keepNext")),
            keep_lines=_is_on(_first(chain, "w:pPr/w:keepLines")),
        )

    def _decoration(self, style_id: str) -> Decoration:
        """Return the decoration of a paragraph style."""
        chain = self._chain(style_id)
        tabs, borders = _first(chain, "w:pPr/w:tabs"), _first(chain, "w:pPr/w:pBdr")
        return Decoration(
            align=_text(chain, "w:pPr/w:jc/@w:val") or "left",
            color=_text(chain, "w:rPr/w:color/@w:val").replace("auto", ""),
            tabs=() if tabs is None else tab_stops(tabs),
            rules=() if borders is None else tuple(_rules(borders)),
        )

    def _typeface_of(self, style_id: str, paragraph: Format) -> Typeface:
        """Return the font of a run in a character style; "" is the paragraph's own."""
        if not style_id:
            return Typeface(paragraph.family, paragraph.size_pt)
        chain = self._chain(style_id)
        family = _text(chain, "w:rPr/w:rFonts/@w:eastAsia") or paragraph.family
        return Typeface(family, _number(chain, "w:rPr/w:sz/@w:val", round(paragraph.size_pt * 2)) / 2)

    def _typeface(self, chain: list[etree._Element]) -> Typeface:
        family = _text(chain, "w:rPr/w:rFonts/@w:eastAsia") or _text(self._defaults, "w:rFonts/@w:eastAsia")
        half_points = _number(chain, "w:rPr/w:sz/@w:val", _number(self._defaults, "w:sz/@w:val", 20))
        return Typeface(family, half_points / 2)

    def _chain(self, style_id: str) -> list[etree._Element]:
        """Return a style and those that it is based on, nearest first."""
        chain: list[etree._Element] = []
        style = self._styles.get(style_id)
        while style is not None and style not in chain:
            chain.append(style)
            style = self._styles.get(str(style.xpath("string(w:basedOn/@w:val)", namespaces=NS)))
        return chain


def tab_stops(tabs: etree._Element) -> tuple[tuple[str, int], ...]:
    """Return kind and position in twips of each stop of ``w:tabs``."""
    return tuple((t.get(f"{W}val", "left"), int(t.get(f"{W}pos", 0))) for t in tabs.findall(f"{W}tab"))


def _rules(borders: etree._Element) -> Iterator[tuple[str, int, int, str]]:
    for name in _SIDES:
        side = borders.find(W + name)
        if side is not None:
            color = side.get(f"{W}color", "000000").replace("auto", "000000")
            yield name, int(side.get(f"{W}sz", 0)), int(side.get(f"{W}space", 0)), color


def _text(elements: list[etree._Element], path: str) -> str:
    for element in elements:
        found = str(element.xpath(f"string({path})", namespaces=NS))
        if found:
            return found
    return ""


def _number(elements: list[etree._Element], path: str, default: int) -> int:
    text = _text(elements, path)
    return int(float(text)) if text else default


def _first(elements: list[etree._Element], path: str) -> etree._Element | None:
    for element in elements:
        found = element.find(path, NS)
        if found is not None:
            return found
    return None


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def _border_height(borders: etree._Element | None) -> int:
    if borders is None:
        return 0
    sides = [s for s in (borders.find(W + name) for name in _SIDES) if s is not None]
    return round(
        sum(
            int(s.get(f"{W}space", 0)) * _TWIPS_PER_PT
            + int(s.get(f"{W}sz", 0)) * _TWIPS_PER_PT / _EIGHTHS_PER_PT
            for s in sides
        )
    )
