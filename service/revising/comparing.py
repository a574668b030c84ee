"""Compares a copy with what came back: lines first, then within each pair of lines character by character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from service.revising.changes import Comparison, Edit, Unmatched
from service.revising.lines import Line
from service.revising.places import Copy
from service.revising.placing import Found, placed
from service.revising.rewording import Reworder

_ALIKE = 0.4  #: a line that keeps less of another's characters is another line
_MOST_PAIRS = 20_000


@dataclass(frozen=True)
class Pairing:
    """Which line of the copy became which of the file.

    Attributes:
        pairs: line of the copy, line of the file.
        gone: lines of the copy that are no more.
        new: line of the copy that it stands before, line of the file.
    """

    pairs: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    new: tuple[tuple[int, int], ...]


def compare(copy: Copy, edited: Sequence[Line]) -> Comparison:
    """Return what the edited lines say differently from the copy."""
    ours = [sourced.line for sourced in copy.lines]
    pairing = pair(ours, edited)
    reworder = Reworder(copy)
    for old, new in pairing.pairs:
        reworder.see(old, edited[new])
    reworded = reworder.result()
    moved: Found = placed(copy, edited, pairing.gone, pairing.new)
    edits: list[Edit] = [*reworded.edits, *moved.edits]
    unmatched: list[Unmatched] = [*reworded.unmatched, *moved.unmatched]
    return Comparison(
        tuple(sorted(edits, key=lambda each: (each.at, each.kind != "added"))),
        tuple(sorted(unmatched, key=lambda each: each.at)),
        len(pairing.pairs) / max(1, len(ours)),
    )


def pair(ours: Sequence[Line], theirs: Sequence[Line]) -> Pairing:
    """Return which line became which; those that are alike enough stand for each other."""
    match = SequenceMatcher(None, [a.key for a in ours], [b.key for b in theirs], autojunk=False)
    pairs: list[tuple[int, int]] = []
    gone: list[int] = []
    new: list[tuple[int, int]] = []
    for kind, a, b, x, y in match.get_opcodes():
        found = (
            zip(range(a, b), range(x, y), strict=True)
            if kind == "equal"
            else _alike(ours, theirs, a, b, x, y)
        )
        taken = list(found)
        pairs += taken
        gone += sorted(set(range(a, b)) - {i for i, _ in taken})
        at = a
        for j in range(x, y):
            held = next((i for i, other in taken if other == j), None)
            if held is None:
                new.append((at, j))
            else:
                at = held + 1
    return Pairing(tuple(pairs), tuple(gone), tuple(new))


def _alike(
    ours: Sequence[Line], theirs: Sequence[Line], a: int, b: int, x: int, y: int
) -> Iterator[tuple[int, int]]:
    """Yield pairs in order such that all together are as much alike as can be."""
    if (b - a) * (y - x) > _MOST_PAIRS:
        return
    best = [[0.0] * (y - x + 1) for _ in range(b - a + 1)]
    ratios = {}
    for i in range(b - a - 1, -1, -1):
        for j in range(y - x - 1, -1, -1):
            ratio = ratios[i, j] = _likeness(ours[a + i], theirs[x + j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], ratio + best[i + 1][j + 1] if ratio else 0.0)
    i = j = 0
    while i < b - a and j < y - x:
        if ratios[i, j] and best[i][j] == ratios[i, j] + best[i + 1][j + 1]:
            yield a + i, x + j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _likeness(one: Line, other: Line) -> float:
    if bool(one.table) is not bool(other.table) or len(one.cells) != len(other.cells):
        return 0.0
    match = SequenceMatcher(None, one.key, other.key, autojunk=False)
    if match.real_quick_ratio() < _ALIKE or match.quick_ratio() < _ALIKE:
        return 0.0
    ratio = match.ratio()
    # A sentence that was cut short or gone on with is still the same one.
    shorter, longer = sorted((one.key, other.key), key=len)
    return ratio if ratio >= _ALIKE else 0.5 if len(shorter) > 7 and shorter in longer else 0.0
