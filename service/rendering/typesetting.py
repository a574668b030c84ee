"""Decides what depends on the content and on the fonts, but on no page.

The size of the mark, the lines of a title, the offsets of 署名 and 成文日期: all in twips, from the standard's
numbers. It applies the standard; ``lint`` judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from service.layout import gbt9704 as gb
from service.layout.metrics import EM, FontMetrics
from service.layout.profile import STANDARD, LayoutProfile
from service.layout.units import TWIPS_PER_PT
from service.rendering.context import Mark, Signature
from service.rendering.marks import MARK_TOPS, StoredMark, letter_mark, mark
from service.rendering.seals import lines_before_seal
from service.rendering.titles import break_title

#: LibreOffice adds a fifth of the size between Han and a digit; Word, told not to, doesn't.
_GAP_PER_DIGIT_EDGE = 64
_TITLE_GAP = gb.TITLE_SIZE_PT * TWIPS_PER_PT / 5
_NUMBER = re.compile(r"\d+")
#: So that rounding to whole twips breaks no line of a 署名.
_BOX_SLACK = 20


@dataclass(frozen=True)
class Typesetter:
    """Typesets with the fonts at hand.

    Attributes:
        metrics: widths and ink of the families that the layout names.
        layout: the unit's layout profile; the standard's by default.
    """

    metrics: FontMetrics
    layout: LayoutProfile = STANDARD

    def width(self, text: str, family: str, size_pt: float, letter_spacing: int = 0) -> float:
        """Return the width of a text on one line in twips, without any gap between scripts."""
        advances = self.metrics.advances(family)
        return sum(advances[c] * size_pt * TWIPS_PER_PT / EM + letter_spacing for c in text)

    def title_lines(self, title: str, fixed: Sequence[str] | None, terms: Iterable[str]) -> tuple[str, ...]:
        """Return the lines of a 公文标题: as fixed by hand, else broken between words."""
        return tuple(fixed) if fixed else broken_title(self, title, tuple(terms))

    def title_width(self, line: str) -> float:
        """Return the width of a line of a 公文标题 in twips, LibreOffice's gaps beside digits counted in."""
        edges = sum(a.isdigit() != b.isdigit() for a, b in pairwise(line))
        return self.width(line, self.layout.biaosong, gb.TITLE_SIZE_PT) + edges * _TITLE_GAP

    def mark(
        self, stored: StoredMark, *, format: str = "general", rows_above: int = 0, preprinted: bool = False
    ) -> Mark:
        """Return the 发文机关标志 of a paper in one of the formats; see `service.rendering.marks`."""
        top, origin = MARK_TOPS.get(format, (gb.MARK_TOP_MM, gb.TOP_MARGIN_MM))
        made = mark(
            stored, self.metrics, self.width, self.layout,
            top_mm=top, origin_mm=origin, rows_above=rows_above, preprinted=preprinted,
        )  # fmt: skip
        return letter_mark(made, self.layout) if format == "letter" else made

    def signature(
        self, issuer: str, issue_date: str, *, sealed: bool, seal_mm: float = gb.SEAL_DIAMETER_MM
    ) -> Signature:
        """Return 署名 and 成文日期 with their distances from the right (7.3.5.1 sealed, 7.3.5.2 unsealed).

        A missing date ("") leaves the 署名 where it would stand over a date of seven 字.
        """
        zi = gb.ZI_TWIPS

        def width(text: str) -> float:
            return self.width(text, self.layout.fangsong, gb.BODY_SIZE_PT, gb.LETTER_SPACING_TWIPS)

        room = gb.TYPE_AREA_WIDTH_TWIPS - gb.FIRST_LINE_INDENT_ZI * zi
        lines = (issuer,) if width(issuer) <= room else break_title(issuer, width, room, ())
        own = max(map(width, lines))
        date = self.date_width(issue_date) if issue_date else 7 * zi
        if sealed:
            date_right = gb.DATE_RIGHT_ZI_SEALED * zi
            own_right = date_right + (date - own) / 2
            if own_right < 0:
                own_right, date_right = 0, round((own - date) / 2)
            blank = tuple(range(self._lines_before_seal(seal_mm, len(lines))))
            made = Signature(
                issuer, issue_date, round(own_right), 0, max(0, round(date_right)), "right", blank, lines
            )
            return _boxed(made, own, "center") if len(lines) > 1 else made
        widest = self.printed_date_width(issue_date) if issue_date else 0.0
        if max(date, widest) > own:  # under a 署名 that is hardly longer it would break
            return Signature(issuer, issue_date, round(4 * zi + date - own), 0, 2 * zi, "right", (0,), lines)
        own_right = max(0, min(2 * zi, round(gb.TYPE_AREA_WIDTH_TWIPS - own)))
        date_left = max(0, round(gb.TYPE_AREA_WIDTH_TWIPS - own_right - own + 2 * zi))
        made = Signature(issuer, issue_date, own_right, date_left, 0, "left", (0,), lines)
        return _boxed(made, own, "left") if len(lines) > 1 else made

    def _lines_before_seal(self, seal_mm: float, issuer_lines: int) -> int:
        """Return the blank lines above a sealed 署名: as the layout profile says, else what the seal needs."""
        chosen = self.layout.seal_blank_lines
        return chosen if chosen != STANDARD.seal_blank_lines else lines_before_seal(seal_mm, issuer_lines)

    def printing_office(self, name: str, date: str) -> tuple[str, ...]:
        """Return the lines of 印发机关: one, if there is room beside the date with two 字 between them (7.4.3)."""
        if not name:
            return ()

        def width(text: str) -> float:
            return self.width(text, self.layout.fangsong, gb.SMALL_SIZE_PT)

        edges = sum(a.isdigit() != b.isdigit() for a, b in pairwise(date))
        room = gb.TYPE_AREA_WIDTH_TWIPS - 4 * gb.SMALL_ZI_TWIPS - width(date) - edges * gb.SMALL_ZI_TWIPS / 5
        return (name,) if width(name) <= room else break_title(name, width, room, ())

    def date_width(self, date: str) -> float:
        """Return a date's width in twips, half way between Word's (no gaps) and LibreOffice's: 1.4 mm off in neither."""
        return self.printed_date_width(date) - _edges(date) * _GAP_PER_DIGIT_EDGE / 2

    def printed_date_width(self, date: str) -> float:
        """Return a date's width in twips in the PDF, with all of LibreOffice's gaps."""
        plain = self.width(date, self.layout.fangsong, gb.BODY_SIZE_PT, gb.LETTER_SPACING_TWIPS)
        return plain + _edges(date) * _GAP_PER_DIGIT_EDGE


@lru_cache(maxsize=512)
def broken_title(typesetter: Typesetter, title: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of a title, broken between words; remembered, as a campaign's papers name each other.

    The blank between agencies that issue together is left out where a line ends.
    """

    def width(text: str) -> float:
        """Count a gap on either side of a number, so that words add up."""
        plain = typesetter.width(text, typesetter.layout.biaosong, gb.TITLE_SIZE_PT)
        return plain + 2 * len(_NUMBER.findall(text)) * _TITLE_GAP

    lines = break_title(title, width, gb.TYPE_AREA_WIDTH_TWIPS, terms)
    return tuple(line.strip(" \u3000") or line for line in lines)


def _boxed(signature: Signature, width: float, side: str) -> Signature:
    """Return a signature of several lines with the left edge of the box that they stand in."""
    edges = sum(a.isdigit() != b.isdigit() for line in signature.issuer_lines for a, b in pairwise(line))
    room = width + _BOX_SLACK + edges * _GAP_PER_DIGIT_EDGE
    left = max(0, round(gb.TYPE_AREA_WIDTH_TWIPS - signature.issuer_right - room))
    return replace(signature, issuer_left=left, issuer_side=side)


def _edges(text: str) -> int:
    """Return how often digits and other characters stand beside each other."""
    return sum(a.isdigit() != b.isdigit() for a, b in pairwise(text))
