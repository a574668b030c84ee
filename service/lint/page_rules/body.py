"""7.3.1–7.3.3: title, receivers and text, also those of the paper that this one issues."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from service.layout import gbt9704
from service.lint.locating import Placed, plain
from service.lint.page_rules.elements import red_rule
from service.lint.page_rules.geometry import (
    CENTER_MM,
    CENTER_TOLERANCE_MM,
    ZI_MM,
    fonts,
    two_lines,
)
from service.lint.rule import Measurement, near, rule, within
from service.lint.sheet import Sheet
from service.page import Char

#: Two empty lines between the red rule and the title's ink: 2 × 10.2 mm, and up to 6.5 mm that the title's
#: own line leaves above its glyphs.
RULE_TO_TITLE_MM = (20.4, 27.0)
_INDENT_MM = gbt9704.LEFT_MARGIN_MM + gbt9704.FIRST_LINE_INDENT_ZI * ZI_MM
_INDENT_TOLERANCE_MM = 0.5
LEVEL_FONTS = {
    1: ("一级标题字体", gbt9704.FONT_HEI),
    2: ("二级标题字体", gbt9704.FONT_KAI),
    3: ("三级标题字体", gbt9704.FONT_FANGSONG),
    4: ("四级标题字体", gbt9704.FONT_FANGSONG),
}
_NO_LINE_START = "的地得和与及、，：》）”"
_NO_LINE_END = "《（“、"
_TITLES = (("title", "标题"), ("issued_document", "所印发文件的标题"))


@rule(
    "title-look",
    clause="GB/T 9704 7.3.1",
    strength="一般",
    advice="标题请用二号小标宋体，居中。",
)
def title_look(sheet: Sheet) -> Iterator[Measurement]:
    """A title is set in 二号小标宋 and centred, line by line."""
    for element, name in _TITLES:
        placed = sheet.located.lines(element)
        chars = [(p.page, c) for p in placed for c in p.line.chars]
        look = fonts(f"{name}字体", sheet, chars, gbt9704.FONT_TITLE, gbt9704.TITLE_SIZE_PT, element)
        if look:
            yield look
        if placed:
            worst = max(placed, key=lambda p: abs(p.line.center - CENTER_MM))
            yield near(
                f"{name}中心",
                worst.line.center,
                CENTER_MM,
                CENTER_TOLERANCE_MM,
                page=worst.page,
                element=element,
            )


@rule(
    "title-place",
    clause="GB/T 9704 7.3.1",
    strength="一般",
    advice="标题请在红色分隔线下空二行编排。",
)
def title_place(sheet: Sheet) -> Iterator[Measurement]:
    """The title stands two lines under the red rule."""
    placed = sheet.located.lines("title")
    mark = red_rule(sheet.pages[0]) if sheet.pages else None
    if placed and mark and placed[0].page == 1 and not sheet.is_letter:
        gap = placed[0].line.ink_top - mark.bottom
        low, high = two_lines(sheet, RULE_TO_TITLE_MM)
        yield within("红色分隔线到标题的空白", gap, low, high, page=1, element="title")


@rule(
    "title-lines",
    clause="GB/T 9704 7.3.1",
    strength="一般",
    advice="标题回行要词意完整，请不要让软件自动折行。",
    known_only=True,
)
def title_lines(sheet: Sheet) -> Iterator[Measurement]:
    """A title is broken only where it was decided to break it: between words."""
    texts = {"title": sheet.texts.title, "issued_document": sheet.texts.issued_title}
    for element, name in _TITLES:
        placed, wanted = sheet.located.lines(element), tuple(map(plain, texts[element]))
        if placed:
            printed = tuple(plain(p.line.text) for p in placed)
            yield Measurement(
                f"{name}分行",
                "／".join(wanted),
                "／".join(printed),
                printed == wanted,
                placed[0].page,
                element,
            )


@rule(
    "title-break",
    clause="GB/T 9704 7.3.1",
    strength="一般",
    advice="标题回行要词意完整：行首不用“的”“和”等字和后半个标点，行末不用前半个标点。",
)
def title_break(sheet: Sheet) -> Iterator[Measurement]:
    """No line of a title begins with a particle or a closing mark, or ends with an opening one."""
    for element, name in _TITLES:
        placed = sheet.located.lines(element)
        for above, below in pairwise(placed):
            end, start = plain(above.line.text)[-1], plain(below.line.text)[0]
            ok = start not in _NO_LINE_START and end not in _NO_LINE_END
            measured = f"“{end}／{start}”"
            yield Measurement(f"{name}回行处", "词意完整", measured, ok, below.page, element)


@rule(
    "receivers",
    clause="GB/T 9704 7.3.2",
    strength="规定",
    advice="主送机关请在标题下空一行顶格，末尾用全角冒号。",
)
def receivers(sheet: Sheet) -> Iterator[Measurement]:
    """主送机关 stands one line under the title and ends with a full-width colon; left-edge sees it flush."""
    placed, title = sheet.located.lines("principal_receivers"), sheet.located.lines("title")
    element = "principal_receivers"
    if placed:
        last = plain(placed[-1].line.text)[-1]
        yield Measurement("主送机关末尾", "全角冒号“：”", f"“{last}”", last == "：", placed[-1].page, element)
        yield from _line_distance(sheet, "标题到主送机关", title, placed, 2, element)


@rule(
    "text-under-receivers",
    clause="GB/T 9704 7.3.3",
    strength="规定",
    advice="正文请在主送机关的下一行开始。",
)
def text_under_receivers(sheet: Sheet) -> Iterator[Measurement]:
    """The text begins on the line under 主送机关."""
    if sheet.located.text:
        above = sheet.located.lines("principal_receivers")
        yield from _line_distance(sheet, "主送机关到正文", above, sheet.located.text[0].lines, 1, "text")


def _line_distance(
    sheet: Sheet,
    subject: str,
    above: tuple[Placed, ...],
    below: tuple[Placed, ...],
    lines: int,
    element: str,
) -> Iterator[Measurement]:
    """Measure how far two neighbours' baselines are apart; nothing if they stand on different pages."""
    if above and below and above[-1].page == below[0].page:
        distance = below[0].line.baseline - above[-1].line.baseline
        yield near(
            f"{subject}的行距",
            distance,
            round(lines * sheet.line_mm, 1),
            2.0,
            page=below[0].page,
            element=element,
        )


@rule(
    "paragraph-indent",
    clause="GB/T 9704 7.3.3",
    strength="规定",
    advice="每个自然段请左空二字。",
)
def paragraph_indent(sheet: Sheet) -> Iterator[Measurement]:
    """Every paragraph begins 2 字 in."""
    edges: dict[int, list[float]] = {}
    for paragraph in sheet.located.indented:
        edges.setdefault(paragraph.lines[0].page, []).append(paragraph.lines[0].line.x0)
    for page, starts in sorted(edges.items()):
        worst = max(starts, key=lambda x0: abs(x0 - _INDENT_MM))
        yield near("段首左边（左空二字）", worst, round(_INDENT_MM, 1), _INDENT_TOLERANCE_MM, page=page)


@rule(
    "text-font",
    clause="GB/T 9704 5.2.2",
    strength="一般",
    advice="正文请用三号仿宋体。",
)
def text_font(sheet: Sheet) -> Iterator[Measurement]:
    """Text and receivers are set in 三号仿宋."""
    chars = [(p.page, c) for p in sheet.located.lines("principal_receivers") for c in p.line.chars]
    for paragraph in sheet.located.paragraphs:
        chars += _chars(paragraph.lines)[_heading_length(paragraph.paragraph.heading) :]
    look = fonts("正文字体", sheet, chars, gbt9704.FONT_FANGSONG, gbt9704.BODY_SIZE_PT, "text")
    if look:
        yield look


@rule(
    "heading-fonts",
    clause="GB/T 9704 7.3.3",
    strength="一般",
    advice="一级标题用黑体，二级用楷体，三、四级用仿宋体。",
)
def heading_fonts(sheet: Sheet) -> Iterator[Measurement]:
    """First level 黑体, second 楷体, third and fourth 仿宋, all 三号."""
    by_level: dict[int, list[tuple[int, Char]]] = {}
    for paragraph in sheet.located.paragraphs:
        length = _heading_length(paragraph.paragraph.heading)
        by_level.setdefault(paragraph.paragraph.level, []).extend(_chars(paragraph.lines)[:length])
    for level, (name, family) in LEVEL_FONTS.items():
        look = fonts(name, sheet, by_level.get(level, []), family, gbt9704.BODY_SIZE_PT, "text")
        if look:
            yield look


def _heading_length(heading: str) -> int:
    return len(plain(heading))


def _chars(lines: tuple[Placed, ...]) -> list[tuple[int, Char]]:
    """Return the characters but white space with their pages, so that they count as in the plain text."""
    return [(placed.page, c) for placed in lines for c in placed.line.chars if c.text.strip()]


@rule(
    "issued-on-new-page",
    clause="GB/T 9704 7.3.7",
    strength="规定",
    advice="请在所印发的文件之前分页。",
)
def issued_on_new_page(sheet: Sheet) -> Iterator[Measurement]:
    """The issued paper (被印发的文件) begins on a new page with its own title."""
    placed = sheet.located.lines("issued_document")
    if placed:
        first = next(p for p in sheet.located.flow if p.page == placed[0].page)
        ok = first.line is placed[0].line and placed[0].page > 1
        measured = "在页首" if ok else "不在新页的页首"
        yield Measurement(
            "所印发的文件", "另面编排，标题在页首", measured, ok, placed[0].page, "issued_document"
        )
