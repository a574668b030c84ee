"""What a layout profile changes in a template: families, line pitch, grid, page number."""

from __future__ import annotations

from service.catalog.restyling import Attribute, Restyling
from service.layout import gbt9704 as gb
from service.layout.profile import CENTER, LayoutProfile
from service.layout.units import mm_to_twips

#: Distance of the footer from the paper's edge that puts the dash's ink at 269 mm (7.5), measured.
_FOOTER_TWIPS = 1435
_CENTERED: tuple[Attribute, ...] = (
    ("ind@left", "0"),
    ("ind@right", "0"),
    ("ind@firstLine", "0"),
    ("jc@val", "center"),
)


def look_of(profile: LayoutProfile) -> Restyling:
    """Return how a template looks in a profile; an empty one is the template as it is."""
    return Restyling(
        families=tuple((old, new) for old, new in profile.families.items() if old != new),
        pitch=profile.line_pitch_twips if profile.line_pitch_twips != gb.LINE_PITCH_TWIPS else None,
        section=tuple(_section(profile)),
        page_number=_CENTERED if profile.page_number_place == CENTER else (),
    )


def _section(profile: LayoutProfile) -> list[Attribute]:
    """Return what is changed in the sections.

    A grid of another pitch than the standard's would leave what no whole line fits free at the top and the foot of
    each page (LibreOffice, measured); without one all of it is at the foot.
    """
    changed: list[Attribute] = []
    if profile.line_pitch_twips != gb.LINE_PITCH_TWIPS:
        changed += [("docGrid@type", "default"), ("docGrid@linePitch", str(profile.line_pitch_twips))]
    further = profile.page_number_distance_mm - gb.PAGE_NUMBER_DISTANCE_MM
    if further:
        changed.append(("pgMar@footer", str(_FOOTER_TWIPS - mm_to_twips(further))))
    return changed
