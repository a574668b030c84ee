"""Chapter 10: 信函, 命令（令） and 纪要 formats; each rule measures papers of its own format only."""

from __future__ import annotations

from collections.abc import Iterator

from service.layout import gbt9704
from service.lint.page_rules.geometry import (
    CENTER_MM,
    CENTER_TOLERANCE_MM,
    EDGE_TOLERANCE_MM,
    ZI_MM,
    fonts,
    is_red,
)
from service.lint.page_rules.heading import TWO_LINES_MM
from service.lint.rule import Measurement, near, rule, within
from service.lint.sheet import Sheet
from service.page import Rule

_PAGE_CENTER_MM = gbt9704.PAGE_WIDTH_MM / 2
#: The label and colon of 出席： are three 字, two in.
_HANG_MM = round(gbt9704.LEFT_MARGIN_MM + 5 * ZI_MM, 1)
_INDENT_MM = round(gbt9704.LEFT_MARGIN_MM + gbt9704.FIRST_LINE_INDENT_ZI * ZI_MM, 1)
#: Two empty lines from the number's glyphs to those of the text, as in `TWO_LINES_MM`.
_NUMBER_TO_TEXT_MM = TWO_LINES_MM


@rule(
    "letter-mark",
    clause="GB/T 9704 10.1",
    strength="规定",
    advice="信函的发文机关标志用机关名称，不加“文件”，居中，上边缘距上页边30 mm。",
)
def letter_mark(sheet: Sheet) -> Iterator[Measurement]:
    """The mark of a letter begins 30 mm under the paper's edge, centred, without 文件."""
    placed = sheet.located.lines("issuer_mark")
    if placed and sheet.is_letter:
        page, line, element = placed[0].page, placed[0].line, "issuer_mark"
        yield near(
            "信函标志上边缘（距上页边）",
            line.ink_top,
            gbt9704.LETTER_MARK_TOP_MM,
            1.0,
            page=page,
            element=element,
        )
        yield near("信函标志中心", line.center, CENTER_MM, CENTER_TOLERANCE_MM, page=page, element=element)
        ok = not line.text.strip().endswith("文件")
        yield Measurement("信函标志", "不加“文件”", "没有“文件”" if ok else "有“文件”", ok, page, element)


def _red_rules(sheet: Sheet) -> list[Rule]:
    rules = [r for r in sheet.pages[0].rules if is_red(r.color)] if sheet.pages else []
    return sorted(rules, key=lambda r: r.top)


@rule(
    "letter-rules",
    clause="GB/T 9704 10.1",
    strength="规定",
    advice="信函首页上下各印一条红色双线，长170 mm、居中：上面的上粗下细，在标志下4 mm；下面的上细下粗，距下页边20 mm。",
)
def letter_rules(sheet: Sheet) -> Iterator[Measurement]:
    """Two double red rules of 170 mm on page 1: thick over thin under the mark, thin over thick at the foot."""
    if not sheet.is_letter:
        return
    rules, element = _red_rules(sheet), "rule"
    yield Measurement("信函红线", "4条（两条双线）", f"{len(rules)}条", len(rules) == 4, 1, element)
    if len(rules) != 4:
        return
    worst = max(rules, key=lambda r: abs(r.width - gbt9704.LETTER_RULE_MM))
    yield near("信函红线长度", worst.width, gbt9704.LETTER_RULE_MM, 1.0, page=1, element=element)
    middle = max(rules, key=lambda r: abs((r.x0 + r.x1) / 2 - _PAGE_CENTER_MM))
    yield near("信函红线中心", (middle.x0 + middle.x1) / 2, _PAGE_CENTER_MM, 1.5, page=1, element=element)
    order = rules[0].thickness > rules[1].thickness and rules[2].thickness < rules[3].thickness
    yield Measurement("信函双线的粗细", "上粗下细、上细下粗", "相符" if order else "不符", order, 1, element)
    mark = sheet.located.lines("issuer_mark")
    if mark:
        gap = rules[0].top - mark[-1].line.ink_bottom
        yield near(
            "信函标志到第一条双线", gap, gbt9704.LETTER_RULE_UNDER_MARK_MM, 1.0, page=1, element=element
        )
    foot = gbt9704.PAGE_HEIGHT_MM - rules[3].bottom
    yield near(
        "第二条双线距下页边",
        foot,
        gbt9704.PAGE_HEIGHT_MM - gbt9704.LETTER_RULE_FOOT_MM,
        1.0,
        page=1,
        element=element,
    )


@rule(
    "letter-number",
    clause="GB/T 9704 10.1",
    strength="规定",
    advice="信函的发文字号请顶格居版心右边缘，在第一条双线下，相距三号汉字高度的7/8。",
)
def letter_number(sheet: Sheet) -> Iterator[Measurement]:
    """The number ends at the type area's right edge, 7/8 of a 三号 character under the first double rule."""
    placed = sheet.located.lines("document_number")
    if not placed or not sheet.is_letter:
        return
    page, line, element = placed[0].page, placed[0].line, "document_number"
    yield near(
        "信函文号右边（顶格）", line.x1, gbt9704.RIGHT_EDGE_MM, EDGE_TOLERANCE_MM, page=page, element=element
    )
    rules = _red_rules(sheet)
    if len(rules) > 1:
        gap = line.ink_top - rules[1].bottom
        yield near("第一条双线到文号", gap, gbt9704.LETTER_UNDER_RULE_MM, 1.0, page=page, element=element)
    title = sheet.located.lines("title")
    above = [*placed, *sheet.located.lines("precedence"), *sheet.located.lines("security_classification")]
    if title:
        gap = title[0].line.ink_top - max(p.line.ink_bottom for p in above)
        yield within("标题与其上要素的空白（二行）", gap, *TWO_LINES_MM, page=page, element="title")


@rule(
    "letter-corner",
    clause="GB/T 9704 10.1",
    strength="规定",
    advice="信函的份号、密级、紧急程度请顶格居版心左边缘，在第一条双线下自上而下分行排列。",
)
def letter_corner(sheet: Sheet) -> Iterator[Measurement]:
    """份号, 密级 and 紧急程度 of a letter stand flush left, one under another, from the number's line."""
    for element in ("copy_number", "security_classification", "precedence") if sheet.is_letter else ():
        for placed in sheet.located.lines(element):
            yield near(
                "左上角要素左边（顶格）", placed.line.x0, gbt9704.LEFT_MARGIN_MM, EDGE_TOLERANCE_MM, page=placed.page,
                element=element,
            )  # fmt: skip


@rule(
    "letter-page-number",
    clause="GB/T 9704 10.1",
    strength="规定",
    advice="信函首页不显示页码。",
)
def letter_page_number(sheet: Sheet) -> Iterator[Measurement]:
    """Page 1 of a letter shows no number."""
    if sheet.is_letter:
        shown = 1 in sheet.located.page_numbers
        yield Measurement("信函首页的页码", "没有", "有" if shown else "没有", not shown, 1, "page_number")


@rule(
    "letter-imprint",
    clause="GB/T 9704 10.1",
    strength="规定",
    advice="信函的版记不加印发机关、印发日期和分隔线，排在最后一面版心内最下方。",
)
def letter_imprint(sheet: Sheet) -> Iterator[Measurement]:
    """The 版记 of a letter is nothing but 抄送, at the foot of the last page, without rules."""
    placed = sheet.located.lines("other_receivers")
    if not placed or not sheet.is_letter:
        return
    page, element, last = placed[-1].page, "other_receivers", len(sheet.pages)
    yield Measurement("信函版记所在页", "最后一面", f"第{page}页（共{last}页）", page == last, page, element)
    yield within(
        "信函版记下边到版心下边缘", gbt9704.BOTTOM_EDGE_MM - placed[-1].line.ink_bottom, -1.0, sheet.line_mm,
        page=page, element=element,
    )  # fmt: skip
    near_rules = [
        r for r in sheet.pages[page - 1].rules if abs(r.top - placed[0].line.ink_top) < sheet.line_mm
    ]
    yield Measurement("信函版记的分隔线", "没有", f"{len(near_rules)}条", not near_rules, page, element)


@rule(
    "order-mark",
    clause="GB/T 9704 10.2",
    strength="规定",
    advice="命令（令）的发文机关标志请居中，上边缘距版心上边缘20 mm，不加红色分隔线。",
)
def order_mark(sheet: Sheet) -> Iterator[Measurement]:
    """The mark of an order begins 20 mm under the type area's top, centred, and ends in 令."""
    placed = sheet.located.lines("issuer_mark")
    if placed and sheet.format == "order":
        page, line, element = placed[0].page, placed[0].line, "issuer_mark"
        yield near("命令标志上边缘", line.ink_top, gbt9704.ORDER_MARK_TOP_MM, 1.0, page=page, element=element)
        yield near("命令标志中心", line.center, CENTER_MM, CENTER_TOLERANCE_MM, page=page, element=element)
        last = line.text.strip()[-1:]
        yield Measurement("命令标志末尾", "“令”", f"“{last}”", last == "令", page, element)


@rule(
    "order-text",
    clause="GB/T 9704 10.2",
    strength="规定",
    advice="请在令号下空二行编排正文。",
)
def order_text(sheet: Sheet) -> Iterator[Measurement]:
    """The text of an order begins two lines under the 令号."""
    number, text = sheet.located.lines("document_number"), sheet.located.text
    if number and text and sheet.format == "order":
        gap = text[0].lines[0].line.ink_top - number[-1].line.ink_bottom
        yield within(
            "令号到正文的空白（二行）", gap, *_NUMBER_TO_TEXT_MM, page=number[0].page, element="text"
        )


@rule(
    "minutes-mark",
    clause="GB/T 9704 10.3",
    strength="规定",
    advice="纪要的标志由“×××××纪要”组成，居中，上边缘距版心上边缘35 mm。",
)
def minutes_mark(sheet: Sheet) -> Iterator[Measurement]:
    """The mark of minutes ends in 纪要; where it stands is measured as any other mark is."""
    placed = sheet.located.lines("issuer_mark")
    if placed and sheet.format == "minutes":
        ok = placed[-1].line.text.strip().endswith("纪要")
        yield Measurement(
            "纪要标志末尾",
            "“纪要”",
            f"“{placed[-1].line.text.strip()[-2:]}”",
            ok,
            placed[0].page,
            "issuer_mark",
        )


@rule(
    "minutes-attendance",
    clause="GB/T 9704 10.3",
    strength="规定",
    advice="“出席”“请假”“列席”请在正文下空一行左空二字，用三号黑体，后标全角冒号，回行与冒号后的首字对齐。",
)
def minutes_attendance(sheet: Sheet) -> Iterator[Measurement]:
    """出席, 请假 and 列席 begin 2 字 in, in 黑体; their further lines stand under the first name."""
    placed, element = sheet.located.lines("attendance"), "attendance"
    if not placed or sheet.format != "minutes":
        return
    for one in placed:
        text = one.line.text.strip()
        first = text[:3] in ("出席：", "请假：", "列席：", "记录：")
        wanted, name = (_INDENT_MM, f"“{text[:2]}”左边（左空二字）") if first else (_HANG_MM, "人员回行左边")
        yield near(name, one.line.x0, wanted, EDGE_TOLERANCE_MM, page=one.page, element=element)
        if first:
            chars = [(one.page, c) for c in one.line.chars if c.text.strip()][:2]
            look = fonts(f"“{text[:2]}”字体", sheet, chars, gbt9704.FONT_HEI, gbt9704.BODY_SIZE_PT, element)
            if look:
                yield look
    text_end = [line for p in sheet.located.text for line in p.lines]
    above = [*text_end, *sheet.located.lines("attachment_notes")][-1:]
    if above and above[0].page == placed[0].page:
        gap = placed[0].line.baseline - above[0].line.baseline
        yield near(
            "正文到出席人员（空一行）",
            gap,
            round(2 * sheet.line_mm, 1),
            1.0,
            page=placed[0].page,
            element=element,
        )
