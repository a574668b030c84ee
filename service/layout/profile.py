"""A unit's layout profile (版式约定): which of the standard's numbers it replaces. The defaults are the standard's.

Lengths end in their unit. A profile is a value of the content (``/layout``): the same content gives the same paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from service.layout import gbt9704 as gb
from service.layout.predictor import GRID_HEIGHT_TWIPS
from service.layout.units import TWIPS_PER_PT

OUTSIDE, CENTER = "outside", "center"

ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fangsong": gb.FONT_FANGSONG,
        "kai": gb.FONT_KAI,
        "hei": gb.FONT_HEI,
        "biaosong": gb.FONT_TITLE,
        "song": gb.FONT_SONG,
    }
)
"""The five designs that the standard asks for (5.2.2, 7.3.3, 7.5) → the family that a paper names for each."""

FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "仿宋_GB2312": "fangsong",
        "仿宋": "fangsong",
        "楷体_GB2312": "kai",
        "楷体": "kai",
        "黑体": "hei",
        "方正小标宋简体": "biaosong",
        "宋体": "song",
    }
)
"""The families that a profile may name → their design; it is known of each which font stands for it here."""


@dataclass(frozen=True)
class LayoutProfile:
    """The numbers of a layout that a unit may choose.

    Attributes:
        fangsong, kai, hei, biaosong, song: the families that stand for the designs of `ROLES`.
        mark_size_pt: the largest size of 发文机关标志; it shrinks to fit one line.
        line_pitch_twips: exact height of a line of 正文 (5.2.3).
        page_number_place: ``outside`` (odd pages right, even pages left, 7.5) or ``center``.
        page_number_distance_mm: from the type area's lower edge to the dash beside the number (7.5).
        imprint_on_even_page: 版记 stands on an even page; if not, on the last one, whatever it is.
        seal_blank_lines: empty lines above a 署名 that gets a seal.
    """

    fangsong: str = gb.FONT_FANGSONG
    kai: str = gb.FONT_KAI
    hei: str = gb.FONT_HEI
    biaosong: str = gb.FONT_TITLE
    song: str = gb.FONT_SONG
    mark_size_pt: float = gb.MARK_SIZE_PT
    line_pitch_twips: int = gb.LINE_PITCH_TWIPS
    page_number_place: str = OUTSIDE
    page_number_distance_mm: float = gb.PAGE_NUMBER_DISTANCE_MM
    imprint_on_even_page: bool = True
    seal_blank_lines: int = gb.LINES_BEFORE_SEALED_SIGNATURE

    def family(self, standard: str) -> str:
        """Return the family that stands for one of the standard's; any other stays as it is."""
        return self.families.get(standard, standard)

    @cached_property
    def families(self) -> Mapping[str, str]:
        """The families that a paper names by the standard → those that this profile puts in their place."""
        return {standard: getattr(self, role) for role, standard in ROLES.items()}

    @property
    def page_height_twips(self) -> int:
        """The height that lines fill: 22 lines of the standard's grid; with another pitch the whole type area."""
        standard = self.line_pitch_twips == gb.LINE_PITCH_TWIPS
        return GRID_HEIGHT_TWIPS if standard else gb.TYPE_AREA_HEIGHT_TWIPS


STANDARD: Final = LayoutProfile()
"""The layout of GB/T 9704."""


def read_profile(stored: Mapping[str, Any]) -> LayoutProfile:
    """Return the profile that a valid ``layout`` of a content tells; {} is the standard."""
    told: dict[str, Any] = {
        _FIELDS[name]: value for name, value in stored.items() if name not in ("fonts", "line_pitch")
    }
    if "line_pitch" in stored:
        told["line_pitch_twips"] = round(stored["line_pitch"] * TWIPS_PER_PT)
    return LayoutProfile(**told, **stored.get("fonts", {}))


_FIELDS: Final = {
    "mark_size": "mark_size_pt",
    "page_number_place": "page_number_place",
    "page_number_distance": "page_number_distance_mm",
    "imprint_on_even_page": "imprint_on_even_page",
    "seal_blank_lines": "seal_blank_lines",
}
