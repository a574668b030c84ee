"""Breaks a title into lines between whole words, shaped as a 梯形 or 菱形 (GB/T 9704 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise

from service.rendering import title_phrases as known
from service.rendering.title_words import words

#: Price of a break that no title should have; taken only where nothing else is possible.
_FORBIDDEN = 50.0
#: Price of a line more than needed.
_MORE_LINES = 0.4
#: Of so many lines no shape is asked, which would take too long to find.
_MANY_LINES = 6
_HOURGLASS = 3.0
_LOST = 3.0
#: A line of fewer characters looks lost, and so does one of less than this share of the mean width.
_FEWEST_CHARACTERS = 4
_SHORTEST_LINE = 0.45
#: Lines that differ by less than this share of the widest allowed look alike.
_ALIKE = 0.02
#: A date, an ordinal, a place says something of what follows.
_QUALIFYING = re.compile(
    r"\d(?:年度?|月|[名个件家项种所起])$|第.{1,3}[次届批期]$|第[一二三四五六七八九十百]+$"
    r"|[一二三四五六七八九十百]起$|次全国$|[省市]$"
)


def break_title(
    title: str, width: Callable[[str], float], limit: float, terms: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the lines of a title.

    Args:
        title: on one line.
        width: width of a text in any unit; that of two words together is the sum of theirs.
        limit: widest line allowed, in the same unit.
        terms: words that must stay whole.

    The fewest lines that hold it are taken, one more where these would cut a phrase or make a bad shape; only
    a word that is wider than a line is cut.
    """
    if width(title) <= limit:
        return (title,)
    whole = words(title, terms, lambda text: width(text) <= limit)
    parts = [piece for word in whole for piece in _pieces(word, width, limit)]
    prices = _prices(parts)
    edges = (0.0, *accumulate(map(width, parts)))
    fewest, best = 0, (float("inf"), tuple[int, ...]())
    for count in range(2, len(parts) + 1):
        found = _cheapest(parts, edges, prices, limit, count)
        if found is None:
            continue
        fewest = fewest or count
        price = found[0] + _MORE_LINES * (count - fewest)
        best = min(best, (price, found[1]))
        if (best[0] < _FORBIDDEN and count > fewest) or count > fewest + 1:
            break
    return tuple("".join(parts[a:b]) for a, b in pairwise((0, *best[1], len(parts))))


def _pieces(word: str, width: Callable[[str], float], limit: float) -> Iterator[str]:
    """Yield a word, cut only if it is wider than a line."""
    line, used = "", 0.0
    for c in word if width(word) > limit else ():
        if line and used + width(c) > limit:
            yield line
            line, used = "", 0.0
        line += c
        used += width(c)
    yield line or word


def _prices(parts: Sequence[str]) -> list[float]:
    """Return the price of a break before each part."""
    title = "".join(parts)
    spoiled = {
        at
        for phrase in known.PHRASES
        for start in _starts(title, phrase)
        for at in range(start + 1, start + len(phrase))
    }
    issuer = min((at for at in map(title.find, known.OPENING) if at > 0), default=0)
    prices, at, depth, opened = [0.0], 0, 0, False
    for before, after in pairwise(parts):
        at += len(before)
        depth += sum((c in "《〈（(") - (c in "》〉）)") for c in before)
        opened = before in known.OPENING or (opened and before in known.VERBS)
        price = _price(before, after, opened) + 0.8 * (at in spoiled) + 0.12 * max(0, depth)
        prices.append(price + (0.4 if at < issuer and before[-1] not in " 　、" else 0.0))
    return prices


def _starts(title: str, phrase: str) -> Iterator[int]:
    start = title.find(phrase)
    while start >= 0:
        yield start
        start = title.find(phrase, start + 1)


def _price(before: str, after: str, opened: bool) -> float:
    """Return how bad it is to end a line with one word and begin the next with another.

    ``opened`` tells that the first is a verb after 关于, whose object the next line may well be.
    """
    if (
        after[0] in known.NOT_FIRST
        or before[-1] in known.NOT_LAST
        or after in known.CLOSING
        or before == "关于"
    ):
        return _FORBIDDEN
    if before in known.LEADING:
        return 1.4
    if after.startswith(known.KINDS) and before == "的":
        return 1.0
    if after in known.OPENING or after[0] in "《〈":
        return 0.0
    if after[0] in "（(":
        return 0.2
    price = 0.5
    if before == "的":
        price = 0.1
    elif before[-1] in " 　":
        price = 0.3
    elif before[-1] == "、":
        price = 0.6
    elif opened or after in known.VERBS:
        price = 0.2
    elif before[-1] in "》〉”" or after[0] == "“":
        price = 0.3
    if before in known.MODIFIERS or _QUALIFYING.search(before):
        price += 0.5
    if after in known.MODIFIERS:
        price -= 0.15
    if after in known.HEADS:
        price += 0.45
    if len(after) == 1 and after not in known.VERBS:
        price += 0.6
    return price + (0.3 if len(before) == 1 and before not in "的、，” 　" else 0.0)


def _cheapest(
    parts: Sequence[str], edges: Sequence[float], prices: Sequence[float], limit: float, count: int
) -> tuple[float, tuple[int, ...]] | None:
    """Return the price and the cuts of the best ``count`` lines of at most ``limit``; None if there are none."""
    mean, last = edges[-1] / count, len(parts)
    characters = (0, *accumulate(map(len, parts)))
    shaped = count < _MANY_LINES

    @cache
    def rest(start: int, left: int, before: float, fallen: bool) -> tuple[float, tuple[int, ...]] | None:
        if edges[-1] - edges[start] > left * limit:
            return None
        best = None
        for end in range(start + 1, last + 1) if left > 1 else (last,):
            line = edges[end] - edges[start]
            if line > limit or (end == last and left > 1):
                break
            price = ((line - mean) / mean) ** 2 + (prices[end] if left > 1 else 0.0)
            if line < mean * _SHORTEST_LINE or characters[end] - characters[start] < _FEWEST_CHARACTERS:
                price += _LOST
            rises, falls = line - before > limit * _ALIKE, before - line > limit * _ALIKE
            price += _HOURGLASS if start and fallen and rises else 0.0
            falling = shaped and start > 0 and (falls or (fallen and not rises))
            more = rest(end, left - 1, line if shaped else 0.0, falling) if left > 1 else None
            if left > 1 and more is None:
                continue
            price, cuts = (price + more[0], (end, *more[1])) if more else (price, ())
            if best is None or price < best[0]:
                best = (price, cuts)
        return best

    return rest(0, count, 0.0, False)
