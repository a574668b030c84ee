"""The 印发通知: the notice with 版头, the plan on a new page, the 版记 at the foot of an even last page."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.build_templates.package import section
from scripts.build_templates.styles import IMPRINT_LAST, IMPRINT_ONLY
from scripts.build_templates.xml import body, control, paragraph, run
from service.layout import gbt9704 as gb

_BREAK = "<w:r><w:br/></w:r>"
_TAB = "<w:r><w:tab/></w:r>"


def _heading() -> Iterator[str]:
    yield paragraph("MarkSpace")
    yield paragraph("IssuerMark", run("{{ mark.text }}"))
    for _ in range(gb.LINES_UNDER_MARK):
        yield paragraph("MarkBlankLine")
    yield paragraph("DocumentNumber", run("{{ document_number }}"))
    for _ in range(gb.LINES_UNDER_RULE):
        yield paragraph("BlankLine")


def _title(name: str, style: str = "Title") -> str:
    return paragraph(
        style,
        run("{% for line in " + name + " %}{% if not loop.first %}"),
        _BREAK,
        run("{% endif %}{{ line }}{% endfor %}"),
    )


def _text(blocks: str) -> Iterator[str]:
    """One paragraph per block; a heading that text follows on its line is a run in 黑体 or 楷体."""
    yield control(f"for block in {blocks}")
    for level in (1, 2, 3, 4):
        yield control(f"{'if' if level == 1 else 'elif'} block.level == {level}")
        yield paragraph(f"Level{level}", run("{{ block.heading }}"))
    yield control("elif block.continued")
    yield paragraph("Continued", run("{{ block.body }}"))
    yield control("elif block.hei")
    yield paragraph("Normal", run("{{ block.hei }}", "HeiCharacters"), run("{{ block.body }}"))
    yield control("elif block.kai")
    yield paragraph("Normal", run("{{ block.kai }}", "KaiCharacters"), run("{{ block.body }}"))
    yield control("else")
    yield paragraph("Normal", run("{{ block.body }}"))
    yield control("endif")
    yield control("endfor")


def _signature(signatures: str) -> Iterator[str]:
    yield control(f"for signature in {signatures}")
    yield control("for line in signature.blank_lines")
    yield paragraph("BlankLine")
    yield control("endfor")
    yield paragraph("Issuer", run("{{ signature.issuer }}"))
    yield control("if signature.issue_date")
    yield paragraph("IssueDate", run("{{ signature.issue_date }}"))
    yield control("endif")
    yield control("endfor")


def _frame(height: int, vertical: str) -> str:
    return (
        f'<w:framePr w:w="{gb.TYPE_AREA_WIDTH_TWIPS}" w:h="{height}" w:hRule="exact" w:wrap="notBeside" '
        f'w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center" {vertical}/>'
    )


def _imprint() -> Iterator[str]:
    """版记: a frame each for its first rule, 抄送 and 印发.

    LibreOffice wants one border a frame (measured); Word ends a rule at its paragraph's indents, so that no
    indented paragraph may carry one.
    """
    pitch, top = gb.LINE_PITCH_TWIPS, gb.TYPE_AREA_HEIGHT_TWIPS - 2 * gb.LINE_PITCH_TWIPS
    yield control("for page in imprint.page_breaks")
    yield paragraph("PageBreak")
    yield control("endfor")
    printing = _TAB, run("{{ imprint.printing_office }}"), _TAB, run("{{ imprint.printing_date }}")
    bottom = _frame(pitch, 'w:yAlign="bottom"')
    yield control("if imprint.other_receivers")
    yield paragraph("ImprintRule", properties=_frame(gb.IMPRINT_RULE_TWIPS, f'w:y="{top}"'))
    others = _frame(gb.IMPRINT_PITCH_TWIPS, f'w:y="{top + gb.IMPRINT_RULE_TWIPS}"')
    yield paragraph("OtherReceivers", run("抄送：{{ imprint.other_receivers }}。"), properties=others)
    yield paragraph("Printing", *printing, properties=bottom)
    yield paragraph("ImprintAnchor")
    yield control("elif imprint.printing_office")
    only = f"{bottom}<w:pBdr>{IMPRINT_ONLY}{IMPRINT_LAST}</w:pBdr>"
    yield paragraph("Printing", *printing, properties=only)
    # Only beside a frame: alone it would not fit on a full last page and begin another one.
    yield paragraph("ImprintAnchor")
    yield control("endif")


def document() -> str:
    """Return document.xml of the template."""

    def paragraphs() -> Iterator[str]:
        yield from _heading()
        yield _title("title_lines")
        yield paragraph("BlankLine")
        yield control("if principal_receivers")
        yield paragraph("PrincipalReceivers", run("{{ principal_receivers }}："))
        yield control("endif")
        yield from _text("text")
        yield from _signature("signatures")
        yield control("if annotation")
        yield paragraph("Annotation", run("（{{ annotation }}）"))
        yield control("endif")
        yield _title("issued_document.title_lines", "TitleNewPage")
        yield paragraph("BlankLine")
        yield from _text("issued_document.text")
        yield from _signature("issued_document.signatures")
        yield from _imprint()

    return body(paragraphs(), section())
