"""Chapter 5 in a Word file: paper, margins, line pitch, colour; which elements there are."""

from __future__ import annotations

from collections.abc import Iterator

from service.docx import Docx, Paragraph, Section
from service.layout import gbt9704
from service.lint.manuscript import Manuscript
from service.lint.page_rules.elements import NAMES
from service.lint.page_rules.geometry import is_red
from service.lint.rule import Measurement
from service.lint.word_rules.registry import word_rule

_TOLERANCE_MM = 1.0
#: GB/T 33476.2 counts from glyph to glyph: top and bottom margins are half a gap between lines smaller, and
#: the lines further apart, so that the first line of glyphs still begins 37 mm down (standards, two systems).
_GLYPH_TOP_MM = 34.6
_GLYPH_PITCH_PT = 29.3
_MOST_NAMED = 3


@word_rule("paper-size")
def paper_size(manuscript: Manuscript) -> Iterator[Measurement]:
    """A4, upright, or turned for a wide table."""
    for section in manuscript.file.sections:
        sides = sorted((section.width_mm, section.height_mm))
        ok = abs(sides[0] - gbt9704.PAGE_WIDTH_MM) <= 1 and abs(sides[1] - gbt9704.PAGE_HEIGHT_MM) <= 1
        yield Measurement("纸张", "210×297±1 mm", f"{section.width_mm:.1f}×{section.height_mm:.1f} mm", ok)


@word_rule(
    "page-margins",
    clause="GB/T 9704 5.2.1",
    advice="请把页边距设为上 37、下 35、左 28、右 26 mm，使版心为 156×225 mm。",
)
def page_margins(manuscript: Manuscript) -> Iterator[Measurement]:
    """天头 37, 订口 28, 版心 156 × 225 mm; sections that lie across are left alone."""
    for section in manuscript.file.sections:
        if section.width_mm > section.height_mm:
            continue
        for subject, value, wanted in (
            ("上白边（天头）", section.top_mm, _top(manuscript, section)),
            ("左白边（订口）", section.left_mm, gbt9704.LEFT_MARGIN_MM),
            ("右白边", section.right_mm, gbt9704.PAGE_WIDTH_MM - gbt9704.RIGHT_EDGE_MM),
            ("下白边", section.bottom_mm, _bottom(manuscript, section)),
        ):
            ok = abs(value - wanted) <= _TOLERANCE_MM
            yield Measurement(subject, f"{wanted:g}±{_TOLERANCE_MM:g} mm", f"{value:.1f} mm", ok)


def _by_glyphs(manuscript: Manuscript, section: Section) -> bool:
    pitches = [p.pitch_pt for p, _ in manuscript.text() if p.pitch_pt]
    wide = bool(pitches) and min(pitches) >= _GLYPH_PITCH_PT
    return wide and abs(section.top_mm - _GLYPH_TOP_MM) <= 0.5


def _top(manuscript: Manuscript, section: Section) -> float:
    return _GLYPH_TOP_MM if _by_glyphs(manuscript, section) else gbt9704.TOP_MARGIN_MM


def _bottom(manuscript: Manuscript, section: Section) -> float:
    lower = gbt9704.PAGE_HEIGHT_MM - gbt9704.BOTTOM_EDGE_MM
    gained = gbt9704.TOP_MARGIN_MM - _GLYPH_TOP_MM
    return round(lower - gained, 1) if _by_glyphs(manuscript, section) else lower


@word_rule(
    "line-pitch",
    clause="GB/T 9704 5.2.3",
    strength="一般",
    advice="请把正文行距设为固定值 28.95 磅，每面才排得满 22 行。",
)
def line_pitch(manuscript: Manuscript) -> Iterator[Measurement]:
    """Lines stand so that 22 of them fill the type area of an upright page."""
    sections = ((p, manuscript.section(p)) for p, _ in manuscript.text())
    counts = [(p, _lines_per_page(p, s)) for p, s in sections if s.width_mm <= s.height_mm]
    wrong = [(p, lines) for p, lines in counts if lines != gbt9704.LINES_PER_PAGE]
    if not counts:
        return
    paragraph, lines = (wrong or counts)[0]
    shown = f"{_pitch_said(paragraph)}，每面{lines}行" if lines else f"{_pitch_said(paragraph)}，随字体变"
    several = f"（{len(wrong)}段如此）" if len(wrong) > 1 else ""
    yield Measurement(
        "正文行距", "每面22行（固定值28.95磅）", shown + several, not wrong, None, "text",
        paragraph=paragraph.number,
    )  # fmt: skip


def _lines_per_page(paragraph: Paragraph, section: Section) -> int:
    """Return how many such lines fit on a page; 0 if that depends on the font."""
    pitch = paragraph.pitch_pt
    if pitch is None and section.grid_pitch_pt and paragraph.snaps:
        pitch = section.grid_pitch_pt * paragraph.multiple
    if not pitch:
        return 0
    height = (section.height_mm - section.top_mm - section.bottom_mm) * 72 / 25.4
    return int(height / pitch + 0.01)


def _pitch_said(paragraph: Paragraph) -> str:
    if paragraph.pitch_pt:
        return f"{paragraph.pitch_pt:g}磅"
    return f"{paragraph.multiple:g}倍行距"


@word_rule("elements")
def elements(manuscript: Manuscript) -> Iterator[Measurement]:
    """Required elements are there, forbidden ones are not."""
    for element, wish in manuscript.elements.items():
        if element in NAMES and wish != "optional":
            seen, wanted = _is_there(manuscript, element), wish == "required"
            found = manuscript.of(element) if seen and not wanted else ()
            yield Measurement(
                NAMES[element], "有" if wanted else "没有", "有" if seen else "没有", seen == wanted, None, element,
                paragraph=found[0].number if found else None,
            )  # fmt: skip


def _is_there(manuscript: Manuscript, element: str) -> bool:
    if element == "page_number":
        return any(footer.numbered for section in manuscript.file.sections for footer in section.footers)
    if element == "rule":
        return bool(heading_rules(manuscript)) or bool(manuscript.file.drawn_lines)
    if element == "signatory":
        return bool(manuscript.recognition.texts.signatory)
    return bool(manuscript.of(element))


def heading_rules(manuscript: Manuscript) -> list[tuple[Paragraph, str]]:
    """Return the borders between mark and title with their colours: one of them is the red rule."""
    number, title = manuscript.of("document_number"), manuscript.of("title")
    if not number:
        return []
    end = title[0].number if title else number[-1].number + 3
    near = [p for p in manuscript.file.paragraphs if number[0].number <= p.number < end]
    return [(p, line.color) for p in near for line in (p.top, p.bottom) if line]


def red_rules_in(file: Docx) -> int:
    """Return how many red rules a file draws before its 30th paragraph, as borders or as lines."""
    head = file.paragraphs[:30]
    borders = sum(is_red_color(line.color) for p in head for line in (p.top, p.bottom) if line)
    return borders + sum(map(is_red_color, file.drawn_lines))


@word_rule("text-black")
def text_black(manuscript: Manuscript) -> Iterator[Measurement]:
    """All text but the mark is black."""
    mark = {p.number for p in manuscript.of("issuer_mark")}
    colored = [
        (p, run)
        for p in manuscript.file.paragraphs
        for run in p.runs
        if p.number not in mark and run.text.strip() and _is_colored(run.color)
    ]
    sample = "".join(run.text for _, run in colored)[:10]
    shown = f"{len(colored)}处有颜色（“{sample}”）" if colored else "黑色"
    place = colored[0][0].number if colored else None
    yield Measurement("文字颜色", "黑色", shown, not colored, paragraph=place)


def _is_colored(color: str) -> bool:
    try:
        return any(int(color[i : i + 2], 16) > 0x40 for i in (0, 2, 4))
    except ValueError:
        return False


def is_red_color(color: str) -> bool:
    """Tell whether a colour as a Word file writes it is the red of a mark; what is no colour is not."""
    try:
        return is_red(color)
    except ValueError:
        return False
