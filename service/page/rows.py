"""Characters into lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from service.page.ink import Char, Ink, Line

#: Characters within this distance stand on one baseline, mm. Grid lines are 10.2 mm apart; rounding in a PDF
#: moves a baseline by less than 0.1.
SAME_BASELINE_MM = 0.5


def rows(chars: Iterable[Char]) -> tuple[Line, ...]:
    """Return the lines that ``chars`` form, from top to bottom; lines without ink are left out."""
    groups: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: c.baseline):
        if groups and char.baseline - groups[-1][0].baseline <= SAME_BASELINE_MM:
            groups[-1].append(char)
        else:
            groups.append([char])
    return tuple(line for line in map(_line, groups) if line)


def _line(group: list[Char]) -> Line | None:
    chars = sorted(group, key=lambda c: c.x0)
    inked = [position for position, char in enumerate(chars) if char.ink]
    if not inked:
        return None
    return Line(tuple(chars[inked[0] : inked[-1] + 1]))


def as_bound(char: Char, width: float) -> Char:
    """Return a turned character of a page across as it stands when the page is turned a quarter anticlockwise.

    ``width`` is the page's, mm; x1 of a turned character is how far down its advance box reaches.
    """
    ink = char.ink and Ink(char.ink.top, width - char.ink.right, char.ink.bottom, width - char.ink.left)
    return replace(char, x0=char.baseline, x1=char.x1, baseline=width - char.x0, ink=ink)
