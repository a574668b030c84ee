"""Two people's changes of one list, joined: by stretches, as far as they didn't touch the same."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

Pick = tuple[bool, int]
"""Whether a row is taken from the newest list (else from one's own), and its index there."""


def join_lists(base: Sequence[str], newest: Sequence[str], own: Sequence[str]) -> list[Pick] | None:
    """Return the rows of the joined list; None if both changed the same stretch in different ways.

    Args:
        base: each row as one text, as it was before both.
        newest: the same, as others left it.
        own: the same, as one wants it.
    """
    theirs, mine = _matches(base, newest), _matches(base, own)
    picks: list[Pick] = []
    at = new = old = 0
    while True:
        fixed = next((i for i in range(at, len(base)) if i in theirs and i in mine), None)
        ends = (len(newest), len(own), len(base)) if fixed is None else (theirs[fixed], mine[fixed], fixed)
        stretch, wanted, before = newest[new : ends[0]], own[old : ends[1]], base[at : ends[2]]
        if wanted in (before, stretch):
            picks += [(True, i) for i in range(new, ends[0])]
        elif stretch == before:
            picks += [(False, i) for i in range(old, ends[1])]
        else:
            return None
        if fixed is None:
            return picks
        picks.append((True, theirs[fixed]))
        at, new, old = fixed + 1, theirs[fixed] + 1, mine[fixed] + 1


def _matches(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return the index in ``other`` of each row of ``base`` that is still there."""
    found = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {a + i: b + i for a, b, size in found for i in range(size)}
