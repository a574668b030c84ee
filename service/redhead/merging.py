"""Puts 版头 before a body and 版记 behind it; between them stands the body's own XML."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass

from lxml import etree

from service.document.finding import Finding
from service.errors import UnreadableDocument
from service.importing.archive import read_archive
from service.redhead.parts import DOCUMENT, Parts, R, W
from service.redhead.sections import is_across, set_sections
from service.redhead.shell import Shell
from service.redhead.styles import adopt_styles

#: What marks the end of the text when its place is looked for: two characters, one point high.
PROBE = "文终"
_PROBE_HALF_POINTS = 2
_TEXT = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")


@dataclass(frozen=True)
class Merged:
    """A body with 版头, and 版记 or a probe where it will stand.

    Attributes:
        parts: name → bytes, to be packed.
        findings: what was changed of the body's look.
        own_section: whether the 版记 stands in a section of its own since the body ends on a page that lies across.
    """

    parts: dict[str, bytes]
    findings: tuple[Finding, ...]
    own_section: bool


def merge(body: bytes, shell: Shell, *, probe: bool, blank: Shell | None = None) -> Merged:
    """Return a body with the pieces of a shell around it.

    Args:
        body: a docx.
        shell: 版头, 版记 and footers.
        probe: leave the 版记 out and mark the end of the text instead.
        blank: a shell whose footers print nothing, for a 版记 that a blank page goes before; None if none does.

    Raises:
        UnreadableDocument: if the body is no docx that we take.
    """
    parts = Parts(dict(read_archive(body, "docx")))
    document = parts.tree(DOCUMENT)
    text = document.find(f"{W}body")
    styles = parts.related("styles")
    if document.tag != f"{W}document" or text is None or styles is None:
        raise UnreadableDocument(
            "正文不是普通的 docx，请用 Word 另存为“Word 文档(*.docx)”，不要选“Strict Open XML”"
        )
    _end_with_section(text)
    across = is_across(text[-1])
    footers = {kind: etree.fromstring(data) for kind, data in shell.footers.items()}
    lying = {kind: etree.fromstring(data) for kind, data in shell.across.items()}
    silent = {kind: etree.fromstring(data) for kind, data in blank.footers.items()} if blank else {}
    head = [copy.deepcopy(element) for element in shell.head]
    tail = [_probe()] if probe else [copy.deepcopy(element) for element in shell.imprint]
    adopt_styles(
        parts.tree(styles), shell.styles, [*head, *tail, *footers.values(), *silent.values(), *lying.values()]
    )
    findings = set_sections(parts, shell.section, _written(footers), _written(lying))
    if shell.imprint and not probe and (across or blank):
        _close_section(text, shell, parts, _written(silent or footers))
    for element in reversed(head):
        text.insert(0, element)
    for element in tail:
        text.insert(len(text) - 1, element)
    return Merged(parts.packed(), findings, across)


def texts_of(body: bytes) -> list[str]:
    """Return the text of each paragraph of a docx, those of its headers and notes too.

    Raises:
        UnreadableDocument: if it is no docx that we take.
    """
    parts = Parts(dict(read_archive(body, "docx")))
    roots = [parts.tree(name) for name in parts.raw if _TEXT.fullmatch(name)]
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for root in roots for p in root.iter(f"{W}p")]


def _written(footers: dict[str, etree._Element]) -> dict[str, bytes]:
    return {kind: etree.tostring(root, encoding="UTF-8", standalone=True) for kind, root in footers.items()}


def _end_with_section(text: etree._Element) -> None:
    """Let a body end in section properties, as Word writes it always."""
    if len(text) == 0 or text[-1].tag != f"{W}sectPr":
        etree.SubElement(text, f"{W}sectPr")


def _close_section(text: etree._Element, shell: Shell, parts: Parts, footers: dict[str, bytes]) -> None:
    """End the body's last section, and begin one of its own for the 版记, upright, with these footers."""
    last = text[-1]
    ending = etree.Element(f"{W}p")
    properties = etree.SubElement(ending, f"{W}pPr")
    spacing = etree.SubElement(properties, f"{W}spacing")
    for attribute, value in (("before", "0"), ("after", "0"), ("line", "14"), ("lineRule", "exact")):
        spacing.set(W + attribute, value)
    properties.append(copy.deepcopy(last))
    text.insert(len(text) - 1, ending)
    section = copy.deepcopy(shell.section)
    for kind, data in reversed([*footers.items()]):
        reference = etree.Element(f"{W}footerReference")
        reference.set(f"{W}type", kind)
        reference.set(f"{R}id", parts.add("footer", "word/footerChengwen.xml", data))
        section.insert(0, reference)
    text.replace(last, section)


def _probe() -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    spacing = etree.SubElement(properties, f"{W}spacing")
    for attribute, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(W + attribute, value)
    run = etree.SubElement(paragraph, f"{W}r")
    look = etree.SubElement(run, f"{W}rPr")
    for tag in ("sz", "szCs"):
        etree.SubElement(look, W + tag).set(f"{W}val", str(_PROBE_HALF_POINTS))
    etree.SubElement(run, f"{W}t").text = PROBE
    return paragraph
