"""Script types as LibreOffice sees them: what splits a paragraph into portions of Chinese and Latin text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

ASIAN = "asian"
LATIN = "latin"
WEAK = "weak"  #: takes the script of the text before it

_WEAK_CONTROLS = frozenset("\x01\x02 \u00a0ˊˋˇ˙")
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


def _within(code: int, blocks: Sequence[tuple[int, int]]) -> bool:
    return any(first <= code <= last for first, last in blocks)


@lru_cache(maxsize=8192)
def script_of(char: str) -> str:
    """Return ASIAN, LATIN or WEAK for one character, by block as LibreOffice does."""
    if char in _WEAK_CONTROLS:
        return WEAK
    code = ord(char)
    if _within(code, _ASIAN_BLOCKS):
        return ASIAN
    if _within(code, _LATIN_BLOCKS):
        return LATIN
    return LATIN if unicodedata.category(char) in ("Lu", "Ll", "Lt") and code < 0x3000 else WEAK


def scripts_of(text: str) -> list[str]:
    """Return ASIAN or LATIN for each character of a paragraph; weak ones at its beginning are LATIN (measured)."""
    scripts = list(map(script_of, text))
    last = LATIN
    for i, script in enumerate(scripts):
        if script == WEAK:
            scripts[i] = last
        else:
            last = script
    return scripts


@lru_cache(maxsize=8192)
def is_letter_or_number(char: str) -> bool:
    """Return whether LibreOffice counts the character as a letter or a number (Han are letters, ½ is a number)."""
    return unicodedata.category(char)[0] in "LN"
