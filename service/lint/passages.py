"""Paragraphs as they are seen, whether a Word file says so or a page shows it: what the recogniser reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from service import docx
from service.layout import gbt9704
from service.lint.families import font_class
from service.lint.locating import page_number, plain
from service.lint.wordings import LABEL, is_small_head
from service.page import Line, Page

_ZI_MM = gbt9704.TYPE_AREA_WIDTH_MM / gbt9704.ZI_PER_LINE
LARGE_PT = 18.0  #: larger than text, so a title or a mark
_KINSOKU_ZI = 2.6  #: so much room may be left where a mark was kept from the next line
_EARLY_ZI = 7.0
_LIST_MM = 3.2 * _ZI_MM
_COLUMN_ZI = 1.6  #: a wider gap divides columns; two names of 签发人 stand one 字 apart
_GAP = re.compile(r"\t+|\u3000{2,}| {4,}")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one look without white space: family as a class, size in pt, colour as RRGGBB."""

    text: str
    family: str
    size_pt: float
    color: str


@dataclass(frozen=True)
class Passage:
    """A paragraph and its look.

    Attributes:
        lines: its text by forced lines (Word) or printed ones (page), without white space at the ends.
        columns: the pieces of its first line that stand apart, by tabs or wide gaps, without white space; the first
            is "" if the line begins behind a tab. One piece, if nothing stands apart.
        spans: its characters by look.
        alignment: left, center or right; a justified paragraph is left.
        indent_mm: where its first line begins, from the left edge of the text.
        hanging: whether further lines begin further in than the first; on a page, where one line doesn't tell
            what it goes on with, also a line that begins further in than a paragraph does.
        place: number of the paragraph in a Word file; index of the first line on the pages.
        new_page: whether it begins a page.
        in_table: whether it stands in a table.
        page: 1-based page of its first line; None in a Word file.
        top_mm: how far under the top of that page its first line begins; None in a Word file.
    """

    lines: tuple[str, ...]
    spans: tuple[Span, ...]
    alignment: str
    indent_mm: float
    hanging: bool
    place: int
    new_page: bool = False
    in_table: bool = False
    page: int | None = None
    top_mm: float | None = None
    columns: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """All its characters without white space."""
        return plain("".join(self.lines))

    @cached_property
    def family(self) -> str:
        """The class of font that most Chinese characters are set in; "" without any."""
        return str(_most((span.family, _han(span.text)) for span in self.spans))

    @cached_property
    def size_pt(self) -> float:
        """The size of most characters, pt."""
        return float(_most((span.size_pt, len(span.text)) for span in self.spans) or 0.0)

    @cached_property
    def color(self) -> str:
        """The colour of most characters."""
        return str(_most((span.color, len(span.text)) for span in self.spans) or "000000")

    def families(self, start: int, end: int) -> frozenset[str]:
        """Return the classes of font of the Chinese characters from ``start`` to ``end`` of the text."""
        found, at = set(), 0
        for span in self.spans:
            piece = span.text[max(start - at, 0) : max(end - at, 0)]
            if _HAN.search(piece):
                found.add(span.family)
            at += len(span.text)
        return frozenset(found)


def _han(text: str) -> int:
    return len(_HAN.findall(text))


def _most(weighed: Iterable[tuple[str | float, int]]) -> str | float:
    """Return the value of most weight; "" if nothing weighs anything."""
    weights: dict[str | float, int] = {}
    for value, weight in weighed:
        weights[value] = weights.get(value, 0) + weight
    best = max(weights, key=lambda value: weights[value], default="")
    return best if weights.get(best) else ""


def of_word_file(paragraphs: Iterable[docx.Paragraph]) -> tuple[Passage, ...]:
    """Return the passages of a Word file; empty paragraphs are left out."""
    return tuple(_of_paragraph(each) for each in paragraphs if plain(each.text))


def _of_paragraph(paragraph: docx.Paragraph) -> Passage:
    text = paragraph.text.replace("\f", "")
    blanks = len(text) - len(text.lstrip(" \u3000"))
    wide = text[:blanks].count("\u3000") + text[:blanks].count(" ") / 2
    spans = (
        Span(plain(run.text), font_class(run.east_asia), run.size_pt, run.color)
        for run in paragraph.runs
        if plain(run.text)
    )
    return Passage(
        lines=tuple(line.strip() for line in text.split("\n") if line.strip()),
        spans=tuple(spans),
        alignment="left" if paragraph.alignment == "both" else paragraph.alignment,
        indent_mm=paragraph.left_mm + paragraph.first_line_mm + wide * _ZI_MM,
        hanging=paragraph.first_line_mm < -_ZI_MM,
        place=paragraph.number,
        new_page=paragraph.new_page,
        in_table=paragraph.in_table,
        columns=tuple(plain(piece) for piece in _GAP.split(text.strip("\n").split("\n")[0].rstrip())),
    )


def of_pages(pages: Sequence[Page]) -> tuple[Passage, ...]:
    """Return the passages that printed lines form; page numbers are left out."""
    lines = list(_lines(pages))
    if not lines:
        return ()
    left, right = _edges(lines)
    groups: list[list[_Printed]] = []
    for each in lines:
        if groups and _continues(groups[-1][-1], each, left, right):
            groups[-1].append(each)
        else:
            groups.append([each])
    return tuple(_of_lines(group, left, right) for group in groups)


@dataclass(frozen=True, slots=True)
class _Printed:
    index: int
    page: int
    line: Line
    size_pt: float
    top: bool
    in_table: bool


def _lines(pages: Sequence[Page]) -> Iterator[_Printed]:
    index = 0
    for page in pages:
        number = page_number(page)
        uprights = [p.box for p in page.pictures if p.box.right - p.box.left < 1 < p.box.bottom - p.box.top]
        top = True
        for line in page.lines:
            if line is number:
                continue
            boxed = any(box.top - 1 <= line.baseline <= box.bottom + 1 for box in uprights)
            size = Counter(round(c.size_pt, 1) for c in line.chars if c.ink).most_common(1)[0][0]
            yield _Printed(index, page.number, line, size, top, boxed)
            index, top = index + 1, False


def _edges(lines: Sequence[_Printed]) -> tuple[float, float]:
    """Return the left and right edge of the text, mm: the standard's where lines keep to them, else where most do."""
    left = Counter(round(each.line.x0) for each in lines if each.line.x0 < 60)
    right = Counter(round(each.line.x1) for each in lines if each.line.x1 > 150)
    return (
        _edge(left, gbt9704.LEFT_MARGIN_MM, min),
        _edge(right, gbt9704.RIGHT_EDGE_MM, max),
    )


def _edge(counts: Counter[int], standard: float, outermost: Callable[[list[int]], int]) -> float:
    often = [x for x, count in counts.items() if count >= 0.2 * max(counts.values())]
    if not often or any(abs(x - standard) <= 1 for x in counts):
        return standard
    return float(outermost(often))


def _continues(above: _Printed, below: _Printed, left: float, right: float) -> bool:
    """Tell whether a line goes on with the paragraph of the one above: that one is full, this one flush.

    A line may end early where a number would be broken; then it has no end mark.
    """
    open_ = above.line.text[-1] not in "。：；！？" and above.line.x0 < left + _LIST_MM
    if any(is_small_head(plain(each.line.text)) for each in (above, below)):
        return False
    return (
        abs(above.size_pt - below.size_pt) < 0.5
        and above.line.x1 > right - (_EARLY_ZI if open_ else _KINSOKU_ZI) * _ZI_MM
        and below.line.x0 < left + 0.8 * _ZI_MM
        and above.in_table == below.in_table
        and (below.page == above.page or (below.top and not LABEL.fullmatch(plain(below.line.text))))
    )


def _of_lines(group: Sequence[_Printed], left: float, right: float) -> Passage:
    first = group[0]
    return Passage(
        lines=tuple(each.line.text for each in group),
        spans=tuple(_spans(each.line for each in group)),
        alignment=_alignment(group, left, right),
        indent_mm=first.line.x0 - left,
        hanging=first.line.x0 - left > _LIST_MM
        or (len(group) > 1 and group[1].line.x0 > first.line.x0 + _ZI_MM),
        place=first.index,
        new_page=first.top,
        in_table=first.in_table,
        page=first.page,
        top_mm=round(first.line.ink_top, 1),
        columns=tuple(_columns(first.line)),
    )


def _columns(line: Line) -> Iterator[str]:
    """Yield the pieces of a line between wide gaps."""
    piece, end = "", line.x0
    for char in (c for c in line.chars if c.text.strip()):
        if piece and char.x0 - end > _COLUMN_ZI * _ZI_MM:
            yield piece
            piece = ""
        piece, end = piece + char.text, char.x1
    yield piece


def _alignment(group: Sequence[_Printed], left: float, right: float) -> str:
    line = group[0].line
    centred = abs(line.center - (left + right) / 2) < 2.5
    if centred and group[0].size_pt > LARGE_PT:
        return "center"
    if len(group) > 1 or line.x0 < left + 0.8 * _ZI_MM:
        return "left"
    if centred:
        return "center"
    return "right" if line.x0 > (left + right) / 2 else "left"


def _spans(lines: Iterable[Line]) -> Iterator[Span]:
    text, look = "", ("", 0.0, "")
    for char in (c for line in lines for c in line.chars if c.text.strip()):
        new = (font_class(char.font), round(char.size_pt, 1), char.color)
        if new != look and text:
            yield Span(text, *look)
            text = ""
        text, look = text + char.text, new
    if text:
        yield Span(text, *look)
