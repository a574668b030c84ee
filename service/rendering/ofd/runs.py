"""Characters that stand behind one another in one typeface, gathered so that each becomes one text object."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from service.page.contents import Glyph

#: Characters farther apart than this many times their size are not one text.
_FARTHEST = 3.0
_SAME_LINE_MM = 0.02


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters of one typeface on one line.

    Attributes:
        first: the first of them, with the typeface of all.
        text: their text, one character each.
        steps: for each after the first its distance from the one before, mm along the line.
    """

    first: Glyph
    text: str
    steps: tuple[float, ...]

    @property
    def length(self) -> float:
        """From the first character's origin to the last one's far edge, mm, as if that were a full 字."""
        return sum(self.steps) + self.first.size * self.first.stretch


def runs(glyphs: Iterable[Glyph]) -> Iterator[TextRun]:
    """Yield the runs of a page in order, without white space at either end; those of nothing else are left out."""
    gathered: list[Glyph] = []
    for glyph in glyphs:
        if gathered and not _follows(gathered[-1], glyph):
            yield from _run(gathered)
            gathered = []
        gathered.append(glyph)
    yield from _run(gathered)


def _follows(before: Glyph, glyph: Glyph) -> bool:
    alike = (before.font, before.color, before.stretch, before.turn) == (
        glyph.font, glyph.color, glyph.stretch, glyph.turn,
    )  # fmt: skip
    if not alike or abs(before.size - glyph.size) > _SAME_LINE_MM:
        return False
    along, across = _offset(before, glyph)
    return abs(across) < _SAME_LINE_MM and 0 <= along <= _FARTHEST * glyph.size


def _offset(before: Glyph, glyph: Glyph) -> tuple[float, float]:
    """Return how far a character stands from another along and across its line, mm."""
    turn = math.radians(before.turn)
    x, y = glyph.x - before.x, glyph.y - before.y
    return x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)


def _run(glyphs: list[Glyph]) -> Iterator[TextRun]:
    start, end = 0, len(glyphs)
    while start < end and not glyphs[start].text.strip():
        start += 1
    while end > start and not glyphs[end - 1].text.strip():
        end -= 1
    kept = glyphs[start:end]
    if kept:
        steps = tuple(round(_offset(a, b)[0], 4) for a, b in pairwise(kept))
        yield TextRun(kept[0], "".join(g.text for g in kept), steps)
