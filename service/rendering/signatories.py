"""Several 签发人: two names a line, the names of each line under those of the first (GB/T 9704 7.2.6)."""

from __future__ import annotations

from collections.abc import Sequence

from service.layout import gbt9704 as gb
from service.rendering.context import SignatoryRow

_PER_LINE = 2
_BLANK = "\u3000"
_LABEL = "签发人："
#: LibreOffice passes over a tab stop that is nearer than this (measured).
_TAB_ROOM = 60


def signatory_rows(names: Sequence[str], document_number: str) -> tuple[SignatoryRow, ...]:
    """Return the lines of several 签发人; the last has the 发文字号, on the left (7.2.5)."""
    spaced = _spaced(names)
    lines = [spaced[i : i + _PER_LINE] for i in range(0, len(spaced), _PER_LINE)]
    first = max(len(line[0]) for line in lines)
    texts = [
        _BLANK.join((line[0].ljust(first, _BLANK), *line[1:])) if line[1:] else line[0] for line in lines
    ]
    names_left = gb.TYPE_AREA_WIDTH_TWIPS - (1 + max(map(len, texts))) * gb.ZI_TWIPS
    label_left = names_left - len(_LABEL) * gb.ZI_TWIPS - _TAB_ROOM
    last = len(texts) - 1
    return tuple(
        SignatoryRow("" if i else _LABEL, text, document_number if i == last else "", label_left, names_left)
        for i, text in enumerate(texts)
    )


def _spaced(names: Sequence[str]) -> list[str]:
    """Return the names, those of two characters as wide as those of three, if there are any."""
    if not any(len(name) == 3 for name in names):
        return list(names)
    return [_BLANK.join(name) if len(name) == 2 else name for name in names]
