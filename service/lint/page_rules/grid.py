"""Chapter 5 and 7.1: paper, type area, lines and characters, colour, fonts."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from itertools import pairwise

from service.layout import gbt9704
from service.lint.locating import PlacedParagraph
from service.lint.page_rules.geometry import (
    EDGE_TOLERANCE_MM,
    RIGHT_LIMIT_MM,
    ZI_MM,
    is_blank,
    is_han,
    is_red,
    type_area_of,
)
from service.lint.rule import Measurement, at_most, near, rule
from service.lint.sheet import Sheet
from service.page import Char, Ink, Page

_AREA_SLACK_MM = 1.0  # a glyph or a rule may touch the edge of the type area; 5.2.1 allows ±1 mm


@rule(
    "paper-size",
    clause="GB/T 9704 5.1",
    strength="规定",
    advice="请把纸张设为 A4。",
)
def paper_size(sheet: Sheet) -> Iterator[Measurement]:
    """A4, 210 mm × 297 mm, or across."""
    for page in sheet.pages:
        short, long = sorted((page.width, page.height))
        ok = abs(short - gbt9704.PAGE_WIDTH_MM) <= 1 and abs(long - gbt9704.PAGE_HEIGHT_MM) <= 1
        yield Measurement("纸张", "210×297±1 mm", f"{page.width:.1f}×{page.height:.1f} mm", ok, page.number)


@rule(
    "left-edge",
    clause="GB/T 9704 5.2.1",
    strength="规定",
    advice="请检查左边距（28 mm）和段落缩进。",
)
def left_edge(sheet: Sheet) -> Iterator[Measurement]:
    """Lines that begin flush (顶格) begin 28 mm from the left edge of the paper."""
    flush: dict[int, list[float]] = {}
    receivers = sheet.located.lines("principal_receivers")
    for placed in (*receivers, *(line for p in sheet.located.indented for line in p.lines[1:])):
        flush.setdefault(placed.page, []).append(placed.line.x0)
    for page, edges in sorted(flush.items()):
        worst = max(edges, key=lambda x0: abs(x0 - gbt9704.LEFT_MARGIN_MM))
        yield near("顶格行左边", worst, gbt9704.LEFT_MARGIN_MM, EDGE_TOLERANCE_MM, page=page)


@rule(
    "right-edge",
    clause="GB/T 9704 5.2.1",
    strength="规定",
    advice="请检查右边距，并关闭标点悬挂。",
)
def right_edge(sheet: Sheet) -> Iterator[Measurement]:
    """No glyph reaches beyond the right edge of the type area."""
    for page in sheet.pages:
        edges = [line.ink.right for line in page.lines]
        if edges and not page.is_landscape:
            yield at_most("字的右边", max(edges), RIGHT_LIMIT_MM, page=page.number)


@rule(
    "type-area",
    clause="GB/T 9704 5.2.1",
    strength="规定",
    advice="请把它移到版心内。",
)
def type_area(sheet: Sheet) -> Iterator[Measurement]:
    """Everything but the page number is printed inside the type area."""
    for page in sheet.pages:
        area = type_area_of(page)
        outside = [
            name
            for name, box in _printed(sheet, page)
            if box.left < area.left - _AREA_SLACK_MM
            or box.right > area.right + _AREA_SLACK_MM
            or box.top < area.top - _AREA_SLACK_MM
            or box.bottom > area.bottom + _AREA_SLACK_MM
        ]
        found = f"{len(outside)}处在外（{'、'.join(outside[:3])}）" if outside else "都在版心内"
        yield Measurement("版心外的内容", "除页码外都在版心内", found, not outside, page.number)


def _printed(sheet: Sheet, page: Page) -> Iterator[tuple[str, Ink]]:
    own = {id(p.line) for p in sheet.located.lines("issuer_mark")} if sheet.is_letter else set()
    for line in page.lines:
        if line is not sheet.located.page_numbers.get(page.number) and id(line) not in own:
            yield f"“{line.text[:10]}”", line.ink
    for mark in page.rules:
        if sheet.is_letter and page.number == 1 and is_red(mark.color):
            continue
        yield "横线", Ink(mark.x0, mark.top, mark.x1, mark.bottom)
    for picture in page.pictures:
        yield "图形", picture.box


@rule(
    "lines-per-page",
    clause="GB/T 9704 5.2.3",
    strength="一般",
    advice="请检查行距（固定值 28.95 磅）和孤行控制。",
)
def lines_per_page(sheet: Sheet) -> Iterator[Measurement]:
    """A page that the text fills (neither the first nor the last) has 22 lines, empty ones counted.

    A page with a table is left alone: its rows don't stand on the grid; so is one with an image, or before one.
    """
    for page, following in pairwise(sheet.pages[1:]):
        baselines = sorted({p.line.baseline for p in sheet.located.flow if p.page == page.number})
        if page.pictures or following.pictures:
            continue
        if page.rules or not _is_filled(sheet, page.number) or len(baselines) < 2:
            continue
        pitch = statistics.median(low - high for high, low in pairwise(baselines))
        rows = round((baselines[-1] - baselines[0]) / pitch) + 1
        yield Measurement(
            "满页行数",
            f"{gbt9704.LINES_PER_PAGE}行",
            f"{rows}行",
            rows == gbt9704.LINES_PER_PAGE,
            page.number,
        )


def _is_filled(sheet: Sheet, page: int) -> bool:
    """Tell whether ``page`` is surely full: the same text runs on, and nothing asked for an early break.

    A heading on its own line is kept with what follows, a signature with the text above it.
    """
    located = sheet.located
    for paragraphs in (located.text, located.issued_text):
        starts = {id(p.lines[0].line): p for p in paragraphs}
        lines = {id(line.line) for p in paragraphs for line in p.lines}
        last = next((p for p in reversed(located.flow) if p.page == page), None)
        first = next((p for p in located.flow if p.page == page + 1), None)
        if last and first and {id(last.line), id(first.line)} <= lines:
            opened = starts.get(id(first.line))
            signature = {placed.page for placed in located.lines("issuer")}
            kept = opened is not None and opened.paragraph.heading == opened.paragraph.text
            return not kept and page + 1 not in signature
    return False


@rule(
    "zi-per-line",
    clause="GB/T 9704 5.2.3",
    strength="一般",
    advice="请检查字距和左右边距。",
)
def zi_per_line(sheet: Sheet) -> Iterator[Measurement]:
    """A line of full-width characters has 28 字, unless punctuation had to be kept from an edge."""
    tally: dict[int, list[int]] = {}
    for paragraph in sheet.located.indented:
        for page, short in _shortfalls(paragraph):
            tally.setdefault(page, []).append(short)
    for page, shorts in sorted(tally.items()):
        worst = max(shorts, key=abs)
        zi = gbt9704.ZI_PER_LINE - worst
        wrong = any(shorts)
        measured = f"{zi}字" if wrong else f"{zi}字（{len(shorts)}行）"
        yield Measurement("满行字数", f"{gbt9704.ZI_PER_LINE}字", measured, not wrong, page)


def _shortfalls(paragraph: PlacedParagraph) -> Iterator[tuple[int, int]]:
    """Yield page and missing 字 of each line that can be judged.

    Judged are lines where the first 28 字 are full-width and the break would fall between two Chinese
    characters, so that no kinsoku rule, whoever's list it is, can have moved it.
    """
    chars, start = paragraph.chars, 0
    for index, placed in enumerate(paragraph.lines[:-1]):
        count = sum(1 for char in placed.line.chars if char.text.strip())
        indent = round((placed.line.x0 - gbt9704.LEFT_MARGIN_MM) / ZI_MM) if index == 0 else 0
        full = start + gbt9704.ZI_PER_LINE - indent
        line, after = chars[start:full], chars[full : full + 1]
        if after and is_han(line[-1]) and is_han(after[0]) and all(map(_is_full_width, line)):
            yield placed.page, full - start - count
        start += count


def _is_full_width(char: Char) -> bool:
    return char.x1 - char.x0 > 0.95 * char.size_pt * 25.4 / 72


@rule(
    "text-black",
    clause="GB/T 9704 5.2.4",
    strength="规定",
    advice="除发文机关标志、印章外，文字请用黑色。",
)
def text_black(sheet: Sheet) -> Iterator[Measurement]:
    """All text but the mark is black."""
    mark = {id(placed.line) for placed in sheet.located.lines("issuer_mark")}
    for page in sheet.pages:
        chars = [c for line in page.lines if id(line) not in mark for c in line.chars if c.ink]
        colored = [c for c in chars if _is_colored(c.color) and not (page.number == 1 and _is_mark_like(c))]
        measured = (
            f"{len(colored)}字有颜色（“{''.join(c.text for c in colored)[:10]}”）" if colored else "黑色"
        )
        yield Measurement("文字颜色", "黑色", measured, not colored, page.number)


def _is_colored(color: str) -> bool:
    return any(int(color[i : i + 2], 16) > 0x40 for i in (0, 2, 4))


def _is_mark_like(char: Char) -> bool:
    """A red character larger than a title's: the mark, also where its text is not known."""
    return is_red(char.color) and char.size_pt > gbt9704.TITLE_SIZE_PT


@rule(
    "fonts-embedded",
    clause=None,
    strength="一般",
    advice="请在导出 PDF 时嵌入字体。",
)
def fonts_embedded(sheet: Sheet) -> Iterator[Measurement]:
    """Every font is embedded, so that the paper looks the same everywhere."""
    seen = {(c.font, c.embedded) for page in sheet.pages for line in page.lines for c in line.chars if c.ink}
    foreign = sorted(font or "未命名字体" for font, embedded in seen if not embedded)
    if seen:
        measured = f"没有嵌入：{'、'.join(foreign)}" if foreign else f"{len(seen)}种字体都已嵌入"
        yield Measurement("字体嵌入", "全部嵌入", measured, not foreign)


@rule(
    "blank-page",
    clause="GB/T 9704 7.5",
    strength="一般",
    advice="请删去多余的空白页。",
)
def blank_page(sheet: Sheet) -> Iterator[Measurement]:
    """A blank page may only stand right before the page of the imprint (版记), which is the last."""
    for page in sheet.pages:
        if is_blank(page) or page.number == len(sheet.pages):
            blank = is_blank(page)
            ok = not blank or page.number == len(sheet.pages) - 1
            yield Measurement("空白页", "只能在版记页之前", "空白" if blank else "有内容", ok, page.number)
