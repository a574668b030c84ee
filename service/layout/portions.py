"""A paragraph as LibreOffice lays it out: portions of one font and one script, each with its widths.

A portion is as wide as its glyphs, with letter-spacing between them but not after the last. Behind it, where
Han meets a letter or a digit, a fifth of the size is left free. Widths are in twips, inside a portion in dots.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from service.layout import gbt9704 as std
from service.layout.metrics import EM, FontMetrics, Steps
from service.layout.scripts import Stretch, is_letter_or_number, stretches
from service.layout.units import TWIPS_PER_PT

_DOTS = 6  #: per twip: LibreOffice lays out on a device of 8640 dpi and rounds each glyph to a dot (measured)


class Run(NamedTuple):
    """Text of one font in a paragraph.

    Attributes:
        text: without line breaks and tabs.
        family: the family that the document names, such as 仿宋_GB2312.
        size_pt: size of the type in points.
        letter_spacing_twips: added between two characters (``w:spacing``).
    """

    text: str
    family: str = std.FONT_FANGSONG
    size_pt: float = std.BODY_SIZE_PT
    letter_spacing_twips: int = std.LETTER_SPACING_TWIPS


class Portion(NamedTuple):
    """A stretch of one font and one script, ``text[start:end]``.

    Attributes:
        start: index of its first character in the paragraph.
        end: index behind its last character.
        script: `scripts.ASIAN` or `scripts.LATIN`.
        spacing: letter-spacing in twips.
        gap: free space behind the portion in twips.
        edges: width of its first i characters in dots, each with its letter-spacing.
    """

    start: int
    end: int
    script: str
    spacing: int
    gap: int
    edges: Sequence[int]

    def width(self, start: int) -> int:
        """Return the width in twips from ``start`` to the end."""
        dots = self.edges[-1] - self.edges[start - self.start] - self.spacing * _DOTS
        return (2 * dots + _DOTS) // (2 * _DOTS)

    def full_at(self, start: int, room: int) -> int:
        """Return the first position from ``start`` on whose character does not fit into ``room`` twips."""
        reach = self.edges[start - self.start] + (room + self.spacing) * _DOTS
        return max(start, self.start + bisect_right(self.edges, reach) - 1)


def portions_of(runs: Sequence[Run], metrics: FontMetrics) -> tuple[str, list[Portion]]:
    """Return the text of a paragraph and its portions, in order.

    Raises:
        KeyError: if a run names a family that the metrics lack.
    """
    runs = _merged(runs)
    text = "".join(run.text for run in runs)
    parts = iter(stretches(text))
    part = next(parts, Stretch(0, 0, ""))
    portions: list[Portion] = []
    start = run_end = 0
    for run in runs:
        run_end += len(run.text)
        dots = _dots(metrics, run)
        while start < run_end:
            end = min(part.end, run_end)
            gap = _gap(text, end, run) if end == part.end else 0
            edges = _edges(text[start:end], dots)
            portions.append(Portion(start, end, part.script, run.letter_spacing_twips, gap, edges))
            start = end
            part = next(parts, part) if end == part.end else part
    return text, portions


def surely_fits(runs: Sequence[Run], metrics: FontMetrics, room: int) -> bool:
    """Return whether a text is seen at a glance to fit ``room`` twips on one line; False says nothing.

    Every portion is taken to end with a gap and a rounding up.
    """
    if len(runs) != 1 or len(runs[0].text) * runs[0].size_pt * TWIPS_PER_PT > 2 * room:
        return False
    (run,) = runs
    own = sum(map(_dots(metrics, run).__getitem__, run.text)) / _DOTS
    behind = int(run.size_pt * TWIPS_PER_PT) // 5 + 1 + max(0, -run.letter_spacing_twips)
    return own + behind <= room and own + behind * len(stretches(run.text)) <= room


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with neighbours of the same font joined, as LibreOffice does on reading."""
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1][1:] == run[1:]:
            merged[-1] = run._replace(text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged


def _dots(metrics: FontMetrics, run: Run) -> Steps:
    """Return the advance of each character of a run in dots, letter-spacing included."""
    scale = run.size_pt * TWIPS_PER_PT * _DOTS / EM
    return metrics.steps(run.family, scale, run.letter_spacing_twips * _DOTS)


def _edges(text: str, dots: Steps) -> Sequence[int]:
    """Return the edges of a portion: plain arithmetic where all its characters are equally wide."""
    step = dots.common(text)
    if step is not None and step > 0:
        return range(0, step * len(text) + 1, step)
    return tuple(accumulate(map(dots.__getitem__, text), initial=0))


def _gap(text: str, end: int, run: Run) -> int:
    """Return the space behind a change of script: a fifth of the size between letters or digits, else 0."""
    if end == len(text):
        return 0
    before, after = text[end - 1], text[end]
    if ord(before) > 0xFFFF or not (is_letter_or_number(before) and is_letter_or_number(after)):
        return 0  # of a character beyond U+FFFF it sees the second half, which is no letter
    return int(run.size_pt * TWIPS_PER_PT) // 5
