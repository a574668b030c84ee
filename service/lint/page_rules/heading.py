"""7.2: the heading (版头): mark, document number, 签发人 of an upward paper, red rule."""

from __future__ import annotations

from collections.abc import Iterator

from service.layout import gbt9704
from service.lint.locating import plain
from service.lint.page_rules.elements import red_rule
from service.lint.page_rules.geometry import (
    CENTER_MM,
    CENTER_TOLERANCE_MM,
    EDGE_TOLERANCE_MM,
    ZI_MM,
    fonts,
    is_red,
    two_lines,
)
from service.lint.rule import Measurement, near, rule, within
from service.lint.sheet import Sheet

#: Two empty lines from glyph to glyph: 2 × 10.2 mm and what the grid leaves above and under the glyphs.
TWO_LINES_MM = (22.0, 28.0)
#: The formats whose mark begins 35 mm under the type area's top (7.2.4, 10.3).
_UNDER_35_MM = ("general", "minutes")
_ONE_ZI_IN_MM = round(gbt9704.LEFT_MARGIN_MM + ZI_MM, 1)
_ONE_ZI_OUT_MM = round(gbt9704.RIGHT_EDGE_MM - ZI_MM, 1)


@rule(
    "mark-position",
    clause="GB/T 9704 7.2.4",
    strength="规定",
    advice="请检查发文机关标志的字号和段前距离。",
)
def mark_position(sheet: Sheet) -> Iterator[Measurement]:
    """The mark's ink begins 35 mm under the top of the type area; the mark is centred, on one line."""
    placed = sheet.located.lines("issuer_mark")
    if placed and not sheet.texts.joint_mark and sheet.format in _UNDER_35_MM:
        first, line = placed[0].page, placed[0].line
        subject = "发文机关标志"
        yield near(
            f"{subject}上边缘", line.ink_top, gbt9704.MARK_TOP_MM, 1.0, page=first, element="issuer_mark"
        )
        yield near(
            f"{subject}中心", line.center, CENTER_MM, CENTER_TOLERANCE_MM, page=first, element="issuer_mark"
        )
        count = len(placed)
        yield Measurement(f"{subject}行数", "1行", f"{count}行", count == 1, first, "issuer_mark")
        yield Measurement(f"{subject}所在页", "第1页", f"第{first}页", first == 1, first, "issuer_mark")


@rule(
    "mark-look",
    clause="GB/T 9704 7.2.4",
    strength="推荐",
    advice="推荐用红色小标宋体。",
)
def mark_look(sheet: Sheet) -> Iterator[Measurement]:
    """The mark is red and set in 小标宋."""
    for placed in sheet.located.lines("issuer_mark"):
        chars = [char for char in placed.line.chars if char.ink]
        ok = all(is_red(char.color) for char in chars)
        colors = "、".join(sorted({char.color for char in chars}))
        yield Measurement("发文机关标志颜色", "红色", colors, ok, placed.page, "issuer_mark")
        size = chars[0].size_pt
        look = fonts(
            "发文机关标志字体",
            sheet,
            [(placed.page, c) for c in chars],
            gbt9704.FONT_TITLE,
            size,
            "issuer_mark",
        )
        if look:
            yield look


@rule(
    "number-position",
    clause="GB/T 9704 7.2.5",
    strength="规定",
    advice="发文字号请在发文机关标志下空二行；下行文、平行文居中，上行文居左空一字。",
)
def number_position(sheet: Sheet) -> Iterator[Measurement]:
    """The document number stands two lines under the mark: centred, or on the left in an upward paper."""
    placed = sheet.located.lines("document_number")
    if placed and not sheet.is_letter:
        page, line = placed[0].page, placed[0].line
        element = "document_number"
        if sheet.texts.signatory:
            yield near("发文字号左边（左空一字）", line.x0, _ONE_ZI_IN_MM, 1.0, page=page, element=element)
        else:
            yield near(
                "发文字号中心", line.center, CENTER_MM, CENTER_TOLERANCE_MM, page=page, element=element
            )
        yield Measurement("发文字号行数", "1行", f"{len(placed)}行", len(placed) == 1, page, element)
        mark = sheet.located.lines("issuer_mark")
        if mark:
            first = (sheet.located.lines("signatory") if sheet.texts.signatory_lines else placed)[0].line
            gap = first.ink_top - max(p.line.ink_bottom for p in mark)
            low, high = two_lines(sheet, TWO_LINES_MM)
            yield within("发文机关标志到发文字号的空白", gap, low, high, page=page, element=element)


@rule(
    "number-font",
    clause="GB/T 9704 5.2.2",
    strength="一般",
    advice="发文字号请用三号仿宋体。",
)
def number_font(sheet: Sheet) -> Iterator[Measurement]:
    """The document number is set in 三号仿宋."""
    placed = sheet.located.lines("document_number")
    chars = [(p.page, c) for p in placed for c in p.line.chars if c.text.strip()]
    chars = chars[: len(chars) - len(plain(sheet.texts.signatory))]
    look = fonts("发文字号字体", sheet, chars, gbt9704.FONT_FANGSONG, gbt9704.BODY_SIZE_PT, "document_number")
    if look:
        yield look


@rule(
    "signatory",
    clause="GB/T 9704 7.2.6",
    strength="规定",
    advice="签发人请与发文字号同一行，居右空一字，姓名用三号楷体。",
)
def signatory(sheet: Sheet) -> Iterator[Measurement]:
    """签发人 stands on the number's line and ends 1 字 before the right edge; the name is in 三号楷体."""
    placed, name = sheet.located.lines("signatory"), plain(sheet.texts.signatory)
    if not placed or not name:
        return
    page, edge = placed[-1].page, max(p.line.x1 for p in placed)
    yield near("签发人右边（右空一字）", edge, _ONE_ZI_OUT_MM, 1.0, page=page, element="signatory")
    count, wanted = len(placed), max(1, len(sheet.texts.signatory_lines))
    yield Measurement(
        "签发人与发文字号",
        "同一行" if wanted == 1 else f"{wanted}行，文号在末行",
        f"{count}行",
        count == wanted,
        page,
        "signatory",
    )
    chars = [(p.page, c) for p in placed for c in p.line.chars if c.text.strip()][-len(name) :]
    look = fonts("签发人姓名字体", sheet, chars, gbt9704.FONT_KAI, gbt9704.BODY_SIZE_PT, "signatory")
    if look:
        yield look


@rule(
    "red-rule",
    clause="GB/T 9704 7.2.7",
    strength="规定",
    advice="请检查发文字号段落的下边框。",
)
def red_rule_place(sheet: Sheet) -> Iterator[Measurement]:
    """The red rule is as wide as the type area and 4 mm under the document number."""
    mark = red_rule(sheet.pages[0]) if sheet.pages else None
    if not mark or sheet.elements.get("rule") == "forbidden" or sheet.is_letter:
        return
    yield near("红色分隔线长度", mark.width, gbt9704.TYPE_AREA_WIDTH_MM, 1.0, page=1, element="rule")
    yield near("红色分隔线左端", mark.x0, gbt9704.LEFT_MARGIN_MM, EDGE_TOLERANCE_MM, page=1, element="rule")
    number = sheet.located.lines("minutes_head") or sheet.located.lines("document_number")
    if number and number[-1].page == 1:
        gap = mark.top - number[-1].line.ink_bottom
        yield near("发文字号到红色分隔线", gap, gbt9704.RULE_UNDER_NUMBER_MM, 1.0, page=1, element="rule")
