"""The sections of a body as those of a paper: its page and margins, page numbers that run through, no mirrored pages.

GB/T 9704 5.1, 5.2.1, 7.5, 8. Pages across keep their lines, and make room for the number at their left; headers stay.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping

from lxml import etree

from service.document.finding import Finding, Severity
from service.layout import gbt9704 as gb
from service.layout.units import TWIPS_PER_MM
from service.redhead.parts import DOCUMENT, Parts, R, W

_REFERENCES = ("headerReference", "footerReference")
_SIDES = {"top": "上", "bottom": "下", "left": "左", "right": "右"}
#: Elements of settings.xml that stand before evenAndOddHeaders (ECMA-376 17.15.1.78).
_BEFORE = (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime", "doNotDisplayPageBoundaries",
    "displayBackgroundShape", "printPostScriptOverText", "printFractionalCharacterWidth", "printFormsData",
    "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins",
    "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
    "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign",
    "attachedTemplate", "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
    "revisionView", "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "documentProtection",
    "autoFormatOverride", "styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation",
    "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "showEnvelope", "summaryLength",
    "clickAndTypeStyle", "defaultTableStyle",
)  # fmt: skip
_OFF = ("0", "false", "off")
_LEAST_MARGIN_TWIPS = 567  #: 10 mm: nearer to the edge not every printer prints
_TOLERANCE_TWIPS = 57  #: one millimetre


def is_across(section: etree._Element) -> bool:
    """Tell whether the pages of a section lie across."""
    size = section.find(f"{W}pgSz")
    return size is not None and _whole(size, "w") > _whole(size, "h")


def set_sections(
    parts: Parts, standard: etree._Element, footers: Mapping[str, bytes], across: Mapping[str, bytes]
) -> tuple[Finding, ...]:
    """Give every section of a body the page of a paper and its page numbers; return what was changed of the look.

    Args:
        parts: of the body; changed.
        standard: properties of a section of a paper.
        footers: ``default`` and ``even`` → footer.
        across: the same of pages that lie across.
    """
    sections = list(parts.tree(DOCUMENT).iter(f"{W}sectPr"))
    upright = _added(parts, "word/footerChengwen.xml", footers)
    lying = _added(parts, "word/footerAcross.xml", across) if any(map(is_across, sections)) else {}
    findings: dict[str, Finding] = {}
    had_even = turn_on_even_pages(parts)
    for section in sections:
        for finding in _set(section, standard):
            findings.setdefault(finding.message, finding)
        references_here = lying if is_across(section) else upright
        if _has_first_page(section, parts):
            references_here = {**references_here, "first": references_here["default"]}
        else:
            _remove(section, "titlePg")
        _refer(section, references_here)
        if not had_even:
            _repeat_header(section, parts)
    return tuple(findings.values())


def _added(parts: Parts, name: str, footers: Mapping[str, bytes]) -> dict[str, str]:
    return {kind: parts.add("footer", name, data) for kind, data in footers.items()}


def turn_on_even_pages(parts: Parts) -> bool:
    """Let odd and even pages have footers of their own; return whether they had."""
    name = parts.related("settings")
    if name is None:
        empty = f'<w:settings xmlns:w="{W[1:-1]}"/>'.encode()
        parts.add("settings", "word/settings.xml", empty)
        name = parts.related("settings") or ""
    settings = parts.tree(name)
    for tag in ("mirrorMargins", "gutterAtTop", "bookFoldPrinting", "bookFoldRevPrinting", "printTwoOnOne"):
        _remove(settings, tag)
    found = settings.find(f"{W}evenAndOddHeaders")
    had = found is not None and found.get(f"{W}val") not in _OFF
    if found is not None:
        settings.remove(found)
    place = next(
        (i for i, child in enumerate(settings) if etree.QName(child).localname not in _BEFORE), len(settings)
    )
    settings.insert(place, etree.Element(f"{W}evenAndOddHeaders"))
    return had


def _set(section: etree._Element, standard: etree._Element) -> list[Finding]:
    findings = []
    numbering = section.find(f"{W}pgNumType")
    if numbering is not None:
        section.remove(numbering)
    _remove(section, "vAlign")
    if is_across(section):
        size, upright = section.find(f"{W}pgSz"), standard.find(f"{W}pgSz")
        assert size is not None
        assert upright is not None
        for attribute, other in (("w", "h"), ("h", "w")):
            size.set(W + attribute, upright.get(W + other, ""))
        return _make_room(section)
    for tag in ("pgSz", "pgMar"):
        old, new = section.find(W + tag), copy.deepcopy(standard.find(W + tag))
        assert new is not None
        if old is None:
            _insert(section, new)
        else:
            header = old.get(f"{W}header") if tag == "pgMar" else None
            if header is not None:
                new.set(f"{W}header", header)
            if tag == "pgMar" and (said := _moved(old, new)):
                findings.append(_note(f"页边距（毫米）改成国标的：{said}"))
            if (
                tag == "pgSz"
                and _whole(old, "h")
                and abs(_whole(old, "h") - _whole(new, "h")) > _TOLERANCE_TWIPS
            ):
                findings.append(_note("纸张改成 A4"))
            section.replace(old, new)
    return findings


def _make_room(section: etree._Element) -> list[Finding]:
    """Move what a page across holds to the right of its number, its lines as long as before as far as may be."""
    margins = section.find(f"{W}pgMar")
    left, right = (0, 0) if margins is None else (_whole(margins, "left"), _whole(margins, "right"))
    missing = gb.BOTTOM_MARGIN_TWIPS - left
    if margins is None or missing <= 0:
        return [_note("横向的页面保留了原来的页边距，页码在左边，竖看时与别的页在同一处")]
    margins.set(f"{W}left", str(gb.BOTTOM_MARGIN_TWIPS))
    margins.set(f"{W}right", str(max(min(right, _LEAST_MARGIN_TWIPS), right - missing)))
    said = f"左 {left / TWIPS_PER_MM:.0f}→{gb.BOTTOM_MARGIN_TWIPS / TWIPS_PER_MM:.0f}"
    return [_note(f"横向的页面左边让出了页码的位置（页边距，毫米）：{said}，其余尽量保留")]


def _moved(old: etree._Element, new: etree._Element) -> str:
    """Return which margins move, in mm; "" if none does by more than one."""
    rows = [(name, _whole(old, side), _whole(new, side)) for side, name in _SIDES.items()]
    return "，".join(
        f"{name} {before / TWIPS_PER_MM:.0f}→{after / TWIPS_PER_MM:.0f}"
        for name, before, after in rows
        if abs(before - after) > _TOLERANCE_TWIPS
    )


def _note(message: str) -> Finding:
    return Finding(
        "redhead-page", message, label="正文文件", severity=Severity.NOTE, clause="GB/T 9704 5.2.1"
    )


def _has_first_page(section: etree._Element, parts: Parts) -> bool:
    """Tell whether the section's first page has a header of its own that says something."""
    switch = section.find(f"{W}titlePg")
    if switch is None or switch.get(f"{W}val") in _OFF:
        return False
    for reference in section.findall(f"{W}headerReference"):
        name = parts.target(reference.get(f"{R}id", ""))
        if reference.get(f"{W}type") == "first" and name in parts.raw:
            return any((t.text or "").strip() for t in parts.tree(str(name)).iter(f"{W}t"))
    return False


def _refer(section: etree._Element, footers: Mapping[str, str]) -> None:
    for old in section.findall(f"{W}footerReference"):
        section.remove(old)
    for kind, identity in reversed([*footers.items()]):
        reference = etree.Element(f"{W}footerReference")
        reference.set(f"{W}type", kind)
        reference.set(f"{R}id", identity)
        section.insert(0, reference)


def _repeat_header(section: etree._Element, parts: Parts) -> None:
    """Give even pages the header that all pages had before even pages were told apart."""
    headers = {h.get(f"{W}type", ""): h for h in section.findall(f"{W}headerReference")}
    for even in [h for kind, h in headers.items() if kind == "even"]:
        section.remove(even)
    name = parts.target(headers["default"].get(f"{R}id", "")) if "default" in headers else None
    if name is not None and name in parts.raw:
        reference = etree.Element(f"{W}headerReference")
        reference.set(f"{W}type", "even")
        reference.set(f"{R}id", parts.copy("header", name))
        section.insert(0, reference)


def _insert(section: etree._Element, element: etree._Element) -> None:
    """Insert pgSz or pgMar behind references, notes and the type, at its place in the schema's order."""
    before = {*_REFERENCES, "footnotePr", "endnotePr", "type"}
    if element.tag == f"{W}pgMar":
        before.add("pgSz")
    place = next(
        (i for i, child in enumerate(section) if etree.QName(child).localname not in before), len(section)
    )
    section.insert(place, element)


def _remove(parent: etree._Element, tag: str) -> None:
    for child in parent.findall(W + tag):
        parent.remove(child)


def _whole(element: etree._Element, attribute: str) -> int:
    text = element.get(W + attribute, "")
    return int(float(text)) if text.replace(".", "", 1).lstrip("-").isdecimal() else 0
