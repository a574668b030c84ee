"""The papers: which pieces each is built of, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from scripts.build_templates import bulletin_pieces, formats, pieces
from scripts.build_templates.imprint import imprint
from scripts.build_templates.package import LETTER_FIRST, NUMBERED, UNNUMBERED, WITH_IMPRINT, section
from scripts.build_templates.text_pieces import text
from scripts.build_templates.xml import body


def _issuing_notice() -> Iterator[str]:
    yield from pieces.downward_heading()
    yield from pieces.title()
    yield from pieces.receivers()
    yield from text("text")
    yield from pieces.signatures()
    yield from pieces.annotation()
    yield from pieces.enclosed()
    yield from pieces.issued_document()
    yield from imprint()


def _plan_paper() -> Iterator[str]:
    yield from pieces.title()
    yield from text("text")
    yield from pieces.attachment_notes()
    yield from pieces.signatures()
    yield from pieces.attachments()


def _leading_group_notice() -> Iterator[str]:
    yield from pieces.downward_heading()
    yield from pieces.title()
    yield from pieces.receivers()
    yield from text("text")
    yield from pieces.sections()
    yield from text("closing")
    yield from pieces.signatures()
    yield from pieces.annotation()
    yield from imprint()


def _notice() -> Iterator[str]:
    """A downward paper of an opening, sections of facts and attachments: most notices of a campaign."""
    yield from pieces.downward_heading()
    yield from pieces.title()
    yield from pieces.receivers()
    yield from text("text")
    yield from pieces.sections()
    yield from text("closing")
    yield from pieces.attachment_notes()
    yield from pieces.signatures()
    yield from pieces.annotation()
    yield from pieces.attachments()
    yield from imprint()


def _phase_summary() -> Iterator[str]:
    yield from pieces.title()
    yield from text("text")
    yield from pieces.sections()
    yield from pieces.signatures()


def _final_report() -> Iterator[str]:
    yield from pieces.upward_heading()
    yield from pieces.title()
    yield from pieces.receivers()
    yield from text("text")
    yield from pieces.sections()
    yield from text("closing")
    yield from pieces.attachment_notes()
    yield from pieces.signatures()
    yield from pieces.annotation()
    yield from pieces.attachments()
    yield from imprint()


def _sheets() -> Iterator[str]:
    """A form or a pledge: a sheet for each, without 版头 and page numbers."""
    yield from pieces.title()
    yield from text("text", UNNUMBERED)
    yield from pieces.sheets()


def _bulletin() -> Iterator[str]:
    yield from bulletin_pieces.bulletin_heading()
    yield from pieces.title()
    yield from text("text")
    yield from bulletin_pieces.further_articles()
    yield from bulletin_pieces.distribution()


def _general() -> Iterator[str]:
    yield from pieces.heading()
    yield from pieces.title()
    yield from pieces.receivers()
    yield from text("text")
    yield from pieces.attachment_notes()
    yield from pieces.signatures()
    yield from pieces.annotation()
    yield from pieces.attachments()
    yield from imprint()


def _attachment() -> Iterator[str]:
    """What is bound apart from its paper: an attachment and nothing else."""
    yield from pieces.attachments()


#: Paper id → its paragraphs.
PAPERS: Mapping[str, Callable[[], Iterable[str]]] = {
    "issuing_notice": _issuing_notice,
    "plan_paper": _plan_paper,
    "leading_group_notice": _leading_group_notice,
    "phase_summary": _phase_summary,
    "final_report": _final_report,
    "general": _general,
    "letter": formats.letter,
    "order": formats.order,
    "minutes": formats.minutes,
    "meeting_minutes": formats.meeting_minutes,
    "rally_notice": _notice,
    "phase_arrangement_notice": _notice,
    "inspection_notice": _notice,
    "rectification_notice": _notice,
    "selection_notice": _notice,
    "commendation_decision": _notice,
    "evaluation_form": _sheets,
    "evaluation_summary": _sheets,
    "public_pledge": _sheets,
    "leader_review_form": _sheets,
    "bulletin": _bulletin,
    "attachment": _attachment,
}


def document(paper: str) -> str:
    """Return document.xml of a paper's template."""
    paragraphs = tuple(PAPERS[paper]())
    if paper == "letter":
        return body(paragraphs, section(NUMBERED, LETTER_FIRST))
    if PAPERS[paper] is _sheets:
        return body(paragraphs, section(UNNUMBERED))
    has_imprint = any("imprint.numbering_ends" in one for one in paragraphs)
    return body(paragraphs, section(WITH_IMPRINT if has_imprint else NUMBERED))
