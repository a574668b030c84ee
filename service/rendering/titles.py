"""Breaks a title into lines between whole words, shaped as a 梯形 or 菱形 (GB/T 9704 7.3.1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise

import rjieba

#: No line begins with these.
_NOT_FIRST = frozenset("的和及与、，。：；》）”’以")
#: No line ends with these.
_NOT_LAST = frozenset("《（“‘、")
#: Words that lead to what follows: a line better not ends with one.
_LEADING = frozenset(("关于", "印发", "转发", "批转", "在", "对", "和", "及", "与", "深入", "进一步"))
_MAX_LINES = 6
#: A long title of short words could be cut in millions of ways.
_MOST_DIVISIONS = 20_000
_SHORTEST_LINE = 0.3
"""A line shorter than this share of the longest looks lost."""


def words(title: str, terms: Iterable[str] = ()) -> list[str]:
    """Return the words of a title in order; each of ``terms`` (a campaign's name, an agency) stays whole."""
    cuts, at = set(), 0
    for word in rjieba.cut(title):
        at += len(word)
        cuts.add(at)
    for term in filter(None, terms):
        start = title.find(term)
        while start >= 0:
            cuts -= set(range(start + 1, start + len(term)))
            start = title.find(term, start + len(term))
    edges = [0, *sorted(cuts)]
    return [title[a:b] for a, b in pairwise(edges)]


def _breaks(parts: Sequence[str]) -> list[int]:
    """Return the positions between words where a line may end."""
    return [
        i for i in range(1, len(parts)) if parts[i][0] not in _NOT_FIRST and parts[i - 1][-1] not in _NOT_LAST
    ]


def _shape_cost(widths: Sequence[float]) -> float:
    """Return how far a title is from a 梯形 or 菱形: unequal lines and hourglasses cost."""
    longest = max(widths)
    cost = sum(((longest - w) / longest) ** 2 for w in widths)
    rises = [b - a for a, b in pairwise(widths)]
    turns = [(a, b) for a, b in pairwise(rises) if a < 0 < b]
    cost += 2.0 * len(turns)
    return cost + sum(1.0 for w in widths if w < longest * _SHORTEST_LINE)


def _word_cost(parts: Sequence[str], cut: int) -> float:
    cost = 0.5 if parts[cut - 1] in _LEADING else 0.0
    inside = "".join(parts[:cut]).count("《") > "".join(parts[:cut]).count("》")
    good = parts[cut - 1] in ("的", "》") or parts[cut][0] == "《"
    return cost + (0.05 if inside else 0.0) - (0.1 if good else 0.0)


def break_title(
    title: str, width: Callable[[str], float], limit: float, terms: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the lines of a title.

    Args:
        title: on one line.
        width: width of a text in any unit; that of two words together is the sum of theirs.
        limit: widest line allowed, in the same unit.
        terms: words that must stay whole.

    The fewest lines that hold it are taken; only a word that is wider than a line is cut.
    """
    if width(title) <= limit:
        return (title,)
    parts = words(title, terms)
    edges = (0.0, *accumulate(map(width, parts)))
    places = frozenset(_breaks(parts))
    for count in range(2, _MAX_LINES + 1):
        candidates = _divisions(edges, places, limit, count)
        best = min(candidates, key=lambda cuts: _cost(parts, cuts, edges), default=None)
        if best is not None:
            return _lines(parts, best)
    return _filled(parts, places, width, limit)


def _lines(parts: Sequence[str], cuts: Sequence[int]) -> tuple[str, ...]:
    return tuple("".join(parts[a:b]) for a, b in pairwise((0, *cuts, len(parts))))


def _cost(parts: Sequence[str], cuts: Sequence[int], edges: Sequence[float]) -> float:
    widths = [edges[b] - edges[a] for a, b in pairwise((0, *cuts, len(parts)))]
    return _shape_cost(widths) + sum(_word_cost(parts, c) for c in cuts)


def _divisions(
    edges: Sequence[float], places: Collection[int], limit: float, count: int
) -> Iterator[tuple[int, ...]]:
    """Yield every way to cut words that end at ``edges`` into ``count`` lines of at most ``limit``."""
    words_count = len(edges) - 1

    def cut(start: int, left: int) -> Iterator[tuple[int, ...]]:
        if edges[-1] - edges[start] > left * limit:
            return
        if left == 1:
            yield ()
            return
        for end in range(start + 1, words_count):
            if edges[end] - edges[start] > limit:
                return
            if end in places:
                yield from ((end, *more) for more in cut(end, left - 1))

    return islice(cut(0, count), _MOST_DIVISIONS)


def _filled(
    parts: Sequence[str], places: Collection[int], width: Callable[[str], float], limit: float
) -> tuple[str, ...]:
    """Return as few lines as a title of more than `_MAX_LINES` takes, each filled up to its last whole word."""
    lines, start = list[str](), 0
    while start < len(parts):
        fitting = [
            end
            for end in range(start + 1, len(parts) + 1)
            if (end in places or end == len(parts)) and width("".join(parts[start:end])) <= limit
        ]
        if fitting:
            lines.append("".join(parts[start : fitting[-1]]))
            start = fitting[-1]
            continue
        end = next((e for e in range(start + 1, len(parts)) if e in places), len(parts))
        lines += _anywhere("".join(parts[start:end]), width, limit)
        start = end
    return tuple(lines)


def _anywhere(title: str, width: Callable[[str], float], limit: float) -> tuple[str, ...]:
    """Return the lines of a text without a place to break."""
    lines, line = [], ""
    for c in title:
        if line and width(line + c) > limit:
            lines.append(line)
            line = ""
        line += c
    return (*lines, line)
