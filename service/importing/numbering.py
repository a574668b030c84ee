"""Writes out the numbers that Word counts by itself, since they are printed and pandoc drops them (ECMA-376 17.9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from service.document.numbering import chinese_numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_LEVELS = 9
_HAN = (
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "ideographDigital", "chineseLegalSimplified", "koreanDigital2", "japaneseDigitalTenThousand",
)  # fmt: skip
_ENCLOSED = {
    "decimalEnclosedCircle": "①",
    "decimalEnclosedCircleChinese": "①",
    "decimalEnclosedParen": "⑴",
    "decimalEnclosedFullstop": "⒈",
}
_STEMS = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of a docx and how far each has counted.

    Attributes:
        unknown: formats that were written as 1, 2, 3 for want of better.
    """

    levels: Mapping[str, Mapping[int, _Level]]
    lists: Mapping[str, str]
    overrides: Mapping[str, Mapping[int, int]]
    unknown: set[str] = field(default_factory=set)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def next(self, list_id: str, depth: int) -> str | None:
        """Return the number of the next paragraph of a list; None if it has none, or a bullet."""
        abstract = self.lists.get(list_id, "")
        level = self.levels.get(abstract, {}).get(depth)
        if level is None:
            return None
        counts = self._counts.setdefault(abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for overridden, start in self.overrides.get(list_id, {}).items():
                counts[overridden] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            counts.pop(deeper, None)
        if level.form in ("bullet", "none"):
            return None if level.form == "bullet" else self._text(abstract, level)
        return self._text(abstract, level)

    def _text(self, abstract: str, level: _Level) -> str:
        counts, text = self._counts[abstract], level.text
        for depth, own in self.levels[abstract].items():
            if f"%{depth + 1}" in text:
                text = text.replace(f"%{depth + 1}", self._numeral(counts.get(depth, own.start), own.form))
        return text.strip()

    def _numeral(self, value: int, form: str) -> str:
        made = _numeral(value, form)
        if made is None:
            self.unknown.add(form)
        return str(value) if made is None else made


def _numeral(value: int, form: str) -> str | None:
    """Return a number in one of Word's formats; None if it is none that we know."""
    if form == "decimal":
        return str(value)
    if form == "none":
        return ""
    if form in _HAN:
        return chinese_numeral(value) if 1 <= value <= 999 else str(value)
    if form in _ENCLOSED:
        return chr(ord(_ENCLOSED[form]) + value - 1) if 1 <= value <= 20 else str(value)
    if form in _STEMS:
        return _STEMS[form][(value - 1) % len(_STEMS[form])]
    if form == "decimalZero":
        return f"{value:02}"
    if form == "decimalFullWidth":
        return str(value).translate({ord("0") + i: ord("０") + i for i in range(10)})
    if form in ("lowerLetter", "upperLetter"):
        return chr(ord("a" if form == "lowerLetter" else "A") + (value - 1) % 26)
    if form in ("lowerRoman", "upperRoman"):
        return _roman(value) if form == "lowerRoman" else _roman(value).upper()
    return None


def _roman(value: int) -> str:
    text = ""
    for worth, numeral in _ROMAN:
        while value >= worth and len(text) < 20:
            text, value = text + numeral, value - worth
    return text


def read_numbering(root: etree._Element | None) -> Numbering:
    """Return the lists of ``word/numbering.xml``; none without it."""
    if root is None:
        return Numbering({}, {}, {})
    abstracts = {a.get(f"{W}abstractNumId", ""): dict(_levels(a)) for a in root.iter(f"{W}abstractNum")}
    linked = {_value(a, "styleLink"): i for a, i in _ids(root) if _value(a, "styleLink")}
    for abstract, identity in _ids(root):
        target = linked.get(_value(abstract, "numStyleLink"))
        if target is not None:
            abstracts[identity] = abstracts[target]
    lists = {n.get(f"{W}numId", ""): _value(n, "abstractNumId") for n in root.iter(f"{W}num")}
    overrides = {
        n.get(f"{W}numId", ""): {
            int(o.get(f"{W}ilvl", "0")): _whole(_value(o, "startOverride"), 1)
            for o in n.findall(f"{W}lvlOverride")
            if o.find(f"{W}startOverride") is not None
        }
        for n in root.iter(f"{W}num")
    }
    return Numbering(abstracts, lists, overrides)


def _ids(root: etree._Element) -> list[tuple[etree._Element, str]]:
    return [(a, a.get(f"{W}abstractNumId", "")) for a in root.iter(f"{W}abstractNum")]


def _levels(abstract: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in abstract.findall(f"{W}lvl"):
        form = _value(level, "numFmt") or "decimal"
        yield (
            _whole(level.get(f"{W}ilvl", "0"), 0),
            _Level(
                form, _value(level, "lvlText"), _whole(_value(level, "start"), 0 if form == "none" else 1)
            ),
        )


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(W + name)
    return "" if child is None else child.get(f"{W}val", "")


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() else otherwise


def number_paragraphs(
    paragraphs: Iterable[etree._Element], styles: Mapping[str, Any], numbering: Numbering
) -> None:
    """Write the number of each paragraph of a list into its text and take it out of the list; bullets stay.

    Args:
        paragraphs: those with text, in order.
        styles: style id → (list id, depth) of styles that number.
        numbering: the lists.
    """
    for paragraph in paragraphs:
        properties = paragraph.find(f"{W}pPr")
        style = "" if properties is None else _value(properties, "pStyle")
        own = None if properties is None else properties.find(f"{W}numPr")
        list_id, depth = styles.get(style, ("", 0))
        if own is not None:
            list_id = _value(own, "numId") or list_id
            depth = _whole(_value(own, "ilvl"), depth)
        number = numbering.next(list_id, depth) if list_id not in ("", "0") else None
        if number is None:
            continue
        _write(paragraph, number)


def _write(paragraph: etree._Element, number: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}numPr"):
        properties.remove(old)
    off = etree.SubElement(properties, f"{W}numPr")
    etree.SubElement(off, f"{W}numId").set(f"{W}val", "0")
    run = etree.Element(f"{W}r")
    text = etree.SubElement(run, f"{W}t")
    text.text = number
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.insert(1, run)
