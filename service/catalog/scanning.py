"""Finds the template tags of a docx, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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
    places: Mapping[str, str] = field(default_factory=dict)
    """Prefix → path of the element that its tags may span; a prefix that makes no sense here is absent."""


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
            Tag(_bare(code[prefix.end() :] if prefix else code, m["s"] is not None), m["s"] is not None,
                prefix[1] if prefix else "", m[0])
        )  # fmt: skip
    return tuple(found)


def _bare(code: str, statement: bool) -> str:
    """Return a tag's code without Jinja's marks for white space, which touch the delimiters (``{%- if x -%}``)."""
    code = code.removeprefix("-") if code.startswith("-") else code.removeprefix("+")
    code = code.removesuffix("-") if code.endswith("-") or not statement else code.removesuffix("+")
    return code.strip()


def _paragraph(
    part: str, number: int, style: str, text: str, places: Mapping[str, str] | None = None
) -> Paragraph:
    beside = _TAG.sub("", text)
    return Paragraph(
        part, number, style, text, _tags(text), tuple(_STRAY.findall(beside)), beside.strip(), places or {}
    )


def _places(paragraph: etree._Element) -> dict[str, str]:
    """Return for each prefix what its tags may span: p its parent, tr its table, tc its row, else the paragraph."""
    tree = paragraph.getroottree()
    spans = {"": paragraph, "r": paragraph, "p": paragraph.getparent()}
    spans |= {
        prefix: next(paragraph.iterancestors(f"{W}{name}"), None)
        for prefix, name in (("tr", "tbl"), ("tc", "tr"))
    }
    return {prefix: tree.getpath(e) for prefix, e in spans.items() if e is not None}


def default_style(styles: etree._Element) -> str:
    """Return the id of the paragraph style of paragraphs that name none; Word leaves out the default's name."""
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
            return str(style.get(f"{W}styleId", ""))
    return ""


def style_of(paragraph: etree._Element, default: str) -> str:
    """Return the style id of a paragraph."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return default if style is None else str(style.get(f"{W}val", default))


def paragraphs(part: str, root: etree._Element, default: str = "") -> Iterator[Paragraph]:
    """Yield the paragraphs of a part; a property part yields each element's text as a paragraph.

    ``default`` is the style of paragraphs that name none.
    """
    if part.startswith("docProps/"):
        for number, node in enumerate(root.iter(etree.Element), 1):
            yield _paragraph(part, number, "", node.text or "", {"": str(number)})
        return
    for number, node in enumerate(root.iter(f"{W}p"), 1):
        yield _paragraph(part, number, style_of(node, default), _text(node), _places(node))
