"""Where Latin text in a Chinese paragraph may break: Unicode's UAX #14 as LibreOffice 7.4 has it.

Its rules are an old edition of its own: brackets of any width stick to letters and digits, a line may end
behind any hyphen, and a break behind a slash moves back to the last blank. Only the classes that a 公文 can
meet are told apart.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_CLASSES = {
    char: name
    for name, chars in {
        "EX": "!?！？",
        "QU": "\"'",
        "PR": "$+＄￥￡£¥€±№−",
        "PO": "%％‰℃℉′″¢￠",
        "OP": "〝",
        "CL": ")]}、。，．､｡〞〟",
        "IS": ",.:;︰",
        "HY": "-",
        "SY": "/\\",
        "BA": "|\t\u3000\u00ad\u2010\u2012\u2013",
        "SP": " ",
        "GL": "\u00a0\u2007\u202f\u2011",
        "WJ": "\u2060\ufeff",
        "ZW": "\u200b",
        "B2": "\u2014",
        "IN": "…‥․",
        "NS": "：；々〜・･ーゝゞ〻‼",
        "BB": "´",
        "DG": "°",
    }.items()
    for char in chars
}
_BY_CATEGORY = {
    "Ps": "OP",
    "Pe": "CL",
    "Pi": "QU",
    "Pf": "QU",
    "Nd": "NU",
    "Mn": "CM",
    "Me": "CM",
    "Zs": "BA",
}

_NEVER_BEFORE = frozenset(
    {"CL", "EX", "IS", "SY", "WJ", "ZW", "SP", "CM"}
)  #: LB7, 9, 11, 13: even behind blanks
_NOT_BEFORE = frozenset({"QU", "BA", "HY", "NS"})  #: LB19, 21: but behind blanks
_TOGETHER = frozenset(
    (before, after)
    for befores, afters in (
        (("AL", "NU"), ("AL", "NU")),  # LB23, 28
        (("ID",), ("PO",)),  # LB23a
        (("PR",), ("ID", "AL", "NU")),  # LB23a, 24, 25
        (("PO",), ("AL", "NU")),  # LB24, 25
        (("AL",), ("PR",)),  # LB24
        (("NU",), ("PR", "PO")),  # LB25
        (("ID", "AL", "NU", "CL", "IS", "PR", "PO"), ("DG",)),  # the degree sign is AL and PO at once
        (("DG",), ("AL", "NU", "OP", "IN", "PR", "DG")),
        (("IS",), ("AL", "NU")),  # LB25, 29
        (("AL", "NU"), ("OP",)),  # LB30
        (("CL",), ("AL", "NU", "NS")),  # LB16, 30
        (("AL", "ID", "IN", "NU"), ("IN",)),  # LB22
        (("B2",), ("B2",)),  # LB17
    )
    for before in befores
    for after in afters
)
_SLASH_REACH = 66  #: characters that LibreOffice looks back from a slash for a blank


@lru_cache(maxsize=4096)
def line_break_class(char: str) -> str:
    """Return the UAX #14 class of a character; letters of every other kind are "AL", wide ones "ID"."""
    if char in _CLASSES:
        return _CLASSES[char]
    wide = unicodedata.east_asian_width(char) in "WF"
    found = _BY_CATEGORY.get(unicodedata.category(char))
    if found is None or (found == "NU" and wide):
        return "ID" if wide else "AL"
    return found


def may_break(text: str, at: int) -> bool:
    """Return whether a line may end before ``text[at]``; 0 < at < len(text)."""
    after = line_break_class(text[at])
    before = line_break_class(text[at - 1])
    if after in _NEVER_BEFORE or before in ("OP", "WJ"):
        return False
    if before == "SP":
        return _may_break_behind_blank(text, at, after)
    if before == "ZW":
        return True
    if before in ("QU", "GL", "BB") or after == "GL" or after in _NOT_BEFORE or (before, after) in _TOGETHER:
        return False
    return not _joined_by_number(text, at, before, after)


def _may_break_behind_blank(text: str, at: int, after: str) -> bool:
    stem = text[:at].rstrip(" ")
    last = line_break_class(stem[-1]) if stem else "AL"
    return not (last == "OP" or (last, after) in (("B2", "B2"), ("CL", "NS")))


def _joined_by_number(text: str, at: int, before: str, after: str) -> bool:
    """Return whether ``text[at - 1]`` and ``text[at]`` stand in one number (LB25)."""
    if after == "OP":
        return before in ("PR", "PO") and line_break_class(text[at + 1 : at + 2] or " ") == "NU"
    if before == "SY":
        return after == "NU" and _ends_number(text, at)
    return before == "CL" and after in ("PR", "PO") and _ends_number(text, at)


def _ends_number(text: str, end: int) -> bool:
    """Return whether ``text[:end]`` ends with digits, separators and at most one closing bracket."""
    at = end
    if at and line_break_class(text[at - 1]) == "CL":
        at -= 1
    while at and (found := line_break_class(text[at - 1])) in ("NU", "SY", "IS"):
        if found == "NU":
            return True
        at -= 1
    return False


def latin_break(text: str, full_at: int, line: int) -> int:
    """Return the last place up to ``full_at`` where the line from ``line`` on may end; 0 if there is none."""
    if full_at > line and text[full_at - 1] != "/" and may_break(text, full_at):
        return full_at
    at = next((i for i in range(full_at - 1, line, -1) if may_break(text, i)), 0)
    if not at or text[at - 1] != "/":
        return at
    for back in range(at - 2, max(-1, at - _SLASH_REACH), -1):
        if text[back].isspace() and line_break_class(text[back]) != "GL":
            return back + 1 if back + 1 > line else 0
    return at
