"""The special formats of chapter 10: 信函, 命令（令）, 纪要, as far as they differ from other papers."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.build_templates import pieces
from scripts.build_templates.imprint import imprint
from scripts.build_templates.text_pieces import text
from scripts.build_templates.xml import control, paragraph, run
from service.layout import gbt9704 as gb
from service.layout.units import mm_to_twips

_TAB = "<w:r><w:tab/></w:r>"


def _rule_frame(top: int, height: int) -> str:
    """Return the frame of a rule of 170 mm in the middle of the paper; typesetting moves those of the head."""
    return (
        f'<w:framePr w:w="{gb.LETTER_RULE_TWIPS}" w:h="{height}" w:hRule="exact" w:wrap="notBeside" '
        f'w:vAnchor="page" w:hAnchor="page" w:xAlign="center" w:y="{top}"/>'
    )


def letter() -> Iterator[str]:
    """信函格式 (10.1): mark and double red rule at the head of page 1, the 发文字号 on the right under it."""
    yield paragraph("LetterMark", run("{{ mark.text }}"), properties=_rule_frame(1500, 1200))
    yield paragraph("LetterRuleThick", properties=_rule_frame(2700, gb.LETTER_RULE_FRAME_TWIPS))
    yield paragraph("LetterRuleThin", properties=_rule_frame(2800, gb.LETTER_SPACE_FRAME_TWIPS))
    yield from _foot_rules()
    number = _TAB, run("{{ document_number }}")
    corners = (
        ("copy_number", None),
        ("security_classification", "HeiCharacters"),
        ("precedence", "HeiCharacters"),
    )
    for i, (name, style) in enumerate(corners):
        yield control(f"{'elif' if i else 'if'} {name}")
        yield paragraph("LetterNumber", run("{{ " + name + " }}", style), *number)
        for other, _ in corners[i + 1 :]:
            yield control(f"if {other}")
            yield paragraph("Corner", run("{{ " + other + " }}"))
            yield control("endif")
    yield control("else")
    yield paragraph("LetterNumber", *number)
    yield control("endif")
    yield from pieces.blank_lines(gb.LINES_UNDER_RULE)
    yield from pieces.title()
    yield from pieces.receivers()
    yield from text("text")
    yield from pieces.attachment_notes()
    yield from pieces.signatures()
    yield from pieces.annotation()
    yield from pieces.attachments()
    yield from _letter_imprint()


def _foot_rules() -> Iterator[str]:
    """The second double rule, thin over thick, its lower edge 20 mm from the paper's (10.1)."""
    thick = mm_to_twips(gb.LETTER_RULE_FOOT_MM) - gb.LETTER_THICK_EIGHTHS * 20 // 8
    for style, top in (
        ("LetterRuleFootThin", thick - gb.LETTER_RULES_APART_TWIPS // 2),
        ("LetterRuleFoot", thick),
    ):
        yield paragraph(style, properties=_rule_frame(top, gb.LETTER_RULE_FRAME_TWIPS))


def _letter_imprint() -> Iterator[str]:
    """版记 of a letter: 抄送 at the foot of the last page, no rules, no 印发机关 (10.1)."""
    bottom = (
        f'<w:framePr w:w="{gb.TYPE_AREA_WIDTH_TWIPS}" w:h="{gb.LINE_PITCH_TWIPS}" w:hRule="exact" w:wrap="notBeside" '
        'w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center" w:yAlign="bottom"/>'
    )
    yield control("for page in imprint.page_breaks")
    yield paragraph("PageBreak")
    yield control("endfor")
    yield control("if imprint.other_receivers")
    yield paragraph("LetterImprint", run("抄送：{{ imprint.other_receivers }}。"), properties=bottom)
    yield paragraph("ImprintAnchor")
    yield control("endif")


def order() -> Iterator[str]:
    """命令（令）格式 (10.2): mark 20 mm under the type area's top, 令号, text; no title, receivers or red rule."""
    yield from pieces.mark()
    yield paragraph("OrderNumber", run("{{ document_number }}"))
    yield from pieces.blank_lines(gb.LINES_UNDER_RULE)
    yield from text("text")
    yield from pieces.attachment_notes()
    yield from pieces.signatures()
    yield from pieces.annotation()
    yield from pieces.attachments()
    yield from imprint()


def meeting_minutes() -> Iterator[str]:
    """The same of a campaign's meeting: its topics are sections that are put together from facts."""
    return minutes(of_campaign=True)


def minutes(*, of_campaign: bool = False) -> Iterator[str]:
    """纪要格式 (10.3): mark, number, who issues it and when over the red rule, 出席 请假 列席 under the text."""
    yield from pieces.mark()
    yield paragraph("OrderNumber", run("{{ document_number }}"))
    yield paragraph("MinutesHead", _TAB, run("{{ head_issuer }}"), _TAB, run("{{ head_date }}"))
    yield from pieces.blank_lines(gb.LINES_UNDER_RULE)
    yield from pieces.title()
    yield from text("text")
    if of_campaign:
        yield from pieces.sections()
    yield from pieces.attachment_notes()
    yield control("if attendance")
    yield from pieces.blank_lines()
    yield control("endif")
    yield control("for entry in attendance")
    yield paragraph("Attendance", run("{{ entry.label }}：", "HeiCharacters"), run("{{ entry.names }}"))
    yield control("endfor")
    yield from pieces.annotation()
    yield from pieces.attachments()
    yield from imprint()
