"""Kinsoku (禁则): what may stand neither at the beginning nor at the end of a line of Chinese text."""

from __future__ import annotations

NOT_AT_BEGIN = frozenset(
    "!),-.:;?]}¢'\"、。〉》」』】〕〗〞︰︱︳﹐､﹒﹔﹕﹖﹗﹚﹜﹞！），．：；？｜｝︴︶︸︺︼︾﹀﹂﹄﹏～￠々‖•·ˇˉ―′’”"
)  #: LibreOffice 7.4, zh-CN: forbidden at the beginning of a line
NOT_AT_END = frozenset(
    "([{£¥'\"‵〈《「『【〔〖（［｛￡￥〝︵︷︹︻︽︿﹁﹃﹙﹛﹝“‘"
)  #: the same, at the end of a line


def chinese_break(text: str, full_at: int, line: int) -> int:
    """Return the last place up to ``full_at`` where the line from ``line`` on may end; 0 if there is none."""
    at = full_at
    while at > line and (text[at] in NOT_AT_BEGIN or text[at - 1] in NOT_AT_END):
        at -= 1
    return at if at > line else 0
