"""The grid predictor: where the lines of a paragraph end, and which page each line is on. No office suite.

It follows what LibreOffice 7.4 does (measured, and held against the rendered page by the tests): the portion
that no longer fits is broken by the rules of its script, always moving back, never compressing. Lengths are
twips. GB/T 9704 5.2.2, 5.2.3.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from service.layout import gbt9704 as std
from service.layout.kinsoku import NOT_AT_BEGIN, NOT_AT_END, chinese_break
from service.layout.latin import latin_break
from service.layout.metrics import FontMetrics
from service.layout.portions import Portion, Run, portions_of, surely_fits
from service.layout.scripts import ASIAN, is_letter_or_number

__all__ = ["GRID_HEIGHT_TWIPS", "Block", "Pagination", "Place", "Run", "break_lines", "paginate"]

#: 12738: LibreOffice fills a page with whole lines of its grid, though the type area is 18 twips higher, and
#: centres them: the first line begins 9 twips under the margin (measured; without docGrid 12756 and 0).
GRID_HEIGHT_TWIPS = std.LINES_PER_PAGE * std.LINE_PITCH_TWIPS

_FIRST_INDENT = std.FIRST_LINE_INDENT_ZI * std.ZI_TWIPS
_BLANKS = " \u3000"
_NO_BREAK_SPACE = "\u00a0"
_SIGHT = 200  #: characters that are looked back for a letter: keeps the time linear in absurd text


def break_lines(
    runs: Sequence[Run],
    *,
    metrics: FontMetrics,
    width: int = std.TYPE_AREA_WIDTH_TWIPS,
    left_indent: int = 0,
    right_indent: int = 0,
    first_indent: int = _FIRST_INDENT,
) -> tuple[str, ...]:
    """Return the lines that a paragraph is broken into; joined they are its text. An empty one has one line.

    Args:
        runs: the text by font; a run-in heading in 楷体 and its text in 仿宋 are two runs.
        metrics: widths of the families that the runs name.
        width: of the type area.
        left_indent: of every line.
        right_indent: of every line.
        first_indent: of the first line against the others; negative for a hanging indent (``w:hanging``).

    Raises:
        KeyError: if a run names a family that the metrics lack.
    """
    room = width - left_indent - right_indent
    if surely_fits(runs, metrics, room - max(0, first_indent)):
        return (runs[0].text,)
    text, portions = portions_of(runs, metrics)
    if not text:
        return ("",)
    paragraph = _Paragraph(text, portions, [p.start for p in portions])
    ends = [0]
    while ends[-1] < len(text):
        ends.append(_line_end(paragraph, ends[-1], room - first_indent if ends[-1] == 0 else room))
    return tuple(text[start:end] for start, end in pairwise(ends))


class _Paragraph(NamedTuple):
    text: str
    portions: Sequence[Portion]
    starts: Sequence[int]

    def portion_at(self, index: int) -> int:
        return bisect_right(self.starts, index) - 1


def _line_end(paragraph: _Paragraph, line: int, room: int) -> int:
    """Return where the line that starts at ``line`` ends."""
    first = paragraph.portion_at(line)
    portions = paragraph.portions
    portion = portions[first]
    own, x, i = portion.width(line), 0, first
    while x + own <= room:
        x += own + portion.gap
        i += 1
        if i == len(portions):
            return len(paragraph.text)
        if portion.gap and x > room:
            return portion.end  # where the gap does not fit the line is full, whatever follows
        portion = portions[i]
        own = portion.whole
    return _between_han(paragraph, line, portion, room - x) or _broken(paragraph, line, i, room - x)


def _between_han(paragraph: _Paragraph, line: int, portion: Portion, room: int) -> int:
    """Return where a line ends whose ``portion`` does not fit, if it is between two Han that may part; else 0.

    Most lines end so, and `_broken` finds the same.
    """
    text = paragraph.text
    cut = portion.full_at(max(line, portion.start), room)
    if portion.script != ASIAN or not line < cut < portion.end:
        return 0
    char = text[cut]
    plain = is_letter_or_number(char) and char not in NOT_AT_BEGIN and text[cut - 1] not in NOT_AT_END
    return cut if plain else 0


def _broken(paragraph: _Paragraph, line: int, full: int, room: int) -> int:
    """Return where a line ends whose portion ``full`` does not fit into the ``room`` that is left for it.

    A break in an earlier portion is not simply taken: LibreOffice lays that portion out again, one twip too
    narrow for its last character (its "underflow"), and lets it find its own break.
    """
    text = paragraph.text
    forced = 0
    for i in range(full, paragraph.portion_at(line) - 1, -1):
        portion = paragraph.portions[i]
        start = max(line, portion.start)
        left = room if i == full else portion.width(start) - 1
        cut = min(portion.full_at(start, left), portion.end - 1)
        forced = forced or max(cut, line + 1)
        at = _break_before(paragraph, portion, cut, line)
        if at >= start and at > line:
            return _behind_blanks(text, at)
        if start > line and text[start - 1] == _NO_BREAK_SPACE:
            return start  # what lies before it is not laid out again
        if not at:
            break
    return _behind_blanks(text, forced)


def _break_before(paragraph: _Paragraph, portion: Portion, cut: int, line: int) -> int:
    """Return the last place up to ``cut`` where the last letter's script lets the line end; or 0."""
    text = paragraph.text
    if text[cut] in _BLANKS:
        return cut
    letter, script = cut, portion.script
    while letter > max(0, cut - _SIGHT) and not is_letter_or_number(text[letter]):
        letter -= 1
    if letter < portion.start:
        script = paragraph.portions[paragraph.portion_at(letter)].script
    return chinese_break(text, cut, line) if script == ASIAN else latin_break(text, cut, line)


def _behind_blanks(text: str, end: int) -> int:
    """Return ``end`` moved behind the blanks there: they hang over the end of the line."""
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    return end


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of equal exact height that follow one another: a paragraph, a space, a mark.

    Attributes:
        lines: number of lines.
        height_twips: exact height of each line (``w:line`` with ``lineRule="exact"``).
        page_break_before: the block begins a new page.
        repeated_twips: height of what is printed again above a line that no longer fits its page: a table's header.
        keep_next: the block is not divided (``w:keepLines``) and goes to the page of the next one's first line
            (``w:keepNext``), unless that begins a page.
        keep_lines: the block is not divided (``w:keepLines``).
        ends_section: height of the pages that begin behind the block, which is the end of a section and takes no
            room; 0 if it ends none.
    """

    lines: int = 1
    height_twips: int = std.LINE_PITCH_TWIPS
    page_break_before: bool = False
    repeated_twips: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    ends_section: int = 0


class Place(NamedTuple):
    """Where a line is.

    Attributes:
        page: 1-based.
        line: 1-based number of the line on its page.
        top_twips: upper edge of the line below the upper edge of the page's first line.
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


def paginate(
    blocks: Iterable[Block], *, page_height: int = GRID_HEIGHT_TWIPS, first_top: int = 0
) -> Pagination:
    """Return the pages that the blocks fill; a line that no longer fits goes to the next page.

    A page holds 22 lines of 579 twips and not a twip more. The first page of a paper with a heading (版头) needs
    nothing special: its blocks have their own heights. ``first_top`` is what frames take of the first page.
    """
    pages, used = [0], first_top
    places: list[tuple[Place, ...]] = []
    kept: list[Block] = []
    for block in blocks:
        if block.ends_section:
            places.append((Place(len(pages), max(1, pages[-1]), used),))
            pages.append(0)
            used, page_height = 0, block.ends_section
            kept.clear()
            continue
        if block.page_break_before and pages[-1]:
            pages.append(0)
            used = 0
            kept.clear()
        elif used + block.height_twips * (block.lines if (whole := _is_whole(block)) else 1) > page_height:
            if kept:
                used = _move(kept, places, pages) or used
            elif whole and pages[-1]:
                pages.append(0)
                used = 0
        own = []
        for _ in range(block.lines):
            if pages[-1] and used + block.height_twips > page_height:
                pages.append(0)
                used = block.repeated_twips
            pages[-1] += 1
            own.append(Place(len(pages), pages[-1], used))
            used += block.height_twips
        places.append(tuple(own))
        if block.keep_next:
            kept.append(block)
        else:
            kept.clear()
    return Pagination(tuple(places), tuple(pages), used)


def _is_whole(block: Block) -> bool:
    return block.keep_next or block.keep_lines


def _move(kept: Sequence[Block], places: list[tuple[Place, ...]], pages: list[int]) -> int:
    """Take the last blocks to a new page; return the height that they take there, 0 if they stay.

    They stay where nothing stands above them on their page: moved, they would leave it blank.
    """
    own = [place for block_places in places[-len(kept) :] for place in block_places]
    if own[0].page != len(pages) or own[0].line == 1:
        return 0
    pages[-1] -= len(own)
    pages.append(0)
    del places[-len(kept) :]
    used = 0
    for block in kept:
        moved = []
        for _ in range(block.lines):
            pages[-1] += 1
            moved.append(Place(len(pages), pages[-1], used))
            used += block.height_twips
        places.append(tuple(moved))
    return used
