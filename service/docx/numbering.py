"""Automatic numbers of paragraphs (ECMA-376 17.9): what Word prints before the text, and the indents it gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from service.document.numbering import chinese_numeral
from service.docx.opening import W
from service.docx.styles import Properties, properties

_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
    }
)
_MOST = 999


def _chinese(number: int) -> str:
    return chinese_numeral(number) if 1 <= number <= _MOST else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(_CHINESE, _chinese),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
}


@dataclass
class Numbering:
    """Counts the numbered paragraphs of a file as they come."""

    root: etree._Element | None
    _levels: dict[str, dict[int, etree._Element]] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for each in self.root.findall(W + "abstractNum"):
            levels = {int(level.get(W + "ilvl", "0")): level for level in each.findall(W + "lvl")}
            self._levels[each.get(W + "abstractNumId", "")] = levels
        for each in self.root.findall(W + "num"):
            abstract = each.find(W + "abstractNumId")
            if abstract is not None:
                self._lists[each.get(W + "numId", "")] = abstract.get(W + "val", "")

    def next(self, paragraph: Properties) -> tuple[str, Properties]:
        """Return the number of the next paragraph and the pPr of its level; "" and nothing if it has none."""
        level = self._level(paragraph)
        if level is None:
            return "", {}
        list_, depth, element = level
        self._count(list_, depth, element)
        kind = _value(element, "numFmt") or "decimal"
        if kind in ("bullet", "none"):
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
        return _FORMATS.get(kind, str)(count)


def _value(element: etree._Element, name: str) -> str:
    found = element.find(W + name)
    return "" if found is None else found.get(W + "val", "")
