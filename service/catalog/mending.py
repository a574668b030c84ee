"""Mends in a template what Word, WPS and LibreOffice do to it when an office edits and saves it.

A tag is one text again, where the editor cut it into runs; typographic quotes and spaces inside a tag are plain
ones; properties stand in the schema's order; the switches that 28 字 a line need are as they were; the file no
longer names its editor, whom no paper should name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from service.catalog.ooxml import ORDER, ensure_child
from service.catalog.scanning import TAG, W, is_default, own_elements

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLAIN = str.maketrans("“”‘’", "\"\"''", "\u200b\ufeff\u00ad")
#: Who edited the template, when, with what: of the template, not of the papers made with it.
_EDITOR = re.compile(
    r"\}(lastModifiedBy|revision|lastPrinted|created|modified|Company|Manager|Template|TotalTime)$"
)


#: Switches of 正文 without which a line doesn't hold 28 字 or a page 22 lines. LibreOffice loses two of them on
#: saving and turns overflowPunct round (measured in 7.4).
_GRID = {
    "widowControl": "0", "kinsoku": "1", "overflowPunct": "0", "autoSpaceDE": "0", "autoSpaceDN": "0",
    "adjustRightInd": "0", "snapToGrid": "0",
}  # fmt: skip


def mend(root: etree._Element) -> None:
    """Mend a part of a template that may hold tags."""
    for paragraph in root.iter(f"{W}p"):
        _join_tags([element for element in own_elements(paragraph) if element.tag == f"{W}t"])
    for name in ORDER:
        for element in root.iter(W + name):
            _order(element)
    for switch in root.iter(f"{W}cantSplit", f"{W}tblHeader"):
        if (
            switch.get(f"{W}val") == "true"
        ):  # LibreOffice's word for on, which the schema has only without a value
            del switch.attrib[f"{W}val"]
    for grid in root.iter(f"{W}docGrid"):
        # Without a grid of characters it means nothing, and LibreOffice writes a number that is out of range.
        if grid.get(f"{W}type") == "lines" and f"{W}charSpace" in grid.attrib:
            del grid.attrib[f"{W}charSpace"]


def mend_styles(root: etree._Element) -> None:
    """Mend the styles of a template: what 正文 needs for the grid is set, and no style differs in it."""
    for name, value in _GRID.items():
        for element in root.iter(W + name):
            element.set(f"{W}val", value)
    for style in root.iter(f"{W}style"):
        if is_default(style):
            paragraph = style.find(f"{W}pPr")
            if paragraph is None:
                paragraph = etree.Element(f"{W}pPr")
                run = style.find(f"{W}rPr")
                style.insert(len(style) if run is None else style.index(run), paragraph)
            for name, value in _GRID.items():
                ensure_child(paragraph, name).set(f"{W}val", value)


def mend_settings(root: etree._Element) -> None:
    """Mend the settings of a template: no punctuation is compressed."""
    for element in root.iter(f"{W}characterSpacingControl"):
        element.set(f"{W}val", "doNotCompress")


def without_editor(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the property parts that name the template's editor, without that."""
    mended = {}
    for name in {"docProps/core.xml", "docProps/app.xml"} & set(parts):
        root = etree.fromstring(parts[name])
        found = [element for element in root if _EDITOR.search(str(element.tag))]
        for element in found:
            root.remove(element)
        if found:
            mended[name] = bytes(etree.tostring(root, encoding="UTF-8", standalone=True))
    return mended


def _join_tags(texts: list[etree._Element]) -> None:
    """Put each tag whole into the text where it begins, with plain quotes and spaces."""
    starts, whole = [], ""
    for text in texts:
        starts.append(len(whole))
        whole += text.text or ""
    for tag in reversed(list(TAG.finditer(whole))):
        plain = re.sub(r"\s+", " ", tag[0].translate(_PLAIN))
        first = max(i for i, start in enumerate(starts) if start <= tag.start())
        last = max(i for i, start in enumerate(starts) if start < tag.end())
        rest = (texts[last].text or "")[tag.end() - starts[last] :]
        for text in texts[first + 1 : last]:
            text.text = ""
        if last > first:
            texts[last].text, rest = rest, ""
            texts[last].set(_SPACE, "preserve")
        texts[first].text = (texts[first].text or "")[: tag.start() - starts[first]] + plain + rest
        texts[first].set(_SPACE, "preserve")


def _order(element: etree._Element) -> None:
    """Sort the children as the schema wants them; of two of a name the later holds."""
    order = ORDER[etree.QName(element).localname]
    last = {child.tag: child for child in element}
    ranks = {name: rank for rank, name in enumerate(order)}
    children = sorted(last.values(), key=lambda c: ranks.get(etree.QName(c).localname, len(order)))
    if children != list(element):
        element[:] = children
