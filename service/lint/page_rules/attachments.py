"""7.3.4, 7.3.7: 附件说明 under the text, and the attachments on pages of their own."""

from __future__ import annotations

from collections.abc import Iterator

from service.layout import gbt9704
from service.lint.locating import Placed, plain
from service.lint.page_rules.geometry import (
    CENTER_TOLERANCE_MM,
    EDGE_TOLERANCE_MM,
    ZI_MM,
    fonts,
    type_area_of,
)
from service.lint.rule import Measurement, near, rule
from service.lint.sheet import Sheet

_INDENT_MM = round(gbt9704.LEFT_MARGIN_MM + gbt9704.FIRST_LINE_INDENT_ZI * ZI_MM, 1)
_ALIGNED_MM = 1.0
NO_MARKS = "。；，、：."
_NOTES = (("attachment_notes", "附件说明"), ("issued_notes", "所印发文件的附件说明"))


@rule(
    "attachment-notes",
    clause="GB/T 9704 7.3.4",
    strength="规定",
    advice="附件说明请左空二字，序号上下对齐，名称后不加标点。",
)
def attachment_notes(sheet: Sheet) -> Iterator[Measurement]:
    """附件说明 begins 2 字 in, numbers stand under one another, no mark follows a name."""
    wanted = {"attachment_notes": sheet.texts.attachment_notes, "issued_notes": sheet.texts.issued_notes}
    for element, name in _NOTES:
        placed = sheet.located.lines(element)
        if not placed:
            continue
        page, first = placed[0].page, placed[0].line
        yield near(f"{name}左边（左空二字）", first.x0, _INDENT_MM, 0.8, page=page, element=element)
        last = plain(placed[-1].line.text)[-1]
        yield Measurement(
            f"{name}末尾", "没有标点", f"“{last}”", last not in NO_MARKS, placed[-1].page, element
        )
        if len(wanted[element]) > 1:
            edges = list(_numbers(placed))
            spread = max(edges) - min(edges)
            yield near(f"{name}序号左边的差", spread, 0.0, _ALIGNED_MM, page=page, element=element)


def _numbers(placed: tuple[Placed, ...]) -> Iterator[float]:
    """Yield where the number of each note begins; the first stands behind 附件：."""
    for one in placed:
        chars = [c for c in one.line.chars if c.text.strip()]
        found = chars[3:] if "".join(c.text for c in chars[:3]) == "附件：" else chars
        if found and found[0].text.isdigit():
            yield found[0].x0


@rule(
    "attachment-head",
    clause="GB/T 9704 7.3.7",
    strength="规定",
    advice="附件请另面编排，“附件”及顺序号用三号黑体顶格排在第一行，标题居中排在第三行。",
)
def attachment_head(sheet: Sheet) -> Iterator[Measurement]:
    """An attachment begins a page: its label flush left on line 1 in 黑体, its title centred on line 3."""
    for attachment in sheet.located.attachments:
        if not attachment.label or not attachment.title:
            continue
        label, title = attachment.label[0], attachment.title[0]
        page = label.page
        area = type_area_of(sheet.pages[page - 1])
        center = round((area.left + area.right) / 2, 1)
        top = next(p for p in sheet.located.flow if p.page == page)
        ok = top.line is label.line
        yield Measurement("附件标识", "在页首", "在页首" if ok else "不在页首", ok, page, "attachments")
        yield near(
            "附件标识左边（顶格）", label.line.x0, area.left, EDGE_TOLERANCE_MM, page=page,
            element="attachments",
        )  # fmt: skip
        distance = title.line.baseline - label.line.baseline
        yield near(
            "附件标识到附件标题（第三行）",
            distance,
            round(2 * sheet.line_mm, 1),
            2.0,
            page=page,
            element="attachments",
        )
        worst = max(attachment.title, key=lambda p: abs(p.line.center - center))
        yield near(
            "附件标题中心",
            worst.line.center,
            center,
            CENTER_TOLERANCE_MM,
            page=worst.page,
            element="attachments",
        )
        yield from _looks(sheet, attachment.label, attachment.title)


def _looks(sheet: Sheet, label: tuple[Placed, ...], title: tuple[Placed, ...]) -> Iterator[Measurement]:
    for name, placed, family, size in (
        ("附件标识字体", label, gbt9704.FONT_HEI, gbt9704.BODY_SIZE_PT),
        ("附件标题字体", title, gbt9704.FONT_TITLE, gbt9704.TITLE_SIZE_PT),
    ):
        chars = [(p.page, c) for p in placed for c in p.line.chars]
        look = fonts(name, sheet, chars, family, size, "attachments")
        if look:
            yield look
