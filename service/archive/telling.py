"""What came of making records again, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from service.archive.attempts import Attempt
from service.storage.regenerations import Regeneration, Result

RESULT_NAMES: Mapping[Result, str] = {
    Result.IDENTICAL: "逐字节相同",
    Result.SAME_TEXT: "文字版面相同",
    Result.DIFFERENT: "不同",
    Result.FAILED: "不能生成",
}
_MARKS = {Result.IDENTICAL: "✓", Result.SAME_TEXT: "✓", Result.DIFFERENT: "✕", Result.FAILED: "✕"}


def attempt_lines(attempt: Attempt) -> Iterator[str]:
    """Yield what became of a record, as lines for a terminal; one line if it is identical."""
    record = attempt.whole.record
    name = f"{record.document_number or record.id}《{record.title}》"
    if attempt.made is None:
        yield f"✕ {name}：没有做成：{attempt.error}"
        return
    yield f"{_MARKS[attempt.made.result]} {name}：{RESULT_NAMES[attempt.made.result]}"
    if attempt.made.result is not Result.IDENTICAL:
        yield from (f"    {line}" for line in report_lines(attempt.made))


def report_lines(made: Regeneration) -> Iterator[str]:
    """Yield why it failed, what of the tools has changed, and where the text or its place is another."""
    if made.report["reason"]:
        yield made.report["reason"]
    yield from (f"工具：{change}" for change in made.report["changes"])
    yield from (difference_line(each) for each in made.report["differences"])


def difference_line(difference: Mapping[str, Any]) -> str:
    """Return one difference as a line."""
    page = f"第{difference['page']}页" if difference["page"] else ""
    place = f"{difference['format']}{page}"
    if difference["moved_mm"] is not None:
        return f"{place}“{difference['before']}”移动了 {difference['moved_mm']} mm"
    return f"{place}原为“{difference['before']}”，现为“{difference['after']}”"


def told_attempt(attempt: Attempt) -> dict[str, Any]:
    """Return what became of a record as plain JSON."""
    record = attempt.whole.record
    told: dict[str, Any] = {
        "record": record.id,
        "document_number": record.document_number,
        "title": record.title,
    }
    if attempt.made is None:
        error = attempt.error
        return told | {
            "result": None,
            "error": None if error is None else {"code": error.code, "detail": str(error)},
        }
    return told | told_regeneration(attempt.made)


def told_regeneration(made: Regeneration) -> dict[str, Any]:
    """Return an attempt as plain JSON."""
    return {
        "id": made.id,
        "at": made.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "by": made.by,
        "toolchain": made.toolchain,
        "result": made.result.value,
        **made.report,
    }
