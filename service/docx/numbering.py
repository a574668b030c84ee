"""Automatic numbers of paragraphs (ECMA-376 17.9): what Word prints before the text, and the indents it gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from service.docx.number_formats import FORMATS
from service.docx.opening import W
from service.docx.styles import Properties, properties


@dataclass
class Numbering:
    """Counts the numbered paragraphs of a file as they come.

    Attributes:
        root: of ``word/numbering.xml``; None if the file has none.
        unknown: formats that were written in Arabic digits for want of better.
    """

    root: etree._Element | None
    unknown: set[str] = field(default_factory=set)
    _levels: dict[str, dict[int, etree._Element]] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _restarts: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for each in self.root.findall(W + "abstractNum"):
            levels = {int(level.get(W + "ilvl", "0")): level for level in each.findall(W + "lvl")}
            self._levels[each.get(W + "abstractNumId", "")] = levels
        self._link(self.root)
        for each in self.root.findall(W + "num"):
            id = each.get(W + "numId", "")
            abstract = each.find(W + "abstractNumId")
            if abstract is not None:
                self._lists[id] = abstract.get(W + "val", "")
            self._restarts[id] = {
                int(override.get(W + "ilvl", "0")): int(start)
                for override in each.findall(W + "lvlOverride")
                if (start := _value(override, "startOverride")).isdecimal()
            }

    def _link(self, root: etree._Element) -> None:
        """Give lists that are told by a list style the levels of that style."""
        abstracts = root.findall(W + "abstractNum")
        styles = {_value(each, "styleLink"): each.get(W + "abstractNumId", "") for each in abstracts}
        for each in abstracts:
            linked = styles.get(_value(each, "numStyleLink") or "-")
            if linked is not None:
                self._levels[each.get(W + "abstractNumId", "")] = self._levels[linked]

    def next(self, paragraph: Properties) -> tuple[str, Properties]:
        """Return the number of the next paragraph and the pPr of its level; "" and nothing if it has none."""
        level = self._level(paragraph)
        if level is None:
            return "", {}
        list_, depth, element = level
        for restarted, start in self._restarts.pop(paragraph["numPr/numId"]["val"], {}).items():
            self._counts[list_, restarted] = start - 1
        self._count(list_, depth, element)
        kind = _value(element, "numFmt") or "decimal"
        if kind == "bullet":
            return "", properties(element.find(W + "pPr"))
        shown = re.sub(r"%(\d)", lambda m: self._shown(list_, int(m[1]) - 1), _value(element, "lvlText"))
        return shown, properties(element.find(W + "pPr"))

    def _level(self, paragraph: Properties) -> tuple[str, int, etree._Element] | None:
        number = paragraph.get("numPr/numId", {}).get("val", "0")
        list_ = self._lists.get(number)
        depth = paragraph.get("numPr/ilvl", {}).get("val", "0")
        if list_ is None or not depth.isdecimal():
            return None
        element = self._levels.get(list_, {}).get(int(depth))
        return None if element is None else (list_, int(depth), element)

    def _count(self, list_: str, depth: int, element: etree._Element) -> None:
        start = _value(element, "start")
        first = int(start) if start.isdecimal() else 1
        self._counts[list_, depth] = self._counts.get((list_, depth), first - 1) + 1
        for deeper in [key for key in self._counts if key[0] == list_ and key[1] > depth]:
            del self._counts[deeper]

    def _shown(self, list_: str, depth: int) -> str:
        element = self._levels.get(list_, {}).get(depth)
        count = self._counts.get((list_, depth), 1)
        kind = "" if element is None else _value(element, "numFmt")
        if kind and kind not in FORMATS:
            self.unknown.add(kind)
        return FORMATS.get(kind, str)(count)


def _value(element: etree._Element, name: str) -> str:
    found = element.find(W + name)
    return "" if found is None else found.get(W + "val", "")
