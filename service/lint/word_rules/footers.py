"""7.5 in a Word file: the footers with the page number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.docx import Docx, Footer, Paragraph
from service.layout import gbt9704
from service.lint.families import font_class
from service.lint.locating import plain
from service.lint.manuscript import Manuscript
from service.lint.page_rules.geometry import SIZE_TOLERANCE_PT, SMALL_ZI_MM
from service.lint.rule import Measurement
from service.lint.word_rules.looks import length
from service.lint.word_rules.registry import word_rule

_NUMBER = re.compile(r"—\d*—")
_SIDES = {"default": ("单页", "right", "居右空一字"), "even": ("双页", "left", "居左空一字")}
_TOLERANCE_MM = 2.0


def _numbered(file: Docx) -> Iterator[tuple[Footer, Paragraph]]:
    """Yield each footer that prints a page number, once, with the paragraph that does."""
    seen: set[tuple[str, str]] = set()
    for footer in (footer for section in file.sections for footer in section.footers):
        paragraph = next((p for p in footer.paragraphs if re.search(r"\d|—|-", p.text)), None)
        if footer.numbered and paragraph and (key := (footer.kind, paragraph.text)) not in seen:
            seen.add(key)
            yield footer, paragraph


@word_rule("page-number-text")
def page_number_text(manuscript: Manuscript) -> Iterator[Measurement]:
    """The number stands between two dashes."""
    for _, paragraph in _numbered(manuscript.file):
        text = plain(paragraph.text)
        ok = bool(_NUMBER.fullmatch(text))
        yield Measurement("页码", "“—页码—”", f"“{text}”", ok, None, "page_number")
    first = manuscript.file.sections[0]
    if manuscript.wants("page_number") and first.first_differs:
        ok = any(footer.kind == "first" and footer.numbered for footer in first.footers)
        yield Measurement("首页页码", "有", "有" if ok else "没有", ok, None, "page_number")


@word_rule("page-number-font")
def page_number_font(manuscript: Manuscript) -> Iterator[Measurement]:
    """Page numbers are set in 四号宋体."""
    for _, paragraph in _numbered(manuscript.file):
        for run in paragraph.runs:
            if not re.search(r"\d", run.text):
                continue
            named = run.latin or run.east_asia
            right = abs(run.size_pt - gbt9704.SMALL_SIZE_PT) <= SIZE_TOLERANCE_PT
            ok = font_class(named) == gbt9704.FONT_SONG and right
            wanted = f"{gbt9704.FONT_SONG} {gbt9704.SMALL_SIZE_PT:g} pt"
            yield Measurement("页码字体", wanted, f"{named} {run.size_pt:g} pt", ok, None, "page_number")


@word_rule("page-number-place")
def page_number_place(manuscript: Manuscript) -> Iterator[Measurement]:
    """Odd pages right, even pages left, one 字 in; a frame of its own only the page can tell."""
    for footer, paragraph in _numbered(manuscript.file):
        if footer.kind not in _SIDES or paragraph.in_frame:
            continue
        if not manuscript.file.even_differs:
            yield Measurement("页码", "单页居右，双页居左", "单双页位置相同", False, None, "page_number")
            continue
        name, side, said = _SIDES[footer.kind]
        where = "left" if paragraph.alignment == "both" else paragraph.alignment
        shown = {"left": "居左", "right": "居右", "center": "居中"}[where]
        yield Measurement(f"{name}页码", said, shown, where == side, None, "page_number")
        if where == side:
            free = paragraph.right_mm if side == "right" else paragraph.left_mm + paragraph.first_line_mm
            yield length(f"{name}页码空一字", free, round(SMALL_ZI_MM, 1), _TOLERANCE_MM, "page_number", None)
