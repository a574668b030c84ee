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
from service.layout.units import TWIPS_PER_PT, mm_to_twips
from service.rendering.context import Mark, Signature
from service.rendering.titles import break_title

#: The baseline of a line of exact height lies at four fifths of it: measured in LibreOffice, not verified in Word.
_BASELINE = 0.8
#: At 1.2 em that is also where the baseline of centred glyphs would be: the mark stands alike in either case.
_MARK_PITCH = 1.2
_SMALLEST_MARK_PT = 26.0
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

    def mark(self, stored: str | Sequence[str]) -> Mark:
        """Return the 发文机关标志, as large as fits one line, its ink 35 mm under the type area's top (7.2.4).

        "" is a paper without one; several texts are a joint one, a line each, all as large as the longest fits.
        """
        lines = (stored,) if isinstance(stored, str) else tuple(stored)
        if lines == ("",):
            return Mark("", (), round(self.layout.mark_size_pt * 2), 100, 0, 0, 0)
        em_widths = max(self.width(line, self.layout.biaosong, 1) for line in lines) / TWIPS_PER_PT
        fitting = int(gb.TYPE_AREA_WIDTH_TWIPS / TWIPS_PER_PT / em_widths * 2) / 2
        size = max(_SMALLEST_MARK_PT, min(self.layout.mark_size_pt, fitting))
        scale = min(100, int(fitting / size * 100))
        twips = size * TWIPS_PER_PT
        ink = self.metrics.ink(lines[0], self.layout.biaosong)
        top, bottom = (ink.top * twips / EM, ink.bottom * twips / EM) if ink else (twips, 0)
        pitch = round(_MARK_PITCH * twips)
        ink_top = mm_to_twips(gb.MARK_TOP_MM - gb.TOP_MARGIN_MM)
        above = round(ink_top + top - _BASELINE * pitch)
        number_top = ink_top + (top - bottom) + gb.LINES_UNDER_MARK * self.layout.line_pitch_twips
        blank = round((number_top - above - pitch) / gb.LINES_UNDER_MARK)
        return Mark("".join(lines), lines, round(size * 2), scale, pitch, above, blank)

    def signature(self, issuer: str, issue_date: str, *, sealed: bool) -> Signature:
        """Return 署名 and 成文日期 with their distances from the right (7.3.5.1 sealed, 7.3.5.2 unsealed).

        A missing date ("") leaves the 署名 where it would stand over a date of seven 字.
        """
        zi = gb.ZI_TWIPS

        def width(text: str) -> float:
            return self.width(text, self.layout.fangsong, gb.BODY_SIZE_PT, gb.LETTER_SPACING_TWIPS)

        room = gb.TYPE_AREA_WIDTH_TWIPS - gb.FIRST_LINE_INDENT_ZI * zi
        lines = (issuer,) if width(issuer) <= room else break_title(issuer, width, room, ())
        own = max(map(width, lines))
        date = self._date_width(issue_date) if issue_date else 7 * zi
        if sealed:
            date_right = gb.DATE_RIGHT_ZI_SEALED * zi
            own_right = date_right + (date - own) / 2
            if own_right < 0:
                own_right, date_right = 0, round((own - date) / 2)
            blank = tuple(range(self.layout.seal_blank_lines))
            made = Signature(
                issuer, issue_date, round(own_right), 0, max(0, round(date_right)), "right", blank, lines
            )
            return _boxed(made, own, "center") if len(lines) > 1 else made
        if (
            max(date, self._widest_date(issue_date)) > own
        ):  # under a 署名 that is hardly longer it would break
            return Signature(issuer, issue_date, round(4 * zi + date - own), 0, 2 * zi, "right", (0,), lines)
        own_right = max(0, min(2 * zi, round(gb.TYPE_AREA_WIDTH_TWIPS - own)))
        date_left = max(0, round(gb.TYPE_AREA_WIDTH_TWIPS - own_right - own + 2 * zi))
        made = Signature(issuer, issue_date, own_right, date_left, 0, "left", (0,), lines)
        return _boxed(made, own, "left") if len(lines) > 1 else made

    def printing_office(self, name: str, date: str) -> tuple[str, ...]:
        """Return the lines of 印发机关: one, if there is room beside the date with two 字 between them (7.4.3)."""
        if not name:
            return ()

        def width(text: str) -> float:
            return self.width(text, self.layout.fangsong, gb.SMALL_SIZE_PT)

        edges = sum(a.isdigit() != b.isdigit() for a, b in pairwise(date))
        room = gb.TYPE_AREA_WIDTH_TWIPS - 4 * gb.SMALL_ZI_TWIPS - width(date) - edges * gb.SMALL_ZI_TWIPS / 5
        return (name,) if width(name) <= room else break_title(name, width, room, ())

    def _date_width(self, date: str, gaps: float = 0.5) -> float:
        """Return a date's width half way between Word's (no gaps) and LibreOffice's: 1.4 mm off in neither."""
        edges = sum(a.isdigit() != b.isdigit() for a, b in pairwise(date))
        plain = self.width(date, self.layout.fangsong, gb.BODY_SIZE_PT, gb.LETTER_SPACING_TWIPS)
        return plain + edges * _GAP_PER_DIGIT_EDGE * gaps

    def _widest_date(self, date: str) -> float:
        """Return a date's width with LibreOffice's gaps; 0 for a missing one."""
        return self._date_width(date, 1.0) if date else 0.0


@lru_cache(maxsize=512)
def broken_title(typesetter: Typesetter, title: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of a title, broken between words; remembered, as a campaign's papers name each other."""

    def width(text: str) -> float:
        """Count a gap on either side of a number, so that words add up."""
        plain = typesetter.width(text, typesetter.layout.biaosong, gb.TITLE_SIZE_PT)
        return plain + 2 * len(_NUMBER.findall(text)) * _TITLE_GAP

    return break_title(title, width, gb.TYPE_AREA_WIDTH_TWIPS, terms)


def _boxed(signature: Signature, width: float, side: str) -> Signature:
    """Return a signature of several lines with the left edge of the box that they stand in."""
    edges = sum(a.isdigit() != b.isdigit() for line in signature.issuer_lines for a, b in pairwise(line))
    room = width + _BOX_SLACK + edges * _GAP_PER_DIGIT_EDGE
    left = max(0, round(gb.TYPE_AREA_WIDTH_TWIPS - signature.issuer_right - room))
    return replace(signature, issuer_left=left, issuer_side=side)
