"""7.2.1–7.2.4: 份号, 密级 and 紧急程度 above the mark, and the mark of several agencies."""

from __future__ import annotations

from collections.abc import Iterator

from service.layout import gbt9704
from service.lint.page_rules.geometry import CENTER_MM, CENTER_TOLERANCE_MM, EDGE_TOLERANCE_MM, fonts
from service.lint.rule import Measurement, near, rule
from service.lint.sheet import Sheet

_NAMES = {
    "copy_number": "份号",
    "security_classification": "密级和保密期限",
    "precedence": "紧急程度",
}
#: The middle of the characters of line 1 under the type area's upper edge (measured).
_FIRST_LINE_MM = gbt9704.TOP_MARGIN_MM + 6.2
_LINE_TOLERANCE_MM = 2.0


def _line_of(sheet: Sheet, element: str) -> int:
    """Return the line that an element should stand on: 密级 always on the second, 紧急程度 under what is there."""
    texts = sheet.texts
    if element == "copy_number":
        return 1
    if element == "security_classification":
        return 2
    return 3 if texts.security_classification else 2 if texts.copy_number else 1


@rule(
    "corner-elements",
    clause="GB/T 9704 7.2.1",
    strength="规定",
    advice="份号、密级和保密期限、紧急程度请自上而下分行顶格排在版心左上角，密级在第二行。",
)
def corner_elements(sheet: Sheet) -> Iterator[Measurement]:
    """份号 on line 1, 密级 on line 2, 紧急程度 under them, each flush left; in a letter under its red rule instead."""
    if sheet.is_letter:
        return
    for element, name in _NAMES.items():
        for placed in sheet.located.lines(element):
            line = placed.line
            yield near(
                f"{name}左边（顶格）",
                line.x0,
                gbt9704.LEFT_MARGIN_MM,
                EDGE_TOLERANCE_MM,
                page=placed.page,
                element=element,
            )
            middle = _FIRST_LINE_MM + (_line_of(sheet, element) - 1) * sheet.line_mm
            yield near(
                f"{name}的高度（第{_line_of(sheet, element)}行）", (line.ink_top + line.ink_bottom) / 2, round(middle, 1),
                _LINE_TOLERANCE_MM, page=placed.page, element=element,
            )  # fmt: skip


@rule(
    "corner-fonts",
    clause="GB/T 9704 7.2.2",
    strength="一般",
    advice="密级和保密期限、紧急程度请用三号黑体。",
)
def corner_fonts(sheet: Sheet) -> Iterator[Measurement]:
    """密级 and 紧急程度 are set in 三号黑体."""
    for element in ("security_classification", "precedence"):
        chars = [(p.page, c) for p in sheet.located.lines(element) for c in p.line.chars]
        look = fonts(f"{_NAMES[element]}字体", sheet, chars, gbt9704.FONT_HEI, gbt9704.BODY_SIZE_PT, element)
        if look:
            yield look


@rule(
    "joint-mark",
    clause="GB/T 9704 7.2.4",
    strength="规定",
    advice="联合行文的机关名请上下排列、左右对齐，“文件”二字排在右侧，上下居中。",
)
def joint_mark(sheet: Sheet) -> Iterator[Measurement]:
    """The agencies stand under one another between the same edges, 文件 right of them in the middle of their height."""
    placed, ending = sheet.located.lines("issuer_mark"), sheet.texts.mark_ending
    if not placed or not sheet.texts.joint_mark:
        return
    page, element = placed[0].page, "issuer_mark"
    inked = [c for p in placed for c in p.line.chars if c.ink]
    beside = sorted(inked, key=lambda c: c.x0)[len(inked) - len(ending) :] if ending else []
    names = [c for c in inked if c not in beside]
    tops, bottoms = [c.ink.top for c in names if c.ink], [c.ink.bottom for c in names if c.ink]
    yield near("联合标志上边缘", min(tops), gbt9704.MARK_TOP_MM, 1.0, page=page, element=element)
    left, right = min(c.x0 for c in inked), max(c.x1 for c in inked)
    yield near("联合标志中心", (left + right) / 2, CENTER_MM, CENTER_TOLERANCE_MM, page=page, element=element)
    ends = [c.x1 for c in names if not any(abs(d.baseline - c.baseline) < 1 and d.x0 > c.x0 for d in names)]
    yield near("机关名右端的差", max(ends) - min(ends), 0.0, CENTER_TOLERANCE_MM, page=page, element=element)
    if beside:
        middle = sum((c.ink.top + c.ink.bottom) / 2 for c in beside if c.ink) / len(beside)
        wanted = round((min(tops) + max(bottoms)) / 2, 1)
        yield near(
            "“文件”的中心（以机关名为准）", middle, wanted, CENTER_TOLERANCE_MM, page=page, element=element
        )
        ok = min(c.x0 for c in beside) >= max(c.x1 for c in names)
        yield Measurement("“文件”的位置", "在机关名右侧", "在右侧" if ok else "不在右侧", ok, page, element)
