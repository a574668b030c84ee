"""Finds the template tags of a docx, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W = f"{{{NS['w']}}}"
#: What Word writes once more for older versions, the text of a text box among it.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Parts of a docx that may hold tags; docxtpl renders the same ones.
PART = re.compile(r"^(word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml)$")
#: A whole tag; e is what an expression holds, s what a statement.
TAG = re.compile(r"\{\{(?P<e>.*?)\}\}|\{%(?P<s>.*?)%\}|\{#.*?#\}", re.S)
_STRAY = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|#\}|[{｛][｛%％]|｛\{|[｝%％]｝|｝\}"
)  # full-width: typed with a Chinese keyboard
#: Outside tags a brace alone, too: docxtpl takes it for half of the tag next to it, in another paragraph as well.
_UNPAIRED = re.compile(_STRAY.pattern + "|[{}]")
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
    traces: frozenset[str] = frozenset()
    """What an editor left in it: 修订, 批注, 分节符, 分页符, 图片, 图文框."""

    @property
    def takers(self) -> tuple[tuple[str, str], ...]:
        """Prefix and source of each tag or comment that takes its paragraph, row or cell away."""
        return tuple((m[1] or m[2], m[0]) for m in _TAKES_AWAY.finditer(self.text))


#: Element → what it is called in Word.
_TRACES = (
    dict.fromkeys(
        ("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange",
         "trPrChange", "tcPrChange", "tblGridChange", "tblPrExChange", "cellIns", "cellDel", "cellMerge"),
        "修订",
    )
    | {"commentReference": "批注", "framePr": "图文框", "sectPr": "分节符"}
    | dict.fromkeys(("drawing", "pict", "object"), "图片")
)  # fmt: skip


def _traces(root: etree._Element) -> dict[etree._Element, set[str]]:
    """Return what editors left in each paragraph; what stands between two counts to the next, at the end to the last."""
    found: dict[etree._Element, set[str]] = {}
    waiting: set[str] = set()
    for element in root.iter(f"{W}*"):
        name = etree.QName(element).localname
        if name == "p":
            found[element], waiting = waiting, set()
            continue
        trace = (
            "分页符" if name == "br" and element.get(f"{W}type") in ("page", "column") else _TRACES.get(name)
        )
        if trace:
            owner = next(element.iterancestors(f"{W}p"), None)
            if owner is not None:
                found[owner].add(trace)
            elif trace == "修订":
                waiting.add(trace)
    if waiting and found:
        found[next(reversed(found))] |= waiting
    return found


def own_elements(paragraph: etree._Element) -> list[etree._Element]:
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
    for m in TAG.finditer(text):
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
    beside = TAG.sub("", text)
    return Paragraph(
        part,
        number,
        style,
        text,
        read_tags(text),
        tuple(_UNPAIRED.findall(beside)),
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


def is_default(style: etree._Element) -> bool:
    """Tell whether a style is 正文, that of paragraphs that name none."""
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def default_style(styles: etree._Element) -> str:
    """Return the id of the paragraph style of paragraphs that name none; Word leaves out the default's name."""
    for style in styles.iter(f"{W}style"):
        if is_default(style):
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
    traces = _traces(root)
    for number, node in enumerate(root.iter(f"{W}p"), 1):
        if next(node.iterancestors(_FALLBACK), None) is not None:
            continue
        elements = own_elements(node)
        text = _text(elements)
        yield replace(
            _paragraph(part, number, style_of(node, default), text),
            places=_places(node), holders=_holders(node), around=_around(node), hidden=_hidden(elements, text),
            traces=frozenset(traces[node]),
        )  # fmt: skip
