"""Units: mm, pt, twip (缇, 1/20 pt), and the conversions between them."""

from __future__ import annotations

MM_PER_INCH = 25.4
TWIPS_PER_PT = 20
TWIPS_PER_MM = 1440 / MM_PER_INCH


def mm_to_twips(mm: float) -> int:
    """Return millimetres as whole twips, rounded to nearest."""
    return round(mm * TWIPS_PER_MM)


def twips_to_mm(twips: float) -> float:
    """Return twips as millimetres."""
    return twips / TWIPS_PER_MM
