"""A paragraph as LibreOffice lays it out: portions of one font and one script, each with its widths.

A portion is as wide as its glyphs, with letter-spacing between them but not after the last. Behind it, where
Han meets a letter or a digit, a fifth of the size is left free. Widths are in twips, inside a portion in dots.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from service.layout import gbt9704 as std
from service.layout.metrics import EM, FontMetrics, Steps
from service.layout.scripts import is_letter_or_number, stretches
from service.layout.units import TWIPS_PER_PT

_DOTS = 6  #: per twip: LibreOffice lays out on a device of 8640 dpi and rounds each glyph to a dot (measured)
_HALF = _DOTS // 2


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


@dataclass(slots=True)
class Portion:
    """A stretch of one font and one script, ``text[start:end]``; never changed.

    Not frozen: that takes three times as long to make (measured), and a page has a hundred of them.

    Attributes:
        start: index of its first character in the paragraph.
        end: index behind its last character.
        script: `scripts.ASIAN` or `scripts.LATIN`.
        spacing: letter-spacing in twips.
        gap: free space behind the portion in twips.
        edges: width of its first i characters in dots, each with its letter-spacing.
        whole: its width in twips.
    """

    start: int
    end: int
    script: str
    spacing: int
    gap: int
    edges: Sequence[int]
    whole: int

    def width(self, start: int) -> int:
        """Return the width in twips from ``start`` to the end."""
        dots = self.edges[-1] - self.edges[start - self.start] - self.spacing * _DOTS
        return (dots + _HALF) // _DOTS

    def full_at(self, start: int, room: int) -> int:
        """Return the first position from ``start`` on whose character does not fit into ``room`` twips."""
        reach = self.edges[start - self.start] + (room + self.spacing) * _DOTS
        return max(start, self.start + bisect_right(self.edges, reach) - 1)


def portions_of(runs: Sequence[Run], metrics: FontMetrics) -> tuple[str, list[Portion]]:
    """Return the text of a paragraph and its portions, in order.

    Raises:
        KeyError: if a run names a family that the metrics lack.
    """
    if len(runs) == 1:
        (run,) = runs
        text, steps, wide = run.text, _dots(metrics, run), _gap(run)
        return text, [
            _portion(text, start, end, script, run, steps, wide if _parts(text, end) else 0)
            for start, end, script in stretches(text)
        ]
    runs = _merged(runs)
    text = "".join(run.text for run in runs)
    return text, list(_of_several(text, runs, metrics))


def _of_several(text: str, runs: Sequence[Run], metrics: FontMetrics) -> Iterator[Portion]:
    ends = accumulate(len(run.text) for run in runs)
    fonts = [(run, _dots(metrics, run), end) for run, end in zip(runs, ends, strict=True)]
    i = 0
    for start, stop, script in stretches(text):
        while start < stop:
            while fonts[i][2] <= start:
                i += 1
            run, steps, run_end = fonts[i]
            end = min(stop, run_end)
            gap = _gap(run) if end == stop and _parts(text, end) else 0
            yield _portion(text, start, end, script, run, steps, gap)
            start = end


def _portion(text: str, start: int, end: int, script: str, run: Run, steps: Steps, gap: int) -> Portion:
    spacing = run.letter_spacing_twips
    edges = _edges(text[start:end], steps)
    return Portion(start, end, script, spacing, gap, edges, (edges[-1] - spacing * _DOTS + _HALF) // _DOTS)


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


def _gap(run: Run) -> int:
    """Return the space behind a change of script: a fifth of the size."""
    return int(run.size_pt * TWIPS_PER_PT) // 5


def _parts(text: str, end: int) -> bool:
    """Return whether a change of script at ``end`` leaves a space: only between letters or digits."""
    if end == len(text):
        return False
    before, after = text[end - 1], text[end]
    # Of a character beyond U+FFFF it sees the second half, which is no letter.
    return before <= "\uffff" and is_letter_or_number(before) and is_letter_or_number(after)
