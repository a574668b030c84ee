"""Which elements a paper must have, may not have, and whether all its text was printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile

from service.layout import gbt9704
from service.lint.locating import Placed, plain
from service.lint.page_rules.geometry import CENTER_MM, ZI_MM, is_blank, is_red
from service.lint.rule import Measurement, rule
from service.lint.sheet import Sheet
from service.page import Page, Rule

NAMES = {
    "copy_number": "份号",
    "security_classification": "密级和保密期限",
    "precedence": "紧急程度",
    "issuer_mark": "发文机关标志",
    "document_number": "发文字号",
    "signatory": "签发人",
    "rule": "红色分隔线",
    "title": "标题",
    "title_note": "题下括注",
    "principal_receivers": "主送机关",
    "text": "正文",
    "attachment_notes": "附件说明",
    "issuer": "发文机关署名",
    "post": "签发人职务",
    "minutes_head": "编印机关和日期",
    "attendance": "出席、请假、列席人员",
    "moved_receivers": "版记里的主送机关",
    "issue_date": "成文日期",
    "annotation": "附注",
    "attachments": "附件",
    "attachment_title": "附件标题",
    "issued_document": "所印发的文件",
    "issued_notes": "所印发文件的附件说明",
    "other_receivers": "抄送机关",
    "printing_office": "印发机关",
    "printing_date": "印发日期",
    "page_number": "页码",
}  #: element → its name in the standard; ``seal`` is not here, a rendered paper never shows one


def red_rule(page: Page) -> Rule | None:
    """Return the red rule of the heading: the longest red one on ``page``; None if there is none."""
    red = [mark for mark in page.rules if is_red(mark.color)]
    return max(red, key=lambda mark: mark.width, default=None)


@rule(
    "elements",
    clause="GB/T 9704 7.1",
    strength="规定",
    advice="请补上缺少的要素，或删去不该有的要素。",
)
def elements(sheet: Sheet) -> Iterator[Measurement]:
    """Required elements are there, forbidden ones are not."""
    for element, wish in sheet.elements.items():
        seen = _is_there(sheet, element) if element in NAMES and wish != "optional" else None
        if seen is not None:
            expected, measured = "有" if wish == "required" else "没有", "有" if seen else "没有"
            yield Measurement(NAMES[element], expected, measured, expected == measured, None, element)


def _is_there(sheet: Sheet, element: str) -> bool | None:
    """Tell whether ``element`` is printed; None if that cannot be known without its text."""
    if element == "text":
        return bool(sheet.located.text) or None
    if element in sheet.located.elements:
        return True
    if element == "rule":
        return bool(sheet.pages) and red_rule(sheet.pages[0]) is not None
    if element == "page_number":
        return any(p.number in sheet.located.page_numbers for p in sheet.pages if not is_blank(p))
    if element == "printing_date":
        return "printing_office" in sheet.located.elements or _any_line(sheet, _PATTERNS[element])
    if any(name == element for name, _ in sheet.located.missing):
        return False
    if element in _LOOKS:
        return _LOOKS[element](sheet)
    pattern = _PATTERNS.get(element)
    return _any_line(sheet, pattern) if pattern else None


def _has_mark(sheet: Sheet) -> bool | None:
    """Tell whether red letters stand on page 1."""
    if not sheet.pages:
        return None
    return any(is_red(c.color) for line in sheet.pages[0].lines for c in line.chars if c.ink)


def _has_receivers(sheet: Sheet) -> bool | None:
    """Tell whether the lines under the title begin flush, up to a colon; a paragraph is indented, a table has none."""
    title = [*sheet.located.lines("title"), *sheet.located.lines("title_note")]
    below = _after(sheet, title)
    flush = takewhile(lambda placed: placed.line.x0 < gbt9704.LEFT_MARGIN_MM + ZI_MM, below)
    return any(plain(placed.line.text).endswith(("：", ":")) for placed in flush) if below else None


def _has_annotation(sheet: Sheet) -> bool | None:
    """Tell whether a line in brackets follows the text and its signature, 2 字 in; one in a cell stands elsewhere."""
    ends = [line for p in sheet.located.text for line in p.lines] or sheet.located.lines("title")
    known = {id(line.line) for p in sheet.located.paragraphs for line in p.lines}
    below = [p for p in _after(sheet, [*ends, *sheet.located.lines("issue_date")]) if id(p.line) not in known]
    indent = gbt9704.LEFT_MARGIN_MM + gbt9704.FIRST_LINE_INDENT_ZI * ZI_MM
    indented = [p.line for p in below if abs(p.line.x0 - indent) < ZI_MM / 4]
    return any(re.fullmatch("（.+）", plain(line.text)) for line in indented) if ends else None


def _has_signature(sheet: Sheet) -> bool | None:
    """Tell whether a date stands alone on the right behind the text, as under a 署名; none is no proof of its absence."""
    ends = [line for p in sheet.located.text for line in p.lines] or sheet.located.lines("title")
    dates = (p.line for p in _after(sheet, ends) if _DATE.fullmatch(plain(p.line.text)))
    if any(line.center > CENTER_MM for line in dates):
        return True
    return False if sheet.elements.get("issue_date") == "forbidden" else None


def _has_issued_document(sheet: Sheet) -> bool | None:
    """Tell whether a page begins with a title that is neither the paper's nor an attachment's."""
    titles = (*sheet.located.lines("title"), *(line for a in sheet.located.attachments for line in a.title))
    own = {id(placed.line) for placed in titles}
    tops = {placed.page: placed for placed in reversed(sheet.located.flow)}
    return any(
        id(top.line) not in own and all(c.size_pt == gbt9704.TITLE_SIZE_PT for c in top.line.chars)
        for page, top in tops.items()
        if page > 1
    )


def _after(sheet: Sheet, lines: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return what follows the last of ``lines``; nothing without them."""
    last = {id(placed.line) for placed in lines}
    found = [i for i, placed in enumerate(sheet.located.flow) if id(placed.line) in last]
    return sheet.located.flow[found[-1] + 1 :] if found else ()


_DATE = re.compile(r"(19|20)\d{2}年\d{1,2}月\d{1,2}日")
_LOOKS: Mapping[str, Callable[[Sheet], bool | None]] = {
    "issuer_mark": _has_mark,
    "principal_receivers": _has_receivers,
    "annotation": _has_annotation,
    "issuer": _has_signature,
    "issue_date": _has_signature,
    "issued_document": _has_issued_document,
}


def _any_line(sheet: Sheet, accepts: Callable[[int, str], bool]) -> bool:
    return any(accepts(placed.page, plain(placed.line.text)) for placed in sheet.located.flow)


def _matching(pattern: str, first_page_only: bool = False) -> Callable[[int, str], bool]:
    compiled = re.compile(pattern)
    return lambda page, text: bool(compiled.search(text)) and (page == 1 or not first_page_only)


_PATTERNS = {
    "copy_number": _matching(r"^\d{6}$", True),
    "security_classification": _matching(r"^(绝密|机密|秘密)(★.*)?$", True),
    "precedence": _matching(r"^(特急|加急|特提|平急)$", True),
    "document_number": _matching(r"[〔\[（(](19|20)\d{2}[〕\]）)]\d+号(签发人|$)", True),
    "signatory": _matching(r"签发人[：:]", True),
    "attachment_notes": _matching(r"^附件[：:]"),
    "attachments": _matching(r"^附件\d*$"),
    "other_receivers": _matching(r"^抄送[：:]"),
    "printing_office": _matching(r"年\d{1,2}月\d{1,2}日印发$"),
    "printing_date": _matching(r"年\d{1,2}月\d{1,2}日印发$"),
}


@rule(
    "text-complete",
    clause="GB/T 9704 7.1",
    strength="规定",
    advice="请检查这段文字是否被截断、遮住或移位。",
    known_only=True,
)
def text_complete(sheet: Sheet) -> Iterator[Measurement]:
    """Every known text stands on the page, whole and in its place in the order."""
    located = sheet.located
    for element, text in located.missing:
        subject = f"{NAMES[element]}“{text[:15]}{'……' if len(text) > 15 else ''}”"
        yield Measurement(subject, "完整印出，次序正确", "没有找到", False, None, element)
    found = len(located.elements) + len(located.paragraphs)
    if found and not located.missing:
        yield Measurement("文字", "完整印出，次序正确", f"{found}项都已印出", True)


@rule(
    "body-on-first-page",
    clause="GB/T 9704 7.3.3",
    strength="规定",
    advice="主送机关过多时，请移到版记；标题过长时，请精简。",
)
def body_on_first_page(sheet: Sheet) -> Iterator[Measurement]:
    """首页必须显示正文: the text begins on page 1."""
    if sheet.located.text:
        page = sheet.located.text[0].lines[0].page
        yield Measurement("正文首行", "在第1页", f"在第{page}页", page == 1, page, "text")
