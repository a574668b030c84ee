"""A number in one of Word's formats (ECMA-376 17.18.59, ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from service.document.numbering import chinese_numeral

_MOST = 999
_HAN = (
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographDigital", "japaneseCounting",
    "japaneseDigitalTenThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
)  # fmt: skip
_ENCLOSED = {
    "decimalEnclosedCircle": "①", "decimalEnclosedCircleChinese": "①", "decimalEnclosedParen": "⑴",
    "decimalEnclosedFullstop": "⒈",
}  # fmt: skip
_STEMS = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_FULL_WIDTH = {ord("0") + i: ord("０") + i for i in range(10)}


def _chinese(number: int) -> str:
    return chinese_numeral(number) if 1 <= number <= _MOST else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


def _roman(number: int) -> str:
    text = ""
    for worth, numeral in _ROMAN:
        while number >= worth and len(text) < 20:
            text, number = text + numeral, number - worth
    return text


def _enclosed(first: str) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= 20 else str(number)


def _stem(stems: str) -> Callable[[int], str]:
    return lambda number: stems[(number - 1) % len(stems)]


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _number: "",
    **dict.fromkeys(_HAN, _chinese),
    **{name: _enclosed(first) for name, first in _ENCLOSED.items()},
    **{name: _stem(stems) for name, stems in _STEMS.items()},
}
"""Name of a format → how it writes a number; one that isn't here is written in Arabic digits."""
