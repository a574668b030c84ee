"""A Word file as the lines of text that it prints: its revisions accepted, automatic numbers written out.

Of a table each row is one line of cells; headers, footers and what is hidden are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from service.docx.numbering import Numbering
from service.docx.opening import Parts, W, open_parts
from service.docx.styles import Styles, over, properties
from service.errors import UnreadableDocument

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OPENED = frozenset(
    W + name
    for name in (
        "ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo",
    )
)  # fmt: skip
_DELETED = (W + "del", W + "moveFrom")
_REVISIONS = frozenset(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]+")
_MOST_LINES = 50_000
_TOO_MANY = "这个 Word 文件的段落过多，没有读取；请核对是不是传错了文件。"


def bare(text: str) -> str:
    """Return a text without blanks: what two programs that set it differently still agree on."""
    return _BLANK.sub("", text)


@dataclass(frozen=True)
class Line:
    """A paragraph, or a row of a table.

    Attributes:
        cells: the text of a paragraph, or those of the row's cells.
        table: which table the row is in, from 1; 0 for a paragraph.
    """

    cells: tuple[str, ...]
    table: int = 0

    @property
    def key(self) -> str:
        """What two lines that say the same have in common."""
        return "\x1f".join(map(bare, self.cells))

    @property
    def text(self) -> str:
        """The line as it is shown: cells between ｜."""
        return "｜".join(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Comment:
    """A 批注.

    Attributes:
        author: who wrote it; "" if the file doesn't say.
        text: what it says.
    """

    author: str
    text: str


@dataclass(frozen=True)
class Edited:
    """What was read of a Word file.

    Attributes:
        lines: its text, without empty paragraphs.
        comments: its 批注.
        revisions: how many stretches of text bear revision marks.
    """

    lines: tuple[Line, ...]
    comments: tuple[Comment, ...] = ()
    revisions: int = 0


def read_lines(data: bytes) -> Edited:
    """Return the text of a Word file.

    Raises:
        UnreadableDocument: it is no docx, is damaged, encrypted, too large, or has macros.
    """
    parts = open_parts(data)
    with parts.package:
        document = parts.xml("word/document.xml")
        body = None if document is None else document.find(W + "body")
        if body is None:
            raise UnreadableDocument("这个 Word 文件没有正文，请核对是不是传错了文件。")
        styles = Styles(parts.xml("word/styles.xml"), parts.xml("word/theme/theme1.xml"))
        walk = _Walk(styles, Numbering(parts.xml("word/numbering.xml")))
        walk.down(body)
        marked = sum(1 for each in body.iter(*_REVISIONS) if each.find(f".//{W}t") is not None or _cut(each))
        return Edited(tuple(walk.lines), tuple(_comments(parts)), marked)


def _cut(element: etree._Element) -> bool:
    return element.find(f".//{W}delText") is not None


def _comments(parts: Parts) -> Iterator[Comment]:
    root = parts.xml("word/comments.xml")
    for each in () if root is None else root.iter(W + "comment"):
        text = "".join(t.text or "" for t in each.iter(W + "t")).strip()
        if text:
            yield Comment(each.get(W + "author", "").strip(), text)


@dataclass
class _Walk:
    """Goes down a text once; ``held`` is the text of a paragraph whose end was deleted."""

    styles: Styles
    numbering: Numbering
    lines: list[Line] = field(default_factory=list)
    tables: int = 0
    held: str = ""

    def down(self, parent: etree._Element) -> None:
        for child in parent:
            if child.tag == W + "p":
                self._add(self._paragraph(child))
            elif child.tag == W + "tbl":
                self.tables += 1
                self._table(child, self.tables)
            elif child.tag in _OPENED:
                self.down(child)

    def _add(self, texts: Sequence[str], table: int = 0) -> None:
        if any(map(bare, texts)):
            self.lines.append(Line(tuple(texts), table))
        if len(self.lines) > _MOST_LINES:
            raise UnreadableDocument(_TOO_MANY)

    def _table(self, table: etree._Element, number: int) -> None:
        for row in table.iter(W + "tr"):
            gone = row.find(f"{W}trPr/{W}del") is not None
            cells = [self._cell(cell) for cell in _cells(row)] if not gone else []
            self._add(cells, number)

    def _cell(self, cell: etree._Element) -> str:
        inside = _Walk(self.styles, self.numbering)
        inside.down(cell)
        return "\n".join(line.text.strip() for line in inside.lines)

    def _paragraph(self, element: etree._Element) -> tuple[str]:
        """Return a paragraph's text; "" as long as the end of paragraph behind it is deleted: the next one goes on."""
        pPr = element.find(W + "pPr")  # noqa: N806
        direct = properties(pPr)
        label = self.numbering.next(over(self.styles.style(direct.get("pStyle", {}).get("val"))[0], direct))[
            0
        ]
        text = "".join(_texts(element))
        text = self.held + (label + text if bare(text) else text)
        joined = pPr is not None and any(pPr.find(f"{W}rPr/{tag}") is not None for tag in _DELETED)
        self.held = text if joined else ""
        for box in _boxes(element):
            self.down(box)
        return ("" if joined else text.strip("\n\f"),)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in _OPENED:
            yield from _cells(child)


def _texts(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        if child.tag == W + "r":
            if child.find(f"{W}rPr/{W}vanish") is None:
                yield from _run(child)
        elif child.tag in _OPENED:
            yield from _texts(child)


def _run(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag == W + "tab":
            yield "\t"
        elif child.tag in (W + "br", W + "cr"):
            yield "\n" if child.get(W + "type", "textWrapping") == "textWrapping" else ""
        elif child.tag == W + "noBreakHyphen":
            yield "-"


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    for box in paragraph.iter(W + "txbxContent"):
        nearest = next((each for each in box.iterancestors() if each.tag == W + "p"), None)
        if nearest is paragraph and not any(each.tag == _FALLBACK for each in box.iterancestors()):
            yield box
