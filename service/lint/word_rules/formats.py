"""Chapter 10 in a Word file: what 信函, 命令（令） and 纪要 say of their places without being laid out."""

from __future__ import annotations

from collections.abc import Iterator

from service.layout import gbt9704
from service.lint import wordings as words
from service.lint.locating import plain
from service.lint.manuscript import Manuscript
from service.lint.page_rules.geometry import ZI_MM
from service.lint.rule import Measurement
from service.lint.word_rules.looks import aligned, first_line_mm, length, look, pieces
from service.lint.word_rules.registry import word_rule

_LABEL = 2  #: 字 of 出席, 请假, 列席


@word_rule("letter-mark")
def letter_mark(manuscript: Manuscript) -> Iterator[Measurement]:
    """The mark of a letter is centred, without 文件."""
    marks = manuscript.of("issuer_mark")
    if marks and manuscript.recognition.format == "letter":
        yield from aligned("信函标志对齐", marks, "center", "issuer_mark", also=("both",))
        wrong = plain(marks[-1].text).endswith("文件")
        yield Measurement(
            "信函标志", "不加“文件”", "有“文件”" if wrong else "没有“文件”", not wrong, None, "issuer_mark",
            paragraph=marks[-1].number,
        )  # fmt: skip


@word_rule("letter-number")
def letter_number(manuscript: Manuscript) -> Iterator[Measurement]:
    """The number of a letter is flush right, or stands behind a tab; how far to the right only the page can tell."""
    if manuscript.recognition.format != "letter":
        return
    for paragraph in manuscript.of("document_number"):
        right = paragraph.alignment == "right" or "\t" in paragraph.text
        shown = "居右" if right else "不居右"
        yield Measurement(
            "信函文号", "居右顶格", shown, right, None, "document_number", paragraph=paragraph.number
        )


@word_rule("letter-page-number")
def letter_page_number(manuscript: Manuscript) -> Iterator[Measurement]:
    """Page 1 of a letter shows no number: its section has another footer for the first page."""
    first = manuscript.file.sections[0]
    if manuscript.recognition.format != "letter" or not any(f.numbered for f in first.footers):
        return
    own = [f for f in first.footers if f.kind == "first"]
    shown = not first.first_differs or any(f.numbered for f in own)
    yield Measurement("信函首页的页码", "没有", "有" if shown else "没有", not shown, None, "page_number")


@word_rule("order-mark")
def order_mark(manuscript: Manuscript) -> Iterator[Measurement]:
    """The mark of an order is centred."""
    marks = manuscript.of("issuer_mark")
    if manuscript.recognition.format == "order":
        yield from aligned("命令标志对齐", marks, "center", "issuer_mark", also=("both",))


@word_rule("minutes-attendance")
def minutes_attendance(manuscript: Manuscript) -> Iterator[Measurement]:
    """出席, 请假 and 列席 begin 2 字 in, in 三号黑体, with a full-width colon; the names are in 仿宋."""
    element = "attendance"
    for each in manuscript.of(element):
        text = plain(each.text)
        found = words.ATTENDANCE.fullmatch(text)
        if not found:
            continue
        yield length(
            f"“{text[:_LABEL]}”左边（左空二字）", first_line_mm(each), round(2 * ZI_MM, 1), 1.0, element,
            each.number,
        )  # fmt: skip
        colon = next(mark for mark in text if mark in "：:")
        yield Measurement(
            "人员后的冒号", "全角冒号“：”", f"“{colon}”", colon == "：", None, element, paragraph=each.number
        )
        start = text.index(colon)
        for name, piece, family in (
            (f"“{text[:_LABEL]}”字体", pieces([each], 0, start), gbt9704.FONT_HEI),
            ("人员姓名字体", pieces([each], start + 1), gbt9704.FONT_FANGSONG),
        ):
            if font := look(name, piece, family, gbt9704.BODY_SIZE_PT, element):
                yield font
