"""层次序数: 一、（一）1.（1）, and Chinese numerals (GB/T 9704 7.3.3)."""

from __future__ import annotations

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
