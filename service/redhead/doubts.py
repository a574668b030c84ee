"""What should be looked at in a body with 版头 and 版记, seen on its rendered pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.document.finding import Finding, Severity
from service.document.marks import MARK, NUMBER
from service.layout import gbt9704 as gb
from service.page import Page

_LINES_LOOKED_AT = 6
_PRINTED = re.compile(r".*\d{4}年\d{1,2}月\d{1,2}日印发")


def doubts(first: Page, last: Page) -> Iterator[Finding]:
    """Yield findings on the first page, and on the page where the text ends, looked at without 版记."""
    under = _under_rule(first)
    if not under:
        message = "首页没有正文，请减少版头的内容，或检查正文开头是不是另起了一页"
        yield _doubt("redhead-first-page", message, "7.3.3", 1)
    for text in under[:_LINES_LOOKED_AT]:
        flat = "".join(text.split())
        if MARK.fullmatch(flat) or NUMBER.fullmatch(flat):
            yield _doubt(
                "redhead-twice", f"正文里好像已经有版头（“{flat[:20]}”），请从正文删去再套红", "7.2", 1
            )
    if any(_PRINTED.fullmatch("".join(line.text.split())) for line in last.lines):
        yield _doubt("redhead-twice", "正文里好像已经有版记，请从正文删去再套红", "7.4")


def misplaced_imprint(expected: int, pages: int) -> Finding:
    """Return the finding that the paper has other pages than the 版记 was placed for."""
    message = f"版记应在第{expected}页，排出来却有{pages}页，请核对版记的位置"
    return _doubt("redhead-imprint", message, "7.4", pages)


def _under_rule(page: Page) -> list[str]:
    """Return the lines between the red rule and the foot of the type area."""
    rule = next((rule.y for rule in page.rules if rule.color == gb.RED), gb.TOP_MARGIN_MM)
    return [
        line.text for line in page.lines if line.ink_top > rule and line.ink_bottom < gb.BOTTOM_EDGE_MM + 2
    ]


def _doubt(rule: str, message: str, clause: str, page: int | None = None) -> Finding:
    return Finding(
        rule, message, label="正文文件", severity=Severity.WARNING, clause=f"GB/T 9704 {clause}", page=page
    )
