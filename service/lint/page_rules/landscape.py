"""Clause 8: pages that lie across for a wide table keep their number where upright pages have it."""

from __future__ import annotations

from collections.abc import Iterator

from service.layout import gbt9704
from service.lint.rule import Measurement, rule
from service.lint.sheet import Sheet
from service.page import Page

#: The paper's foot is on the left of a page that is turned to be read, 35 mm wide.
_FOOT_MM = gbt9704.PAGE_HEIGHT_MM - gbt9704.BOTTOM_EDGE_MM


def lies_across(page: Page) -> bool:
    """Tell whether a page is wider than high."""
    return page.width > page.height + 1


@rule(
    "landscape-page-number",
    clause="GB/T 9704 8",
    strength="规定",
    advice="横排表格页的页码与其他页位置一致：把纸竖放时单页居右、双页居左，横看时单页在左下角，双页在左上角。",
)
def landscape_page_number(sheet: Sheet) -> Iterator[Measurement]:
    """Read across, the number of an odd page stands in the lower left corner, of an even page in the upper left one."""
    for page in sheet.pages:
        if lies_across(page):
            wanted = "左下角" if page.number % 2 else "左上角"
            shown = _corner(page)
            yield Measurement("横排页的页码", wanted, shown, shown == wanted, page.number, "page_number")


def _corner(page: Page) -> str:
    """Return where outside the type area the page's number is printed, as the page is read."""
    turned = [c for line in page.turned for c in line.chars if c.ink and c.text.isdigit()]
    if turned and all(c.ink.top > gbt9704.BOTTOM_EDGE_MM for c in turned if c.ink):
        middle = sum(c.x0 for c in turned) / len(turned)
        return "左下角" if middle > page.height / 2 else "左上角"
    digits = [c for line in page.lines for c in line.chars if c.ink and c.text.isdigit()]
    left = [c for c in digits if c.x1 < _FOOT_MM and c.ink]
    low = [c for c in digits if c.ink and c.ink.top > page.height - gbt9704.LEFT_MARGIN_MM]
    if left:
        middle = sum((c.ink.top + c.ink.bottom) / 2 for c in left if c.ink) / len(left)
        return "左下角" if middle > page.height / 2 else "左上角"
    return "下面" if low else "没有页码"
