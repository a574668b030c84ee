"""7.3.1–7.3.3 in a Word file: title, receivers and text."""

from __future__ import annotations

from collections.abc import Iterator

from service.docx import Paragraph
from service.layout import gbt9704
from service.lint.locating import plain
from service.lint.manuscript import Manuscript
from service.lint.page_rules.body import LEVEL_FONTS
from service.lint.page_rules.geometry import ZI_MM
from service.lint.rule import Measurement
from service.lint.word_rules.looks import Piece, aligned, first_line_mm, length, look, pieces
from service.lint.word_rules.registry import word_rule
from service.lint.wordings import END_MARK

_TITLES = (("title", "标题"), ("issued_document", "所印发文件的标题"))
_TWO_ZI_MM = round(2 * ZI_MM, 1)
_INDENT_TOLERANCE_MM = 1.0
_ONE_LINE = 26  #: 字; a longer paragraph has a second line
_FLUSH_MM = 1.0


@word_rule("title-look")
def title_look(manuscript: Manuscript) -> Iterator[Measurement]:
    """A title is set in 二号小标宋 and centred."""
    for element, name in _TITLES:
        found = manuscript.of(element)
        font = look(f"{name}字体", pieces(found), gbt9704.FONT_TITLE, gbt9704.TITLE_SIZE_PT, element)
        if font:
            yield font
        yield from aligned(f"{name}对齐", found, "center", element)


@word_rule("receivers")
def receivers(manuscript: Manuscript) -> Iterator[Measurement]:
    """主送机关 is flush and ends with a full-width colon."""
    found = manuscript.of("principal_receivers")
    element = "principal_receivers"
    for each in found[-1:]:
        last = plain(each.text)[-1]
        yield Measurement(
            "主送机关末尾", "全角冒号“：”", f"“{last}”", last == "：", None, element, paragraph=each.number
        )
    for each in found:
        yield length("主送机关左边（顶格）", first_line_mm(each), 0.0, _FLUSH_MM, element, each.number)


@word_rule("paragraph-indent")
def paragraph_indent(manuscript: Manuscript) -> Iterator[Measurement]:
    """Every paragraph begins 2 字 in, its other lines are flush."""
    judged = [p for p, read in manuscript.text() if not read.in_roster and not read.continued]
    if not judged:
        return
    worst = max(judged, key=lambda p: abs(first_line_mm(p) - _TWO_ZI_MM))
    indent = first_line_mm(worst)
    yield length("段首左边（左空二字）", indent, _TWO_ZI_MM, _INDENT_TOLERANCE_MM, "text", worst.number)
    long = [p for p in judged if len(plain(p.text)) > _ONE_LINE]
    if long:
        worst = max(long, key=lambda p: abs(p.left_mm))
        yield length("回行左边（顶格）", worst.left_mm, 0.0, _FLUSH_MM, "text", worst.number)


@word_rule(
    "text-alignment",
    clause="GB/T 9704 7.3.3",
    advice="正文请两端对齐（左空二字，回行顶格），不要居中或右对齐。",
)
def text_alignment(manuscript: Manuscript) -> Iterator[Measurement]:
    """Sentences of the text are not centred or pushed to the right."""
    sentences = [p for p, _ in manuscript.text() if plain(p.text).endswith("。")]
    wrong = [p for p in sentences if p.alignment in ("center", "right")]
    yield from aligned("正文对齐", wrong or sentences[:1], "both", "text", also=("left",))


@word_rule("text-font")
def text_font(manuscript: Manuscript) -> Iterator[Measurement]:
    """Text and receivers are set in 三号仿宋; what stands apart like a title of its own is left alone."""
    found: list[Piece] = list(pieces(manuscript.of("principal_receivers")))
    for paragraph, read in manuscript.text():
        if not _stands_apart(paragraph, read.level):
            found += pieces([paragraph], len(plain(read.heading)))
    font = look("正文字体", found, gbt9704.FONT_FANGSONG, gbt9704.BODY_SIZE_PT, "text")
    if font:
        yield font


def _stands_apart(paragraph: Paragraph, level: int) -> bool:
    text = plain(paragraph.text)
    return (
        not level and len(text) < _ONE_LINE and not END_MARK.search(text) and paragraph.alignment == "center"
    )


@word_rule("heading-fonts")
def heading_fonts(manuscript: Manuscript) -> Iterator[Measurement]:
    """First level 黑体, second 楷体, third and fourth 仿宋, all 三号."""
    by_level: dict[int, list[Piece]] = {}
    for paragraph, read in manuscript.text():
        if read.heading:
            found = pieces([paragraph], 0, len(plain(read.heading)))
            by_level.setdefault(read.level, []).extend(found)
    for level, (name, family) in LEVEL_FONTS.items():
        font = look(name, by_level.get(level, ()), family, gbt9704.BODY_SIZE_PT, "text")
        if font:
            yield font


@word_rule(
    "bold",
    clause=None,
    strength="实务",
    advice="标题和各级标题用规定的字体，国标没有要求加粗。",
)
def bold(manuscript: Manuscript) -> Iterator[Measurement]:
    """Titles and headings are told by their font, not by bold type."""
    titles = [(p, "标题", p.runs) for element, _ in _TITLES for p in manuscript.of(element)]
    headings = [(p, "层次标题", p.runs) for p, read in manuscript.text() if read.heading]
    for paragraph, name, runs in (*titles, *headings):
        thick = any(run.bold and run.text.strip() for run in runs)
        shown = "加粗" if thick else "不加粗"
        yield Measurement(name, "不加粗", shown, not thick, None, "title", paragraph=paragraph.number)
