"""The grid predictor: where the lines of a paragraph end, and which page each line falls on. No office suite.

It follows what LibreOffice 7.4 does to a paragraph (measured, and held against the rendered page by the tests):
text is cut into portions at each change of font or script; a portion is as wide as its glyphs, with letter-spacing
between them but not after the last; a fifth of the size is added between Han and letter or digit; the portion that
no longer fits is broken by the rules of its script, always moving back, never compressing.

All lengths are twips. GB/T 9704 5.2.2, 5.2.3.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from service.layout import gbt9704 as std
from service.layout.kinsoku import chinese_break
from service.layout.latin import latin_break
from service.layout.metrics import EM, FontMetrics
from service.layout.scripts import ASIAN, is_letter_or_number, scripts_of
from service.layout.units import TWIPS_PER_PT

_FIRST_INDENT = std.FIRST_LINE_INDENT_ZI * std.ZI_TWIPS
_BLANKS = " \u3000"
_NO_BREAK_SPACE = "\u00a0"
_DOTS = 6  #: per twip: LibreOffice lays out on a device of 8640 dpi and rounds each glyph to a dot (measured)


@dataclass(frozen=True)
class Run:
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


@dataclass(frozen=True)
class _Portion:
    """A stretch of one font and one script, ``text[start:end]``.

    ``edges[i]`` is the width in dots of its first i characters, each with its letter-spacing; ``gap`` is the space
    in twips behind the portion.
    """

    start: int
    end: int
    script: str
    spacing: int
    gap: int
    edges: tuple[int, ...]

    def width(self, start: int) -> int:
        """Return the width in twips from ``start`` to the end, without letter-spacing after the last character."""
        dots = self.edges[-1] - self.edges[start - self.start] - self.spacing * _DOTS
        return (2 * dots + _DOTS) // (2 * _DOTS)

    def full_at(self, start: int, room: int) -> int:
        """Return the first position from ``start`` on whose character does not fit into ``room`` twips."""
        reach = self.edges[start - self.start] + (room + self.spacing) * _DOTS
        return max(start, self.start + bisect_right(self.edges, reach) - 1)


def break_lines(
    runs: Sequence[Run],
    *,
    metrics: FontMetrics,
    width: int = std.TYPE_AREA_WIDTH_TWIPS,
    left_indent: int = 0,
    right_indent: int = 0,
    first_indent: int = _FIRST_INDENT,
) -> tuple[str, ...]:
    """Return the lines that a paragraph is broken into, each with its text; together they are the whole text.

    Args:
        runs: the paragraph's text by font; a run-in heading in 楷体 and its text in 仿宋 are two runs.
        metrics: widths of the families that the runs name.
        width: of the type area, in twips.
        left_indent: of every line, in twips.
        right_indent: of every line, in twips.
        first_indent: of the first line against the others, in twips; negative for a hanging indent (``w:hanging``).

    Raises:
        KeyError: if a run names a family that the metrics lack.
    """
    text = "".join(r.text for r in runs)
    if not text:
        return ("",)
    portions = _portions(runs, text, metrics)
    lines = []
    start, room = 0, width - left_indent - right_indent - first_indent
    while start < len(text):
        end = _line_end(text, portions, start, room)
        lines.append(text[start:end])
        start, room = end, width - left_indent - right_indent
    return tuple(lines)


def _portions(runs: Sequence[Run], text: str, metrics: FontMetrics) -> list[_Portion]:
    scripts = scripts_of(text)
    portions = []
    start = 0
    for run in _merged(runs):
        run_end = start + len(run.text)
        dots = _dots(metrics, run)
        while start < run_end:
            end = _same_until(text, scripts, start, run_end)
            edges = tuple(accumulate(map(dots.__getitem__, text[start:end]), initial=0))
            gap = _gap_after(text, scripts, end, run)
            portions.append(_Portion(start, end, scripts[start], run.letter_spacing_twips, gap, edges))
            start = end
    return portions


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with neighbours of the same font joined, as LibreOffice does on reading."""
    merged: list[Run] = []
    for run in runs:
        if merged and replace(merged[-1], text="") == replace(run, text=""):
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged


def _dots(metrics: FontMetrics, run: Run) -> dict[str, int]:
    """Return the advance of each character of a run in dots, letter-spacing included."""
    advances, scale = metrics.advances(run.family), run.size_pt * TWIPS_PER_PT * _DOTS / EM
    return {c: int(advances[c] * scale + 0.5) + run.letter_spacing_twips * _DOTS for c in set(run.text)}


def _same_until(text: str, scripts: Sequence[str], start: int, limit: int) -> int:
    end = start + 1
    while end < limit and scripts[end] == scripts[start] and _NO_BREAK_SPACE not in text[end - 1 : end + 1]:
        end += 1
    return end


def _gap_after(text: str, scripts: Sequence[str], end: int, run: Run) -> int:
    """Return the space that LibreOffice adds at a script change: a fifth of the size, between letters or digits."""
    if end == len(text) or scripts[end - 1] == scripts[end]:
        return 0
    before, after = text[end - 1], text[end]
    if ord(before) > 0xFFFF or not (is_letter_or_number(before) and is_letter_or_number(after)):
        return 0  # it sees the half of a surrogate pair, which is no letter
    return int(run.size_pt * TWIPS_PER_PT) // 5


def _line_end(text: str, portions: Sequence[_Portion], line: int, room: int) -> int:
    """Return where the line that starts at ``line`` ends."""
    x = 0
    first = next(i for i, p in enumerate(portions) if p.end > line)
    starts_x = []
    for i in range(first, len(portions)):
        portion = portions[i]
        start = max(line, portion.start)
        starts_x.append(x)
        own = portion.width(start)
        if x + own > room:
            return _broken(text, portions, first, i, line, starts_x, room)
        x += own + portion.gap
        if portion.gap and x > room:
            return (
                portion.end
            )  # the line is full where the space between scripts does not fit, whatever follows
    return len(text)


def _broken(
    text: str,
    portions: Sequence[_Portion],
    first: int,
    full: int,
    line: int,
    starts_x: Sequence[int],
    room: int,
) -> int:
    """Return where a line ends whose portion ``full`` does not fit.

    A break that falls into an earlier portion is not simply taken: LibreOffice formats that portion again, one twip
    too narrow for its last character (its "underflow"), and lets it find its own break.
    """
    for i in range(full, first - 1, -1):
        portion = portions[i]
        start = max(line, portion.start)
        left = room - starts_x[i - first] if i == full else portion.width(start) - 1
        cut = portion.full_at(start, left)
        cut = min(cut, portion.end - 1)
        at = _break_before(text, portion, cut, line, portions)
        if i == full:
            forced = cut
        if at > start or (at == start and start > line):
            return _with_blanks(text, at)
        if start > line and text[start - 1] == _NO_BREAK_SPACE:
            return start  # LibreOffice does not break again what lies before it
        if not at:
            break
    return _with_blanks(text, max(forced, line + 1))


def _break_before(text: str, portion: _Portion, cut: int, line: int, portions: Sequence[_Portion]) -> int:
    """Return the last place up to ``cut`` where the line may end; 0 if there is none in the line."""
    if text[cut] in _BLANKS:
        return cut
    at = cut
    while at and not is_letter_or_number(text[at]):
        at -= 1
    script = portion.script
    if at < portion.start:
        script = next(p.script for p in portions if p.start <= at < p.end)
    found = chinese_break(text, cut) if script == ASIAN else latin_break(text, cut)
    return found if found > line else 0


def _with_blanks(text: str, end: int) -> int:
    """Return ``end`` moved behind the blanks there: they hang over the end of the line."""
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    return end


@dataclass(frozen=True)
class Block:
    """Lines of equal exact height that follow one another: a paragraph, a space, a mark.

    Attributes:
        lines: number of lines.
        height_twips: exact height of each line (``w:line`` with ``lineRule="exact"``).
        page_break_before: the block begins a new page.
    """

    lines: int = 1
    height_twips: int = std.LINE_PITCH_TWIPS
    page_break_before: bool = False


@dataclass(frozen=True)
class Place:
    """Where a line is.

    Attributes:
        page: 1-based.
        line: 1-based number of the line on its page.
        top_twips: upper edge of the line below the upper edge of the type area.
    """

    page: int
    line: int
    top_twips: int


@dataclass(frozen=True)
class Pagination:
    """Which page each line of each block is on.

    Attributes:
        places: for each block the place of each of its lines.
        pages: for each page the number of its lines; at least one page.
        used_twips: height that the lines of the last page take.
    """

    places: tuple[tuple[Place, ...], ...]
    pages: tuple[int, ...]
    used_twips: int

    @property
    def page_count(self) -> int:
        """Number of pages."""
        return len(self.pages)

    @property
    def lines_on_last_page(self) -> int:
        """Number of lines on the last page."""
        return self.pages[-1]


def paginate(blocks: Iterable[Block], *, page_height: int = std.TYPE_AREA_HEIGHT_TWIPS) -> Pagination:
    """Return the pages that the blocks fill; a line that no longer fits goes to the next page.

    The first page of a paper with a heading (版头) needs nothing special: its blocks have their own heights.
    """
    pages, used = [0], 0
    places = []
    for block in blocks:
        if block.page_break_before and pages[-1]:
            pages.append(0)
            used = 0
        own = []
        for _ in range(block.lines):
            if pages[-1] and used + block.height_twips > page_height:
                pages.append(0)
                used = 0
            pages[-1] += 1
            own.append(Place(len(pages), pages[-1], used))
            used += block.height_twips
        places.append(tuple(own))
    return Pagination(tuple(places), tuple(pages), used)
