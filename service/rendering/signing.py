"""Signatures as rows: 署名 and 成文日期 above, below or beside one another, of one agency or of several together.

A row is what the template prints of one `Signature`: a 署名, a date, or both. Rows of one signature share its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from service.layout import gbt9704 as gb
from service.rendering.context import Signature
from service.rendering.typesetting import Typesetter

Stored = Mapping[str, Any]

_MOST_IN_ROW = 3
"""GB/T 9704 7.3.5.1: at most three seals stand side by side."""
_GAP = "\u3000\u3000"


def issuers(stored: Stored) -> tuple[str, ...]:
    """Return the agencies that sign, in their order; () if only a date was printed."""
    issuer = stored.get("issuer", ())
    return (issuer,) if isinstance(issuer, str) else tuple(issuer)


def signature_rows(stored: Stored, sealed: bool, typesetter: Typesetter, key: int) -> tuple[Signature, ...]:
    """Return the rows of a signature; blank lines stand above the first only.

    Without a layout of its own a sealed joint signature stands side by side (7.3.5.1), any other one under
    another, the date below (7.3.5.2).
    """
    date = stored.get("issue_date", "")
    layout = stored.get("layout", "side_by_side" if sealed else "above")
    texts = _ROWS[layout](issuers(stored), date if isinstance(date, str) else "", typesetter)
    made = [typesetter.signature(*row, sealed=sealed) for row in texts]
    return tuple(
        replace(row, key=key, blank_lines=() if i else row.blank_lines) for i, row in enumerate(made)
    )


def _above(names: Sequence[str], date: str, _typesetter: Typesetter) -> list[tuple[str, str]]:
    """Return the rows of names one under another; the last has the date."""
    return [(name, "") for name in names[:-1]] + [(names[-1] if names else "", date)]


def _below(names: Sequence[str], date: str, _typesetter: Typesetter) -> list[tuple[str, str]]:
    return [("", date), *((name, "") for name in names)] if date else [(name, "") for name in names]


def _same_line(names: Sequence[str], date: str, _typesetter: Typesetter) -> list[tuple[str, str]]:
    return [(_GAP.join(filter(None, [*names, date])), "")]


def _side_by_side(names: Sequence[str], date: str, typesetter: Typesetter) -> list[tuple[str, str]]:
    return _above([_GAP.join(row) for row in _in_rows(names, typesetter)], date, typesetter)


def _in_rows(names: Sequence[str], typesetter: Typesetter) -> Iterator[list[str]]:
    """Yield up to three names at a time, as many as fit a line."""
    row: list[str] = []
    for name in names:
        if row and (len(row) == _MOST_IN_ROW or not _fits([*row, name], typesetter)):
            yield row
            row = []
        row.append(name)
    if row:
        yield row


def _fits(names: Sequence[str], typesetter: Typesetter) -> bool:
    own = typesetter.width(
        _GAP.join(names), typesetter.layout.fangsong, gb.BODY_SIZE_PT, gb.LETTER_SPACING_TWIPS
    )
    return own <= gb.TYPE_AREA_WIDTH_TWIPS


_ROWS = {"above": _above, "below": _below, "same_line": _same_line, "side_by_side": _side_by_side}
