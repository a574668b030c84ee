"""The pieces that papers are built of: 版头, title, 正文, signature, attachments, 版记, as Word paragraphs with tags."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.build_templates.package import UNNUMBERED
from scripts.build_templates.text_pieces import landscape_begins, text
from scripts.build_templates.xml import control, paragraph, run
from service.layout import gbt9704 as gb

BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"
#: Where 文件 stands beside the agencies of a joint mark; typesetting moves it.
_MARK_ENDING = (
    '<w:framePr w:w="2000" w:h="1200" w:hRule="exact" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" '
    'w:x="6000" w:y="2000"/>'
)


def downward_heading() -> Iterator[str]:
    """版头 of a downward paper: mark, number in the middle, red rule (7.2)."""
    yield from mark()
    yield paragraph("DocumentNumber", run("{{ document_number }}"))
    yield from blank_lines(gb.LINES_UNDER_RULE)


def heading() -> Iterator[str]:
    """版头 of either direction: 签发人 makes it that of an upward paper (7.2)."""
    yield from _corner()
    yield from mark()
    yield control("if signatory_rows")
    yield from _signatory_rows()
    yield control("elif signatory and preprinted")
    yield _upward_number("PreprintedUpwardNumber")
    yield control("elif signatory")
    yield _upward_number()
    yield control("elif preprinted")
    yield paragraph("PreprintedNumber", run("{{ document_number }}"))
    yield control("else")
    yield paragraph("DocumentNumber", run("{{ document_number }}"))
    yield control("endif")
    yield control("if preprinted")
    yield paragraph("RuleSpace")
    yield control("endif")
    yield from blank_lines(gb.LINES_UNDER_RULE)


def _corner() -> Iterator[str]:
    """份号, 密级和保密期限 on the second line, 紧急程度, flush left above the mark (7.2.1–7.2.3)."""
    yield control("if copy_number or security_classification")
    yield paragraph("CopyNumber", run("{{ copy_number }}"))
    yield control("endif")
    for name in ("security_classification", "precedence"):
        yield control(f"if {name}")
        yield paragraph("Corner", run("{{ " + name + " }}"))
        yield control("endif")


def _signatory_rows() -> Iterator[str]:
    """Several 签发人: the last line has the number and the red rule (7.2.6, 7.2.7)."""
    yield control("for row in signatory_rows")
    for condition, style in (
        ("if row.document_number and preprinted", "PreprintedSignatories"),
        ("elif row.document_number", "SignatoriesWithNumber"),
        ("else", "Signatories"),
    ):
        yield control(condition)
        label, names = run("{{ row.label }}"), run("{{ row.names }}", "KaiCharacters")
        yield paragraph(style, TAB, run("{{ row.document_number }}"), TAB, label, TAB, names)
    yield control("endif")
    yield control("endfor")


def upward_heading() -> Iterator[str]:
    """版头 of an upward paper: number on the left, 签发人 on the right, on one line (7.2.5, 7.2.6)."""
    yield from mark()
    yield _upward_number()
    yield from blank_lines(gb.LINES_UNDER_RULE)


def _upward_number(style: str = "UpwardNumber") -> str:
    signatory = run("签发人："), run("{{ signatory }}", "KaiCharacters")
    return paragraph(style, TAB, run("{{ document_number }}"), TAB, *signatory)


def mark() -> Iterator[str]:
    """发文机关标志 in its lines, and the two blank lines under it (7.2.4, 7.2.5)."""
    yield paragraph("MarkSpace")
    yield control("for line in mark.lines")
    yield paragraph("IssuerMark", run("{{ line }}"))
    yield control("endfor")
    yield control("if mark.ending")
    # LibreOffice hangs a frame on the paragraph behind it.
    yield paragraph("MarkEnding", run("{{ mark.ending }}"), properties=_MARK_ENDING)
    yield control("endif")
    yield control("for line in mark.rows")
    yield paragraph("JointMark", run("{{ line }}"))
    yield control("endfor")
    for _ in range(gb.LINES_UNDER_MARK):
        yield paragraph("MarkBlankLine")


def blank_lines(count: int = 1) -> Iterator[str]:
    """Empty lines."""
    for _ in range(count):
        yield paragraph("BlankLine")


def title(owner: str = "", *, new_page: bool = False) -> Iterator[str]:
    """公文标题 in its lines, 题下括注 if there is one, a blank line (7.3.1, 7.3.2)."""
    lines = run("{% for line in " + owner + "title_lines %}{% if not loop.first %}"), BREAK
    ending = run("{% endif %}{{ line }}{% endfor %}")
    yield paragraph("TitleNewPage" if new_page else "Title", *lines, ending)
    if not owner.startswith(("attachment.", "sheet.", "article.")):
        yield control(f"if {owner}title_note")
        yield paragraph("TitleNote", run("（{{ " + owner + "title_note }}）"))
        yield control("endif")
    if owner.endswith("document."):
        yield control(f"if {owner}document_number")
        yield paragraph("TitleNote", run("{{ " + owner + "document_number }}"))
        yield control("endif")
    yield from blank_lines()


def receivers() -> Iterator[str]:
    """主送机关 (7.3.2)."""
    yield control("if principal_receivers")
    yield paragraph("PrincipalReceivers", run("{{ principal_receivers }}："))
    yield control("endif")


def sections() -> Iterator[str]:
    """The sections that are put together from facts, each with its 一级标题."""
    yield control("for section in sections")
    yield from text("section.text")
    yield control("endfor")


def sheets() -> Iterator[str]:
    """The sheets behind the first, each with its title on a new page."""
    yield control("for sheet in sheets")
    yield from title("sheet.", new_page=True)
    yield from text("sheet.text", UNNUMBERED)
    yield control("endfor")


def attachment_notes(owner: str = "") -> Iterator[str]:
    """附件说明: a blank line, then one line a name (7.3.4)."""
    yield control(f"if {owner}attachment_notes")
    yield from blank_lines()
    yield control("endif")
    yield control(f"for note in {owner}attachment_notes")
    yield paragraph("AttachmentNotes", run("{{ note.text }}"))
    yield control("endfor")


def signatures(owner: str = "") -> Iterator[str]:
    """署名 and 成文日期 (7.3.5)."""
    yield control(f"for signature in {owner}signatures")
    yield control("if signature.page_break")
    yield paragraph("PageBreak")
    yield control("endif")
    yield control("for line in signature.blank_lines")
    yield paragraph("BlankLine")
    yield control("endfor")
    yield control("if signature.post")
    yield paragraph("HalfLine")
    yield paragraph("SignatoryPost", run("{{ signature.post }}"))
    yield paragraph("HalfLine")
    yield control("endif")
    yield control("if signature.columns")
    names = run("{% for name in signature.columns %}"), TAB, run("{{ name }}{% endfor %}")
    yield paragraph("IssuersInRow", *names)
    yield control("elif signature.issuer")
    lines = run("{% for line in signature.issuer_lines %}{% if not loop.first %}"), BREAK
    yield paragraph("Issuer", *lines, run("{% endif %}{{ line }}{% endfor %}"))
    yield control("endif")
    yield control("if signature.issue_date")
    yield paragraph("IssueDate", run("{{ signature.issue_date }}"))
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
    yield from landscape_begins("attachment.landscape")
    yield paragraph("AttachmentLabel", run("{{ attachment.label }}"))
    yield from blank_lines()
    yield control("if attachment.title_lines")
    yield from title("attachment.")
    yield control("endif")
    yield from text("attachment.text")
    yield from signatures("attachment.")
    yield control("endfor")


def enclosed() -> Iterator[str]:
    """转发的文件: documents with numbers, receivers and signatures of their own, each on a new page."""
    yield control("for document in enclosed")
    yield from issued_document("document.")
    yield control("endfor")


def issued_document(owner: str = "issued_document.") -> Iterator[str]:
    """被印发的文件 on a new page; its number stands under its title, as printed."""
    yield from title(owner, new_page=True)
    yield control(f"if {owner}principal_receivers")
    yield paragraph("PrincipalReceivers", run("{{ " + owner + "principal_receivers }}"))
    yield control("endif")
    yield from text(f"{owner}text")
    yield from attachment_notes(owner)
    yield from signatures(owner)
    yield from attachments(owner)


def frame(height: int, vertical: str) -> str:
    """Return the framePr of a frame of the type area's width; ``vertical`` says where it stands."""
    return (
        f'<w:framePr w:w="{gb.TYPE_AREA_WIDTH_TWIPS}" w:h="{height}" w:hRule="exact" w:wrap="notBeside" '
        f'w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center" {vertical}/>'
    )
