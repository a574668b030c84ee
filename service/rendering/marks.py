"""发文机关标志: its size, and the space that puts its ink where the standard wants it (GB/T 9704 7.2.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from service.layout import gbt9704 as gb
from service.layout.metrics import EM, FontMetrics
from service.layout.profile import STANDARD, LayoutProfile
from service.layout.units import TWIPS_PER_PT, mm_to_twips
from service.rendering.context import Mark

#: The baseline of a line of exact height lies at four fifths of it: measured in LibreOffice, not verified in Word.
_BASELINE = 0.8
#: At 1.2 em that is also where the baseline of centred glyphs would be: the mark stands alike in either case.
_PITCH = 1.2
_SMALLEST_PT = 26.0
#: Between the agencies and 文件 beside them.
_GAP_EM = 0.4
#: So that rounding to whole twips breaks no line.
_SLACK = 40

#: Special format → where the ink of its mark begins, and from where the space above it counts, mm (10.1, 10.2).
MARK_TOPS = {
    "letter": (gb.LETTER_MARK_TOP_MM, 0.0),
    "order": (gb.ORDER_MARK_TOP_MM, gb.TOP_MARGIN_MM),
}

#: A text, several one under another, or ``{"issuers": […], "ending": "文件"}`` side by side.
StoredMark = str | Sequence[str] | Mapping[str, Any]
Width = Callable[[str, str, float], float]


@dataclass(frozen=True)
class _Parts:
    lines: tuple[str, ...]
    ending: str


def _parts(stored: StoredMark) -> _Parts:
    if isinstance(stored, str):
        return _Parts((stored,) if stored else (), "")
    if isinstance(stored, Mapping):
        return _Parts(tuple(stored["issuers"]), stored["ending"])
    return _Parts(tuple(stored), "")


def mark(
    stored: StoredMark, metrics: FontMetrics, width: Width, layout: LayoutProfile = STANDARD, *, top_mm: float = gb.MARK_TOP_MM,
    origin_mm: float = gb.TOP_MARGIN_MM, rows_above: int = 0, preprinted: bool = False,
) -> Mark:  # fmt: skip
    """Return the mark, as large as fits its line, its ink ``top_mm`` under the paper's edge.

    Args:
        stored: "" is a paper without one.
        metrics: ink of the family.
        width: of a text in a family and size, twips.
        layout: its family, largest size and line pitch.
        top_mm: where the ink begins.
        origin_mm: from where the space above it counts, under the paper's edge.
        rows_above: lines that 份号, 密级 and 紧急程度 take out of the space above.
        preprinted: the mark is on the paper already; only its space is kept.
    """
    parts = _parts(stored)
    if not parts.lines:
        return Mark("", (), round(layout.mark_size_pt * 2), 100, 0, 0, 0)
    ems = [width(line, layout.biaosong, 1) / TWIPS_PER_PT for line in parts.lines]
    ending_em = width(parts.ending, layout.biaosong, 1) / TWIPS_PER_PT
    whole = max(ems) + (ending_em + _GAP_EM if parts.ending else 0)
    fitting = int(gb.TYPE_AREA_WIDTH_TWIPS / TWIPS_PER_PT / whole * 2) / 2
    low = (
        mm_to_twips(gb.MARK_HEIGHT_MM) / TWIPS_PER_PT / _PITCH / len(ems)
        if len(ems) > 1
        else layout.mark_size_pt
    )
    size = min(max(_SMALLEST_PT, min(layout.mark_size_pt, fitting)), int(low * 2) / 2)
    scale = min(100, int(fitting / size * 100))
    twips = size * TWIPS_PER_PT
    ink = metrics.ink(parts.lines[0], layout.biaosong)
    top, bottom = (ink.top * twips / EM, ink.bottom * twips / EM) if ink else (twips, 0)
    pitch = round(_PITCH * twips)
    ink_top = mm_to_twips(top_mm - origin_mm)
    above = round(ink_top + top - _BASELINE * pitch)
    number_top = ink_top + (top - bottom) + gb.LINES_UNDER_MARK * layout.line_pitch_twips
    blank = round((number_top - above - pitch) / gb.LINES_UNDER_MARK)
    space = above - rows_above * layout.line_pitch_twips
    half_points = round(size * 2)
    if preprinted:
        return Mark("", (), half_points, scale, pitch, space + len(ems) * pitch, blank)
    if not parts.ending:
        return Mark("".join(parts.lines), parts.lines, half_points, scale, pitch, space, blank)
    em = twips * scale / 100
    left = max(0, round((gb.TYPE_AREA_WIDTH_TWIPS - whole * em) / 2))
    names = round(max(ems) * em) + _SLACK
    return Mark(
        "".join(parts.lines) + parts.ending, (), half_points, scale, pitch, space, blank,
        parts.lines, left, max(0, gb.TYPE_AREA_WIDTH_TWIPS - left - names), parts.ending,
        round(left + (max(ems) + _GAP_EM) * em), round(above + (len(ems) - 1) * pitch / 2),
        round(ending_em * em) + _SLACK,
    )  # fmt: skip


def letter_mark(made: Mark, layout: LayoutProfile = STANDARD) -> Mark:
    """Return the mark of a letter, made with its origin at the paper's edge, with the places of its frames (10.1)."""
    under = made.space_above + made.pitch + gb.LINES_UNDER_MARK * (made.blank_line - layout.line_pitch_twips)
    rule = under + mm_to_twips(gb.LETTER_RULE_UNDER_MARK_MM)
    second = rule + gb.LETTER_RULES_APART_TWIPS
    return replace(made, frame_top=made.space_above, rule_top=rule, second_rule_top=second)


def letter_top(mark: Mark) -> int:
    """Return how far the frames of a letter reach into the type area, twips; 0 in any other paper."""
    if not mark.second_rule_top:
        return 0
    return max(0, mark.second_rule_top + gb.LETTER_SPACE_FRAME_TWIPS - gb.TOP_MARGIN_TWIPS)
