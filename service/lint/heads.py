"""Finds the 版头 of a paper: mark, 发文字号 and 签发人, of one agency or several, in the general form or a special one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.lint import wordings as words
from service.lint.locating import plain
from service.lint.passages import LARGE_PT, Passage
from service.lint.walking import Walk

_HEAD = 15  #: the 发文字号 stands among so many passages from the top, and further down under a mark of many agencies
_MOST_HEAD = 40
_LETTER_TOP_MM = 50.0  #: between the 30 mm of a letter's mark and the 57 and 72 mm of others
_LETTER_RULES = 2  #: red rules that a heading of the general form hasn't got
_ENDING = "文件"


@dataclass(frozen=True)
class Number:
    """Where the 发文字号 is.

    Attributes:
        at: index of its passage.
        text: the number alone.
        beside: what stands left of it, in a letter: 份号, 密级 or 紧急程度.
        names: names of 签发人 right of it, under those of a line above, as printed.
    """

    at: int
    text: str
    beside: str = ""
    names: str = ""


def find_heading(walk: Walk) -> None:
    """Take what stands over the 发文字号, the number itself, and what belongs to it."""
    number = _number(walk.passages[: walk.end])
    if number is None:
        _mark_alone(walk)
        return
    above = [p for p in walk.passages[: number.at] if not _is_small(walk, p)]
    rows = _signatory_rows(above)
    rest = above[: len(above) - len(rows)]
    large = [p for p in rest if p.size_pt > LARGE_PT or p.text.endswith(_ENDING)]
    title = "".join(p.text for p in rest)
    walk.at = number.at
    if not any(map(_like_mark, rest)) and "关于" in title and words.document_type(title):
        walk.found["title"] = rest  # as web sites print it: the title over the number, no mark
    elif mark := large or rest[-1:]:
        walk.found["issuer_mark"] = mark
    _take_number(walk, number, rows)
    if walk.here and words.SIGNATORY.fullmatch(walk.here.text):
        walk.take("signatory")
    while walk.here and _is_small(walk, walk.here):
        walk.at += 1
    if is_minutes(walk) and walk.here and _dated(walk.here):
        walk.take("minutes_head")


def _take_number(walk: Walk, number: Number, rows: Sequence[Passage]) -> None:
    passage = walk.take("document_number")
    walk.worded["document_number"] = number.text
    if rows:
        walk.found["signatory"] = [*rows, passage]
    for element, pattern in words.SMALL_HEAD.items():
        if number.beside and pattern.fullmatch(number.beside):
            walk.found.setdefault(element, []).insert(0, passage)
            walk.worded[element] = number.beside
            break


def _signatory_rows(above: Sequence[Passage]) -> list[Passage]:
    """Return the lines from 签发人： down to the number, where there are more names than one line holds."""
    first = next((i for i, p in enumerate(above) if words.SIGNATORY.fullmatch(p.text)), len(above))
    return list(above[first:])


def _number(passages: Sequence[Passage]) -> Number | None:
    heads, rows = True, False
    for index, passage in enumerate(passages[:_MOST_HEAD]):
        if index >= _HEAD and not heads:
            break
        if number := _read_number(index, passage, rows):
            return number
        rows = rows or bool(words.SIGNATORY.fullmatch(passage.text))
        heads = heads and (passage.size_pt > LARGE_PT or rows or _small(passage.text) != "")
    mark = next((i for i, p in enumerate(passages[:_HEAD]) if p.size_pt > LARGE_PT), 0)
    if passages and passages[mark].text.endswith(("令", "纪要")):
        for index, passage in enumerate(passages[mark + 1 : mark + 4], start=mark + 1):
            if words.ORDER_NUMBER.fullmatch(passage.text.strip("（）()")):
                return Number(index, passage.text)
    return None


def _read_number(index: int, passage: Passage, under_names: bool) -> Number | None:
    if found := words.NUMBER.fullmatch(passage.text):
        return Number(index, found["number"])
    pieces = [piece for piece in passage.columns if piece]
    if len(pieces) == 2 and _small(pieces[0]) and words.NUMBER.fullmatch(pieces[1]):
        return Number(index, pieces[1], beside=pieces[0])
    if under_names and (found := words.NUMBER.match(passage.text)):
        return Number(index, found["number"], names=passage.text[found.end() :])
    return None


def _small(text: str) -> str:
    return next((name for name, pattern in words.SMALL_HEAD.items() if pattern.fullmatch(text)), "")


def _is_small(walk: Walk, passage: Passage) -> bool:
    """Tell whether a passage is 份号, 密级 or 紧急程度, and note it."""
    if element := _small(passage.text):
        walk.found.setdefault(element, []).append(passage)
    return bool(element)


def _mark_alone(walk: Walk) -> None:
    """Find a mark without a 发文字号: large red letters at the top, or …文件."""
    for index, passage in enumerate(walk.passages[: min(4, walk.end)]):
        if _like_mark(passage) and passage.size_pt > LARGE_PT:
            walk.found["issuer_mark"] = [passage]
            walk.at = index + 1
            return


def _like_mark(passage: Passage) -> bool:
    """Tell whether a passage has the words or the colour of a 发文机关标志."""
    red = passage.color[:2] > "C0" and passage.color[2:4] < "60"
    return red or passage.text.endswith(_ENDING)


def _dated(passage: Passage) -> bool:
    """Tell whether a passage is who issues 纪要 and when, on one line."""
    found = words.DATE.search(passage.text)
    return found is not None and found.end() == len(passage.text) and 0 < found.start() < 40


def is_minutes(walk: Walk) -> bool:
    """Tell whether the mark is that of 纪要."""
    mark = walk.found.get("issuer_mark", [])
    return bool(mark) and mark[-1].text.endswith("纪要")


def joint_mark(passages: Sequence[Passage]) -> tuple[tuple[str, ...], str]:
    """Return the agencies of a joint mark and 文件 beside them; nothing for the mark of one agency."""
    lines = [plain(line) for passage in passages for line in passage.lines]
    names = [line.removesuffix(_ENDING) for line in lines if line != _ENDING]
    ending = _ENDING if any(line.endswith(_ENDING) for line in lines) else ""
    together = len(names) > 1 and all(len(n) > 3 and words.AGENCY.fullmatch(n) for n in names)
    return (tuple(names), ending) if together else ((), "")


def form_of(walk: Walk, red_rules: int) -> str:
    """Return the form of the paper; "" without a 版头."""
    mark = walk.found.get("issuer_mark", [])
    if not mark:
        return ""
    text = mark[-1].text
    if words.PERIODICAL.search(text):
        return ""
    if text.endswith("令"):
        return "命令格式"
    if text.endswith("纪要"):
        return "纪要格式"
    return "信函格式" if _is_letter(walk, text, red_rules) else "通用格式"


def _is_letter(walk: Walk, mark: str, red_rules: int) -> bool:
    """Tell by the places that a letter gives mark and number, or by the rules that only a letter has."""
    number = walk.found.get("document_number", [])
    first = walk.found["issuer_mark"][0]
    if not number:
        return False
    beside = bool(set(walk.worded) & set(words.SMALL_HEAD))
    high = first.top_mm is not None and first.top_mm < _LETTER_TOP_MM
    if beside or high or red_rules > _LETTER_RULES:
        return True
    behind_tab = number[0].columns == ("", walk.worded["document_number"])
    flush = number[0].alignment == "right" or behind_tab
    return not mark.endswith(_ENDING) and (flush or red_rules == _LETTER_RULES)


def signatory_names(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the names of 签发人 that are printed, blanks between them; one string for each line."""
    found = []
    for passage in passages:
        raw = passage.lines[0] if passage.lines else ""
        raw = re.sub(r"^.*?签发人[：:]|^.*?\d+号", "", raw)
        found.append(raw.strip())
    return tuple(name for name in found if name)
