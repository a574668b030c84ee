"""What a paper has around its text, cut out of a rendered paper whose text is empty: 版头, 版记, footers, styles."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from service.catalog.package import Package
from service.redhead.parts import DOCUMENT, Parts, R, W
from service.redhead.sections import is_across

_TITLE = "公文标题"
_IMPRINT = ("另面", "版记首线", "版记抄送", "版记印发", "版记之后")
_NUMBERED_END = "编页码到此"


@dataclass(frozen=True)
class Shell:
    """The pieces of a paper around its text.

    Attributes:
        head: paragraphs of the 版头, the blank lines under its rule included.
        imprint: paragraphs of the 版记, those that turn pages before it included; none if it has no 版记. Where the
            section before it ends is for the body to say.
        section: properties of the last section, without its footers.
        footers: ``default`` (odd pages) and ``even`` → the footer of the last section.
        styles: the root of its styles.
        across: ``default`` and ``even`` → the footer of pages that lie across (8).
    """

    head: Sequence[etree._Element]
    imprint: Sequence[etree._Element]
    section: etree._Element
    footers: Mapping[str, bytes]
    styles: etree._Element
    across: Mapping[str, bytes]


def cut(docx: bytes, template: bytes) -> Shell:
    """Return the pieces of a rendered paper; what it doesn't show of its ``template``, from there."""
    parts = Parts(dict(Package(docx).parts))
    styles = parts.tree("word/styles.xml")
    names = {style.get(f"{W}styleId", ""): _name(style) for style in styles.iter(f"{W}style")}
    body = parts.tree(DOCUMENT).find(f"{W}body")
    assert body is not None
    *children, section = list(body)
    kinds = [_kind(child, names) for child in children]
    head_end = kinds.index(_TITLE)
    start = next((i for i, kind in enumerate(kinds) if kind in _IMPRINT), len(children))
    behind = zip(children[start:], kinds[start:], strict=True)
    imprint = [copy.deepcopy(child) for child, kind in behind if kind != _NUMBERED_END]
    footers = _footers(section, parts)
    bare = copy.deepcopy(section)
    for reference in [*bare.findall(f"{W}footerReference"), *bare.findall(f"{W}headerReference")]:
        bare.remove(reference)
    return Shell(
        [copy.deepcopy(c) for c in children[:head_end]], imprint, bare, footers, styles, _across(template)
    )


def _across(template: bytes) -> Mapping[str, bytes]:
    parts = Parts(dict(Package(template).parts))
    sections = parts.tree(DOCUMENT).iter(f"{W}sectPr")
    return next((_footers(section, parts) for section in sections if is_across(section)), {})


def _footers(section: etree._Element, parts: Parts) -> dict[str, bytes]:
    return {
        reference.get(f"{W}type", ""): parts.raw[str(parts.target(reference.get(f"{R}id", "")))]
        for reference in section.findall(f"{W}footerReference")
    }


def _name(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "")


def _kind(element: etree._Element, names: Mapping[str, str]) -> str:
    """Return the name of a paragraph's style, of the first paragraph's of a table."""
    style = element.find(f".//{W}pStyle")
    return "" if style is None else names.get(style.get(f"{W}val", ""), "")
