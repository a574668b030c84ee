"""What a page rule looks at: the measured pages beside what the paper should say and have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from service.layout import gbt9704
from service.lint.families import font_class
from service.lint.locating import Located, locate
from service.lint.texts import Paragraph, Texts
from service.page import Char, Page

#: Embedded base font name, without blanks, in lower case → the family that a document names.
FAMILIES: Mapping[str, str] = {
    "fangsong_gb2312": gbt9704.FONT_FANGSONG,
    "仿宋_gb2312": gbt9704.FONT_FANGSONG,
    "fangsong": gbt9704.FONT_FANGSONG,
    "仿宋": gbt9704.FONT_FANGSONG,
    "chengwenfang": gbt9704.FONT_FANGSONG,
    "kaiti_gb2312": gbt9704.FONT_KAI,
    "楷体_gb2312": gbt9704.FONT_KAI,
    "kaiti": gbt9704.FONT_KAI,
    "楷体": gbt9704.FONT_KAI,
    "chengwenkai": gbt9704.FONT_KAI,
    "simhei": gbt9704.FONT_HEI,
    "黑体": gbt9704.FONT_HEI,
    "chengwenhei": gbt9704.FONT_HEI,
    "simsun": gbt9704.FONT_SONG,
    "nsimsun": gbt9704.FONT_SONG,
    "宋体": gbt9704.FONT_SONG,
    "chengwensong": gbt9704.FONT_SONG,
    "fzxbsjw--gb1-0": gbt9704.FONT_TITLE,
    "fzxiaobiaosong-b05s": gbt9704.FONT_TITLE,
    "方正小标宋简体": gbt9704.FONT_TITLE,
    "chengwenbiaosong": gbt9704.FONT_TITLE,
}
LINE_MM = gbt9704.TYPE_AREA_HEIGHT_MM / gbt9704.LINES_PER_PAGE  #: 5.2.3
#: Fonts that lend single rare characters; a character in one of these is no fault of the layout.
FALLBACK_FONTS = frozenset({"umingcn", "umingtw", "uminghk", "umingtwmbe", "arplumingcn"})


@dataclass(frozen=True)
class Sheet:
    """A rendered paper and what is known about it.

    Attributes:
        pages: the rendered pages, see `service.page.measure`.
        elements: element name → ``required``, ``forbidden`` or ``optional``; elements that are not named are
            not judged.
        texts: the printed texts of the elements, as far as they are known.
        families: embedded font name → family of the document; defaults to `FAMILIES`.
        format: ``general``, ``letter`` (10.1), ``order`` (10.2) or ``minutes`` (10.3).
        fallbacks: embedded names of the fonts that lend rare characters.
        line_mm: height of one of the paper's lines; what stands so many lines under something is measured by it.
    """

    pages: tuple[Page, ...]
    elements: Mapping[str, str] = field(default_factory=dict)
    texts: Texts = field(default_factory=Texts)
    families: Mapping[str, str] = field(default_factory=lambda: FAMILIES)
    fallbacks: frozenset[str] = FALLBACK_FONTS
    format: str = "general"
    line_mm: float = LINE_MM

    @cached_property
    def located(self) -> Located:
        """Where the known texts stand on the pages."""
        return locate(self.pages, self.texts)

    @cached_property
    def _families(self) -> Mapping[str, str]:
        return {_plain(name): family for name, family in self.families.items()}

    @cached_property
    def _fallbacks(self) -> frozenset[str]:
        return frozenset(map(_plain, self.fallbacks))

    @property
    def is_letter(self) -> bool:
        """Whether the paper is in 信函格式 (10.1)."""
        return self.format == "letter"

    def family(self, char: Char) -> str:
        """Return the document's family that ``char`` is printed in; an unknown font keeps its own name."""
        return self._families.get(_plain(char.font)) or font_class(char.font)

    def is_fallback(self, char: Char) -> bool:
        """Tell whether ``char`` was lent by another font than the document asked for."""
        return _plain(char.font) in self._fallbacks

    def wants(self, element: str) -> bool:
        """Tell whether the paper must have ``element``."""
        return self.elements.get(element) == "required"


_LEVELS = (
    (1, re.compile(r"^[一二三四五六七八九十百]+、")),
    (2, re.compile(r"^（[一二三四五六七八九十百]+）")),
    (3, re.compile(r"^\d{1,2}[.．](?!\d)")),
    (4, re.compile(r"^（\d{1,2}）")),
)
_LONGEST_HEADING = 40


def read_paragraphs(texts: Sequence[str]) -> tuple[Paragraph, ...]:
    """Return paragraphs whose level and heading are read off their numbering (一、（一）1.（1）).

    The heading is the whole paragraph, or its first sentence if more follows.
    """
    return tuple(map(_read_paragraph, texts))


def _read_paragraph(text: str) -> Paragraph:
    level = next((level for level, pattern in _LEVELS if pattern.match(text)), 0)
    if level == 0:
        return Paragraph(text)
    first, stop, rest = text.partition("。")
    heading = first + stop if rest else text
    return Paragraph(text, level, heading if len(heading) <= _LONGEST_HEADING else "")


@lru_cache(maxsize=512)
def _plain(name: str) -> str:
    return re.sub(r"[\s-]", "", name).lower()
