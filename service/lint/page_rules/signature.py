"""7.3.5: 署名 and 成文日期 of a paper that gets a seal, and of one that gets none."""

from __future__ import annotations

from collections.abc import Iterator

from service.layout import gbt9704
from service.lint.locating import Placed, plain
from service.lint.page_rules.geometry import CENTER_TOLERANCE_MM, ZI_MM, fonts
from service.lint.rule import Measurement, at_most, near, rule, within
from service.lint.sheet import Sheet
from service.page import Line

_DATE_TOLERANCE_MM = 1.5
#: A longer date hangs on its right end; its left one moves with the gaps between digits and Han.
_LONGER_DATE_TOLERANCE_MM = 3.7
_TWO_ZI_MM = round(2 * ZI_MM, 1)
_TWO_ZI_IN_MM = round(gbt9704.LEFT_MARGIN_MM + 2 * ZI_MM, 1)
_TWO_ZI_OUT_MM = round(gbt9704.RIGHT_EDGE_MM - 2 * ZI_MM, 1)
_STAMP_RIGHT_MM = gbt9704.RIGHT_EDGE_MM - gbt9704.DATE_RIGHT_ZI_SEALED * ZI_MM
_LEAST_STAMP_MM = 15.0  #: a stamp of a name is no narrower; the standard gives none
#: 空二行 and 空一行 with a stamp one or two lines high, in whose middle the post stands.
_TEXT_TO_STAMP_LINES, _STAMP_TO_DATE_LINES = (2.7, 4.3), (1.7, 3.3)


@rule(
    "sealed-date",
    clause="GB/T 9704 7.3.5.1",
    strength="一般",
    advice="加盖印章的，成文日期一般右空四字。",
)
def sealed_date(sheet: Sheet) -> Iterator[Measurement]:
    """成文日期 ends 4 字 before the right edge; further left only if 署名 over it needs the room."""
    date = sheet.located.lines("issue_date")
    if len(sheet.texts.signers) >= gbt9704.SEALS_PER_ROW:
        return  # under the last of three seals side by side the date comes nearer to the edge
    if date and sheet.elements.get("seal") != "forbidden" and not sheet.located.lines("post"):
        issuer = sheet.located.lines("issuer")
        over = None if sheet.texts.signers else max((p.line for p in issuer), key=_width, default=None)
        wanted, tolerance = _date_edge(date[0].line, over)
        yield near(
            "成文日期右边（右空四字）",
            date[0].line.x1,
            round(wanted, 1),
            tolerance,
            page=date[0].page,
            element="issue_date",
        )


def _date_edge(date: Line, issuer: Line | None) -> tuple[float, float]:
    """Return where the date should end, and the tolerance: that of centring where a 署名 over it needs the room."""
    edge = gbt9704.RIGHT_EDGE_MM - gbt9704.DATE_RIGHT_ZI_SEALED * ZI_MM
    overhang = (_width(issuer) - _width(date)) / 2 if issuer else 0.0
    moved = gbt9704.RIGHT_EDGE_MM - overhang
    return (moved, CENTER_TOLERANCE_MM) if moved < edge else (edge, _DATE_TOLERANCE_MM)


def _issuer_center(sheet: Sheet, issuer: tuple[Placed, ...]) -> float:
    """Return the middle of the 署名 over the date: of several side by side that of the last."""
    last = len(sheet.texts.last_signer)
    if last:
        chars = [c for c in issuer[-1].line.chars if c.text.strip()][-last:]
        return (chars[0].x0 + chars[-1].x1) / 2
    return max(issuer, key=lambda p: _width(p.line)).line.center


def _width(line: Line) -> float:
    return line.x1 - line.x0


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
        _issuer_center(sheet, issuer),
        round(date[0].line.center, 2),
        CENTER_TOLERANCE_MM,
        page=issuer[-1].page,
        element="issuer",
    )


@rule(
    "unsealed-signature",
    clause="GB/T 9704 7.3.5.2",
    strength="规定",
    advice="不加盖印章的，署名右空二字，成文日期首字比署名首字右移二字；成文日期长于署名的，成文日期右空二字。",
)
def unsealed_signature(sheet: Sheet) -> Iterator[Measurement]:
    """署名 ends 2 字 before the right edge, 成文日期 begins 2 字 after it; a longer date ends there instead."""
    issuer, date = sheet.located.lines("issuer"), sheet.located.lines("issue_date")
    if sheet.elements.get("seal") != "forbidden" or not issuer or not date:
        return
    own, below, page = issuer[0].line, date[0].line, date[0].page
    longer = below.x1 - below.x0 > own.x1 - own.x0
    name, line = ("成文日期", below) if longer else ("署名", own)
    yield near(
        f"{name}右边（右空二字）", line.x1, _TWO_ZI_OUT_MM, _DATE_TOLERANCE_MM, page=page,
        element="issue_date" if longer else "issuer",
    )  # fmt: skip
    step = below.x0 - own.x0
    yield near(
        "成文日期首字比署名首字右移（二字）", step, _TWO_ZI_MM,
        _LONGER_DATE_TOLERANCE_MM if longer else _DATE_TOLERANCE_MM, page=page, element="issue_date",
    )  # fmt: skip
    distance = below.baseline - issuer[-1].line.baseline
    yield near(
        "署名到成文日期的行距", distance, round(sheet.line_mm, 1), 1.0, page=page, element="issue_date"
    )


@rule(
    "stamp-signature",
    clause="GB/T 9704 7.3.5.3",
    strength="规定",
    advice="签名章在正文下空二行、右空四字加盖，左空二字标注职务；成文日期在签名章下空一行，右空四字。",
)
def stamp_signature(sheet: Sheet) -> Iterator[Measurement]:
    """Beside the post there is room for a stamp that ends 4 字 before the edge; the date follows after an empty line."""
    posts, date = sheet.located.lines("post"), sheet.located.lines("issue_date")
    if not posts:
        return
    page, element = posts[0].page, "post"
    limit = _STAMP_RIGHT_MM - _LEAST_STAMP_MM - _TWO_ZI_MM
    edge = max(p.line.x1 for p in posts)
    yield at_most("职务右边（右面留出签名章和四字）", edge, round(limit, 1), page=page, element=element)
    above = [line for p in sheet.located.text for line in p.lines] + list(
        sheet.located.lines("attachment_notes")
    )
    if above and above[-1].page == page:
        gap = posts[0].line.baseline - above[-1].line.baseline
        low, high = (round(lines * sheet.line_mm, 1) for lines in _TEXT_TO_STAMP_LINES)
        yield within("正文到职务（空二行）的行距", gap, low, high, page=page, element=element)
    if date:
        yield near(
            "成文日期右边（右空四字）", date[0].line.x1, round(_STAMP_RIGHT_MM, 1), _DATE_TOLERANCE_MM,
            page=date[0].page, element="issue_date",
        )  # fmt: skip
    if date and date[0].page == posts[-1].page:
        gap = date[0].line.baseline - posts[-1].line.baseline
        low, high = (round(lines * sheet.line_mm, 1) for lines in _STAMP_TO_DATE_LINES)
        yield within(
            "职务到成文日期（空一行）的行距", gap, low, high, page=date[0].page, element="issue_date"
        )


@rule(
    "signature-with-text",
    clause="GB/T 9704 7.3.5.5",
    strength="规定",
    advice="请调整行距、字距，使署名与正文同处一页。",
)
def signature_with_text(sheet: Sheet) -> Iterator[Measurement]:
    """署名 and 成文日期 are never alone on a page: a line of the text, a note or an image of it is above them."""
    located = sheet.located
    signature = (*located.lines("issuer"), *located.lines("post"), *located.lines("issue_date"))
    text = {id(line.line) for p in located.text for line in p.lines}
    text |= {id(placed.line) for placed in located.lines("attachment_notes")}
    if not signature or not text:
        return
    pages = sorted({placed.page for placed in signature})
    for page in pages[:1] if sheet.texts.signers else pages:
        top = min(p.line.baseline for p in signature if p.page == page)
        above = sum(
            1 for p in located.flow if p.page == page and id(p.line) in text and p.line.baseline < top
        )
        images = sum(1 for picture in sheet.pages[page - 1].pictures if picture.box.bottom < top)
        found = f"{above}行" + (f"、{images}幅图" if images else "")
        yield Measurement("署名所在页的正文", "至少1行", found, above + images > 0, page, "issuer")


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


@rule(
    "annotation",
    clause="GB/T 9704 7.3.6",
    strength="规定",
    advice="附注请在成文日期下一行居左空二字，加圆括号。",
)
def annotation(sheet: Sheet) -> Iterator[Measurement]:
    """附注 stands in brackets on the line under 成文日期, 2 字 in."""
    placed, date = sheet.located.lines("annotation"), sheet.located.lines("issue_date")
    if not placed:
        return
    page, line = placed[0].page, placed[0].line
    text = "".join(plain(p.line.text) for p in placed)
    ok = text.startswith("（") and text.endswith("）")
    yield Measurement("附注的括号", "圆括号（）", f"{text[0]}{text[-1]}", ok, page, "annotation")
    yield near("附注左边（左空二字）", line.x0, _TWO_ZI_IN_MM, 0.8, page=page, element="annotation")
    if date and date[-1].page == page:
        distance = line.baseline - date[-1].line.baseline
        yield near(
            "成文日期到附注的行距", distance, round(sheet.line_mm, 1), 2.0, page=page, element="annotation"
        )
