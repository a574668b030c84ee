"""Finds the template tags of a docx, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W = f"{{{NS['w']}}}"
#: Parts of a docx that may hold tags; docxtpl renders the same ones.
PART = re.compile(r"^(word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml)$")
_TAG = re.compile(r"\{\{(?P<e>.*?)\}\}|\{%(?P<s>.*?)%\}|\{#.*?#\}", re.S)
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_PARAGRAPH_PREFIX = re.compile(r"^(p|tr|tc|r)\s+")


@dataclass(frozen=True)
class Tag:
    """One tag: an expression to print or a statement; ``prefix`` is docxtpl's p, tr, tc, r or ""."""

    code: str
    statement: bool
    prefix: str
    source: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a part: its 1-based number in document order, style id, text, tags and stray marks."""

    part: str
    number: int
    style: str
    text: str
    tags: tuple[Tag, ...]
    strays: tuple[str, ...]
    beside: str
    """Text that stands beside the tags."""


def _text(paragraph: etree._Element) -> str:
    own = (
        n for n in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br") if next(n.iterancestors(f"{W}p")) is paragraph
    )
    return "".join(n.text or "" if n.tag == f"{W}t" else " " for n in own)


def _tags(text: str) -> tuple[Tag, ...]:
    found = []
    for m in _TAG.finditer(text):
        code = m["e"] if m["e"] is not None else m["s"]
        if code is None:
            continue
        prefix = _PARAGRAPH_PREFIX.match(code)
        found.append(
            Tag(code[prefix.end() :].strip() if prefix else code.strip(" -+"), m["s"] is not None,
                prefix[1] if prefix else "", m[0])
        )  # fmt: skip
    return tuple(found)


def _paragraph(part: str, number: int, style: str, text: str) -> Paragraph:
    beside = _TAG.sub("", text)
    return Paragraph(part, number, style, text, _tags(text), tuple(_STRAY.findall(beside)), beside.strip())


def paragraphs(part: str, root: etree._Element) -> Iterator[Paragraph]:
    """Yield the paragraphs of a part; a property part yields each element's text as a paragraph."""
    if part.startswith("docProps/"):
        for number, node in enumerate(root.iter(etree.Element), 1):
            yield _paragraph(part, number, "", node.text or "")
        return
    for number, node in enumerate(root.iter(f"{W}p"), 1):
        style = node.find(f"{W}pPr/{W}pStyle")
        yield _paragraph(part, number, "" if style is None else style.get(f"{W}val", ""), _text(node))
