"""Where a unit's layout profile departs from the standard, constant by constant, each with its clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service.document.finding import Finding
from service.document.pointer import join
from service.layout import gbt9704 as gb
from service.layout.profile import CENTER, FAMILIES, LayoutProfile
from service.layout.units import TWIPS_PER_PT
from service.lint.rule import SEVERITIES, Strength

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """One constant that a profile may replace.

    Attributes:
        id: stable English name of the rule.
        path: where it stands below ``/layout``.
        clause: clause of the standard.
        strength: how strongly the standard speaks, see `Strength`.
        told: a Chinese sentence on how a profile departs; "" if it keeps to the standard.
        element: the element that it is about; a paper that may not have it is left alone. "" is every paper.
    """

    id: str
    path: Path
    clause: str
    strength: Strength
    told: Callable[[LayoutProfile], str]
    element: str = ""


def _line_pitch(profile: LayoutProfile) -> str:
    pitch = profile.line_pitch_twips
    if pitch == gb.LINE_PITCH_TWIPS:
        return ""
    lines = profile.page_height_twips // pitch
    told = f"行距{pitch / TWIPS_PER_PT:g}磅，每面最多{lines}行；"
    return f"{told}国标按{gb.LINES_PER_PAGE}行撑满版心，是{gb.LINE_PITCH_TWIPS / TWIPS_PER_PT:g}磅"


def _font(role: str, printed: str, wanted: str) -> Callable[[LayoutProfile], str]:
    """Return what to say of a family of another design than the standard asks for."""

    def told(profile: LayoutProfile) -> str:
        family = str(getattr(profile, role))
        return "" if FAMILIES.get(family) == role else f"{printed}用“{family}”；国标用{wanted}"

    return told


def _place(profile: LayoutProfile) -> str:
    if profile.page_number_place != CENTER:
        return ""
    return "页码居中；国标是单页居右空一字、双页居左空一字"


def _distance(profile: LayoutProfile) -> str:
    own, wanted = profile.page_number_distance_mm, gb.PAGE_NUMBER_DISTANCE_MM
    return "" if own == wanted else f"页码一字线上距版心下边缘{own:g}毫米；国标是{wanted:g}毫米"


def _imprint(profile: LayoutProfile) -> str:
    if profile.imprint_on_even_page:
        return ""
    return "版记排在最后一面，不论单双；国标按双面印刷，版记在最后一面的双数页"


def _seal(profile: LayoutProfile) -> str:
    own, usual = profile.seal_blank_lines, gb.LINES_BEFORE_SEALED_SIGNATURE
    if own == usual:
        return ""
    return f"盖章的署名上方空{own}行；印章的上边要在正文一行之内又不压住正文，通常空{usual}行"


DEPARTURES: tuple[Departure, ...] = (
    Departure("layout-line-pitch", ("line_pitch",), "GB/T 9704 5.2.3", "一般", _line_pitch),
    *(
        Departure(f"layout-font-{role}", ("fonts", role), f"GB/T 9704 {clause}", "一般", _font(role, printed, wanted), element)
        for role, clause, printed, wanted, element in (
            ("fangsong", "5.2.2", "正文", "仿宋体", ""),
            ("kai", "7.3.3", "二级标题", "楷体", ""),
            ("hei", "7.3.3", "一级标题", "黑体", ""),
            ("biaosong", "7.3.1", "标题", "小标宋体", ""),
            ("song", "7.5", "页码", "宋体", "page_number"),
        )
    ),
    Departure("layout-page-number-place", ("page_number_place",), "GB/T 9704 7.5", "规定", _place, "page_number"),
    Departure("layout-page-number-distance", ("page_number_distance",), "GB/T 9704 7.5", "规定", _distance, "page_number"),
    Departure("layout-imprint-page", ("imprint_on_even_page",), "GB/T 9704 7.4.1", "实务", _imprint, "printing_office"),
    Departure("layout-seal-lines", ("seal_blank_lines",), "GB/T 9704 7.3.5.1", "实务", _seal, "seal"),
)  # fmt: skip
"""Every constant of a profile that the standard speaks of; it gives no size for 发文机关标志 (7.2.4)."""


def lint_layout(
    profile: LayoutProfile, elements: Mapping[str, str], label: Callable[[Path], str]
) -> tuple[Finding, ...]:
    """Return a finding for each constant by which a profile departs from the standard.

    ``elements`` are those of the paper's kind; ``label`` gives the Chinese name of a place.
    """
    return tuple(
        Finding(
            each.id, f"{told}。这是版式约定里定的。", join(path), label(path), SEVERITIES[each.strength], each.clause
        )
        for each in DEPARTURES
        if not each.element or elements.get(each.element, "forbidden") != "forbidden"
        if (told := each.told(profile))
        for path in [("layout", *each.path)]
    )  # fmt: skip
