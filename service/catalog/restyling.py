"""Another look for a template, as an office would give it in Word: other fonts, another line pitch, another footer.

What is changed are the styles and the sections, which no content decides; so a template is restyled once for each
look, and filled as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from service.catalog.ooxml import ensure_child, properties
from service.catalog.scanning import NS, PART, W

_STYLES, _FONT_TABLE = "word/styles.xml", "word/fontTable.xml"
_TEXT_PITCH = (
    "string(w:style[@w:default='1'][@w:type='paragraph']/w:pPr/w:spacing[@w:lineRule='exact']/@w:line)"
)
#: What is known of a family in fontTable.xml isn't true of the one that takes its place.
_TRAITS = ("altName", "panose1", "sig")

#: Place (``pgMar@footer``, ``ind@left``) and value of an attribute.
Attribute = tuple[str, str]


@dataclass(frozen=True)
class Restyling:
    """What is changed in a template.

    Attributes:
        families: a family that it names and the one to name instead.
        pitch: exact height in twips of 正文's lines and of all lines that are as high; None leaves them.
        section: attributes of every section.
        page_number: attributes of the paragraphs with a page number.
    """

    families: tuple[tuple[str, str], ...] = ()
    pitch: int | None = None
    section: tuple[Attribute, ...] = ()
    page_number: tuple[Attribute, ...] = ()


def restyled(parts: Mapping[str, bytes], look: Restyling) -> dict[str, bytes]:
    """Return the parts of a docx that ``look`` changes; tags in them stay."""
    names = [n for n in parts if PART.match(n) or n in (_STYLES, _FONT_TABLE)]
    roots = {n: etree.fromstring(parts[n]) for n in names}
    before = {n: _written(root) for n, root in roots.items()}
    pitch = _text_pitch(roots[_STYLES])
    for name, root in roots.items():
        _rename(root, dict(look.families))
        if look.pitch is not None:
            _repitch(root, pitch, str(look.pitch))
        for section in root.iter(f"{W}sectPr"):
            _set(section, look.section)
        if name != "word/document.xml":
            _place_page_numbers(root, look.page_number)
    after = {n: _written(root) for n, root in roots.items()}
    return {n: part for n, part in after.items() if part != before[n]}


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def _text_pitch(styles: etree._Element) -> str:
    """Return the height of 正文's lines in twips, "" if it isn't exact."""
    return str(styles.xpath(_TEXT_PITCH, namespaces=NS))


def _rename(root: etree._Element, families: Mapping[str, str]) -> None:
    for fonts in root.iter(f"{W}rFonts"):
        for name, family in fonts.attrib.items():
            if str(family) in families:
                fonts.set(name, families[str(family)])
    for font in root.findall(f"{W}font"):
        new = families.get(font.get(f"{W}name", ""))
        if new is None:
            continue
        if any(other.get(f"{W}name") == new for other in root.findall(f"{W}font")):
            root.remove(font)
            continue
        font.set(f"{W}name", new)
        for trait in _TRAITS:
            for element in font.findall(W + trait):
                font.remove(element)


def _repitch(root: etree._Element, old: str, new: str) -> None:
    for spacing in root.iter(f"{W}spacing"):
        if spacing.get(f"{W}lineRule") in ("exact", "atLeast") and spacing.get(f"{W}line") == old:
            spacing.set(f"{W}line", new)


def _place_page_numbers(root: etree._Element, attributes: tuple[Attribute, ...]) -> None:
    for paragraph in root.iter(f"{W}p"):
        if attributes and _has_page_number(paragraph):
            _set(properties(paragraph, "pPr"), attributes)


def _has_page_number(paragraph: etree._Element) -> bool:
    complex_fields = (str(field.text) for field in paragraph.iter(f"{W}instrText"))
    simple_fields = (field.get(f"{W}instr", "") for field in paragraph.iter(f"{W}fldSimple"))
    return any("PAGE" in code for code in (*complex_fields, *simple_fields))


def _set(owner: etree._Element, attributes: tuple[Attribute, ...]) -> None:
    """Set attributes of an element's children; in a sectPr only of those that are there."""
    for place, value in attributes:
        name, _, attribute = place.partition("@")
        child = ensure_child(owner, name) if owner.tag == f"{W}pPr" else owner.find(W + name)
        if child is not None:
            child.set(W + attribute, value)
