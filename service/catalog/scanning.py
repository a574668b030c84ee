"""Finds the template tags of a docx, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W = f"{{{NS['w']}}}"
#: Parts of a docx that may hold tags; docxtpl renders the same ones.
PART = re.compile(r"^(word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml)$")
_TAG = re.compile(r"\{\{(?P<e>.*?)\}\}|\{%(?P<s>.*?)%\}|\{#.*?#\}", re.S)
_STRAY = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|#\}|[{｛][｛%％]|｛\{|[｝%％]｝|｝\}"
)  # full-width: typed with a Chinese keyboard
_PARAGRAPH_PREFIX = re.compile(r"^(p|tr|tc|r)\s+")
_TAKES_AWAY = re.compile(r"\{%(p|tr|tc)\s.*?%\}|\{#(p|tr|tc)\s.*?#\}", re.S)
_QUOTES = str.maketrans("“”‘’", "\"\"''")  # Word's quotation marks; docxtpl turns them in tags as well


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
    holders: Mapping[str, str] = field(default_factory=dict)
    """p, tr, tc → path of the paragraph, row or cell around, which a tag with this prefix takes away."""
    around: tuple[str, ...] = ()
    """Paths of all rows and cells around it, those around its own table included."""
    hidden: str = ""
    """The first tag that stands where nobody sees it: in deleted text, a field's code, an attribute; "" if none."""

    @property
    def takers(self) -> tuple[tuple[str, str], ...]:
        """Prefix and source of each tag or comment that takes its paragraph, row or cell away."""
        return tuple((m[1] or m[2], m[0]) for m in _TAKES_AWAY.finditer(self.text))


def _own(paragraph: etree._Element) -> list[etree._Element]:
    """Return the elements of a paragraph without those of paragraphs in its text boxes."""
    return [n for n in paragraph.iter(etree.Element) if next(n.iterancestors(f"{W}p"), None) is paragraph]


def _text(elements: Iterable[etree._Element]) -> str:
    blank = (f"{W}tab", f"{W}br")
    return "".join(n.text or "" if n.tag == f"{W}t" else " " if n.tag in blank else "" for n in elements)


def _hidden(elements: Sequence[etree._Element], text: str) -> str:
    """Return the first tag that docxtpl would run although it is no part of the paragraph's ``text``; "" if none."""
    whole = "".join(n.text or "" for n in elements)
    values = [v for n in elements for v in map(str, n.attrib.values()) if _STRAY.search(v)]
    if _STRAY.findall(whole) != _STRAY.findall(text):
        values += [n.text for n in elements if n.text and n.tag != f"{W}t" and _STRAY.search(n.text)] or [
            whole
        ]
    return values[0] if values else ""


def read_tags(text: str) -> tuple[Tag, ...]:
    """Return the tags in a text, comments left out."""
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
    return code.strip().translate(_QUOTES)


def _paragraph(part: str, number: int, style: str, text: str) -> Paragraph:
    beside = _TAG.sub("", text)
    return Paragraph(
        part,
        number,
        style,
        text,
        read_tags(text),
        tuple(_STRAY.findall(beside)),
        beside.strip(),
        {"": str(number)},
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


def _holders(paragraph: etree._Element) -> dict[str, str]:
    tree = paragraph.getroottree()
    around = {"p": paragraph} | {
        prefix: next(paragraph.iterancestors(f"{W}{prefix}"), None) for prefix in ("tr", "tc")
    }
    return {prefix: tree.getpath(e) for prefix, e in around.items() if e is not None}


def _around(paragraph: etree._Element) -> tuple[str, ...]:
    tree = paragraph.getroottree()
    return tuple(tree.getpath(e) for e in paragraph.iterancestors(f"{W}tr", f"{W}tc"))


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
            yield _paragraph(part, number, "", node.text or "")
        return
    for number, node in enumerate(root.iter(f"{W}p"), 1):
        elements = _own(node)
        text = _text(elements)
        yield replace(
            _paragraph(part, number, style_of(node, default), text),
            places=_places(node), holders=_holders(node), around=_around(node), hidden=_hidden(elements, text),
        )  # fmt: skip
