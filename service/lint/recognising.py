"""Tells which passage is which element of a paper, by its words first, its place second, its looks last.

A paper that is checked may be wrong in any of them, so that no single one decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.lint import wordings as words
from service.lint.heads import find_heading, form_of, joint_mark, signatory_names
from service.lint.passages import Passage
from service.lint.texts import AttachmentTexts, Paragraph, Texts
from service.lint.walking import Walk

#: Chapter 10: the special forms, and what templates call them.
FORMATS: Mapping[str, str] = {"信函格式": "letter", "命令格式": "order", "纪要格式": "minutes"}
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
        worded: the words of elements that share their passage with others.
    """

    texts: Texts
    passages: Mapping[str, tuple[Passage, ...]]
    paragraphs: Mapping[int, Paragraph]
    form: str
    document_type: str
    day: dt.date | None
    worded: Mapping[str, str] = field(default_factory=dict)

    @property
    def format(self) -> str:
        """The form as templates and page rules name it: general, letter, order or minutes."""
        return FORMATS.get(self.form, "general")

    @property
    def is_paper(self) -> bool:
        """Whether it has the elements of a 公文 or of a text of its own: a form or a 简报 has not."""
        if words.PERIODICAL.search(self.texts.issuer_mark):
            return False
        return bool(self.form) or len(self.texts.text) >= _SHORTEST_TEXT

    def of(self, element: str) -> tuple[Passage, ...]:
        """Return the passages of an element; none if it is not there."""
        return self.passages.get(element, ())


def recognise(passages: Sequence[Passage], red_rules: int = 0) -> Recognition:
    """Return the elements that ``passages``, in reading order, are recognised as.

    ``red_rules`` is how many red rules lie across the first page, as far as that is known.
    """
    walk = Walk(tuple(passages))
    walk.imprint()
    find_heading(walk)
    walk.title("title")
    walk.receivers()
    walk.body()
    walk.issued_document()
    walk.attachments()
    title = _joined(walk.found.get("title", ()))
    date = walk.found.get("issue_date", ())
    form = form_of(walk, red_rules)
    return Recognition(
        texts=_texts(walk, form),
        passages={element: tuple(passages) for element, passages in walk.found.items()},
        paragraphs=walk.paragraphs,
        form=form,
        document_type=words.document_type(title),
        day=words.read_day(date[0].text) if date else None,
        worded=walk.worded,
    )


def _texts(walk: Walk, form: str) -> Texts:
    found = {element: tuple(passages) for element, passages in walk.found.items()}

    def of(element: str) -> tuple[Passage, ...]:
        return found.get(element, ())

    def worded(element: str) -> str:
        return walk.worded.get(element) or _joined(of(element))

    printing = words.PRINTING.fullmatch(_joined(of("printing_office")))
    names, ending = joint_mark(of("issuer_mark"))
    signing = of("signatory") or tuple(p for p in of("document_number") if "签发人" in p.text)
    signatories, rows = signatory_names(signing), tuple(p.text for p in signing)
    rows_signed = [_signed(passage, names) for passage in of("issuer")]
    side_by_side = any(len(row) > 1 for row in rows_signed)
    signers = tuple(name for row in rows_signed for name in row)
    moved = words.MOVED_RECEIVERS.fullmatch(_joined(of("imprint_receivers")))
    return Texts(
        issuer_mark="".join(names) + ending or _joined(of("issuer_mark")),
        joint_mark=names,
        mark_ending=ending,
        copy_number=worded("copy_number"),
        security_classification=worded("security_classification"),
        precedence=worded("precedence"),
        document_number=worded("document_number"),
        signatory=signatories[-1] if signatories else "",
        signatory_lines=rows if len(signatories) > 1 else (),
        signatories=signatories,
        title=_lines(of("title")),
        title_note=_joined(of("title_note")),
        principal_receivers=_joined(of("principal_receivers")),
        text=_read(walk, "text"),
        attachment_notes=_noted(of("attachment_notes")),
        attendance=_attending(of("attendance")),
        posts=tuple(p.text for p in of("post")),
        issuer=_joined(of("issuer")),
        issuers=signers,
        signers=signers if side_by_side else (),
        last_signer=signers[-1] if side_by_side else "",
        issue_date=_joined(of("issue_date")),
        annotation=_joined(of("annotation")),
        minutes_head=_joined(of("minutes_head")),
        issued_title=_lines(of("issued_document")),
        issued_text=_read(walk, "issued_text"),
        issued_notes=_noted(of("issued_notes")),
        attachments=tuple(
            AttachmentTexts(label.text, _lines(title)) for label, title in walk.attached if title
        ),
        moved_receivers=moved["receivers"] if moved else "",
        other_receivers=_joined(of("other_receivers")),
        printing_office=printing["office"] if printing else "",
        printing_date=f"{printing['date']}印发" if printing else "",
        letter=form == "信函格式",
    )


def _signed(passage: Passage, agencies: Sequence[str]) -> tuple[str, ...]:
    """Return the names in a line of 署名: side by side, they may all but touch, so that the mark has to tell them."""
    pieces = [piece for piece in passage.columns if piece] or [passage.text]
    found = []
    for piece in pieces:
        rest, names = piece, []
        while name := next((each for each in agencies if rest.startswith(each)), ""):
            names.append(name)
            rest = rest.removeprefix(name)
        found += [piece] if rest else names
    return tuple(found)


def _attending(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return one string for each of 出席, 请假 and 列席: a line without a label goes on with the one above."""
    found: list[str] = []
    for passage in passages:
        if words.ATTENDANCE.fullmatch(passage.text) or not found:
            found.append(passage.text)
        else:
            found[-1] += passage.text
    return tuple(found)


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
