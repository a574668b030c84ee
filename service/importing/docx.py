"""Readies a docx for pandoc: numbers written out, the title apart, and what pandoc drops silently told as findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from service.document.finding import Finding
from service.importing.archive import parse_part, read_archive, write_archive
from service.importing.marks import MARK, NUMBER, read_number
from service.importing.numbering import W, number_paragraphs, read_numbering
from service.importing.paragraphs import loss
from service.importing.stripping import about, pieces, places, remove, strip, text_of

_DOCUMENT, _STYLES, _NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
#: Styles whose paragraphs pandoc takes for facts about the document when they stand at its beginning.
_FACTS = ("title", "subtitle", "author", "date", "abstract")
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
        texts: the texts that are left: number of the paragraph, its pieces.
    """

    docx: bytes
    title: str
    place: int
    findings: tuple[Finding, ...]
    texts: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass
class _Styles:
    """What the styles say of paragraphs, by style id, inherited: centred, numbered, facts, a table of contents."""

    centred: set[str] = field(default_factory=set)
    lists: dict[str, tuple[str, int]] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)
    contents: set[str] = field(default_factory=set)


def prepare(data: bytes) -> Prepared:
    """Return a docx for pandoc.

    Raises:
        UnreadableDocument: if it is none that we take.
    """
    parts = dict(read_archive(data, "docx"))
    roots = {n: parse_part(parts[n]) for n in (_DOCUMENT, _STYLES, _NUMBERING) if n in parts}
    document = roots[_DOCUMENT]
    styles = _read_styles(roots.get(_STYLES))
    findings = [*about(document, parts), *strip(document, styles.contents)]
    paragraphs = [p for p in document.iter(f"{W}p") if text_of(p)]
    numbering = read_numbering(roots.get(_NUMBERING))
    number_paragraphs(paragraphs, styles.lists, numbering)
    findings += [loss("list-number", detail=form) for form in sorted(numbering.unknown)]
    title, place, hints = _take_title(document, styles)
    for style in list(document.iter(f"{W}pStyle")):
        if style.get(f"{W}val") in styles.facts:
            remove(style)
    texts = tuple((place + number, pieces(element)) for number, element, text in places(document) if text)
    parts[_DOCUMENT] = etree.tostring(document, encoding="UTF-8", standalone=True)
    return Prepared(write_archive(parts), title, place, (*findings, *hints), texts)


def _read_styles(root: etree._Element | None) -> _Styles:
    styles = _Styles()
    if root is None:
        return styles
    own = {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style") if s.get(f"{W}type") == "paragraph"}
    for identity, own_style in own.items():
        name = own_style.find(f"{W}name")
        called = "" if name is None else name.get(f"{W}val", "").lower()
        if called in _FACTS:
            styles.facts.add(identity)
        if called == "title":
            styles.centred.add(identity)
        if called.startswith("toc ") and called != "toc heading":
            styles.contents.add(identity)
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
    named = [(place, element, text) for place, element, text in places(document) if text]
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
        remove(element)
    return title, len(taken), hints
