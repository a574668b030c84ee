"""7.5: page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.layout import gbt9704
from service.lint.locating import plain
from service.lint.page_rules.geometry import SIZE_TOLERANCE_PT, SMALL_ZI_MM, is_bare, is_blank
from service.lint.rule import Measurement, near, rule
from service.lint.sheet import Sheet
from service.page import Line

_RIGHT_MM = gbt9704.RIGHT_EDGE_MM - SMALL_ZI_MM
_LEFT_MM = gbt9704.LEFT_MARGIN_MM + SMALL_ZI_MM
#: How a line of the 版记 reads where its text isn't known.
_IMPRINT = re.compile(r"^抄送[：:]|年\d{1,2}月\d{1,2}日印发$")


def _numbers(sheet: Sheet) -> Iterator[tuple[int, Line]]:
    bound = {page.number for page in sheet.pages if page.turned or not page.is_landscape}
    yield from sorted(each for each in sheet.located.page_numbers.items() if each[0] in bound)


@rule(
    "page-number-text",
    clause="GB/T 9704 7.5",
    strength="一般",
    advice="请检查页脚。",
)
def page_number_text(sheet: Sheet) -> Iterator[Measurement]:
    """Every page but blank ones has its number between two dashes (— 1 —), counted through.

    A blank page before the imprint and the imprint's page have none.
    """
    if not sheet.wants("page_number"):
        return
    unnumbered = _unnumbered(sheet)
    for page in sheet.pages:
        line = sheet.located.page_numbers.get(page.number)
        text = plain(line.text) if line else "没有页码"
        if (sheet.is_letter and page.number == 1) or (page.is_landscape and not page.turned):
            continue  # clause 8 has a rule of its own
        if page.number in unnumbered:
            yield Measurement(
                "页码", "版记前有空白页，两面都没有页码", text, line is None, page.number, "page_number"
            )
        elif not is_blank(page):
            ok = text == f"—{page.number}—"
            yield Measurement("页码", "“—页码—”，逐页连续", text, ok, page.number, "page_number")


def _unnumbered(sheet: Sheet) -> frozenset[int]:
    """Return the blank page before the imprint and the imprint's page; nothing without a blank page."""
    if len(sheet.pages) < 2 or not is_bare(sheet, sheet.pages[-2]):
        return frozenset()
    known = (*sheet.located.lines("other_receivers"), *sheet.located.lines("printing_office"))
    blank, last = sheet.pages[-2:]
    found = any(placed.page == last.number for placed in known)
    found = found or any(_IMPRINT.search(plain(line.text)) for line in last.lines)
    return frozenset({blank.number, last.number}) if found else frozenset()


@rule(
    "page-number-place",
    clause="GB/T 9704 7.5",
    strength="规定",
    advice="请检查页脚的位置和缩进。",
)
def page_number_place(sheet: Sheet) -> Iterator[Measurement]:
    """The dash lies 7 mm under the type area; odd pages right, even pages left, one 字 in."""
    for page, line in _numbers(sheet):
        dash = line.chars[0].ink
        if dash and line.chars[0].text == "—":
            yield near(
                "页码一字线上边", dash.top, gbt9704.PAGE_NUMBER_TOP_MM, 1.0, page=page, element="page_number"
            )
        if page % 2:
            yield near(
                "页码右边（单页居右空一字）",
                line.x1,
                round(_RIGHT_MM, 1),
                1.0,
                page=page,
                element="page_number",
            )
        else:
            yield near(
                "页码左边（双页居左空一字）",
                line.x0,
                round(_LEFT_MM, 1),
                1.0,
                page=page,
                element="page_number",
            )


@rule(
    "page-number-font",
    clause="GB/T 9704 7.5",
    strength="一般",
    advice="页码请用四号宋体。",
)
def page_number_font(sheet: Sheet) -> Iterator[Measurement]:
    """Page numbers are set in 四号宋体."""
    for page, line in _numbers(sheet):
        looks = {(sheet.family(char), char.size_pt) for char in line.chars if char.ink}
        ok = all(
            family == gbt9704.FONT_SONG and abs(size - gbt9704.SMALL_SIZE_PT) <= SIZE_TOLERANCE_PT
            for family, size in looks
        )
        shown = "、".join(f"{family} {size:g} pt" for family, size in sorted(looks))
        wanted = f"{gbt9704.FONT_SONG} {gbt9704.SMALL_SIZE_PT:g} pt"
        yield Measurement("页码字体", wanted, shown, ok, page, "page_number")
