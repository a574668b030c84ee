"""Script types as LibreOffice sees them: what splits a paragraph into stretches of Chinese and Latin text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

ASIAN = "a"
LATIN = "l"

_NO_BREAK_SPACE = "\u00a0"  #: weak, and laid out on its own
_WEAK_CHARACTERS = frozenset(map(ord, "\x01\x02 ˊˋˇ˙"))  #: take the script of the text before them
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
_FIRST_HAN = 0x2E80  #: cased letters before it are Latin in any block


def _latin() -> str:
    """Return the Latin characters as what stands between the brackets of a pattern."""
    codes = {code for first, last in _LATIN_BLOCKS for code in range(first, last + 1)}
    codes |= {c for c in range(_FIRST_HAN) if unicodedata.category(chr(c)) in ("Lu", "Ll", "Lt")}
    codes -= _WEAK_CHARACTERS | {ord(_NO_BREAK_SPACE)}
    return "".join(re.escape(chr(code)) for code in sorted(codes))


def _stretches() -> re.Pattern[str]:
    """Return a pattern with a group for each script; characters of neither, the weak ones, go with either."""
    asian = "".join(f"{chr(first)}-{chr(last)}" for first, last in _ASIAN_BLOCKS)
    latin = _latin()
    weak = f"[^{asian}{latin}{_NO_BREAK_SPACE}]"
    return re.compile(
        f"(?P<{ASIAN}>[{asian}][^{latin}{_NO_BREAK_SPACE}]*)"
        f"|(?P<{LATIN}>[{latin}][^{asian}{_NO_BREAK_SPACE}]*)|{_NO_BREAK_SPACE}|{weak}+"
    )


_STRETCHES = _stretches()


class Stretch(NamedTuple):
    """Neighbouring characters of one script, ``text[start:end]``; script is ASIAN or LATIN."""

    start: int
    end: int
    script: str


def stretches(text: str) -> list[Stretch]:
    """Cut a paragraph at each change of script; weak characters at its beginning are LATIN (measured)."""
    found: list[Stretch] = []
    script, joins = LATIN, False
    for match in _STRETCHES.finditer(text):
        start, end = match.span()
        own = match.lastgroup or script
        alone = text[start] == _NO_BREAK_SPACE
        if joins and own == script and not alone:
            found[-1] = Stretch(found[-1].start, end, own)
        else:
            found.append(Stretch(start, end, own))
        script, joins = own, not alone
    return found


@lru_cache(maxsize=8192)
def is_letter_or_number(char: str) -> bool:
    """Return whether LibreOffice takes the character for a letter or a number: Han and ½ are such."""
    return unicodedata.category(char)[0] in "LN"
