"""Decides, before the template is filled, what depends on the content and not on a style.

The size of the mark, the lines of a title, the offsets of 署名 and 成文日期, a page break that keeps a signature
with its text, the place of the 版记: all in twips, from the grid predictor and the standard's numbers. It applies
the standard; ``lint`` judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from service.layout import gbt9704 as gb
from service.layout.metrics import EM, FontMetrics
from service.layout.predictor import GRID_HEIGHT_TWIPS, Block, Pagination, Run, break_lines, paginate
from service.layout.units import TWIPS_PER_PT, mm_to_twips
from service.rendering.context import Mark, Signature, TextBlock
from service.rendering.titles import break_title

_INDENT = gb.FIRST_LINE_INDENT_ZI * gb.ZI_TWIPS
#: The baseline of a line of exact height lies at four fifths of it: measured in LibreOffice, not verified in Word.
_BASELINE = 0.8
#: At 1.2 em that is also where the baseline of centred glyphs would be: the mark stands alike in either case.
_MARK_PITCH = 1.2
_SMALLEST_MARK_PT = 26.0
#: Height that the red rule adds to its line: 9 pt of space and 1.5 pt of rule.
_RULE_HEIGHT = 210
#: LibreOffice adds a fifth of the size between Han and a digit; Word, told not to, doesn't.
_GAP_PER_DIGIT_EDGE = 64


@dataclass(frozen=True)
class Typesetter:
    """Typesets with the fonts at hand.

    Attributes:
        metrics: widths and ink of the five families.
    """

    metrics: FontMetrics
    _broken: dict[TextBlock, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def width(self, text: str, family: str, size_pt: float, letter_spacing: int = 0) -> float:
        """Return the width of a text on one line in twips, without any gap between scripts."""
        advances = self.metrics.advances(family)
        return sum(advances[c] * size_pt * TWIPS_PER_PT / EM + letter_spacing for c in text)

    def title_lines(self, title: str, fixed: Sequence[str] | None, terms: Iterable[str]) -> tuple[str, ...]:
        """Return the lines of a 公文标题: as fixed by hand, else broken between words."""
        if fixed:
            return tuple(fixed)

        def width(line: str) -> float:
            return self.width(line, gb.FONT_TITLE, gb.TITLE_SIZE_PT)

        return break_title(title, width, gb.TYPE_AREA_WIDTH_TWIPS, terms)

    def mark(self, text: str) -> Mark:
        """Return the 发文机关标志, as large as fits one line, its ink 35 mm under the type area's top (7.2.4)."""
        em_widths = self.width(text, gb.FONT_TITLE, 1) / TWIPS_PER_PT
        fitting = int(gb.TYPE_AREA_WIDTH_TWIPS / TWIPS_PER_PT / em_widths * 2) / 2
        size = max(_SMALLEST_MARK_PT, min(gb.MARK_SIZE_PT, fitting))
        scale = min(100, int(fitting / size * 100))
        twips = size * TWIPS_PER_PT
        ink = self.metrics.ink(text, gb.FONT_TITLE)
        top, bottom = (ink.top * twips / EM, ink.bottom * twips / EM) if ink else (twips, 0)
        pitch = round(_MARK_PITCH * twips)
        ink_top = mm_to_twips(gb.MARK_TOP_MM - gb.TOP_MARGIN_MM)
        above = round(ink_top + top - _BASELINE * pitch)
        number_top = ink_top + (top - bottom) + gb.LINES_UNDER_MARK * gb.LINE_PITCH_TWIPS
        blank = round((number_top - above - pitch) / gb.LINES_UNDER_MARK)
        return Mark(text, round(size * 2), scale, pitch, above, blank)

    def lines(self, block: TextBlock) -> tuple[str, ...]:
        """Return the lines of a paragraph of 正文; each paragraph is broken once."""
        if block not in self._broken:
            self._broken[block] = self._break(block)
        return self._broken[block]

    def _break(self, block: TextBlock) -> tuple[str, ...]:
        families = {1: gb.FONT_HEI, 2: gb.FONT_KAI}
        runs = (
            Run(block.heading, families.get(block.level, gb.FONT_FANGSONG)),
            Run(block.hei, gb.FONT_HEI),
            Run(block.kai, gb.FONT_KAI),
            Run(block.body),
        )
        first = 0 if block.continued else _INDENT
        return break_lines([r for r in runs if r.text], metrics=self.metrics, first_indent=first)

    def receivers_lines(self, text: str) -> int:
        """Return how many lines the 主送机关 take, flush left (7.3.2); none for ""."""
        return len(break_lines([Run(text)], metrics=self.metrics, first_indent=0)) if text else 0

    def other_receivers_lines(self, text: str) -> int:
        """Return how many lines of 四号 the 抄送 take in the 版记 (7.4.2); none for ""."""
        if not text:
            return 0
        zi = gb.SMALL_ZI_TWIPS
        run = Run(text, size_pt=gb.SMALL_SIZE_PT, letter_spacing_twips=0)
        return len(
            break_lines(
                [run], metrics=self.metrics, left_indent=4 * zi, right_indent=zi, first_indent=-3 * zi
            )
        )

    def signature(self, issuer: str, issue_date: str, *, sealed: bool) -> Signature:
        """Return 署名 and 成文日期 with their distances from the right (7.3.5.1 sealed, 7.3.5.2 unsealed).

        A missing date ("") leaves the 署名 where it would stand over a date of seven 字.
        """
        zi = gb.ZI_TWIPS
        own = self.width(issuer, gb.FONT_FANGSONG, gb.BODY_SIZE_PT, gb.LETTER_SPACING_TWIPS)
        date = self._date_width(issue_date) if issue_date else 7 * zi
        if sealed:
            date_right = gb.DATE_RIGHT_ZI_SEALED * zi
            own_right = date_right + (date - own) / 2
            if own_right < 0:
                own_right, date_right = 0, round((own - date) / 2)
            blank = tuple(range(gb.LINES_BEFORE_SEALED_SIGNATURE))
            return Signature(
                issuer, issue_date, round(own_right), 0, max(0, round(date_right)), "right", blank
            )
        if date > own:
            return Signature(issuer, issue_date, round(4 * zi + date - own), 0, 2 * zi, "right", (0,))
        own_right = max(0, min(2 * zi, round(gb.TYPE_AREA_WIDTH_TWIPS - own)))
        date_left = max(0, round(gb.TYPE_AREA_WIDTH_TWIPS - own_right - own + 2 * zi))
        return Signature(issuer, issue_date, own_right, date_left, 0, "left", (0,))

    def _date_width(self, date: str) -> float:
        """Return a date's width half way between Word's (no gaps) and LibreOffice's: 1.4 mm off in neither."""
        edges = sum(a.isdigit() != b.isdigit() for a, b in pairwise(date))
        plain = self.width(date, gb.FONT_FANGSONG, gb.BODY_SIZE_PT, gb.LETTER_SPACING_TWIPS)
        return plain + edges * _GAP_PER_DIGIT_EDGE / 2


def heading_flow(mark: Mark, title_lines: Sequence[str], receivers_lines: int) -> list[Block]:
    """Return the heights of page 1 from the type area's top to the 主送机关."""
    return [
        Block(1, mark.space_above),
        Block(1, mark.pitch),
        Block(gb.LINES_UNDER_MARK, mark.blank_line),
        Block(1, gb.LINE_PITCH_TWIPS + _RULE_HEIGHT),
        Block(gb.LINES_UNDER_RULE),
        Block(len(title_lines)),
        Block(1),
        *([Block(receivers_lines)] if receivers_lines else []),
    ]


def text_flow(typesetter: Typesetter, text: Iterable[TextBlock]) -> list[Block]:
    """Return the heights of paragraphs of 正文."""
    return [Block(len(typesetter.lines(b)), page_break_before=bool(b.page_break)) for b in text]


def signature_flow(signature: Signature, *, annotation_lines: int = 0) -> list[Block]:
    """Return the heights of a signature block, blank lines and 附注 included."""
    rows = len(signature.blank_lines) + 1 + bool(signature.issue_date)
    return [Block(rows), *([Block(annotation_lines)] if annotation_lines else [])]


def keep_with_text(
    typesetter: Typesetter, before: Sequence[Block], text: Sequence[TextBlock], signature: Sequence[Block]
) -> tuple[TextBlock, ...]:
    """Return the text with a page break where its signature would else stand alone on a page (7.3.5.5).

    The last paragraph goes to the new page; of a long or only one its last lines, two if it has enough.
    """
    if together(typesetter, before, text, signature):
        return tuple(text)
    last, lines = text[-1], typesetter.lines(text[-1])
    if len(lines) <= 3 and len(text) > 1:
        return (*text[:-1], replace(last, page_break=1))
    rest = "".join(lines[-min(2, len(lines) - 1) :]) if len(lines) > 1 else last.body
    if len(rest) >= len(last.body):
        return tuple(text)
    kept = replace(last, body=last.body[: -len(rest)])
    return (*text[:-1], kept, TextBlock(body=rest, continued=True, page_break=1))


def together(
    typesetter: Typesetter, before: Sequence[Block], text: Sequence[TextBlock], signature: Sequence[Block]
) -> bool:
    """Tell whether the whole signature falls on the page of the text's last line."""
    pages = paginate([*before, *text_flow(typesetter, text), *signature])
    last_line = pages.places[len(before) + len(text) - 1][-1]
    return pages.places[-1][-1].page == last_line.page


def imprint_page_breaks(pages: Pagination, other_receivers_lines: int) -> int:
    """Return how many pages to turn before the 版记, so that it stands at the foot of an even last page (7.4).

    On an even page with room 0, on an odd one 1, on a full even one 2.
    """
    if pages.page_count % 2:
        return 1
    room = GRID_HEIGHT_TWIPS - pages.used_twips
    needed = (other_receivers_lines + 2) * gb.LINE_PITCH_TWIPS
    return 0 if needed <= room else 2
