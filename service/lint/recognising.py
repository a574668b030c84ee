"""Tells which passage is which element of a paper, by its words first, its place second, its looks last.

A paper that is checked may be wrong in any of them, so that no single one decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from service.lint import wordings as words
from service.lint.passages import Passage
from service.lint.texts import AttachmentTexts, Paragraph, Texts
from service.lint.walking import Walk

_SHORTEST_TEXT = 2  #: paragraphs; a form with a table has less


@dataclass(frozen=True)
class Recognition:
    """A paper as it was recognised.

    Attributes:
        texts: the printed texts of the elements.
        passages: element name → its passages, as in `Texts`; ``text`` and ``issued_text`` are the paragraphs.
        paragraphs: for each passage of ``text`` and ``issued_text``, by its place, what it is.
        form: 通用格式, 信函格式, 命令格式, 纪要格式, or "" for a paper without 版头.
        document_type: the statutory type in the title; "" if there is none.
        day: 成文日期; None if it was not found or can't be read.
    """

    texts: Texts
    passages: Mapping[str, tuple[Passage, ...]]
    paragraphs: Mapping[int, Paragraph]
    form: str
    document_type: str
    day: dt.date | None

    @property
    def is_paper(self) -> bool:
        """Whether it has the elements of a 公文 or of a text of its own: a form or a 简报 has not."""
        if words.PERIODICAL.search(self.texts.issuer_mark):
            return False
        return bool(self.form) or len(self.texts.text) >= _SHORTEST_TEXT

    def of(self, element: str) -> tuple[Passage, ...]:
        """Return the passages of an element; none if it is not there."""
        return self.passages.get(element, ())


def recognise(passages: Sequence[Passage]) -> Recognition:
    """Return the elements that ``passages``, in reading order, are recognised as."""
    walk = Walk(tuple(passages))
    walk.imprint()
    walk.heading()
    walk.title("title")
    walk.receivers()
    walk.body()
    walk.issued_document()
    walk.attachments()
    title = _joined(walk.found.get("title", ()))
    date = walk.found.get("issue_date", ())
    return Recognition(
        texts=_texts(walk),
        passages={element: tuple(passages) for element, passages in walk.found.items()},
        paragraphs=walk.paragraphs,
        form=_form(walk),
        document_type=words.document_type(title),
        day=words.read_day(date[0].text) if date else None,
    )


def _form(walk: Walk) -> str:
    mark = walk.found.get("issuer_mark", ())
    if not mark:
        return ""
    text = mark[-1].text
    if words.PERIODICAL.search(text):
        return ""
    if text.endswith("令"):
        return "命令格式"
    if text.endswith("纪要"):
        return "纪要格式"
    number = walk.found.get("document_number", ())
    if number and not text.endswith("文件") and number[0].alignment == "right":
        return "信函格式"
    return "通用格式"


def _texts(walk: Walk) -> Texts:
    found = {element: tuple(passages) for element, passages in walk.found.items()}

    def of(element: str) -> tuple[Passage, ...]:
        return found.get(element, ())

    number = words.NUMBER.fullmatch(_joined(of("document_number")))
    named = words.SIGNATORY.fullmatch(_joined(of("signatory")))
    printing = words.PRINTING.fullmatch(_joined(of("printing_office")))
    return Texts(
        issuer_mark=_joined(of("issuer_mark")),
        document_number=number["number"] if number else _joined(of("document_number")),
        signatory=(named and named["signatory"]) or (number and number["signatory"]) or "",
        title=_lines(of("title")),
        title_note=_joined(of("title_note")),
        principal_receivers=_joined(of("principal_receivers")),
        text=_read(walk, "text"),
        attachment_notes=_noted(of("attachment_notes")),
        issuer=_joined(of("issuer")),
        issue_date=_joined(of("issue_date")),
        annotation=_joined(of("annotation")),
        issued_title=_lines(of("issued_document")),
        issued_text=_read(walk, "issued_text"),
        issued_notes=_noted(of("issued_notes")),
        attachments=tuple(
            AttachmentTexts(label.text, _lines(title)) for label, title in walk.attached if title
        ),
        other_receivers=_joined(of("other_receivers")),
        printing_office=printing["office"] if printing else "",
        printing_date=f"{printing['date']}印发" if printing else "",
    )


def _read(walk: Walk, element: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text; one that was divided between two pages is one again."""
    read: list[Paragraph] = []
    for passage in walk.found.get(element, ()):
        paragraph = walk.paragraphs[passage.place]
        if paragraph.continued and read:
            read[-1] = replace(read[-1], text=read[-1].text + paragraph.text)
        else:
            read.append(paragraph)
    return tuple(read)


def _joined(passages: Sequence[Passage]) -> str:
    return "".join(passage.text for passage in passages)


def _lines(passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(line for passage in passages for line in passage.lines)


def _noted(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return one string for each note: a line without a number goes on with the one above."""
    notes: list[str] = []
    for passage in passages:
        if notes and not words.NOTE_ITEM.fullmatch(passage.text) and notes[-1] not in ("附件：", "附件:"):
            notes[-1] += passage.text
        else:
            notes.append(passage.text)
    return tuple(notes)
