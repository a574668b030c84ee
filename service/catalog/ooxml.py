"""The order of the children of WordprocessingML's property elements (ECMA-376 part 1, 17.3.1.26, 17.3.2.28)."""

from __future__ import annotations

import re
from itertools import pairwise

from lxml import etree

from service.catalog.scanning import W

ORDER: dict[str, tuple[str, ...]] = {
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
        "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct",
        "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind",
        "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
        "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
    "rPr": (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
        "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
        "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
        "lang", "eastAsianLayout", "specVanish", "oMath",
    ),
    "pBdr": ("top", "left", "bottom", "right", "between", "bar"),
    "tabs": ("tab",),
}  # fmt: skip


_PLACE = re.compile(r"^(pPr|rPr)((?:/[A-Za-z]+(?:\[[1-9]\])?)+)@[A-Za-z]+$")
_STEP = re.compile(r"^([A-Za-z]+)(?:\[([1-9])\])?$")


def is_place(place: str) -> bool:
    """Tell whether ``place`` names an attribute that can be bound: ``pPr/ind@right``, ``pPr/tabs/tab[2]@pos``."""
    match = _PLACE.match(place)
    if match is None:
        return False
    steps = [match[1], *(step.partition("[")[0] for step in match[2].split("/")[1:])]
    return all(step in ORDER.get(parent, ()) for parent, step in pairwise(steps))


def step_into(parent: etree._Element, step: str) -> etree._Element:
    """Return the child that a step of a place names: ``ind``, or the second tab stop as ``tab[2]``; made if absent."""
    match = _STEP.match(step)
    if match is None:
        raise ValueError(f"no step of a place: {step}")
    name, position = match[1], int(match[2] or 1)
    if position == 1:
        return ensure_child(parent, name)
    while len(parent.findall(W + name)) < position:
        etree.SubElement(parent, W + name)
    return parent.findall(W + name)[position - 1]


def ensure_child(parent: etree._Element, name: str) -> etree._Element:
    """Return the child ``w:name`` of a property element, made at its place in the schema's order if absent."""
    child = parent.find(W + name)
    if child is not None:
        return child
    order = ORDER[etree.QName(parent).localname]
    rank = order.index(name)
    child = etree.Element(W + name)
    for position, sibling in enumerate(parent):
        local = etree.QName(sibling).localname
        if local in order and order.index(local) > rank:
            parent.insert(position, child)
            return child
    parent.append(child)
    return child


def properties(element: etree._Element, name: str) -> etree._Element:
    """Return the pPr or rPr of a paragraph or run, made as its first child if absent."""
    found = element.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        element.insert(0, found)
    return found
