"""7.4: the imprint (版记) at the foot of the last, even page."""

from __future__ import annotations

from collections.abc import Iterator

from service.layout import gbt9704
from service.lint.locating import Placed, plain
from service.lint.page_rules.geometry import EDGE_TOLERANCE_MM, SMALL_ZI_MM, fonts, is_red
from service.lint.rule import Measurement, near, rule
from service.lint.sheet import Sheet
from service.page import Rule

_THICKNESS_TOLERANCE_MM = 0.1
_LONGEST_SHORT_RULE_MM = 100.0  # what is shorter is a border of a table or an underline
_LEFT_MM = gbt9704.LEFT_MARGIN_MM + SMALL_ZI_MM
_RIGHT_MM = gbt9704.RIGHT_EDGE_MM - SMALL_ZI_MM
_HANG_ZI = 4  # 一字 of the indent and the three of 抄送：


def _first_lines(sheet: Sheet) -> tuple[Placed, ...]:
    return (*sheet.located.lines("other_receivers")[:1], *sheet.located.lines("printing_office")[:1])


def _rules(sheet: Sheet) -> tuple[Rule, ...]:
    """Return the imprint's rules, top to bottom: one over each of its elements and the last one."""
    count = len(_first_lines(sheet)) + 1
    if count == 1 or not sheet.pages or sheet.is_letter:
        return ()
    long = [r for r in sheet.pages[-1].rules if r.width >= _LONGEST_SHORT_RULE_MM and not is_red(r.color)]
    return tuple(long[-count:])


@rule(
    "imprint-rules",
    clause="GB/T 9704 7.4.1",
    strength="规定",
    advice="请检查版记的分隔线。",
)
def imprint_rules(sheet: Sheet) -> Iterator[Measurement]:
    """The imprint's rules are as wide as the type area; the last lies on its lower edge."""
    rules, count = _rules(sheet), len(_first_lines(sheet)) + 1
    if count == 1 or sheet.is_letter:
        return
    page = len(sheet.pages)
    yield Measurement(
        "版记分隔线", f"{count}条", f"{len(rules)}条", len(rules) == count, page, "printing_office"
    )
    if rules:
        worst = max(rules, key=lambda r: abs(r.width - gbt9704.TYPE_AREA_WIDTH_MM))
        last = rules[-1]
        yield near("版记分隔线长度", worst.width, gbt9704.TYPE_AREA_WIDTH_MM, 1.0, page=page)
        yield near("版记分隔线左端", worst.x0, gbt9704.LEFT_MARGIN_MM, EDGE_TOLERANCE_MM, page=page)
        yield near("版记末条分隔线位置", last.bottom, gbt9704.BOTTOM_EDGE_MM, 1.0, page=page)


@rule(
    "imprint-rule-thickness",
    clause="GB/T 9704 7.4.1",
    strength="推荐",
    advice="推荐首条、末条用 0.35 mm，中间用 0.25 mm。",
)
def imprint_rule_thickness(sheet: Sheet) -> Iterator[Measurement]:
    """First and last rule 0.35 mm, those between 0.25 mm."""
    rules = _rules(sheet)
    for index, line in enumerate(rules):
        outer = index in (0, len(rules) - 1)
        wanted = gbt9704.IMPRINT_THICK_MM if outer else gbt9704.IMPRINT_THIN_MM
        yield near(
            f"版记第{index + 1}条分隔线粗细",
            line.thickness,
            wanted,
            _THICKNESS_TOLERANCE_MM,
            page=len(sheet.pages),
        )


@rule(
    "imprint-page",
    clause="GB/T 9704 7.4.1",
    strength="实务",
    advice="双面印刷时，版记请放在最后一面（双页）。",
)
def imprint_page(sheet: Sheet) -> Iterator[Measurement]:
    """The imprint stands on the last page, and that page is even (printed on both sides)."""
    lines = _first_lines(sheet)
    if lines and not sheet.is_letter:
        last, page = len(sheet.pages), lines[-1].page
        together = len({placed.page for placed in lines}) == 1
        ok = together and page == last and last % 2 == 0
        yield Measurement(
            "版记所在页", "最后一页且为双页", f"第{page}页（共{last}页）", ok, page, "printing_office"
        )


@rule(
    "imprint-font",
    clause="GB/T 9704 7.4.2",
    strength="一般",
    advice="版记请用四号仿宋体。",
)
def imprint_font(sheet: Sheet) -> Iterator[Measurement]:
    """抄送机关, 印发机关 and 印发日期 are set in 四号仿宋."""
    for element, name in (("other_receivers", "抄送机关字体"), ("printing_office", "印发机关和印发日期字体")):
        chars = [(p.page, c) for p in sheet.located.lines(element) for c in p.line.chars]
        look = fonts(name, sheet, chars, gbt9704.FONT_FANGSONG, gbt9704.SMALL_SIZE_PT, element)
        if look:
            yield look


@rule(
    "imprint-indent",
    clause="GB/T 9704 7.4.2",
    strength="一般",
    advice="版记各行请左右各空一字。",
)
def imprint_indent(sheet: Sheet) -> Iterator[Measurement]:
    """Both lines keep one 字 free on either side; 抄送 runs on under its first name."""
    others, office = sheet.located.lines("other_receivers"), sheet.located.lines("printing_office")
    if others:
        page, element = others[0].page, "other_receivers"
        yield near(
            "抄送机关左边（左空一字）", others[0].line.x0, round(_LEFT_MM, 1), 1.0, page=page, element=element
        )
        hang = gbt9704.LEFT_MARGIN_MM + _HANG_ZI * SMALL_ZI_MM
        for placed in others[1:]:
            yield near("抄送机关回行左边", placed.line.x0, round(hang, 1), 1.0, page=page, element=element)
    if office:
        page, line, element = office[0].page, office[0].line, "printing_office"
        yield near("印发机关左边（左空一字）", line.x0, round(_LEFT_MM, 1), 1.0, page=page, element=element)
        yield near(
            "印发日期右边（右空一字）",
            office[-1].line.x1,
            round(_RIGHT_MM, 1),
            1.0,
            page=page,
            element=element,
        )


@rule(
    "printing-line",
    clause="GB/T 9704 7.4.3",
    strength="一般",
    advice="印发机关和印发日期请排在末条分隔线之上，日期后加“印发”。",
)
def printing_line(sheet: Sheet) -> Iterator[Measurement]:
    """印发机关 and 印发日期 stand over the last rule, and 印发 follows the date."""
    office, rules = sheet.located.lines("printing_office"), _rules(sheet)
    if not office:
        return
    placed = office[-1]
    text = plain(placed.line.text)
    page, element = placed.page, "printing_office"
    yield Measurement("印发日期之后", "“印发”", f"“{text[-2:]}”", text.endswith("印发"), page, element)
    if rules and page == len(sheet.pages):
        ok = placed.line.ink_bottom <= rules[-1].top
        shown = "在线之上" if ok else "不在线之上"
        yield Measurement("印发机关和印发日期", "在末条分隔线之上", shown, ok, page, element)
