"""Reads a paragraph's 序数 and 标题: 一、（一）1.（1）①, and headings that run into their text (GB/T 9704 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_NUMERAL = "[一二三四五六七八九十百〇]"
#: Level → its marks; 1. is none before another digit, nor 一、 before 二、 or 一级.
_MARKS = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (1, rf"{_NUMERAL}{{1,4}}[、.．](?!{_NUMERAL}+[、级类季期年月])"),
        (2, rf"[（(]{_NUMERAL}{{1,4}}[）)][、.．]?|[㈠-㈩]"),
        (3, r"\d{1,2}[.．、](?!\d)|[⒈-⒛]"),
        (4, r"[（(]\d{1,2}[）)][、.．]?|[⑴-⒇]"),
        (5, "[①-⑳]"),
    )
)
NUMBER = re.compile(r".{2,20}[〔\[［（(]\d{4}[〕\]］）)]第?\d+号.*")
"""发文字号, without spaces, with 签发人 behind it if it has one."""
MARK = re.compile(r"\S{2,40}文件")
"""发文机关标志, without spaces."""

_STOP = re.compile("[。；：？！]")
#: Longest 标题 that a text follows on its line, and that ends in a mark of its own; what is longer is a sentence.
_LONGEST_RUN_IN = 24
_LONGEST_LEAD = 12
_LONGEST_SENTENCE = 28
_LONGEST_TITLE = 200
_LAST_LEVEL = 5
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A 序数 at the beginning of a paragraph: its level, and the 序数 as printed."""

    level: int
    number: str


def read_number(text: str) -> Numbered | None:
    """Return the 序数 that a paragraph begins with; None if there is none."""
    for level, pattern in _MARKS:
        if match := pattern.match(text):
            return Numbered(level, match[0])
    return None


def is_run_in(text: str, lead_end: int) -> bool:
    """Tell whether the bold beginning of a paragraph is a 标题 that the text follows on its line."""
    lead = text[:lead_end].rstrip()
    return 0 < lead_end < len(text) and len(lead) <= _LONGEST_RUN_IN + 1 and bool(_STOP.fullmatch(lead[-1:]))


def run_in(text: str, lead_end: int, level: int) -> Mapping[str, Any]:
    """Return the block of a paragraph that begins with a 标题 without 序数 (see `is_run_in`)."""
    found = _parts(text[:lead_end].rstrip(), text[lead_end:].lstrip()) or {"body": text}
    return {"kind": "run_in", "level": level, **found}


def as_heading(text: str, depth: int = 0, lead_end: int = 0) -> Mapping[str, Any] | None:
    """Return the block of a heading, alone on its line or with text behind it; None if it reads like plain text.

    Args:
        text: the paragraph, its 序数 included.
        depth: level that the source gives it; 0 leaves it to the 序数.
        lead_end: end of what stands in bold at the paragraph's beginning; 0 if nothing does.
    """
    numbered = read_number(text)
    if numbered is None and not depth:
        return None
    number = numbered.number if numbered else ""
    level = numbered.level if numbered else min(depth, _LAST_LEVEL)
    rest = text[len(number) :]
    offset = len(number) + len(rest) - len(rest.lstrip())
    found = _split(rest.strip(), sure=bool(depth), lead_end=max(0, lead_end - offset))
    if found is None:
        return None
    printed = {"number": number} if number else {}
    return {"kind": "heading", "level": level, **printed, **found}


def _split(rest: str, *, sure: bool, lead_end: int) -> Mapping[str, Any] | None:
    """Return title, end mark and body of what stands behind a 序数."""
    if 0 < lead_end < len(rest):
        return _parts(rest[:lead_end].rstrip(), rest[lead_end:].lstrip())
    sure = sure or lead_end > 0
    stop = _STOP.search(rest)
    if stop is None or (sure and stop.end() == len(rest)):
        return _parts(rest, "")
    title, mark, body = rest[: stop.start()], stop[0], rest[stop.end() :].lstrip()
    if not body:
        longest = {"；": 0, "：": _LONGEST_LEAD}.get(mark, _LONGEST_SENTENCE)
    else:
        longest = {"；": 0, "：": _LONGEST_LEAD}.get(mark, _LONGEST_RUN_IN)
    if len(title) > longest:
        return _parts(rest, "") if sure else None
    return _parts(title + mark, body)


def _parts(title: str, body: str) -> Mapping[str, Any] | None:
    """Return the members of a heading; its last character is its end mark if it is one."""
    mark = title[-1:] if _STOP.fullmatch(title[-1:]) else ""
    title = title.removesuffix(mark).rstrip()
    if not title or len(title) > _LONGEST_TITLE:
        return None
    return {"title": title} | ({"end_mark": mark} if mark else {}) | ({"body": body} if body else {})


def list_numbers(attributes: Sequence[Any]) -> Iterator[str]:
    """Yield the 序数 of the items of pandoc's list as they were written: 1. (1) a) iv."""
    start, style, delimiter = attributes[0], attributes[1]["t"], attributes[2]["t"]
    value = start
    while True:
        text = _numeral(value, style)
        yield {"TwoParens": f"({text})", "OneParen": f"{text})"}.get(delimiter, f"{text}.")
        value += 1


def _numeral(value: int, style: str) -> str:
    if style in ("LowerAlpha", "UpperAlpha") and 1 <= value <= 26:
        return chr(ord("a" if style == "LowerAlpha" else "A") + value - 1)
    if style in ("LowerRoman", "UpperRoman") and 1 <= value <= 10:
        return _ROMAN[value] if style == "LowerRoman" else _ROMAN[value].upper()
    return str(value)
