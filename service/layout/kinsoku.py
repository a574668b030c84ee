"""Kinsoku (禁则): what may not stand at the beginning or at the end of a line, and where Latin text may break.

Two sets of rules meet in one paragraph, because LibreOffice picks the rules by the script of the last letter or
digit before the place where the line is full: Chinese text moves back over the forbidden characters of zh-CN,
Latin text breaks by Unicode's line breaking classes (UAX #14, in LibreOffice's own edition).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

NOT_AT_BEGIN = frozenset(
    "!),.:;?]}¢'\"、。〉》」』】〕〗〞︰︱︳﹐､﹒﹔﹕﹖﹗﹚﹜﹞！），．：；？｜｝︴︶︸︺︼︾﹀﹂﹄﹏～￠々‖•·ˇˉ―′’”"
)  #: LibreOffice 7.4, zh-CN: forbidden at the beginning of a line
NOT_AT_END = frozenset(
    "([{£¥'\"‵〈《「『【〔〖（［｛￡￥〝︵︷︹︻︽︿﹁﹃﹙﹛﹝“‘"
)  #: the same, at the end of a line

_ASCII_CLASSES = {
    "!": "EX", "?": "EX", "\"": "QU", "'": "QU", "#": "AL", "$": "PR", "+": "PR", "\\": "SY", "%": "PO",
    "(": "OP", "[": "OP", "{": "OP", ")": "CL", "]": "CL", "}": "CL", ",": "IS", ".": "IS", ":": "IS", ";": "IS",
    "-": "HY", "/": "SY", "|": "BA", " ": "SP", "\t": "BA",
}  # fmt: skip
_OTHER_CLASSES = {
    "\u00a0": "GL", "\u2007": "GL", "\u202f": "GL", "\u2011": "GL", "\u2060": "WJ", "\ufeff": "WJ",
    "\u200b": "ZW", "\u3000": "ID", "\u00ad": "BA", "\u2010": "BA", "\u2013": "BA", "\u2012": "BA",
    "\u2014": "B2", "\u2025": "IN", "\u2026": "IN", "\u2024": "IN", "·": "AI", "•": "AL",
    "、": "CL", "。": "CL", "，": "CL", "．": "CL", "､": "CL", "｡": "CL",
    "！": "EX", "？": "EX", "：": "NS", "；": "NS", "々": "NS", "〜": "NS", "・": "NS", "ー": "NS",
    "％": "PO", "‰": "PO", "℃": "PO", "°": "AL", "′": "PO", "″": "PO", "￠": "PO",
    "＄": "PR", "￥": "PR", "￡": "PR", "£": "PR", "¥": "PR", "€": "PR", "±": "PR", "№": "PR",
}  # fmt: skip
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

_NEVER_BEFORE = frozenset({"CL", "EX", "IS", "SY", "WJ", "ZW", "SP", "CM"})
_PAIRS_KEPT = frozenset(
    (before, after)
    for befores, afters in (
        (("AL", "ID", "IN", "NU"), ("IN",)),
        (("AL", "NU", "CM"), ("AL", "NU", "OP")),
        (("ID",), ("PO",)),
        (("PR",), ("ID", "AL", "NU", "OP")),
        (("AL",), ("PR",)),
        (("PO",), ("AL", "NU", "OP")),
        (("NU", "CL"), ("PR", "PO")),
        (("IS",), ("AL", "NU")),
        (("SY",), ("AL", "NU")),
        (("CL",), ("AL", "NU", "NS")),
        (("B2",), ("B2",)),
    )
    for before in befores
    for after in afters
)


@lru_cache(maxsize=4096)
def line_break_class(char: str) -> str:
    """Return the UAX #14 class of one character, ambiguous and unknown characters as "AL"."""
    if char in _ASCII_CLASSES:
        return _ASCII_CLASSES[char]
    if char in _OTHER_CLASSES:
        found = _OTHER_CLASSES[char]
        return "AL" if found == "AI" else found
    by_category = _BY_CATEGORY.get(unicodedata.category(char))
    if by_category and not (by_category == "NU" and unicodedata.east_asian_width(char) == "F"):
        return by_category
    return "ID" if unicodedata.east_asian_width(char) in "WF" else "AL"


def may_break_latin(text: str, at: int) -> bool:
    """Return whether Latin rules allow a line to end before ``text[at]``; 0 < at < len(text)."""
    after = line_break_class(text[at])
    before = line_break_class(text[at - 1])
    if after in _NEVER_BEFORE or before in ("WJ", "OP") or "GL" in (before, after):
        return False
    if before == "SP":
        back = at - 1
        while back and text[back - 1] == " ":
            back -= 1
        return not (back and line_break_class(text[back - 1]) == "OP")
    if before == "ZW":
        return True
    if "QU" in (before, after) or after in ("BA", "HY", "NS"):
        return False
    return (before, after) not in _PAIRS_KEPT


def latin_break(text: str, full_at: int, line_start: int) -> int | None:
    """Return the last place ≤ ``full_at`` where Latin rules let the line end; None if the line has none."""
    for at in range(min(full_at, len(text) - 1), line_start, -1):
        if may_break_latin(text, at):
            return at
    return None


def chinese_break(text: str, full_at: int) -> int:
    """Return the last place ≤ ``full_at`` where the zh-CN lists let the line end; 0 means nowhere."""
    at = full_at
    while at and (text[at] in NOT_AT_BEGIN or text[at - 1] in NOT_AT_END):
        at -= 1
    return at
