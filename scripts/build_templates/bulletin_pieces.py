"""The pieces of a bulletin (简报), for which there is no standard: 报头, further articles, 报送发 at its foot."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.build_templates.pieces import BREAK, TAB, blank_lines, frame, mark, title
from scripts.build_templates.text_pieces import text
from scripts.build_templates.xml import control, paragraph, run
from service.layout import gbt9704 as gb


def bulletin_heading() -> Iterator[str]:
    """报头: its name in red, the issue, who edits it and when, a red rule."""
    yield from mark()
    yield paragraph("IssueNumber", run("{{ bulletin.issue }}"))
    yield paragraph("Editor", TAB, run("{{ bulletin.editor }}"), TAB, run("{{ bulletin.issue_date }}"))
    yield from blank_lines(gb.LINES_UNDER_RULE)


def further_articles() -> Iterator[str]:
    """The articles behind the first, each under its title after a blank line."""
    yield control("for article in bulletin.articles")
    yield from blank_lines()
    yield from title("article.")
    yield from text("article.text")
    yield control("endfor")


def distribution() -> Iterator[str]:
    """报、送、发 and how many are printed, in frames at the foot of the last page, odd or even."""
    pitch, top = gb.LINE_PITCH_TWIPS, gb.TYPE_AREA_HEIGHT_TWIPS - 2 * gb.LINE_PITCH_TWIPS
    yield control("for page in imprint.page_breaks")
    yield paragraph("PageBreak")
    yield control("endfor")
    yield control("if imprint.distribution")
    yield paragraph("ImprintRule", properties=frame(gb.IMPRINT_RULE_TWIPS, f'w:y="{top}"'))
    lines = run("{% for line in imprint.distribution %}{% if not loop.first %}"), BREAK
    ending = run("{% endif %}{{ line }}{% endfor %}")
    framed = frame(gb.IMPRINT_PITCH_TWIPS, f'w:y="{top + gb.IMPRINT_RULE_TWIPS}"')
    yield paragraph("Distribution", *lines, ending, properties=framed)
    copies = TAB, TAB, run("{{ imprint.copies }}")
    yield paragraph("Printing", *copies, properties=frame(pitch, 'w:yAlign="bottom"'))
    yield paragraph("ImprintAnchor")
    yield control("endif")
