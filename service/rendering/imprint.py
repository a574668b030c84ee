"""Where the 版记 stands: how many pages to turn before it, how high its frames are (7.4)."""

from __future__ import annotations

from dataclasses import replace

from service.document.finding import Finding
from service.errors import RenderingError
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.predictor import Pagination, Run, break_lines
from service.layout.profile import STANDARD, LayoutProfile
from service.rendering.context import Imprint

#: 抄送 shares one page with the 印发 line and the line above its first rule.
_MOST_IMPRINT_LINES = gb.LINES_PER_PAGE - 2


def place_imprint(
    imprint: Imprint, pages: Pagination, metrics: FontMetrics, layout: LayoutProfile
) -> Imprint:
    """Return the 版记 with its place; a bulletin's 报送发 stand on any last page."""
    named = (("主送", imprint.principal_receivers), ("抄送", imprint.other_receivers))
    lines = sum(
        other_receivers_lines(text and f"{label}：{text}。", metrics, layout.fangsong)
        for label, text in named
    )
    if imprint.distribution:
        layout = replace(layout, imprint_on_even_page=False)
        lines = sum(distribution_lines(text, metrics, layout.fangsong) for text in imprint.distribution)
    if lines > _MOST_IMPRINT_LINES:
        raise _too_long(imprint, lines)
    printing = max(1, len(imprint.printing_office))
    shown = imprint.printing_office or lines or imprint.distribution
    turns = imprint_page_breaks(pages, lines + printing - 1, layout) if shown else 0
    printing_height = gb.LINE_PITCH_TWIPS + (printing - 1) * gb.PRINTING_PITCH_TWIPS
    top = gb.TYPE_AREA_HEIGHT_TWIPS - lines * gb.LINE_PITCH_TWIPS - printing_height
    return replace(
        imprint,
        page_breaks=tuple(range(turns)),
        unnumbered=turns > 1,
        numbering_ends=turns > 1 and not _begins_page(pages),
        first_rule_top=top,
        other_receivers_height=lines * gb.IMPRINT_PITCH_TWIPS,
        other_receivers_top=top + gb.IMPRINT_RULE_TWIPS,
        printing_height=printing_height,
    )


def imprint_page_breaks(
    pages: Pagination, other_receivers_lines: int, layout: LayoutProfile = STANDARD
) -> int:
    """Return how many pages to turn before the 版记, so that it stands at the foot of an even last page (7.4).

    On an even page with room 0, on an odd one 1, on a full even one 2. Where any last page will do: 0, or 1 on a full
    one.
    """
    if layout.imprint_on_even_page and pages.page_count % 2:
        return 1 + _begins_page(pages)
    room = layout.page_height_twips - pages.used_twips
    needed = (other_receivers_lines + 2) * gb.LINE_PITCH_TWIPS
    return 0 if needed <= room else 1 + layout.imprint_on_even_page


def _begins_page(pages: Pagination) -> bool:
    """Tell whether a page has begun with nothing on it: behind a page across. The first break before 版记 is then none."""
    return not pages.pages[-1]


def other_receivers_lines(text: str, metrics: FontMetrics, family: str = gb.FONT_FANGSONG) -> int:
    """Return how many lines of 四号 the 抄送 take in the 版记 (7.4.2); none for ""."""
    if not text:
        return 0
    zi = gb.SMALL_ZI_TWIPS
    run = Run(text, family, gb.SMALL_SIZE_PT, letter_spacing_twips=0)
    return len(break_lines([run], metrics=metrics, left_indent=4 * zi, right_indent=zi, first_indent=-3 * zi))


def distribution_lines(text: str, metrics: FontMetrics, family: str = gb.FONT_FANGSONG) -> int:
    """Return how many lines of 四号 one of a bulletin's 报, 送 and 发 takes."""
    zi = gb.SMALL_ZI_TWIPS
    run = Run(text, family, gb.SMALL_SIZE_PT, letter_spacing_twips=0)
    return len(break_lines([run], metrics=metrics, left_indent=zi, right_indent=zi, first_indent=0))


def _too_long(imprint: Imprint, lines: int) -> RenderingError:
    name, who = ("other_receivers", "抄送机关")
    said = who
    if imprint.principal_receivers:
        name, who, said = "principal_receivers", "主送机关", "移到版记的主送机关连同抄送机关"
    message = f"{said}排成{lines}行，版记最多{_MOST_IMPRINT_LINES}行，请用统称或规范化简称精简"
    return RenderingError(message, [Finding("imprint-too-long", message, f"/paper/{name}", f"公文 › {who}")])
