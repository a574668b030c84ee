"""read_docx(): a Word file's bytes in, its paragraphs, sections and footers out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from service.docx.numbering import Numbering
from service.docx.opening import Parts, R, W, open_parts
from service.docx.resolving import paragraph_look, run_look
from service.docx.sections import read_section
from service.docx.styles import Properties, Styles, over, properties
from service.docx.values import Docx, Footer, Paragraph, Run, Section
from service.errors import UnreadableDocument

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THROUGH = frozenset(W + name for name in ("ins", "hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent"))
_BREAKS = {"page": "\f", "column": "\f"}
_MOST_PARAGRAPHS = 50_000


def read_docx(data: bytes) -> Docx:
    """Return what the Word file ``data`` says.

    Raises:
        UnreadableDocument: it is no docx, is damaged, encrypted, too large, or has macros.
    """
    parts = open_parts(data)
    with parts.package:
        document, settings = parts.xml("word/document.xml"), parts.xml("word/settings.xml")
        body = None if document is None else document.find(W + "body")
        if body is None:
            raise UnreadableDocument("这个 Word 文件没有正文，无法检查。")
        reader = _Reader(
            Styles(parts.xml("word/styles.xml"), parts.xml("word/theme/theme1.xml")),
            Numbering(parts.xml("word/numbering.xml")),
        )
        paragraphs = tuple(reader.body(body))
        footers = _footers(parts, reader)
        even = None if settings is None else settings.find(W + "evenAndOddHeaders")
        return Docx(
            paragraphs,
            tuple(_sections(body, footers)),
            even is not None and even.get(W + "val", "1") not in ("0", "false", "off"),
            tuple(_drawn(body)),
        )


@dataclass
class _Reader:
    styles: Styles
    numbering: Numbering
    number: int = 0
    section: int = 0
    broken: bool = field(default=False)

    def body(
        self, parent: etree._Element, *, table: bool = False, frame: bool = False
    ) -> Iterator[Paragraph]:
        """Yield the paragraphs of a body, a cell or a text box in their order."""
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child, table, frame)
            elif child.tag == W + "tbl":
                for row in child.iterchildren(W + "tr"):
                    for cell in row.iterchildren(W + "tc"):
                        yield from self.body(cell, table=True, frame=frame)
            elif child.tag in _THROUGH:
                yield from self.body(child, table=table, frame=frame)

    def _paragraph(self, element: etree._Element, table: bool, frame: bool) -> Iterator[Paragraph]:
        self.number += 1
        if self.number > _MOST_PARAGRAPHS:
            raise UnreadableDocument("这个 Word 文件的段落过多，无法检查，请分成几个文件再试。")
        number, section = self.number, self.section
        pPr = element.find(W + "pPr")  # noqa: N806
        direct = properties(pPr)
        style, look = self.styles.style(direct.get("pStyle", {}).get("val"))
        label, of_level = self.numbering.next(over(style, direct))
        whole = over(over(style, of_level), direct)
        runs = tuple(self._runs(element, look))
        if label:
            runs = (replace(runs[0] if runs else run_look(self.styles, look), text=label), *runs)
        read = paragraph_look(number, runs, whole, run_look(self.styles, look).size_pt)
        yield replace(
            read,
            new_page=read.new_page or self.broken or any("\f" in run.text for run in runs[:1]),
            in_table=table,
            in_frame=frame or "framePr" in whole,
            section=section,
        )
        self.broken = bool(runs) and runs[-1].text.endswith("\f")
        if pPr is not None and pPr.find(W + "sectPr") is not None:
            self.section += 1
        for box in _text_boxes(element):
            yield from self.body(box, table=table, frame=True)

    def _runs(self, parent: etree._Element, look: Properties) -> Iterator[Run]:
        for child in parent:
            if child.tag == W + "r":
                run = self._run(child, look)
                if run.text:
                    yield run
            elif child.tag in _THROUGH:
                yield from self._runs(child, look)

    def _run(self, element: etree._Element, look: Properties) -> Run:
        direct = properties(element.find(W + "rPr"))
        if style := direct.get("rStyle", {}).get("val"):
            look = over(look, self.styles.style(style, "character")[1])
        whole = over(look, direct)
        hidden = whole.get("vanish", {"val": "0"}).get("val", "1") not in ("0", "false", "off")
        return replace(run_look(self.styles, whole), text="" if hidden else "".join(_text(element)))


def _text(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag == W + "tab":
            yield "\t"
        elif child.tag in (W + "br", W + "cr"):
            yield _BREAKS.get(child.get(W + "type", ""), "\n")
        elif child.tag == W + "noBreakHyphen":
            yield "-"


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes that are anchored in a paragraph; the copy for old programs is left out."""
    for box in paragraph.iter(W + "txbxContent"):
        above = [each.tag for each in box.iterancestors()]
        nearest = next((each for each in box.iterancestors() if each.tag == W + "p"), None)
        if nearest is paragraph and _MC + "Fallback" not in above:
            yield box


def _footers(parts: Parts, reader: _Reader) -> Mapping[str, tuple[tuple[Paragraph, ...], bool]]:
    """Return the paragraphs of every footer by the id of its relation, and whether it prints a page number."""
    found = {}
    for id, name in parts.targets().items():
        if "footer" not in name.rpartition("/")[2]:
            continue
        root = parts.xml(name)
        if root is not None:
            numbered = any(" PAGE" in f" {text}" for text in _fields(root))
            boxes = tuple(p for box in root.iter(W + "txbxContent") for p in _alone(reader, box))
            found[id] = (tuple(p for p in (*_alone(reader, root), *boxes)), numbered)
    return found


def _alone(reader: _Reader, root: etree._Element) -> Iterator[Paragraph]:
    """Yield paragraphs outside the body, which don't count with those of the body."""
    yield from _Reader(reader.styles, Numbering(None)).body(root)


def _fields(root: etree._Element) -> Iterator[str]:
    for each in root.iter(W + "instrText"):
        yield (each.text or "").strip().upper()
    for each in root.iter(W + "fldSimple"):
        yield each.get(W + "instr", "").strip().upper()


def _sections(
    body: etree._Element, footers: Mapping[str, tuple[tuple[Paragraph, ...], bool]]
) -> Iterator[Section]:
    before: dict[str, Footer] = {}
    for each in body.iter(W + "sectPr"):
        before = dict(before)
        for reference in each.findall(W + "footerReference"):
            kind = reference.get(W + "type", "default")
            if (named := footers.get(reference.get(R + "id", ""))) is not None:
                before[kind] = Footer(kind, *named)
        yield replace(read_section(each), footers=tuple(before.values()))


def _drawn(body: etree._Element) -> Iterator[str]:
    """Yield the colours of drawn lines and narrow shapes, RRGGBB as far as they are given."""
    for line in body.iter(_V + "line"):
        yield line.get("strokecolor", "000000").lstrip("#").split(" ")[0].upper()
    for line in body.iter(_A + "ln"):
        color = line.find(f"{_A}solidFill/{_A}srgbClr")
        yield "" if color is None else color.get("val", "").upper()
