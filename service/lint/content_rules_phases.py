"""Phases in time: spans that overlap, leave a gap or go backwards. Valid input all the same: they are only told.

Only phases whose days are known on both sides are compared; what is blank, undated or hangs on an unknown event is
left alone. A boundary that both share (…—6月中旬, 6月中旬—…) is only a note.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.document.date_expression import DateContext, DateExpression, Kind
from service.document.date_ranges import DateRange, parse_range
from service.document.finding import Finding, Severity
from service.lint.content_tree import Node, Path, block_lists, remark

Found = Iterator[tuple[Path, Finding]]
_LARGEST_GAP = dt.timedelta(days=31)
"""A holiday between two phases is no mistake; a month that belongs to none may be one."""


class _Span(NamedTuple):
    path: Path
    name: str
    start: DateExpression
    end: DateExpression


def phases_follow(tree: Node) -> Found:
    """Phases of one list follow one another without overlap and without a gap of more than a month."""
    for path, blocks in block_lists(tree):
        for phases in _lists(blocks):
            spans = list(_spans(path, blocks, phases))
            for span in spans:
                yield from _backwards(span)
            for before, after in itertools.pairwise(spans):
                yield from _compared(before, after)


def _lists(blocks: Sequence[Node]) -> Iterator[list[int]]:
    """Yield the places of the phases of each list: a heading between two phases begins another list."""
    found: list[int] = []
    for i, block in enumerate(blocks):
        if block["kind"] == "phase":
            found.append(i)
        elif block["kind"] == "heading" and found:
            yield found
            found = []
    if found:
        yield found


def _spans(path: Path, blocks: Sequence[Node], phases: Sequence[int]) -> Iterator[_Span]:
    """Yield the spans that can be read on both sides; what has no year takes that of the phase before it."""
    year: int | None = None
    for i in phases:
        period = blocks[i].get("period", "")
        span = parse_range(period, context=DateContext(year=year)) if period else None
        if span is None or not _known(span):
            continue
        start, end = span.start, span.end
        if start is not None and end is not None:
            year = end.year or year
            yield _Span((*path, i, "period"), _name(blocks[i]), start, end)


def _known(span: DateRange) -> bool:
    return span.kind is Kind.KNOWN and span.earliest() is not None and span.latest() is not None


def _name(block: Node) -> str:
    return str(block.get("label") or block.get("name") or "这个阶段").strip("：:")


def _days(side: DateExpression) -> tuple[dt.date, dt.date]:
    """Return first and last day of one side of a span; a limit (6月底前) is its one day."""
    first, last = side.earliest(), side.latest()
    only = first or last or dt.date.min
    return first or only, last or only


def _backwards(span: _Span) -> Found:
    if _days(span.end)[1] < _days(span.start)[0]:
        yield remark(span.path, "phase-backwards", f"“{span.name}”的结束时间早于开始时间，请核对。")


def _compared(before: _Span, after: _Span) -> Found:
    """Compare the end of one phase with the start of the next."""
    (end_first, end_last), (start_first, start_last) = _days(before.end), _days(after.start)
    if start_last < end_first:
        message = (
            f"“{after.name}”从“{after.start.raw}”开始，“{before.name}”到“{before.end.raw}”才结束，"
            "两个阶段重叠，请核对。"
        )
        yield remark(after.path, "phase-overlap", message)
    elif start_first <= end_last:
        shared = f"“{before.name}”到“{before.end.raw}”，“{after.name}”从“{after.start.raw}”，首尾相接处重叠，请核对。"
        yield remark(after.path, "phase-overlap", shared, Severity.NOTE)
    elif start_first - end_last > _LARGEST_GAP:
        message = (
            f"“{before.name}”到“{before.end.raw}”结束，“{after.name}”从“{after.start.raw}”开始，"
            "中间空出一段时间，请核对。"
        )
        yield remark(after.path, "phase-gap", message, Severity.NOTE)
