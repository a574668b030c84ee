"""Papers from before 2012-07-01: which rules held then too (GB/T 9704—1999, 国家行政机关公文处理办法).

The old standard agrees on paper, margins, grid, title, text, the year's brackets and page numbers. It differs in the
places of 密级 and mark, writes dates in Chinese numerals, prints no 署名 over a single seal and has 主题词 and 共印.
The papers of Party organs followed the 条例 of 1996, whose layout is another.
"""

from __future__ import annotations

import datetime as dt
import re

#: From this day on GB/T 9704—2012 and the 条例 of 2012 are in force.
IN_FORCE = dt.date(2012, 7, 1)

#: Rules that were right before, too.
HELD_BEFORE = frozenset(
    {
        "paper-size", "page-margins", "left-edge", "right-edge", "type-area", "lines-per-page", "line-pitch",
        "zi-per-line", "text-complete", "body-on-first-page", "number-font", "red-rule", "title-look",
        "title-lines", "title-break", "receivers", "text-under-receivers", "paragraph-indent", "text-alignment",
        "text-font", "attachment-notes", "page-number-text", "page-number-place", "fonts-embedded",
        "document-number-brackets", "document-number-padding", "document-number-ordinal", "title-punctuation",
        "receivers-colon", "half-width-punctuation", "placeholder", "number-marks",
    }
)  # fmt: skip
_PARTY = re.compile(r"中共|中国共产党|党委|党组|党支部|党总支|工委|纪委|创先争优")


_YEAR = re.compile(r"(?:19|20)\d{2}")


def is_former(day: dt.date | None, number: str = "") -> bool:
    """Tell whether a paper follows the older rules: by its day, else by the year in its 发文字号; unknown, not."""
    if day is not None:
        return day < IN_FORCE
    year = _YEAR.search(number)
    return year is not None and int(year[0]) < IN_FORCE.year


def is_of_party(mark: str, issuer: str) -> bool:
    """Tell whether a paper is one of a Party organ, by its mark or its 署名."""
    return bool(_PARTY.search(mark) or _PARTY.search(issuer))
