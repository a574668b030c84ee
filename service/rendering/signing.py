"""Signatures as rows: 署名 and 成文日期 above, below or beside one another, of one agency or of several together.

A row is what the template prints of one `Signature`: a 署名, several side by side, a 签发人职务, a date, or two of
them. Rows of one signature share its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from service.layout import gbt9704 as gb
from service.layout.units import mm_to_twips
from service.rendering.context import Signature
from service.rendering.seals import SealGrid, lines_before_seal, lines_per_seal, seal_grid
from service.rendering.typesetting import Typesetter

Stored = Mapping[str, Any]

_GAP = "\u3000\u3000"


@dataclass(frozen=True)
class Sealing:
    """Whether a paper gets seals, and how large: ``diameter_mm``."""

    sealed: bool = False
    diameter_mm: float = gb.SEAL_DIAMETER_MM


UNSEALED = Sealing()


def issuers(stored: Stored) -> tuple[str, ...]:
    """Return the agencies that sign, in their order; () if only a date was printed."""
    issuer = stored.get("issuer", ())
    return (issuer,) if isinstance(issuer, str) else tuple(issuer)


def signature_rows(
    stored: Stored, sealing: Sealing, typesetter: Typesetter, key: int
) -> tuple[Signature, ...]:
    """Return the rows of a signature; blank lines stand above the first, and between rows of seals and stamps.

    Without a layout of its own a sealed joint signature stands in rows of two or three (7.3.5.1), any other one
    under another, the date below (7.3.5.2). With ``posts`` it is that of 签名章 (7.3.5.3).
    """
    date = stored.get("issue_date", "")
    date = date if isinstance(date, str) else ""
    names = issuers(stored)
    if "posts" in stored:
        rows = tuple(_stamped(stored["posts"], date, typesetter))
    elif sealing.sealed and len(names) > 1 and "layout" not in stored:
        rows = tuple(_sealed_rows(names, date, typesetter, sealing.diameter_mm))
    else:
        texts = _ROWS[stored.get("layout", "above")](names, date, typesetter)
        made = [
            typesetter.signature(*row, sealed=sealing.sealed, seal_mm=sealing.diameter_mm) for row in texts
        ]
        if not sealing.sealed and "layout" not in stored:
            made[:-1] = map(_right_set, made[:-1])
        rows = tuple(replace(row, blank_lines=() if i else row.blank_lines) for i, row in enumerate(made))
    return tuple(replace(row, key=key) for row in rows)


def _right_set(row: Signature) -> Signature:
    """Return the 署名 of an agency that others follow, 2 字 from the right as each of them (7.3.5.2)."""
    return replace(row, issuer_right=min(row.issuer_right, gb.SIGNATURE_RIGHT_ZI * gb.ZI_TWIPS))


def _stamped(posts: Sequence[str], date: str, typesetter: Typesetter) -> Iterator[Signature]:
    """Yield the 职务 beside which a stamp goes, one a line, then the date, 4 字 from the right (7.3.5.3)."""
    zi = gb.ZI_TWIPS
    stamp = gb.DATE_RIGHT_ZI_SEALED * zi + mm_to_twips(gb.STAMP_WIDTH_MM)
    dated = typesetter.signature("", date, sealed=True)
    for i, post in enumerate(posts):
        blank = tuple(range(1 if i else gb.LINES_BEFORE_STAMP))
        right = stamp + gb.POST_BEFORE_STAMP_ZI * zi
        yield replace(dated, issue_date="", blank_lines=blank, post=post, post_right=right)
    yield replace(dated, blank_lines=(0,))


def _sealed_rows(
    names: Sequence[str], date: str, typesetter: Typesetter, diameter_mm: float
) -> Iterator[Signature]:
    """Yield rows of agencies that have a seal each; the date stands under the last agency (7.3.5.1)."""
    alone = typesetter.signature("", date, sealed=True)
    widest = typesetter.printed_date_width(date) if date else 7 * gb.ZI_TWIPS
    center = gb.TYPE_AREA_WIDTH_TWIPS - alone.issue_date_right - widest / 2
    widths = [
        typesetter.width(n, typesetter.layout.fangsong, gb.BODY_SIZE_PT, gb.LETTER_SPACING_TWIPS)
        for n in names
    ]
    grid = seal_grid(names, widths, center, diameter_mm)
    dated = _dated(grid.centers[-1], typesetter.date_width(date), widest)
    for i, row in enumerate(grid.rows):
        above = lines_per_seal(diameter_mm) - 1 if i else lines_before_seal(diameter_mm)
        made = replace(alone, issue_date="", blank_lines=tuple(range(above)), **_columns(row, grid))
        last = i == len(grid.rows) - 1
        yield replace(made, issue_date=date, **dated) if last else made


def _dated(center: int, width: float, widest: float) -> dict[str, Any]:
    """Return how 成文日期 stands under the middle of the last 署名, however wide a program sets it.

    A box about the middle holds it, which is exact in Word and in LibreOffice; without room for one it is set from
    the right, by a ``width`` between theirs.
    """
    left, right = max(0, 2 * center - gb.TYPE_AREA_WIDTH_TWIPS), max(0, gb.TYPE_AREA_WIDTH_TWIPS - 2 * center)
    if gb.TYPE_AREA_WIDTH_TWIPS - left - right >= widest + gb.ZI_TWIPS:
        return {"issue_date_left": left, "issue_date_right": right, "issue_date_side": "center"}
    return {"issue_date_right": max(0, round(gb.TYPE_AREA_WIDTH_TWIPS - center - width / 2))}


def _columns(row: Sequence[str], grid: SealGrid) -> dict[str, Any]:
    centers = (*grid.centers[len(grid.centers) - len(row) :], *[gb.TYPE_AREA_WIDTH_TWIPS] * 3)
    first, second, third = centers[:3]
    return {
        "issuer": _GAP.join(row), "columns": tuple(row),
        "first_center": first, "second_center": second, "third_center": third,
    }  # fmt: skip


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
        if row and (len(row) == gb.SEALS_PER_ROW or not _fits([*row, name], typesetter)):
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
