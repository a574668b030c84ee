"""Characters and numerals of printed dates: every look-alike is brought to one form before a date is read."""

from __future__ import annotations

import re

#: What stands for a figure still to be written in: ``20××年``, ``__月``.
GAP = "×"
#: Zero of Chinese figures (GB/T 15835 5.2: 〇, not 零), and the zero of figures typed with a letter O.
ZERO = "〇"

_SAME = {
    "○◯⚪ОоΟοOo零": ZERO,
    "—–―‐‑‒−─━﹣ー⸺": "-",
    "〜∼˜∽": "~",
    "〔【［｛[{": "(",
    "〕】］｝]}": ")",
    "xXХх✕╳*□_…?△▲": GAP,
    "．﹒": ".",
    "：︰∶": ":",
    "，": ",",
    "；": ";",
    "後": "后",
    "週": "周",
    "號": "号",
    "點": "点",
    "時": "时",
    "間": "间",
    "節": "节",
}
_QUOTES = "“”\"＂'‘’「」『』〝〞`《》〈〉<>"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def _table() -> dict[int, str]:
    table = {code: chr(plain) for code, plain in _FULL_WIDTH.items()}
    for code, char in list(table.items()):  # Ｏ and ｘ are look-alikes at two removes
        table[code] = next((one for many, one in _SAME.items() if char in many), char)
    table |= {ord(char): one for many, one in _SAME.items() for char in many}
    table |= {ord(char): '"' for char in _QUOTES}
    table |= {ord(char): " " for char in _INVISIBLE}
    return table


_TABLE = _table()
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"两": 2, "元": 1}
_DIGITS |= {str(value): value for value in range(10)}
_TENS = {"廿": "二十", "卅": "三十"}
#: A number as dates print it, after `plain`: ``12``, ``1〇`` (letter O), ``十二``, ``廿一``, ``一百``.
NUMBER = "[0-9〇一二三四五六七八九十百廿卅两]"


def plain(raw: str) -> str:
    """Return the text with look-alikes in one form; each character keeps its place, so the length is the same."""
    return "".join(" " if char.isspace() else char for char in raw.translate(_TABLE))


def compact(raw: str) -> str:
    """Return `plain` text without blanks and quotation marks: what a date is read from."""
    return re.sub('[ "]', "", plain(raw))


def number(text: str) -> int | None:
    """Return the value of Arabic or Chinese figures up to 999; None if the text is no number.

    ``12``, ``十二``, ``一二`` and ``1〇`` are read; four figures (a year) are read one by one: ``二〇一〇``.
    """
    for char, written in _TENS.items():
        text = text.replace(char, written)
    if text and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _spoken(text)


def _spoken(text: str) -> int | None:
    match = re.fullmatch(
        r"(?:([一二三四五六七八九两1-9])百〇?)?(?:([一二三四五六七八九1-9])?(十))?([一二三四五六七八九1-9])?",
        text,
    )
    if not match or not text:
        return None
    hundreds, tens, ten, ones = match.groups()
    return (
        100 * (_DIGITS[hundreds] if hundreds else 0)
        + (10 * (_DIGITS[tens] if tens else 1) if ten else 0)
        + (_DIGITS[ones] if ones else 0)
    )


def chinese(value: int) -> str:
    """Return a number from 1 to 99 as it is spoken: 8 → 八, 10 → 十, 18 → 十八, 20 → 二十."""
    tens, ones = divmod(value, 10)
    figures = "〇一二三四五六七八九"
    return (
        (figures[tens] if tens > 1 else "")
        + ("十" if tens else "")
        + (figures[ones] if ones or not tens else "")
    )
