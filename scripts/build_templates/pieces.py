"""The pieces that papers are built of: 版头, title, 正文, signature, attachments, 版记, as Word paragraphs with tags."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.build_templates.styles import IMPRINT_FIRST, IMPRINT_LAST, IMPRINT_MIDDLE
from scripts.build_templates.xml import control, paragraph, run, tag
from service.layout import gbt9704 as gb

_BREAK = "<w:r><w:br/></w:r>"
_TAB = "<w:r><w:tab/></w:r>"


def downward_heading() -> Iterator[str]:
    """版头 of a downward paper: mark, number in the middle, red rule (7.2)."""
    yield from _mark()
    yield paragraph("DocumentNumber", run("{{ document_number }}"))
    yield from _blank_lines(gb.LINES_UNDER_RULE)


def upward_heading() -> Iterator[str]:
    """版头 of an upward paper: number on the left, 签发人 on the right, on one line (7.2.5, 7.2.6)."""
    yield from _mark()
    signatory = run("签发人："), run("{{ signatory }}", "KaiCharacters")
    yield paragraph("UpwardNumber", run("{{ document_number }}"), _TAB, *signatory)
    yield from _blank_lines(gb.LINES_UNDER_RULE)


def _mark() -> Iterator[str]:
    yield paragraph("MarkSpace", properties=_pitch(1804))
    yield paragraph("IssuerMark", run("{{ mark.text }}"), properties=_pitch(1300))
    for _ in range(gb.LINES_UNDER_MARK):
        yield paragraph("MarkBlankLine", properties=_pitch(484))


def _pitch(twips: int) -> str:
    return tag("spacing", before=0, after=0, line=twips, lineRule="exact")


def _blank_lines(count: int = 1) -> Iterator[str]:
    for _ in range(count):
        yield paragraph("BlankLine")


def _break_page(value: int) -> str:
    return tag("pageBreakBefore", val=value)


def title(owner: str = "", *, new_page: bool = False) -> Iterator[str]:
    """公文标题 in its lines, 题下括注 if there is one, a blank line (7.3.1, 7.3.2)."""
    lines = run("{% for line in " + owner + "title_lines %}{% if not loop.first %}"), _BREAK
    ending = run("{% endif %}{{ line }}{% endfor %}")
    yield paragraph("Title", *lines, ending, properties=_break_page(1) if new_page else "")
    if not owner.startswith("attachment."):
        yield control(f"if {owner}title_note")
        yield paragraph("TitleNote", run("（{{ " + owner + "title_note }}）"))
        yield control("endif")
    yield from _blank_lines()


def receivers() -> Iterator[str]:
    """主送机关 (7.3.2)."""
    yield control("if principal_receivers")
    yield paragraph("PrincipalReceivers", run("{{ principal_receivers }}："))
    yield control("endif")


def text(blocks: str) -> Iterator[str]:
    """One paragraph or table a block; a heading that text follows on its line is a run in 黑体 or 楷体 (7.3.3)."""
    breakable = _break_page(0)
    yield control(f"for block in {blocks}")
    for level in (1, 2, 3, 4):
        yield control(f"{'if' if level == 1 else 'elif'} block.level == {level}")
        yield paragraph(f"Level{level}", run("{{ block.heading }}"), properties=breakable)
    yield control("elif block.rows")
    yield table()
    yield control("elif block.hanging")
    hanging = tag("ind", left=3160, hanging=2528)
    yield paragraph("Roster", run("{{ block.body }}"), properties=breakable + hanging)
    yield control("elif block.continued")
    yield paragraph("Continued", run("{{ block.body }}"), properties=breakable)
    for face, style in (("hei", "HeiCharacters"), ("kai", "KaiCharacters")):
        yield control(f"elif block.{face}")
        runs = run("{{ block." + face + " }}", style), run("{{ block.body }}")
        yield paragraph("Normal", *runs, properties=breakable)
    yield control("else")
    yield paragraph("Normal", run("{{ block.body }}"), properties=breakable)
    yield control("endif")
    yield control("endfor")


def table() -> str:
    """A table over the type area's width whose columns come from ``block.columns``; its header repeats (C-2)."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    width = gb.TYPE_AREA_WIDTH_TWIPS
    head = (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
    )
    return (
        f"<w:tbl>{head}{_row_control('if block.header')}{_row('block.header', 'TableHeader', repeat=True)}"
        f"{_row_control('endif')}{_row_control('for row in block.rows')}{_row('row.cells', 'TableText')}"
        f"{_row_control('endfor')}</w:tbl>"
    )


def _cell(content: str, style: str, properties: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{gb.TYPE_AREA_WIDTH_TWIPS}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(style, run(content), properties=properties)}</w:tc>"
    )


def _row_control(statement: str) -> str:
    return f"<w:tr>{_cell('{%tr ' + statement + ' %}', 'Control')}</w:tr>"


def _row(cells: str, style: str, *, repeat: bool = False) -> str:
    properties = f"<w:trPr>{tag('cantSplit')}{tag('tblHeader') if repeat else ''}</w:trPr>"
    loop = _cell("{%tc for cell in " + cells + " %}", "Control"), _cell("{%tc endfor %}", "Control")
    cell = _cell("{{ cell.text }}", style, tag("jc", val="center"))
    return f"<w:tr>{properties}{loop[0]}{cell}{loop[1]}</w:tr>"


def sections() -> Iterator[str]:
    """The sections that are put together from facts, each with its 一级标题."""
    yield control("for section in sections")
    yield from text("section.text")
    yield control("endfor")


def attachment_notes(owner: str = "") -> Iterator[str]:
    """附件说明: a blank line, then one line a name (7.3.4)."""
    yield control(f"if {owner}attachment_notes")
    yield from _blank_lines()
    yield control("endif")
    yield control(f"for note in {owner}attachment_notes")
    yield paragraph("AttachmentNotes", run("{{ note.text }}"), properties=tag("ind", left=1580, hanging=948))
    yield control("endfor")


def signatures(owner: str = "") -> Iterator[str]:
    """署名 and 成文日期 (7.3.5)."""
    yield control(f"for signature in {owner}signatures")
    yield control("for line in signature.blank_lines")
    yield paragraph("BlankLine")
    yield control("endfor")
    issuer = tag("ind", left=0, right=1264, firstLine=0) + tag("jc", val="right")
    lines = run("{% for line in signature.issuer_lines %}{% if not loop.first %}"), _BREAK
    yield paragraph("Issuer", *lines, run("{% endif %}{{ line }}{% endfor %}"), properties=issuer)
    yield control("if signature.issue_date")
    date = tag("ind", left=0, right=1264, firstLine=0) + tag("jc", val="right")
    yield paragraph("IssueDate", run("{{ signature.issue_date }}"), properties=date)
    yield control("endif")
    yield control("endfor")


def annotation() -> Iterator[str]:
    """附注 in brackets (7.3.6)."""
    yield control("if annotation")
    yield paragraph("Annotation", run("（{{ annotation }}）"))
    yield control("endif")


def attachments(owner: str = "") -> Iterator[str]:
    """附件: each on a new page, 附件 and its number on line 1, its title on line 3 (7.3.7)."""
    yield control(f"for attachment in {owner}attachments")
    yield paragraph("AttachmentLabel", run("{{ attachment.label }}"), properties=_break_page(1))
    yield from _blank_lines()
    yield from title("attachment.")
    yield from text("attachment.text")
    yield control("endfor")


def issued_document() -> Iterator[str]:
    """被印发的文件 on a new page, its own attachments behind it."""
    yield from title("issued_document.", new_page=True)
    yield from text("issued_document.text")
    yield from attachment_notes("issued_document.")
    yield from signatures("issued_document.")
    yield from attachments("issued_document.")


def _frame(height: int, vertical: str) -> str:
    return (
        f'<w:framePr w:w="{gb.TYPE_AREA_WIDTH_TWIPS}" w:h="{height}" w:hRule="exact" w:wrap="notBeside" '
        f'w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center" {vertical}/>'
    )


def imprint() -> Iterator[str]:
    """版记: one frame for 抄送 and one for 印发, since LibreOffice wants one border a frame (measured)."""
    pitch = gb.LINE_PITCH_TWIPS
    yield control("for page in imprint.page_breaks")
    yield paragraph("PageBreak", properties=_break_page(1))
    yield control("endfor")
    office = run("{% for line in imprint.printing_office %}{% if not loop.first %}"), _BREAK
    printing = (
        *office,
        run("{% endif %}{{ line }}{% endfor %}"),
        _TAB,
        run("{{ imprint.printing_date }}"),
    )
    bottom = _frame(pitch, 'w:yAlign="bottom"')
    yield control("if imprint.other_receivers")
    above = _frame(pitch, f'w:y="{gb.TYPE_AREA_HEIGHT_TWIPS - 2 * pitch}"')
    yield paragraph("OtherReceivers", run("抄送：{{ imprint.other_receivers }}。"), properties=above)
    middle = f"{bottom}<w:pBdr>{IMPRINT_MIDDLE}{IMPRINT_LAST}</w:pBdr>"
    yield paragraph("Printing", *printing, properties=middle)
    yield paragraph("ImprintAnchor")
    yield control("elif imprint.printing_office")
    single = f"{bottom}<w:pBdr>{IMPRINT_FIRST}{IMPRINT_LAST}</w:pBdr>"
    yield paragraph("Printing", *printing, properties=single)
    yield paragraph("ImprintAnchor")
    yield control("endif")
