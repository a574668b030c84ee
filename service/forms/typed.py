"""What a person types and what the document stores, each made from the other.

Unchanged text reads back as the value it was shown for. What is typed is mended only where the schema refuses it
and the mended text is what the schema wants: a date in another form, 〔2026〕 in other brackets, a trailing colon.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from service.document.date_expression import Kind as DateKind
from service.document.date_writing import format_issue_date
from service.document.dates import parse_date
from service.forms.shapes import Kind, Shape


class Absent:
    """Nothing was typed, so the document doesn't have the value."""


ABSENT: Final = Absent()

_BREAKS = re.compile(r"[ \t\u3000]*(?:\r\n|\r|\n)[ \t\u3000]*")
_SEPARATORS = re.compile("[、，,；;]")
_END_MARKS = "：:。；;，,、 \u3000\t"
_MARKED = re.compile("(.*)【([^【】]*)】", re.DOTALL)
_YEAR = re.compile(r"[\[［【(（〔]\s*((?:19|20)[0-9]{2})\s*[\]］】)）〕]\s*第?\s*0*([1-9][0-9]*)\s*号?")


def show(shape: Shape, value: Any) -> str:
    """Return a value as its field shows it; "" for `ABSENT`."""
    if isinstance(value, Absent):
        return ""
    if shape.kind is Kind.DATA:
        return f"{max(1, round(len(str(value)) * 3 / 4 / 1000))} kB"
    if shape.kind is Kind.CHOICE:
        words = next((words for choice, words in shape.choices if _same(choice, value)), None)
        return str(value) if words is None else words
    if shape.kind is Kind.CELLS and isinstance(value, list):
        return "\t".join(show_cells(shape, value))
    if shape.kind is Kind.TEXTS and isinstance(value, list):
        return _joined(shape, [text if isinstance(text, str) else _json(text) for text in value])
    if shape.kind is Kind.TEXTS and shape.marked and isinstance(value, dict):
        return _marked(shape, value)
    return value if isinstance(value, str) else _json(value)


def read(shape: Shape, text: str) -> Any:
    """Return the value that a typed text stands for; `ABSENT` if nothing was typed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if shape.kind is Kind.CELLS:
        return read_cells(shape, text.split("\t"))
    if shape.kind is Kind.TEXTS:
        parted = _parted(shape, text.rstrip())
        if parted is None:
            return _list(shape, text)
        return {shape.marked: _several(shape, parted[0]), **parted[1]}
    if not text.strip():
        return ABSENT
    if shape.kind is Kind.CHOICE:
        typed = text.strip()
        return next((value for value, words in shape.choices if words == typed or value == typed), typed)
    if shape.kind is Kind.NUMBER:
        return _number(text)
    return mended(shape, text)


def show_cells(shape: Shape, cells: list[Any]) -> list[str]:
    """Return the cells of a row as they are typed; what a cell spans stands after its text in 【】."""
    return [_marked(shape, cell) for cell in cells]


def read_cells(shape: Shape, typed: Sequence[str]) -> list[Any]:
    """Return the cells that typed texts stand for."""
    return [_cell(shape, text) for text in typed]


def is_list(shape: Shape) -> bool:
    """Tell whether a list of texts is typed in one line with 顿号, as lists of names are."""
    return shape.kind is Kind.TEXTS and not (shape.is_long or shape.one_or_many or shape.lines)


def mended(shape: Shape, text: str) -> str:
    """Return a typed text as the schema wants it, if it is one of the usual other ways; else as typed."""
    if shape.date:
        found = parse_date(text)
        if found.kind is DateKind.KNOWN and found.days and found.days[0] == found.days[1] and found.day:
            return format_issue_date(found.days[0])
    if not shape.pattern:
        return text
    wanted = re.compile(shape.pattern)
    return next((one for one in _ways(text) if wanted.search(one)), text.strip())


def _ways(text: str) -> Iterator[str]:
    yield text
    bare = text.strip()
    yield bare
    yield re.sub(r"\s+", "", bare)
    yield bare.rstrip(_END_MARKS)
    yield _YEAR.sub(r"〔\1〕\2号", re.sub(r"\s+", "", bare))


def _list(shape: Shape, text: str) -> Any:
    kept = _several(shape, text)
    if shape.one_or_many and len(kept) == 1:
        return kept[0]
    return kept or ABSENT


def _several(shape: Shape, text: str) -> list[Any]:
    parts = (_SEPARATORS if is_list(shape) and "\n" not in text else _BREAKS).split(text)
    kept: list[Any] = [mended(shape, part) for part in parts if part.strip()]
    if shape.numbers:
        kept = [_number(part) for part in kept]
    return kept


def _number(text: str) -> Any:
    figures = text.strip()
    return int(figures) if re.fullmatch("-?[0-9]{1,15}", figures) else figures


def _marked(shape: Shape, cell: Any) -> str:
    if not isinstance(cell, dict):
        return cell if isinstance(cell, str) else _json(cell)
    said = [dict(values)[cell[name]] for name, values in shape.marks if cell.get(name) in dict(values)]
    text = cell.get(shape.marked, "")
    return ("\n".join(map(str, text)) if isinstance(text, list) else str(text)) + f"【{'、'.join(said)}】"


def _parted(shape: Shape, text: str) -> tuple[str, dict[str, Any]] | None:
    """Return a text and what is said of it in 【】 after it; None if nothing is that the schema knows."""
    match = _MARKED.fullmatch(text) if shape.marks else None
    if match is None:
        return None
    said = [word for word in match[2].split("、") if word]
    marks = {n: value for n, values in shape.marks for value, words in values if words in said}
    return (match[1], marks) if len(marks) == len(said) else None


def _cell(shape: Shape, text: str) -> Any:
    parted = _parted(shape, text)
    return text if parted is None else {shape.marked: parted[0], **parted[1]}


def _joined(shape: Shape, texts: list[str]) -> str:
    """Return a list as it is typed; one line with 顿号 only where each name can be told apart again."""
    if is_list(shape) and not any(_SEPARATORS.search(text) for text in texts):
        return "、".join(texts)
    return "\n".join(texts) + ("\n" if is_list(shape) else "")


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
