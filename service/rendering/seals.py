"""Where seals go (GB/T 9704 7.3.5.1): room is kept for them, their places are told, none is ever drawn.

A seal's centre lies on the middle of its 署名, so that 署名 and 成文日期 together stand a little under it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from service.layout import gbt9704 as gb
from service.layout.units import mm_to_twips

_HALF_LINE_MM = gb.TYPE_AREA_HEIGHT_MM / gb.LINES_PER_PAGE / 2


@dataclass(frozen=True)
class Seal:
    """A place for a seal or a 签名章, for the system that puts it there.

    Attributes:
        kind: ``seal``, or ``signature_stamp`` of the 签发人.
        name: the agency whose seal it is, or the 职务 of whose stamp.
        page: 1-based.
        x_mm: of the centre, from the paper's left edge.
        y_mm: of the centre, from the paper's upper edge.
        width_mm: a seal's diameter.
        height_mm: the same of a seal.
    """

    kind: str
    name: str
    page: int
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float

    def as_json(self) -> dict[str, Any]:
        """Return the place as a record tells it; millimetres to a tenth."""
        size = {"diameter_mm": self.width_mm} if self.kind == "seal" else {
            "width_mm": self.width_mm, "height_mm": self.height_mm,
        }  # fmt: skip
        place = {"page": self.page, "x_mm": round(self.x_mm, 1), "y_mm": round(self.y_mm, 1)}
        return {"kind": self.kind, "name": self.name, **place, **size}


def lines_before_seal(diameter_mm: float, issuer_lines: int = 1) -> int:
    """Return the blank lines between text and 署名: the fewest whose seal doesn't touch the text.

    Its top is then within one line of the text (7.3.5.1).
    """
    room = diameter_mm / 2 - issuer_lines * _HALF_LINE_MM
    return max(0, math.ceil(round(room / (2 * _HALF_LINE_MM), 6)))


def lines_per_seal(diameter_mm: float) -> int:
    """Return how many lines one row of seals is under the row before it."""
    return math.ceil((diameter_mm + gb.SEAL_GAP_MM) / (2 * _HALF_LINE_MM))


def lines_under_date(diameter_mm: float) -> int:
    """Return how many lines a seal reaches down beneath the 成文日期 that it covers."""
    return max(0, math.ceil((diameter_mm / 2 - 3 * _HALF_LINE_MM) / (2 * _HALF_LINE_MM)))


@dataclass(frozen=True)
class SealGrid:
    """Rows of 署名 side by side.

    Attributes:
        rows: the agencies of each row.
        centers: of the columns, twips from the type area's left; a row with fewer agencies takes the last ones.
    """

    rows: tuple[tuple[str, ...], ...]
    centers: tuple[int, ...]


def seal_grid(
    names: Sequence[str], widths: Sequence[float], date_center: float, diameter_mm: float
) -> SealGrid:
    """Return the grid of a joint signature: as many columns as have room, three at most.

    The last agency stands over 成文日期, which is moved only where the seals need the room.

    Args:
        names: in their order.
        widths: of the names, twips.
        date_center: middle of 成文日期 that is 4 字 from the right, twips.
        diameter_mm: of the seals.
    """
    diameter, gap = mm_to_twips(diameter_mm), mm_to_twips(gb.SEAL_GAP_MM)
    most = min(gb.SEALS_PER_ROW, len(names))
    for count in range(2 if len(names) in (2, 4) else most, 0, -1):
        rows = tuple(tuple(names[i : i + count]) for i in range(0, len(names), count))
        step = max(diameter + gap, max(widths) + gb.ZI_TWIPS)
        half = max(diameter, max(widths)) / 2
        last = max(date_center, half + (count - 1) * step)
        if last + half <= gb.TYPE_AREA_WIDTH_TWIPS or count == 1:
            last = min(last, gb.TYPE_AREA_WIDTH_TWIPS - half)
            return SealGrid(rows, tuple(round(last - i * step) for i in reversed(range(count))))
    raise ValueError("no agency signs")
