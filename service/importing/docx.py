"""Readies a docx for pandoc: numbers written out, the title apart, and what pandoc drops silently told as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from service.document.finding import Finding
from service.importing.archive import parse_part, read_archive, write_archive
from service.importing.elements import loss, quoted
from service.importing.marks import MARK, NUMBER, read_number
from service.importing.numbering import W, number_paragraphs, read_numbering

_DOCUMENT, _STYLES, _NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")
_PAGE_NUMBER = re.compile(r"[\s\d—–\-_/第共页·.]*")
_OFF = ("0", "false", "off")
_LONGEST_TITLE = 200
_LINES_OF_TITLE = 6


@dataclass(frozen=True)
class Prepared:
    """A docx for pandoc.

    Attributes:
        docx: its bytes.
        title: 标题, if centred lines begin the text; "" if not.
        place: how many paragraphs of the source were taken out before the first that is left.
        findings: what is not in it any more.
    """

    docx: bytes
    title: str
    place: int
    findings: tuple[Finding, ...]


@dataclass
class _Styles:
    """What the styles say of paragraphs: centred, numbered; by style id, inherited."""

    centred: set[str] = field(default_factory=set)
    lists: dict[str, tuple[str, int]] = field(default_factory=dict)


def prepare(data: bytes) -> Prepared:
    """Return a docx for pandoc.

    Raises:
        UnreadableDocument: if it is none that we take.
    """
    parts = dict(read_archive(data, "docx"))
    roots = {n: parse_part(parts[n]) for n in (_DOCUMENT, _STYLES, _NUMBERING) if n in parts}
    document = roots[_DOCUMENT]
    findings = [*_about(document, parts)]
    findings += _strip(document)
    styles = _read_styles(roots.get(_STYLES))
    paragraphs = [p for p in document.iter(f"{W}p") if _text(p)]
    numbering = read_numbering(roots.get(_NUMBERING))
    number_paragraphs(paragraphs, styles.lists, numbering)
    findings += [loss("list-number", detail=form) for form in sorted(numbering.unknown)]
    title, place, hints = _take_title(document, styles)
    parts[_DOCUMENT] = etree.tostring(document, encoding="UTF-8", standalone=True)
    return Prepared(write_archive(parts), title, place, (*findings, *hints))


def _text(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t")).strip()


def _places(document: etree._Element) -> Iterator[tuple[int, etree._Element, str]]:
    """Yield the paragraphs and tables of the text that aren't empty: number, element, text."""
    body = document.find(f"{W}body")
    place = 0
    for element in _children(body) if body is not None else ():
        text = _text(element)
        if text:
            place += 1
        yield place if text else place + 1, element, text


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            yield from _children(content) if content is not None else ()
        elif child.tag in (f"{W}p", f"{W}tbl"):
            yield child


# -- what is left out ----------------------------------------------------------------------------------


def _about(document: etree._Element, parts: Mapping[str, bytes]) -> Iterator[Finding]:
    """Yield what is lost of the document as a whole."""
    inserted = sum(1 for _ in document.iter(f"{W}ins", f"{W}moveTo"))
    deleted = sum(1 for _ in document.iter(f"{W}del", f"{W}moveFrom"))
    if inserted or deleted:
        yield loss("revisions", detail=f"插入 {inserted} 处，删除 {deleted} 处")
    if "word/comments.xml" in parts:
        comments = [_text(c) for c in parse_part(parts["word/comments.xml"]).iter(f"{W}comment")]
        if comments:
            yield loss("comments", detail=f"{len(comments)} 条，如{quoted(comments[0])}")
    margins = (_text(parse_part(part)) for name, part in parts.items() if _MARGINS.fullmatch(name))
    texts = list(dict.fromkeys(text for text in margins if not _PAGE_NUMBER.fullmatch(text)))
    if texts:
        yield loss("page-header", detail="、".join(map(quoted, texts[:3])))
    sections = list(document.iter(f"{W}sectPr"))
    landscape = any(size.get(f"{W}orient") == "landscape" for s in sections for size in s.iter(f"{W}pgSz"))
    columns = any(c.get(f"{W}num", "1") != "1" for s in sections for c in s.iter(f"{W}cols"))
    if len(sections) > 1 or landscape or columns:
        yield loss("sections")


def _strip(document: etree._Element) -> list[Finding]:
    """Take out what pandoc would drop, or take for text, and tell it at its paragraph."""
    findings = []
    for block in list(document.iter(f"{W}sdt")):
        gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            _remove(block)
            findings.append(loss("contents"))
    for place, element, _own in list(_places(document)):
        found = [("text-box", box) for box in element.iter(f"{W}txbxContent")]
        kept = "" if found else _text(element)
        for rule, box in found[:1]:
            texts = list(dict.fromkeys(_text(b) for _rule, b in found))
            kept = _text(element)
            for text in filter(None, texts):
                kept = kept.replace(text, "", 2)
                findings.append(loss(rule, place, kept, quoted(text)))
            del box
        for tag, name in ((f"{W}object", "嵌入的对象"), (_CHART, "图表"), (_DIAGRAM, "智能图形")):
            if next(element.iter(tag), None) is not None:
                findings.append(loss("object", place, kept, name))
        hidden = [r for r in element.iter(f"{W}r") if _is_hidden(r) and _text(r)]
        if hidden:
            findings.append(loss("hidden", place, kept, quoted("".join(map(_text, hidden)))))
        for run in hidden:
            _remove(run)
        _remove_boxes(element)
    return findings


def _remove_boxes(element: etree._Element) -> None:
    for box in list(element.iter(f"{W}txbxContent")):
        holders = [a for a in box.iterancestors() if a.tag in (_COMPATIBLE, f"{W}pict", f"{W}drawing")]
        if holders:
            _remove(holders[-1])
    for tag in (f"{W}object", _CHART, _DIAGRAM):
        for inner in list(element.iter(tag)):
            drawing = next(inner.iterancestors(f"{W}drawing"), inner)
            _remove(drawing)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in _OFF


# -- styles and title ----------------------------------------------------------------------------------


def _read_styles(root: etree._Element | None) -> _Styles:
    styles = _Styles()
    if root is None:
        return styles
    own = {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style") if s.get(f"{W}type") == "paragraph"}
    for identity in own:
        for style in _chain(identity, own):
            number = style.find(f"{W}pPr/{W}numPr/{W}numId")
            if number is not None and identity not in styles.lists:
                depth = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
                level = "0" if depth is None else depth.get(f"{W}val", "0")
                styles.lists[identity] = number.get(f"{W}val", ""), int(level) if level.isdecimal() else 0
        side = next((j for s in _chain(identity, own) if (j := s.find(f"{W}pPr/{W}jc")) is not None), None)
        if side is not None and side.get(f"{W}val") == "center":
            styles.centred.add(identity)
    return styles


def _chain(identity: str, own: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """Yield a style and those that it is based on."""
    seen: set[str] = set()
    while identity in own and identity not in seen:
        seen.add(identity)
        yield own[identity]
        parent = own[identity].find(f"{W}basedOn")
        identity = "" if parent is None else parent.get(f"{W}val", "")


def _is_centred(paragraph: etree._Element, styles: _Styles) -> bool:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return False
    side, style = properties.find(f"{W}jc"), properties.find(f"{W}pStyle")
    if side is not None:
        return side.get(f"{W}val") == "center"
    return style is not None and style.get(f"{W}val") in styles.centred


def _take_title(document: etree._Element, styles: _Styles) -> tuple[str, int, list[Finding]]:
    """Take the 标题 out of the text, and what stands of the 版头 above it.

    Returns:
        The title, the number of paragraphs that were taken out, findings on the 版头.
    """
    lines: list[str] = []
    taken: list[etree._Element] = []
    hints: list[Finding] = []
    named = [(place, element, text) for place, element, text in _places(document) if text]
    for place, element, text in named[: _LINES_OF_TITLE + 2]:
        flat = "".join(text.split())
        if element.tag != f"{W}p" or read_number(text):
            break
        if not lines and NUMBER.fullmatch(flat):
            hints.append(loss("number", place, text))
        elif (
            not _is_centred(element, styles) or flat.startswith(("（", "(")) or len(lines) == _LINES_OF_TITLE
        ):
            break
        elif not lines and MARK.fullmatch(flat):
            hints.append(loss("mark", place, text))
        else:
            lines.append(text)
        taken.append(element)
    title = "".join(lines)
    if len(title) > _LONGEST_TITLE or len(taken) == len(named):
        return "", 0, []
    for element in taken:
        _remove(element)
    return title, len(taken), hints
