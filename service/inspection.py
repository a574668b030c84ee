"""Holds a paper against the standard: its content, and what was to be printed beside what the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from service.catalog.catalog import Catalog
from service.catalog.labels import label
from service.document.directory import Directory
from service.document.finding import Finding
from service.document.pointer import join
from service.layout.gbt9704 import LINE_PITCH_TWIPS
from service.layout.units import twips_to_mm
from service.lint import lint_facts, lint_layout, lint_routing
from service.lint.report import lint_pages
from service.lint.sheet import LINE_MM, Sheet
from service.lint.texts import AttachmentTexts, Paragraph, Texts
from service.page import measure
from service.rendering.content import Content
from service.rendering.context import Context
from service.rendering.elements import sealing
from service.rendering.patterns import LISTS
from service.rendering.pipeline import Rendering
from service.rendering.text_block import TextBlock


def inspect_layout(content: Content, catalog: Catalog) -> tuple[Finding, ...]:
    """Return where the content's layout profile departs from the standard."""
    place = partial(label, catalog, content.paper.schema_name)
    return lint_layout(content.layout, content.paper.elements, place)


def inspect_routing(content: Content, catalog: Catalog, directory: Directory) -> tuple[Finding, ...]:
    """Return what the 机构名录 shows of issuers and receivers of a paper with a 版头; nothing without a directory."""
    elements = content.paper.elements
    if elements.get("issuer_mark") == "forbidden":
        return ()
    place = partial(label, catalog, content.paper.schema_name)
    upward = elements.get("signatory") == "required"
    return tuple(
        replace(finding, pointer=join(path), label=place(path))
        for path, finding in lint_routing(content.tree, directory, upward=upward)
    )


def inspect_facts(content: Content, catalog: Catalog) -> tuple[Finding, ...]:
    """Return what is questionable in the content, as far as the paper prints it."""
    place = partial(label, catalog, content.paper.schema_name)
    found = lint_facts(_of_paper(content), place, content.tree.get("campaign", {}))
    # Only what is sent under a 版头 is of a statutory type; a summary, a bulletin is none (条例第八条).
    manifest = content.paper.manifest
    sent = content.paper.elements.get("issuer_mark") != "forbidden" and manifest.get("statutory", True)
    return tuple(finding for finding in found if sent or finding.rule != "title-type")


def _of_paper(content: Content) -> Mapping[str, Any]:
    """Return the tree without those facts of the campaign that the paper doesn't print."""
    manifest, paper = content.paper.manifest, content.tree["paper"]
    campaign = content.tree.get("campaign", {})
    sources = {entry.get("from", "").partition(".")[0] for entry in manifest.get("sections", ())}
    has_plan = "plan" in (manifest.get("prints"), manifest.get("issues"))
    printed = {"name", "aliases"}
    printed |= {"plan", "leading_groups"} if has_plan else set()
    printed |= {"leading_groups"} if "group" in sources else set()
    printed |= {"outcomes"} if "outcomes" in sources else set()
    tree = {k: v for k, v in content.tree.items() if k != "layout"}
    kept = {k: v for k, v in campaign.items() if k in printed} | dict(_referred(paper, manifest, campaign))
    if "phase" in paper and "outcomes" not in sources:
        blocks = campaign["plan"]["text"]
        kept["plan"] = {"text": [b if b.get("id") == paper["phase"] else _NOTHING for b in blocks]}
    return {**tree, "campaign": kept}


#: In place of what isn't printed: the others keep their pointers.
_NOTHING: Mapping[str, Any] = {"kind": "paragraph", "text": ""}


def _referred(
    paper: Mapping[str, Any], manifest: Mapping[str, Any], campaign: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    """Yield the facts that the paper refers to, by list; nothing in place of the others of that list."""
    sheets = manifest.get("sheets", {}).get("of")
    for name, listing in LISTS.items():
        facts, wanted = campaign.get(listing, ()), paper.get(name, paper.get(listing))
        if name in paper or name == sheets:
            asked = (wanted,) if isinstance(wanted, str) else wanted
            yield listing, [fact if asked is None or fact["id"] in asked else {} for fact in facts]


def inspect(content: Content, rendering: Rendering) -> tuple[Finding, ...]:
    """Return what the page rules find on the rendered PDF; nothing if there is no PDF."""
    return lint_pages(sheet(content, rendering)) if rendering.drawn is not None else ()


def sheet(content: Content, rendering: Rendering) -> Sheet:
    """Return the rendered pages beside the texts that should be on them.

    An element that the content marks as missing is not demanded of the page.
    """
    if rendering.drawn is None:
        raise ValueError("a sheet needs a PDF")
    context = rendering.composition.context
    texts = _texts(context)
    absent = {name: not value for name, value in _printed(texts).items()}
    elements = {
        name: "optional" if wish == "required" and absent.get(name) else wish
        for name, wish in content.paper.elements.items()
    }
    if context.preprinted:
        elements |= {"issuer_mark": "forbidden", "rule": "forbidden"}
    if elements.get("seal") == "optional":
        elements["seal"] = "required" if sealing(content).sealed else "forbidden"
    pitch = content.layout.line_pitch_twips
    line_mm = LINE_MM if pitch == LINE_PITCH_TWIPS else twips_to_mm(pitch)
    format = content.paper.manifest.get("format", "general")
    return Sheet(measure(rendering.drawn), elements, texts, line_mm=line_mm, format=format)


def _texts(context: Context) -> Texts:
    own, rows = context.signatures, context.signatory_rows
    signature = next((s for s in own if s.issue_date), own[0] if own else None)
    issued = context.issued_document
    return Texts(
        issuer_mark=context.mark.text,
        joint_mark=context.mark.rows,
        mark_ending=context.mark.ending,
        copy_number=context.copy_number,
        security_classification=context.security_classification,
        precedence=context.precedence,
        document_number=context.document_number,
        signatory=rows[-1].names if rows else context.signatory,
        signatory_lines=tuple(row.document_number + row.label + row.names for row in rows),
        title=context.title_lines,
        title_note=context.title_note and f"（{context.title_note}）",
        principal_receivers=context.principal_receivers and context.principal_receivers + "：",
        text=_paragraphs(_body(context)),
        attachment_notes=tuple(note.text for note in context.attachment_notes),
        issuer=signature.issuer if signature else "",
        issue_date=signature.issue_date if signature else "",
        signers=tuple(name for row in own for name in row.columns),
        last_signer=next((row.columns[-1] for row in reversed(own) if row.columns), ""),
        posts=tuple(row.post for row in own if row.post),
        moved_receivers=context.imprint.principal_receivers,
        minutes_head=context.head_issuer + context.head_date,
        attendance=tuple(f"{entry.label}：{entry.names}" for entry in context.attendance),
        letter=bool(context.mark.rule_top),
        annotation=context.annotation and f"（{context.annotation}）",
        issued_title=issued.title_lines,
        issued_text=_paragraphs(issued.text),
        issued_notes=tuple(note.text for note in issued.attachment_notes),
        attachments=(
            *(
                AttachmentTexts("", one.title_lines, _paragraphs(one.text))
                for one in (*context.sheets, *context.bulletin.articles)
            ),
            *(
                AttachmentTexts(a.label, a.title_lines, _paragraphs(a.text))
                for a in (*context.attachments, *issued.attachments)
            ),
        ),
        other_receivers=context.imprint.other_receivers,
        printing_office="".join(context.imprint.printing_office),
        printing_date=context.imprint.printing_date,
    )


def _body(context: Context) -> tuple[TextBlock, ...]:
    """Return the text, the sections, and what follows them."""
    return (
        *context.text,
        *(block for section in context.sections for block in section.text),
        *context.closing,
    )


def _printed(texts: Texts) -> dict[str, object]:
    return {
        "document_number": texts.document_number,
        "principal_receivers": texts.principal_receivers,
        "issue_date": texts.issue_date,
        "printing_office": texts.printing_office,
        "printing_date": texts.printing_date,
    }


def _paragraphs(blocks: Sequence[TextBlock]) -> tuple[Paragraph, ...]:
    """Return the paragraphs as written: one that was divided between two pages is one again, no tables or images."""
    found: list[Paragraph] = []
    for block in blocks:
        if block.rows or block.image.file or block.landscape:
            continue
        if block.continued:
            found[-1] = Paragraph(found[-1].text + block.body, found[-1].level, found[-1].heading)
        elif block.level:
            found.append(Paragraph(block.heading, block.level, block.heading))
        else:
            lead = block.hei or block.kai
            level = 1 if block.hei else 2 if block.kai else 0
            found.append(Paragraph(lead + block.body, level, lead, in_roster=block.hanging > 0))
    return tuple(found)
