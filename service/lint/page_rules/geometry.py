"""What several page rules need: grid lengths in mm, fonts of characters, colours."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from service.layout import gbt9704, units
from service.lint.rule import Measurement
from service.lint.sheet import LINE_MM, Sheet
from service.page import Char, Ink, Page

ZI_MM = gbt9704.TYPE_AREA_WIDTH_MM / gbt9704.ZI_PER_LINE  #: 3.1 一个汉字的宽度
SMALL_ZI_MM = units.twips_to_mm(gbt9704.SMALL_ZI_TWIPS)  #: one 字 of 四号
CENTER_MM = gbt9704.LEFT_MARGIN_MM + gbt9704.TYPE_AREA_WIDTH_MM / 2
EDGE_TOLERANCE_MM = 1.0  #: 5.2.1 订口 28±1 mm
CENTER_TOLERANCE_MM = 2.0  #: practice, standards of measuring: 居中误差
SIZE_TOLERANCE_PT = 0.2
#: 5.2.1 right edge 184 mm; 0.2 mm is what rounding to whole twips and pixels may add.
RIGHT_LIMIT_MM = gbt9704.RIGHT_EDGE_MM + 0.2

_AREA = Ink(gbt9704.LEFT_MARGIN_MM, gbt9704.TOP_MARGIN_MM, gbt9704.RIGHT_EDGE_MM, gbt9704.BOTTOM_EDGE_MM)
_LANDSCAPE_AREA = Ink(
    gbt9704.LANDSCAPE_LEFT_MM, gbt9704.LANDSCAPE_TOP_MM, gbt9704.LANDSCAPE_RIGHT_MM, gbt9704.LANDSCAPE_BOTTOM_MM
)  # fmt: skip


def type_area_of(page: Page) -> Ink:
    """Return the type area of a page, upright or across (5.2.1, 8), mm."""
    return _LANDSCAPE_AREA if page.is_landscape else _AREA


def is_red(color: str) -> bool:
    """Tell whether RRGGBB is the red of a mark or a seal: R > 0.8, G and B < 0.3."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red > 0.8 and green < 0.3 and blue < 0.3


def is_han(char: Char) -> bool:
    """Tell whether ``char`` is a Chinese character, not a letter, digit or punctuation mark."""
    return _is_han(char.text)


@lru_cache(maxsize=8192)
def _is_han(text: str) -> bool:
    return len(text) == 1 and unicodedata.category(text) == "Lo" and text >= "\u3400"


def fonts(
    subject: str, sheet: Sheet, chars: Iterable[tuple[int, Char]], family: str, size_pt: float, element: str
) -> Measurement | None:
    """Measure family and size of the Chinese characters in ``chars`` (page, character); None without any.

    Letters, digits and punctuation are left alone: the standard names no font for them. A character lent
    by a fallback font only has to have the right size.
    """
    seen = [(page, char) for page, char in chars if is_han(char)]
    if not seen:
        return None
    wrong = [(page, char) for page, char in seen if not _suits(sheet, char, family, size_pt)]
    shown = Counter((sheet.family(char), f"{char.size_pt:g}") for _, char in (wrong or seen))
    (name, size), _ = shown.most_common(1)[0]
    sample = f"（“{''.join(c.text for _, c in wrong)[:10]}”等{len(wrong)}字）" if wrong else ""
    return Measurement(
        subject,
        f"{family} {size_pt:g} pt",
        f"{name} {size} pt{sample}",
        not wrong,
        (wrong or seen)[0][0],
        element,
    )


def _suits(sheet: Sheet, char: Char, family: str, size_pt: float) -> bool:
    right_font = sheet.family(char) == family or sheet.is_fallback(char)
    return right_font and abs(char.size_pt - size_pt) <= SIZE_TOLERANCE_PT


def is_blank(page: Page) -> bool:
    """Tell whether nothing is printed on ``page``."""
    return not (page.lines or page.rules or page.pictures)


def is_bare(sheet: Sheet, page: Page) -> bool:
    """Tell whether nothing is printed on ``page`` but its number, if it has one."""
    number = sheet.located.page_numbers.get(page.number)
    return not (page.rules or page.pictures or any(line is not number for line in page.lines))


def two_lines(sheet: Sheet, bounds_mm: tuple[float, float]) -> tuple[float, float]:
    """Return the bounds of a space of two empty lines for lines as high as the paper's."""
    further = 2 * (sheet.line_mm - LINE_MM)
    return round(bounds_mm[0] + further, 1), round(bounds_mm[1] + further, 1)
