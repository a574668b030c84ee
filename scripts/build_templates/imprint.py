"""版记: its frames at the foot of the last page (7.4)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.build_templates.package import section
from scripts.build_templates.pieces import BREAK, TAB, frame
from scripts.build_templates.styles import IMPRINT_LAST, IMPRINT_ONLY
from scripts.build_templates.xml import control, paragraph, run
from service.layout import gbt9704 as gb


def imprint() -> Iterator[str]:
    """版记: a frame each for its first rule, 抄送 and 印发; after a blank page in a section without page numbers (7.5).

    LibreOffice wants one border a frame (measured); Word ends a rule at its paragraph's indents, so that no
    indented paragraph may carry one.
    """
    pitch, top = gb.LINE_PITCH_TWIPS, gb.TYPE_AREA_HEIGHT_TWIPS - 2 * gb.LINE_PITCH_TWIPS
    yield control("if imprint.numbering_ends")
    # An empty one LibreOffice drops when it saves a template, and gives its section to the statement before it.
    yield paragraph("NumberedEnd", run("{# 编页码到此 #}"), properties=section())
    yield control("endif")
    yield control("for page in imprint.page_breaks")
    yield paragraph("PageBreak")
    yield control("endfor")
    office = run("{% for line in imprint.printing_office %}{% if not loop.first %}"), BREAK, TAB
    ending = run("{% endif %}{{ line }}{% endfor %}")
    printing = TAB, *office, ending, TAB, run("{{ imprint.printing_date }}")
    bottom = frame(pitch, 'w:yAlign="bottom"')
    yield control("if imprint.other_receivers or imprint.principal_receivers")
    yield paragraph("ImprintRule", properties=frame(gb.IMPRINT_RULE_TWIPS, f'w:y="{top}"'))
    others = frame(gb.IMPRINT_PITCH_TWIPS, f'w:y="{top + gb.IMPRINT_RULE_TWIPS}"')
    for name, label in (("principal_receivers", "主送"), ("other_receivers", "抄送")):
        yield control(f"if imprint.{name}")
        yield paragraph("OtherReceivers", run(label + "：{{ imprint." + name + " }}。"), properties=others)
        yield control("endif")
    yield paragraph("Printing", *printing, properties=bottom)
    yield paragraph("ImprintAnchor")
    yield control("elif imprint.printing_office")
    only = f"{bottom}<w:pBdr>{IMPRINT_ONLY}{IMPRINT_LAST}</w:pBdr>"
    yield paragraph("Printing", *printing, properties=only)
    # Only beside a frame: alone it would not fit on a full last page and begin another one.
    yield paragraph("ImprintAnchor")
    yield control("endif")
