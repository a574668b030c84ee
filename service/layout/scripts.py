"""Script types as LibreOffice sees them: what splits a paragraph into stretches of Chinese and Latin text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

ASIAN = "a"
LATIN = "l"
WEAK = "w"  #: takes the script of the text before it
_ALONE = "n"  #: weak, and laid out on its own: the no-break space

_WEAK_CHARACTERS = frozenset("\x01\x02 ˊˋˇ˙")
_ASIAN_BLOCKS = (
    (0x1100, 0x11FF),
    (0x2E80, 0xD7AF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x2FA1F),
)
_LATIN_BLOCKS = (
    (0x0000, 0x02FF),
    (0x0370, 0x058F),
    (0x10A0, 0x10FF),
    (0x13A0, 0x16FF),
    (0x1E00, 0x1FFF),
    (0x2C60, 0x2C7F),
)
_STRETCHES = re.compile(f"{_ALONE}|{ASIAN}[{ASIAN}{WEAK}]*|{LATIN}[{LATIN}{WEAK}]*|{WEAK}+")


class Stretch(NamedTuple):
    """Neighbouring characters of one script, ``text[start:end]``; script is ASIAN or LATIN."""

    start: int
    end: int
    script: str


def stretches(text: str) -> list[Stretch]:
    """Cut a paragraph at each change of script; weak characters at its beginning are LATIN (measured)."""
    found: list[Stretch] = []
    script, joins = LATIN, False
    for match in _STRETCHES.finditer(text.translate(_CODES)):
        code = match[0][0]
        own = script if code in (WEAK, _ALONE) else code
        if joins and own == script and code != _ALONE:
            found[-1] = Stretch(found[-1].start, match.end(), own)
        else:
            found.append(Stretch(match.start(), match.end(), own))
        script, joins = own, code != _ALONE
    return found


class _Codes(dict[int, str]):
    """Code of each code point for `str.translate`, filled on first use."""

    def __missing__(self, code: int) -> str:
        self[code] = _code_of(chr(code))
        return self[code]


def _code_of(char: str) -> str:
    code = ord(char)
    if char == "\u00a0":
        return _ALONE
    if char in _WEAK_CHARACTERS:
        return WEAK
    if any(first <= code <= last for first, last in _ASIAN_BLOCKS):
        return ASIAN
    if any(first <= code <= last for first, last in _LATIN_BLOCKS):
        return LATIN
    return LATIN if code < 0x2E80 and unicodedata.category(char) in ("Lu", "Ll", "Lt") else WEAK


_CODES = _Codes()


@lru_cache(maxsize=8192)
def is_letter_or_number(char: str) -> bool:
    """Return whether LibreOffice takes the character for a letter or a number: Han and ½ are such."""
    return unicodedata.category(char)[0] in "LN"
