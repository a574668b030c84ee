"""Reads the elements of a paper from its content: everything of the context that no page decides.

An element that the paper's schema lacks, or that the content marks as missing, is "" or () in the context.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from service.layout import gbt9704 as gb
from service.rendering.attached import page_blocks
from service.rendering.blocks import text_blocks
from service.rendering.bulletin import bulletin, contribution, distribution
from service.rendering.content import Content
from service.rendering.context import (
    Attachment,
    AttachmentNote,
    Attendance,
    Context,
    Imprint,
    IssuedDocument,
    Properties,
    Section,
    Sheet,
    Signature,
)
from service.rendering.facts import groups, sections
from service.rendering.landscape import begun_before, joined
from service.rendering.patterns import attachments as made_attachments
from service.rendering.patterns import phrases, values_of
from service.rendering.patterns import sheets as made_sheets
from service.rendering.signatories import signatory_rows
from service.rendering.signing import UNSEALED, Sealing, issuers, signature_rows
from service.rendering.text_block import TextBlock
from service.rendering.typesetting import Typesetter

Stored = Mapping[str, Any]
Keys = Iterator[int]

_NOTE_ZI = 3
"""附件： is three 字 wide."""


def printed(value: Any) -> str:
    """Return what is printed of an element: its text, or "" where it is absent or marked as missing."""
    return value if isinstance(value, str) else ""


def sealing(content: Content) -> Sealing:
    """Return whether the paper gets seals: as its content says, else as is usual for its kind; and how large."""
    paper = content.tree["paper"]
    usual = "space" if content.paper.manifest.get("sealed") else "none"
    stamped = "posts" in paper.get("signature", {})
    sealed = paper.get("seal", usual) == "space" and not stamped
    return Sealing(sealed, paper.get("seal_diameter_mm", gb.SEAL_DIAMETER_MM))


def corner_rows(copy_number: str, security_classification: str, precedence: str) -> int:
    """Return how many lines 份号, 密级 and 紧急程度 take; 密级 stands on the second even alone (7.2.1–7.2.3)."""
    first = bool(copy_number or security_classification)
    return first + bool(security_classification) + bool(precedence)


def elements(content: Content, typesetter: Typesetter) -> Context:
    """Return the context of a paper before any page is known; each block and signature has a key of its own.

    The manifest says what the paper prints: itself, or the campaign's plan (``"prints": "plan"``), with the plan
    behind it (``"issues": "plan"``), sealed or not, which sections, attachments and sheets are put together from facts,
    and with which words it begins and ends unless the content has its own (``opening``, ``closing``).
    """
    tree, manifest = content.tree, content.paper.manifest
    paper, campaign = tree["paper"], tree.get("campaign", {})
    plan = campaign.get("plan", {})
    document = plan if manifest.get("prints") == "plan" else paper
    issued = plan if manifest.get("issues") == "plan" else {}
    keys = count(1)
    number = printed(paper.get("document_number"))
    corner = [paper.get(name, "") for name in ("copy_number", "security_classification", "precedence")]
    preprinted = paper.get("letterhead") == "preprinted"
    format = manifest.get("format", "general")
    rows_above = 0 if format == "letter" else corner_rows(*corner)
    signatories = [s["name"] for s in paper.get("signatories", ())]
    signatures = _signatures(document, sealing(content), typesetter, keys)
    signers = [name for stored in _stored_signatures(document) for name in issuers(stored)]
    terms = (*filter(None, [campaign.get("name")]), *signers)
    values = values_of(tree)
    attending = {**values.get("meeting", {}), **paper} if format == "minutes" else {}
    attachments = [
        *made_attachments(manifest.get("attachments", ()), values),
        *document.get("attachments", ()),
    ]
    sheets = made_sheets(manifest.get("sheets", {}), tree)
    closing = paper.get("closing", phrases(manifest.get("closing", ()), values))
    opening = [TextBlock(body=t) for t in phrases(manifest.get("opening", ()), values)]
    text = text_blocks(sheets[0], groups(tree)) if sheets else _text(document, tree) or opening
    title_lines = _title(document, typesetter, terms) if "title" in document else ()
    printing_date = _and(printed(paper.get("printing_date")), "印发")
    return Context(
        properties=Properties(
            title_of(document), number, "、".join(signers), paper["manuscript_type"]
        ),
        mark=typesetter.mark(
            paper.get("issuer_mark", ""), format=format, rows_above=rows_above, preprinted=preprinted
        ),
        document_number=number,
        signatory=signatories[0] if len(signatories) == 1 else "",
        title_lines=title_lines,
        title_note=document.get("status", ""),
        principal_receivers=printed(paper.get("principal_receivers")),
        text=_keyed((*text, *contribution(document)), keys),
        sections=tuple(Section(_keyed(s.text, keys)) for s in sections(manifest.get("sections", ()), tree)),
        closing=_keyed(_passages(closing), keys),
        sheets=tuple(
            Sheet(title_lines, _keyed(text_blocks(sheet, groups(tree)), keys)) for sheet in sheets[1:]
        ),
        attachment_notes=_notes([a["title"] for a in attachments]),
        signatures=signatures,
        annotation=_annotation(paper),
        attachments=tuple(joined(_attachments(attachments, content, typesetter, terms, keys))),
        enclosed=tuple(_enclosed(paper.get("enclosed", ()), content, typesetter, terms, keys)),
        issued_document=_issued(issued, content, typesetter, terms, keys) if issued else _NOTHING,
        imprint=Imprint(
            (), False, 0, paper.get("other_receivers", ""), 0, 0,
            typesetter.printing_office(printed(paper.get("printing_office")), printing_date), 0, printing_date,
            *distribution(paper),
        ),
        bulletin=bulletin(paper, tree, typesetter, terms, keys),
        copy_number=corner[0],
        security_classification=corner[1],
        precedence=corner[2],
        preprinted=preprinted,
        head_issuer=paper.get("head_issuer", ""),
        head_date=paper.get("head_date", ""),
        attendance=tuple(
            Attendance(label, attending[name]) for name, label in _ATTENDANCE.items() if name in attending
        ),
        signatory_rows=signatory_rows(signatories, number) if len(signatories) > 1 else (),
        apart=(
            *_attachments(attachments, content, typesetter, terms, keys, number),
            *_attachments(issued.get("attachments", ()), content, typesetter, terms, keys, number),
        ),
    )  # fmt: skip


_ATTENDANCE = {"present": "出席", "excused": "请假", "observing": "列席", "recorder": "记录"}


def title_of(document: Stored) -> str:
    """Return the title of a paper on one line; an order has none, and is called by its mark and number (10.2)."""
    mark = document.get("issuer_mark", "")
    named = f"{mark if isinstance(mark, str) else ''}{printed(document.get('document_number'))}"
    return str(document.get("title") or named)


def _annotation(paper: Stored) -> str:
    """Return 附注, the 公开属性 before it if it is to be printed."""
    publicity = paper.get("publicity", {})
    told = f"此件{publicity['kind']}" if publicity.get("print") else ""
    return "；".join(filter(None, [told, paper.get("annotation", "")]))


_NOTHING = IssuedDocument((), "", "", "", (), (), (), ())


def _title(document: Stored, typesetter: Typesetter, terms: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of a title, a space between all characters where it was printed so."""
    lines = typesetter.title_lines(document["title"], document.get("title_lines"), terms)
    return tuple(" ".join(line) for line in lines) if document.get("title_spacing") == "spaced" else lines


def _text(document: Stored, tree: Stored) -> Sequence[TextBlock]:
    """Return a document's own text: blocks, or passages where a paper has only these."""
    text = document.get("text", document.get("opening", ()))
    return _passages(text) if text and isinstance(text[0], str) else text_blocks(text, groups(tree))


def _passages(texts: Sequence[str]) -> list[TextBlock]:
    return [TextBlock(body=t) for t in texts]


def _and(text: str, ending: str) -> str:
    return text and text + ending


def _keyed(blocks: Sequence[TextBlock], keys: Keys) -> tuple[TextBlock, ...]:
    return tuple(replace(block, key=next(keys)) for block in blocks)


def _signatures(
    document: Stored, sealing: Sealing, typesetter: Typesetter, keys: Keys
) -> tuple[Signature, ...]:
    return tuple(
        row
        for stored in _stored_signatures(document)
        for row in signature_rows(stored, sealing, typesetter, next(keys))
    )


def _stored_signatures(document: Stored) -> Sequence[Stored]:
    found: Sequence[Stored] = document.get(
        "signatures", [document["signature"]] if "signature" in document else []
    )
    return found


def _issued(
    plan: Stored, content: Content, typesetter: Typesetter, terms: Sequence[str], keys: Keys
) -> IssuedDocument:
    attachments = plan.get("attachments", ())
    return IssuedDocument(
        _title(plan, typesetter, terms),
        plan.get("status", ""),
        plan.get("document_number", ""),
        plan.get("principal_receivers", ""),
        _keyed(text_blocks(plan["text"], groups(content.tree)), keys),
        _notes([a["title"] for a in attachments]),
        _signatures(plan, UNSEALED, typesetter, keys),
        tuple(joined(_attachments(attachments, content, typesetter, terms, keys))),
    )


def _enclosed(
    stored: Sequence[Stored], content: Content, typesetter: Typesetter, terms: Sequence[str], keys: Keys
) -> Iterator[IssuedDocument]:
    """Yield the documents that a paper passes on, each before those inside it."""
    for document in stored:
        yield _issued(document, content, typesetter, terms, keys)
        yield from _enclosed(document.get("enclosed", ()), content, typesetter, terms, keys)


def _notes(titles: Sequence[str]) -> tuple[AttachmentNote, ...]:
    """Return the 附件说明: the names under one another, numbered if there are several (7.3.4)."""
    indent, zi = gb.FIRST_LINE_INDENT_ZI, gb.ZI_TWIPS
    if len(titles) < 2:
        return tuple(AttachmentNote(f"附件：{t}", (indent + _NOTE_ZI) * zi, _NOTE_ZI * zi) for t in titles)
    left = (indent + _NOTE_ZI + 1) * zi
    return tuple(
        AttachmentNote(f"{'附件：' if i == 1 else ''}{i}.{t}", left, (_NOTE_ZI + 1) * zi if i == 1 else zi)
        for i, t in enumerate(titles, 1)
    )


def _attachments(
    stored: Sequence[Stored],
    content: Content,
    typesetter: Typesetter,
    terms: Sequence[str],
    keys: Keys,
    number_of_paper: str | None = None,
) -> Iterator[Attachment]:
    """Yield the attachments that are bound with the paper, each with its number among all.

    With the 发文字号 of the paper: those that are bound apart; it stands on their first line (7.3.7).
    """
    for i, attachment in enumerate(stored, 1):
        if (attachment.get("binding") == "apart") == (number_of_paper is not None):
            label = attachment.get("label", f"附件{i}" if len(stored) > 1 else "附件")
            made = _attachment(
                attachment, f"{number_of_paper or ''}{label}", content, typesetter, terms, keys
            )
            yield replace(made, number=i)


def _attachment(
    stored: Stored, label: str, content: Content, typesetter: Typesetter, terms: Sequence[str], keys: Keys
) -> Attachment:
    """Return an attachment: its text, the pages of its file, or both. A document brings its title, so none is set."""
    file = content.attached.get(stored.get("file", {}).get("digest", ""))
    landscape, text = begun_before(text_blocks(stored.get("text", ()), groups(content.tree)))
    titled = text or file is None or not file.brings_title
    title_lines = _title(stored, typesetter, terms) if titled else ()
    above = 0 if text else 2 + (len(title_lines) + 1 if title_lines else 0)
    pages = page_blocks(file, label, above, content.layout) if file else ()
    blocks = _keyed((*text, *pages), keys)
    signatures = _signatures(stored, UNSEALED, typesetter, keys)
    return Attachment(label, title_lines, blocks, signatures, landscape, stored["title"])
