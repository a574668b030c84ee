"""Readies a docx for pandoc: numbers written out, the title apart, and what pandoc drops silently told as findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from service.catalog.ooxml import ensure_child
from service.catalog.ooxml import properties as mended
from service.document.finding import Finding
from service.document.marks import MARK, NUMBER, read_number
from service.docx.numbering import Numbering
from service.docx.opening import W
from service.docx.styles import Properties, Styles, over, properties
from service.importing.archive import parse_part, read_archive, write_archive
from service.importing.images import media_of
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
        media: its images, by the names that pandoc has for them.
    """

    docx: bytes
    title: str
    place: int
    findings: tuple[Finding, ...]
    texts: tuple[tuple[int, tuple[str, ...]], ...]
    media: Mapping[str, bytes]


def prepare(data: bytes) -> Prepared:
    """Return a docx for pandoc.

    Raises:
        UnreadableDocument: if it is none that we take.
    """
    parts = dict(read_archive(data, "docx"))
    roots = {n: parse_part(parts[n]) for n in (_DOCUMENT, _STYLES, _NUMBERING) if n in parts}
    document = roots[_DOCUMENT]
    styles, numbering = Styles(roots.get(_STYLES), None), Numbering(roots.get(_NUMBERING))
    names = _style_names(roots.get(_STYLES))
    contents = {id for id, name in names.items() if name.startswith("toc ") and name != "toc heading"}
    findings = [*about(document, parts), *strip(document, contents)]
    _write_numbers(document, styles, numbering)
    findings += [loss("list-number", detail=form) for form in sorted(numbering.unknown)]
    title, place, hints = _take_title(document, styles, names)
    for style in list(document.iter(f"{W}pStyle")):
        if names.get(style.get(f"{W}val", "")) in _FACTS:
            remove(style)
    texts = tuple((place + number, pieces(element)) for number, element, text in places(document) if text)
    parts[_DOCUMENT] = etree.tostring(document, encoding="UTF-8", standalone=True)
    return Prepared(write_archive(parts), title, place, (*findings, *hints), texts, media_of(parts))


def _style_names(root: etree._Element | None) -> Mapping[str, str]:
    """Return the name of each paragraph style by its id, in lower case."""
    found = () if root is None else root.iter(f"{W}style")
    names = ((style.get(f"{W}styleId", ""), style.find(f"{W}name")) for style in found)
    return {id: "" if name is None else name.get(f"{W}val", "").lower() for id, name in names}


def _look(paragraph: etree._Element, styles: Styles) -> Properties:
    """Return the properties of a paragraph, its style's among them."""
    direct = properties(paragraph.find(f"{W}pPr"))
    return over(styles.style(direct.get("pStyle", {}).get("val"))[0], direct)


def _write_numbers(document: etree._Element, styles: Styles, numbering: Numbering) -> None:
    """Write the number that Word counts for a paragraph into its text, and take it out of its list; bullets stay."""
    for paragraph in document.iter(f"{W}p"):
        number, _indents = numbering.next(_look(paragraph, styles)) if text_of(paragraph) else ("", {})
        if not number:
            continue
        own = mended(paragraph, "pPr")
        for old in own.findall(f"{W}numPr"):
            own.remove(old)
        etree.SubElement(ensure_child(own, "numPr"), f"{W}numId").set(f"{W}val", "0")
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}t").text = number
        paragraph.insert(1, run)


def _is_centred(paragraph: etree._Element, styles: Styles, names: Mapping[str, str]) -> bool:
    look = _look(paragraph, styles)
    is_title = names.get(look.get("pStyle", {}).get("val", "")) == "title"
    return is_title or look.get("jc", {}).get("val") == "center"


def _take_title(
    document: etree._Element, styles: Styles, names: Mapping[str, str]
) -> tuple[str, int, list[Finding]]:
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
            not _is_centred(element, styles, names)
            or flat.startswith(("（", "("))
            or len(lines) == _LINES_OF_TITLE
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
