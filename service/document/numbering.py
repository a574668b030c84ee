"""层次序数: 一、（一）1.（1）, and Chinese numerals (GB/T 9704 7.3.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = "〇一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """Return 1–999 as it is written in an ordinal: 一, 十, 十一, 二十, 一百〇一.

    Raises:
        ValueError: if ``number`` is out of range.
    """
    if not 1 <= number <= 999:
        raise ValueError(f"no ordinal for {number}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += _DIGITS[0]
    return text + (_DIGITS[ones] if ones else "")


def ordinal(number: int, level: int) -> str:
    """Return the mark of the ``number``-th heading of a level: 1 一、 2 （一） 3 1. 4 （1）.

    Raises:
        ValueError: if level or number is out of range.
    """
    if level == 1:
        return f"{chinese_numeral(number)}、"
    if level == 2:
        return f"（{chinese_numeral(number)}）"
    if level in (3, 4):
        return f"{number}." if level == 3 else f"（{number}）"
    raise ValueError(f"no level {level}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed mark of an item, read: ``style`` is the mark of the first of its kind (``(一)``), ``value`` its number."""

    style: str
    value: int


#: ① ⑴ ⒈ to 20, ㈠ to ㈩: the character → the first of its row, its number.
_SINGLE = {
    chr(ord(first) + i): (first, i + 1)
    for first, count in (("①", 20), ("⑴", 20), ("⒈", 20), ("㈠", 10))
    for i in range(count)
}
_MARK = re.compile(r"(?P<before>[（(第]?)(?P<numeral>[一二三四五六七八九十百〇○]+|\d{1,3})(?P<after>\D*)")


def read_mark(text: str) -> Mark | None:
    """Return what a printed mark says: ``（二）``, ``2．``, ``②``, ``㈡``, ``二是``, ``第二阶段：``; None if it has no number."""
    text = text.strip()
    if text[:1] in _SINGLE:
        first, value = _SINGLE[text[0]]
        return Mark(first + text[1:].translate(_SAME), value)
    match = _MARK.fullmatch(text)
    if match is None:
        return None
    numeral = match["numeral"]
    value = int(numeral) if numeral.isdigit() else _value(numeral)
    if not value:
        return None
    kind = "1" if numeral.isdigit() else "一"
    shape = f"{match['before']}{kind}{match['after']}"
    return Mark(shape.translate(_SAME), value)


#: Full-width and half-width forms of one mark are one style: 1. and 1．, (1) and （1）.
_SAME = str.maketrans("．（）：", ".():")


def _value(numeral: str) -> int:
    """Return a Chinese numeral up to 999; 0 if it is none."""
    numeral = numeral.replace("○", "〇")
    return next((n for n in range(1, 1000) if chinese_numeral(n) == numeral), 0)
