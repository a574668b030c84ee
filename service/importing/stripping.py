"""Takes out of a docx what pandoc would drop, or take for text, and tells it at its paragraph; opens what it skips."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from service.document.finding import Finding
from service.docx.opening import W
from service.importing.archive import parse_part
from service.importing.paragraphs import loss, quoted

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_VML = "{urn:schemas-microsoft-com:vml}"
#: What can't be kept, and its name.
_OBJECTS = {
    f"{W}object": "嵌入的对象",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "图表",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "智能图形",
    f"{_VML}textpath": "艺术字",
    f"{W}altChunk": "嵌入的文档",
}
#: What holds text that pandoc skips: opened.
_WRAPPERS = tuple(W + tag for tag in ("customXml", "smartTag", "fldSimple", "dir", "bdo"))
_MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")
_PAGE_NUMBER = re.compile(r"[\s\d—–\-_/第共页·.]*")
_OFF = ("0", "false", "off")


def text_of(element: etree._Element) -> str:
    """Return the characters in an element."""
    return "".join(pieces(element)).strip()


def pieces(element: etree._Element) -> tuple[str, ...]:
    """Return the characters in an element, run by run."""
    return tuple(t.text or "" for t in element.iter(f"{W}t"))


def places(document: etree._Element) -> Iterator[tuple[int, etree._Element, str]]:
    """Yield the paragraphs and tables of the text: number, element, text; an empty one has the next one's number."""
    body = document.find(f"{W}body")
    place = 0
    for element in _children(body) if body is not None else ():
        text = text_of(element)
        if text:
            place += 1
        yield place if text else place + 1, element, text


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            yield from _children(content) if content is not None else ()
        elif child.tag in (f"{W}p", f"{W}tbl", f"{W}altChunk"):
            yield child


def remove(element: etree._Element) -> None:
    """Take an element out of its tree; what stands behind it stays."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def about(document: etree._Element, parts: Mapping[str, bytes]) -> Iterator[Finding]:
    """Yield what is lost of the document as a whole."""
    inserted = sum(1 for _ in document.iter(f"{W}ins", f"{W}moveTo"))
    deleted = sum(1 for _ in document.iter(f"{W}del", f"{W}moveFrom"))
    if inserted or deleted:
        yield loss("revisions", detail=f"插入 {inserted} 处，删除 {deleted} 处")
    if "word/comments.xml" in parts:
        comments = [text_of(c) for c in parse_part(parts["word/comments.xml"]).iter(f"{W}comment")]
        if comments:
            yield loss("comments", detail=f"{len(comments)} 条，如{quoted(comments[0])}")
    margins = (text_of(parse_part(part)) for name, part in parts.items() if _MARGINS.fullmatch(name))
    texts = list(dict.fromkeys(text for text in margins if not _PAGE_NUMBER.fullmatch(text)))
    if texts:
        yield loss("page-header", detail="、".join(map(quoted, texts[:3])))
    sections = list(document.iter(f"{W}sectPr"))
    landscape = any(size.get(f"{W}orient") == "landscape" for s in sections for size in s.iter(f"{W}pgSz"))
    columns = any(c.get(f"{W}num", "1") != "1" for s in sections for c in s.iter(f"{W}cols"))
    if len(sections) > 1 or landscape or columns:
        yield loss("sections")


def strip(document: etree._Element, contents: Collection[str]) -> Iterator[Finding]:
    """Take out what can't be kept, and yield it as findings.

    Args:
        document: the root; changed.
        contents: ids of the styles of a table of contents.
    """
    for moved in list(document.iter(f"{W}moveFrom", f"{W}del")):
        remove(moved)
    if _strip_contents(document, contents):
        yield loss("contents")
    for wrapper in list(document.iter(*_WRAPPERS)):
        _open(wrapper)
    for place, element, _text in list(places(document)):
        yield from _strip_boxes(place, element)
        text = text_of(element)
        hidden = [run for run in element.iter(f"{W}r") if _is_hidden(run) and text_of(run)]
        if hidden:
            yield loss("hidden", place, text, quoted("".join(map(text_of, hidden))))
        for run in hidden:
            remove(run)
        for tag, name in _OBJECTS.items():
            found = list(element.iter(tag))
            if found:
                yield loss("object", place, text, name)
            for inner in found:
                remove(next(inner.iterancestors(f"{W}drawing", f"{W}pict"), inner))
        if next(element.iter(f"{W}sym"), None) is not None:
            yield loss("symbol", place, text)
        for ruby in list(element.iter(f"{W}ruby")):
            yield loss("ruby", place, text, quoted("".join(text_of(t) for t in ruby.iter(f"{W}rt"))))
            _keep_base(ruby)


def _strip_contents(document: etree._Element, styles: Collection[str]) -> bool:
    """Take out a table of contents; tell whether there was one."""
    found = []
    for block in document.iter(f"{W}sdt"):
        gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            found.append(block)
    for style in document.iter(f"{W}pStyle"):
        if style.get(f"{W}val") in styles:
            found.append(next(style.iterancestors(f"{W}p")))
    for element in found:
        remove(element)
    return bool(found)


def _open(wrapper: etree._Element) -> None:
    """Put what an element holds in its place."""
    parent = wrapper.getparent()
    if parent is None:
        return
    place = parent.index(wrapper)
    for offset, child in enumerate(list(wrapper)):
        parent.insert(place + offset, child)
    parent.remove(wrapper)


def _strip_boxes(place: int, element: etree._Element) -> Iterator[Finding]:
    boxes = list(element.iter(f"{W}txbxContent"))
    texts = list(dict.fromkeys(filter(None, map(text_of, boxes))))
    for box in boxes:
        holders = [a for a in box.iterancestors() if a.tag in (_COMPATIBLE, f"{W}pict", f"{W}drawing")]
        remove(holders[-1] if holders else box)
    for text in texts:
        yield loss("text-box", place, text_of(element), quoted(text))


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in _OFF


def _keep_base(ruby: etree._Element) -> None:
    """Put the runs under a phonetic guide in the place of the run that holds it."""
    base, run = ruby.find(f"{W}rubyBase"), ruby.getparent()
    parent = None if run is None else run.getparent()
    if run is None or parent is None:
        return
    for child in reversed(list(base) if base is not None else []):
        parent.insert(parent.index(run) + 1, child)
    run.remove(ruby)
