"""Seals on their pages: rows of seals that would leave the type area go on, and where each seal's centre lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from service.catalog.outline import Printed
from service.layout import gbt9704 as gb
from service.layout.profile import LayoutProfile
from service.layout.units import TWIPS_PER_PT, mm_to_twips, twips_to_mm
from service.rendering.context import Context, Signature
from service.rendering.pagination import Flow, Paginator
from service.rendering.seals import Seal, lines_before_seal
from service.rendering.signing import Sealing
from service.rendering.typesetting import Typesetter

#: The paragraphs that are sealed or stamped, as their styles are called.
_SEALED = ("署名", "署名（并排）", "签发人职务")
#: The middle of a character over its baseline, which lies at four fifths of a line of exact height (measured).
_BASELINE, _MIDDLE_EM = 0.8, 0.38


def _middle_twips(layout: LayoutProfile) -> float:
    """Return the middle of a line's characters under the line's top."""
    return _BASELINE * layout.line_pitch_twips - _MIDDLE_EM * gb.BODY_SIZE_PT * TWIPS_PER_PT


def _grid_top_twips(layout: LayoutProfile) -> int:
    """Return where the first line begins: LibreOffice centres a grid in the type area."""
    return (gb.TYPE_AREA_HEIGHT_TWIPS - layout.page_height_twips) // 2


def _items(context: Context, flow: Flow) -> Iterator[tuple[int, Signature]]:
    """Yield each row of the paper's own signatures that is sealed or stamped, and which printed item it is."""
    keys = {signature.key for signature in context.signatures}
    rows = iter([s for s in context.signatures if s.issuer or s.post])
    for index, item in enumerate(flow.items):
        if isinstance(item, Printed) and item.signature in keys and item.format.style in _SEALED:
            row = next(rows, None)
            if row is not None:
                yield index, row


def keep_rows(
    context: Context, flow: Flow, paginator: Paginator, sealing: Sealing, layout: LayoutProfile
) -> tuple[Context, Flow]:
    """Return the context with rows of seals on the next page where they would leave the type area (7.3.5.1)."""
    half = mm_to_twips(sealing.diameter_mm / 2)
    middle = round(_middle_twips(layout))
    above = tuple(range(lines_before_seal(sealing.diameter_mm)))
    for _ in context.signatures:
        found = next(
            (
                row
                for index, row in _items(context, flow)
                if row.columns and _leaves(flow, index, row, middle, half)
            ),
            None,
        )
        if found is None:
            break
        moved = replace(found, page_break=True, blank_lines=above)
        signatures = tuple(moved if row is found else row for row in context.signatures)
        context = replace(context, signatures=signatures)
        flow = paginator.flow(context)
    return context, flow


def _leaves(flow: Flow, index: int, row: Signature, middle: int, half: int) -> bool:
    place = flow.pages.places[index][-1]
    center = place.top_twips + middle
    over = center + half > gb.TYPE_AREA_HEIGHT_TWIPS or center < half
    dated = row.issue_date and flow.page_of(index + 1) != place.page
    return not row.page_break and bool(over or dated)


def seals(context: Context, flow: Flow, sealing: Sealing, typesetter: Typesetter) -> tuple[Seal, ...]:
    """Return the places of the paper's seals or stamps, in the order of the agencies; () if it gets none."""
    found: list[Seal] = []
    layout = typesetter.layout
    for index, row in _items(context, flow):
        first, last = flow.pages.places[index][0], flow.pages.places[index][-1]
        top = (first.top_twips if first.page == last.page else last.top_twips) + last.top_twips
        y = gb.TOP_MARGIN_MM + twips_to_mm(round(_grid_top_twips(layout) + top / 2 + _middle_twips(layout)))
        if row.post:
            x = gb.RIGHT_EDGE_MM - twips_to_mm(gb.DATE_RIGHT_ZI_SEALED * gb.ZI_TWIPS) - gb.STAMP_WIDTH_MM / 2
            made = Seal("signature_stamp", row.post, last.page, x, y, gb.STAMP_WIDTH_MM, gb.STAMP_HEIGHT_MM)
            found.append(made)
        elif sealing.sealed:
            size = sealing.diameter_mm
            for name, center in _centers(row, typesetter):
                x = gb.LEFT_MARGIN_MM + twips_to_mm(round(center))
                found.append(Seal("seal", name, last.page, x, y, size, size))
    return tuple(found)


def _centers(row: Signature, typesetter: Typesetter) -> Iterator[tuple[str, float]]:
    if row.columns:
        yield from zip(row.columns, (row.first_center, row.second_center, row.third_center), strict=False)
    else:
        date = typesetter.printed_date_width(row.issue_date) if row.issue_date else 7 * gb.ZI_TWIPS
        yield row.issuer, gb.TYPE_AREA_WIDTH_TWIPS - row.issue_date_right - date / 2
