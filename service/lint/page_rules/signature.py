"""7.3.5.1: 署名 and 成文日期 of a paper that gets a seal."""

from __future__ import annotations

from collections.abc import Iterator

from service.layout import gbt9704
from service.lint.page_rules.geometry import CENTER_TOLERANCE_MM, ZI_MM, fonts
from service.lint.rule import Measurement, near, rule
from service.lint.sheet import Sheet
from service.page import Line

_DATE_TOLERANCE_MM = 1.5
_FOUR_ZI_MM = gbt9704.RIGHT_EDGE_MM - gbt9704.DATE_RIGHT_ZI_SEALED * ZI_MM


@rule(
    "sealed-date",
    clause="GB/T 9704 7.3.5.1",
    strength="一般",
    advice="加盖印章的，成文日期一般右空四字。",
)
def sealed_date(sheet: Sheet) -> Iterator[Measurement]:
    """成文日期 ends 4 字 before the right edge; further left only if 署名 over it needs the room."""
    date = sheet.located.lines("issue_date")
    if date and sheet.elements.get("seal") != "forbidden":
        issuer = sheet.located.lines("issuer")
        wanted = _date_edge(date[0].line, issuer[0].line if len(issuer) == 1 else None)
        yield near(
            "成文日期右边（右空四字）",
            date[0].line.x1,
            round(wanted, 1),
            _DATE_TOLERANCE_MM if wanted == _FOUR_ZI_MM else CENTER_TOLERANCE_MM,
            page=date[0].page,
            element="issue_date",
        )


def _date_edge(date: Line, issuer: Line | None) -> float:
    overhang = ((issuer.x1 - issuer.x0) - (date.x1 - date.x0)) / 2 if issuer else 0.0
    return min(_FOUR_ZI_MM, gbt9704.RIGHT_EDGE_MM - overhang)


@rule(
    "sealed-issuer",
    clause="GB/T 9704 7.3.5.1",
    strength="规定",
    advice="署名请排在成文日期之上，以成文日期为准居中。",
)
def sealed_issuer(sheet: Sheet) -> Iterator[Measurement]:
    """署名 stands over 成文日期, centred on it."""
    issuer, date = sheet.located.lines("issuer"), sheet.located.lines("issue_date")
    if not issuer or not date or sheet.elements.get("seal") == "forbidden":
        return
    page = date[0].page
    yield Measurement(
        "署名与成文日期", "在同一页", "在同一页" if issuer[-1].page == page else "分在两页",
        issuer[-1].page == page, page, "issuer",
    )  # fmt: skip
    yield near(
        "署名中心（以成文日期为准）",
        issuer[-1].line.center,
        round(date[0].line.center, 2),
        CENTER_TOLERANCE_MM,
        page=issuer[-1].page,
        element="issuer",
    )


@rule(
    "signature-with-text",
    clause="GB/T 9704 7.3.5.5",
    strength="规定",
    advice="请调整行距、字距，使署名与正文同处一页。",
)
def signature_with_text(sheet: Sheet) -> Iterator[Measurement]:
    """署名 and 成文日期 are never alone on a page: a line of the text or an attachment note is above them."""
    located = sheet.located
    signature = (*located.lines("issuer"), *located.lines("issue_date"))
    text = {id(line.line) for p in located.text for line in p.lines}
    text |= {id(placed.line) for placed in located.lines("attachment_notes")}
    if not signature or not text:
        return
    for page in sorted({placed.page for placed in signature}):
        top = min(p.line.baseline for p in signature if p.page == page)
        above = sum(
            1 for p in located.flow if p.page == page and id(p.line) in text and p.line.baseline < top
        )
        yield Measurement("署名所在页的正文", "至少1行", f"{above}行", above > 0, page, "issuer")


@rule(
    "signature-font",
    clause="GB/T 9704 5.2.2",
    strength="一般",
    advice="署名和成文日期请用三号仿宋体。",
)
def signature_font(sheet: Sheet) -> Iterator[Measurement]:
    """署名 and 成文日期 are set in 三号仿宋."""
    for element, name in (("issuer", "署名字体"), ("issue_date", "成文日期字体")):
        chars = [(p.page, c) for p in sheet.located.lines(element) for c in p.line.chars]
        look = fonts(name, sheet, chars, gbt9704.FONT_FANGSONG, gbt9704.BODY_SIZE_PT, element)
        if look:
            yield look
