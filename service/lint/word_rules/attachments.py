"""7.3.4, 7.3.7, 7.4 in a Word file: 附件说明, the heads of attachments, the font of the 版记."""

from __future__ import annotations

from collections.abc import Iterator

from service.layout import gbt9704
from service.lint.manuscript import Manuscript
from service.lint.page_rules.attachments import NO_MARKS
from service.lint.page_rules.geometry import ZI_MM
from service.lint.rule import Measurement
from service.lint.word_rules.looks import first_line_mm, length, look, pieces
from service.lint.word_rules.registry import word_rule

_NOTES = (
    ("attachment_notes", "附件说明"),
    ("issued_notes", "所印发文件的附件说明"),
)
_IMPRINT = (("other_receivers", "抄送机关字体"), ("printing_office", "印发机关和印发日期字体"))


@word_rule("attachment-notes")
def attachment_notes(manuscript: Manuscript) -> Iterator[Measurement]:
    """附件说明 begins 2 字 in; no mark follows a name."""
    texts = manuscript.recognition.texts
    wanted = {"attachment_notes": texts.attachment_notes, "issued_notes": texts.issued_notes}
    for element, name in _NOTES:
        found = manuscript.of(element)
        if not found:
            continue
        first = found[0]
        yield length(
            f"{name}左边（左空二字）", first_line_mm(first), round(2 * ZI_MM, 1), 1.0, element, first.number
        )
        ends = [note[-1] for note in wanted[element] if note[-1] in NO_MARKS and note != "附件："]
        yield Measurement(
            f"{name}末尾", "没有标点", f"“{ends[0]}”" if ends else "没有标点", not ends, None, element,
            paragraph=first.number,
        )  # fmt: skip


@word_rule("attachment-head")
def attachment_head(manuscript: Manuscript) -> Iterator[Measurement]:
    """An attachment begins a page: its label flush left in 黑体."""
    labels = manuscript.of("attachments")
    font = look("附件标识字体", pieces(labels), gbt9704.FONT_HEI, gbt9704.BODY_SIZE_PT, "attachments")
    if font:
        yield font
    for label in labels:
        yield length("附件标识左边（顶格）", first_line_mm(label), 0.0, 1.0, "attachments", label.number)


@word_rule("imprint-font")
def imprint_font(manuscript: Manuscript) -> Iterator[Measurement]:
    """抄送机关, 印发机关 and 印发日期 are set in 四号仿宋."""
    for element, name in _IMPRINT:
        font = look(
            name, pieces(manuscript.of(element)), gbt9704.FONT_FANGSONG, gbt9704.SMALL_SIZE_PT, element
        )
        if font:
            yield font
