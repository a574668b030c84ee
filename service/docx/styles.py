"""What a paragraph and its characters look like after docDefaults, styles and direct formatting (ECMA-376 17.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from service.docx.opening import W

Properties = Mapping[str, Mapping[str, str]]
"""Property element → its attributes without namespace; of nested ones ``pBdr/bottom``."""

_DEEPEST_STYLE = 50
_NESTED = frozenset({"pBdr", "numPr"})
_THEME = {
    "minorEastAsia": "minorFont", "majorEastAsia": "majorFont", "minorHAnsi": "minorFont",
    "majorHAnsi": "majorFont", "minorAscii": "minorFont", "majorAscii": "majorFont",
}  # fmt: skip
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def properties(element: etree._Element | None) -> Properties:
    """Return the children of a pPr or rPr by name; later layers are laid over it with `over`."""
    found: dict[str, dict[str, str]] = {}
    for child in () if element is None else element:
        if not isinstance(child.tag, str) or not child.tag.startswith(W):
            continue
        name = child.tag.removeprefix(W)
        if name in _NESTED:
            for below in child:
                if isinstance(below.tag, str):
                    found[f"{name}/{below.tag.removeprefix(W)}"] = _attributes(below)
        else:
            found[name] = _attributes(child)
    return found


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}


def over(lower: Properties, upper: Properties) -> Properties:
    """Return ``upper`` laid over ``lower``: rFonts, ind and spacing merge attribute by attribute."""
    merged = dict(lower)
    for name, attributes in upper.items():
        if name in ("rFonts", "ind", "spacing") and name in lower:
            merged[name] = _joined(lower[name], attributes)
        else:
            merged[name] = attributes
    return merged


#: An attribute that is given takes the place of these given before it.
_REPLACES = {
    "firstLine": ("hanging", "hangingChars", "firstLineChars"),
    "firstLineChars": ("hanging", "hangingChars"),
    "hanging": ("firstLine", "firstLineChars", "hangingChars"),
    "hangingChars": ("firstLine", "firstLineChars"),
    "left": ("leftChars", "start", "startChars"),
    "start": ("left", "leftChars", "startChars"),
    "right": ("rightChars", "end", "endChars"),
    "end": ("right", "rightChars", "endChars"),
    "eastAsia": ("eastAsiaTheme",),
    "eastAsiaTheme": ("eastAsia",),
    "ascii": ("asciiTheme",),
    "asciiTheme": ("ascii",),
}


def _joined(lower: Mapping[str, str], upper: Mapping[str, str]) -> dict[str, str]:
    gone = {name for given in upper for name in _REPLACES.get(given, ()) if name not in upper}
    return {**{name: value for name, value in lower.items() if name not in gone}, **upper}


@dataclass(frozen=True)
class Styles:
    """The styles of a file: paragraph and character properties by id, defaults and theme fonts resolved."""

    root: etree._Element | None
    theme: etree._Element | None
    _resolved: dict[str, tuple[Properties, Properties]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._resolved[""] = self._defaults()

    def style(self, id: str | None, kind: str = "paragraph") -> tuple[Properties, Properties]:
        """Return pPr and rPr of a style with all that it is based on; None is the default paragraph style."""
        known = self._by_id.get(id or "", self._default if kind == "paragraph" else None)
        if known is None:
            return self._resolved[""] if kind == "paragraph" else ({}, {})
        key = known.get(W + "styleId", "") or "(default)"
        if key not in self._resolved:
            pPr, rPr = self._resolved[""] if kind == "paragraph" else ({}, {})  # noqa: N806
            for layer in reversed(list(self._chain(known))):
                pPr = over(pPr, properties(layer.find(W + "pPr")))  # noqa: N806
                rPr = over(rPr, properties(layer.find(W + "rPr")))  # noqa: N806
            self._resolved[key] = pPr, rPr
        return self._resolved[key]

    def family(self, fonts: Mapping[str, str]) -> str:
        """Return the family that an rFonts names for Chinese characters; "" if it names none."""
        slot = fonts.get("eastAsiaTheme")
        if slot and (named := self._theme_font(_THEME.get(slot, ""))):
            return named
        return fonts.get("eastAsia", "")

    def latin(self, fonts: Mapping[str, str]) -> str:
        """Return the family that an rFonts names for letters and digits; "" if it names none."""
        if fonts.get("hint") == "eastAsia" and not fonts.get("ascii"):
            return self.family(fonts)
        slot = fonts.get("asciiTheme")
        return (slot and self._theme_font(_THEME.get(slot, ""), "latin")) or fonts.get("ascii", "")

    def _theme_font(self, slot: str, script: str = "ea") -> str:
        fonts = None if self.theme is None or not slot else self.theme.find(f".//{_A}{slot}")
        if fonts is None:
            return ""
        for each in fonts.findall(f"{_A}font"):
            if script == "ea" and each.get("script") == "Hans":
                return each.get("typeface", "")
        named = fonts.find(f"{_A}{script}")
        return "" if named is None else named.get("typeface", "")

    def _defaults(self) -> tuple[Properties, Properties]:
        if self.root is None:
            return {}, {}
        return (
            properties(self.root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")),
            properties(self.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")),
        )

    @cached_property
    def _by_id(self) -> Mapping[str, etree._Element]:
        found = () if self.root is None else self.root.findall(W + "style")
        return {each.get(W + "styleId", ""): each for each in found}

    @cached_property
    def _default(self) -> etree._Element | None:
        return next(
            (
                each
                for each in self._by_id.values()
                if each.get(W + "type") == "paragraph" and each.get(W + "default") in ("1", "true", "on")
            ),
            None,
        )

    def _chain(self, style: etree._Element) -> Iterator[etree._Element]:
        """Yield a style and those it is based on; a circle ends."""
        for _ in range(_DEEPEST_STYLE):
            yield style
            based = style.find(W + "basedOn")
            below = None if based is None else self._by_id.get(based.get(W + "val", ""))
            if below is None:
                return
            style = below
