"""Kinsoku (禁则): what may stand neither at the beginning nor at the end of a line of Chinese text."""

from __future__ import annotations

NOT_AT_BEGIN = frozenset(
    "!),-.:;?]}¢'\"、。〉》」』】〕〗〞︰︱︳﹐､﹒﹔﹕﹖﹗﹚﹜﹞！），．：；？｜｝︴︶︸︺︼︾﹀﹂﹄﹏～￠々‖•·ˇˉ―′’”"
)  #: LibreOffice 7.4, zh-CN: forbidden at the beginning of a line
NOT_AT_END = frozenset(
    "([{£¥'\"‵〈《「『【〔〖（［｛￡￥〝︵︷︹︻︽︿﹁﹃﹙﹛﹝“‘"
)  #: the same, at the end of a line


def chinese_break(text: str, full_at: int) -> int:
    """Return the last place ≤ ``full_at`` where the zh-CN lists let the line end; 0 means nowhere."""
    at = full_at
    while at and (text[at] in NOT_AT_BEGIN or text[at - 1] in NOT_AT_END):
        at -= 1
    return at
