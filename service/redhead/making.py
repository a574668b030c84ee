"""套红 from end to end: elements and a body in, a paper out.

The 版记's page depends on where the body ends, which only the office suite knows: the body is converted once with a
probe behind it, then the 版记 is placed and the whole is converted again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pikepdf

from service.catalog.catalog import Catalog
from service.catalog.package import zipped
from service.catalog.validation import validate
from service.document.finding import Finding
from service.errors import ConverterMissing, InvalidContent, UnreadableDocument
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.profile import LayoutProfile
from service.layout.units import twips_to_mm
from service.office.converter import Converter
from service.office.links import linked_contents
from service.page import Page, measure
from service.redhead.doubts import doubts, misplaced_imprint
from service.redhead.merging import PROBE, merge, texts_of
from service.redhead.shell import Shell, cut
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.context import Context
from service.rendering.filling import fill
from service.rendering.glyphs import glyph_findings, printed_characters
from service.rendering.office_copy import for_libreoffice
from service.rendering.reproducible import normalised

PAPER = "general"
"""The paper whose 版头, 版记 and footers are taken."""
SCHEMA = "redhead.v1"
_PROBE_PT = 1.5
#: Not printed: the body has its own; a paper without one can't be composed.
_NO_TITLE = "正文"


@dataclass(frozen=True)
class Redheaded:
    """A body with 版头, 版记 and page numbers.

    Attributes:
        docx: the Word file.
        pdf: what LibreOffice makes of it.
        pages: pages of the PDF.
        findings: what was changed of the body's look, and what should be looked at.
    """

    docx: bytes
    pdf: bytes
    pages: int
    findings: tuple[Finding, ...]

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files by format."""
        return {"docx": self.docx, "pdf": self.pdf}


@dataclass(frozen=True)
class _End:
    """Where a body ends: page from 1, mm from the page's top."""

    page: int
    bottom_mm: float


def redhead(
    body: bytes,
    elements: Mapping[str, Any],
    catalog: Catalog,
    metrics: FontMetrics,
    converter: Converter | None,
    pdf_off: str,
    refuse: Callable[[Any], None],
) -> Redheaded:
    """Return a body with 版头, 版记 and page numbers. The same input gives the same bytes.

    Args:
        body: a docx; its paragraphs stay as they are.
        elements: ``{"paper": …, "layout": …}``, schema `SCHEMA`; the layout may be left out.
        catalog: has the paper whose pieces are taken.
        metrics: of the fonts.
        converter: tells where the body ends, and makes the PDF.
        pdf_off: why there is no converter; "" if there is one.
        refuse: raises if what it is given must not be worked on here: the elements, the texts of the body.

    Raises:
        ClassifiedRefused: if ``refuse`` does.
        InvalidContent: if the elements break their schema.
        UnreadableDocument: if the body is no docx that we take.
        RenderingError: if what must stand on one line can't.
        ConversionError: if the conversion fails, or there is no converter.
    """
    refuse(elements)
    content = _content(elements, catalog)
    refuse(texts_of(body))
    if converter is None:
        raise ConverterMissing(pdf_off)
    _refuse_links(body)
    context = compose(content, metrics).context
    probe = merge(body, _shell(content, context, 0, blank=False), probe=True)
    probed = converter.convert(for_libreoffice(zipped(probe.parts)))
    ended = _count(probed)
    end = _end(_page(probed, ended), ended)
    turns = _turns(end, context, content.layout, probe.own_section) if _has_imprint(context) else 0
    blank = _shell(content, context, turns, blank=True) if turns > 1 else None
    merged = merge(body, _shell(content, context, turns, blank=False), probe=False, blank=blank)
    docx = zipped(merged.parts)
    pdf = _pdf(docx, converter, context)
    pages = _count(pdf)
    printed = glyph_findings(content.tree, metrics, content.layout, printed_characters(context))
    findings = (*printed, *merged.findings, *doubts(_page(pdf, 1), _page(probed, ended)))
    if pages != end.page + turns:
        findings = (*findings, misplaced_imprint(end.page + turns, pages))
    return Redheaded(docx, pdf, pages, findings)


def _content(elements: Mapping[str, Any], catalog: Catalog) -> Content:
    """Return the elements as a paper whose text is empty."""
    paper = replace(catalog.paper(PAPER), schema_name=SCHEMA)
    wrong = validate(elements, paper, catalog)
    if wrong:
        raise InvalidContent(f"有 {len(wrong)} 处不符合要求，请逐处修改后再提交", wrong)
    told = {"manuscript_type": "正本", "title": _NO_TITLE, **elements["paper"], "text": []}
    return Content(paper, {**elements, "paper": told})


def _refuse_links(body: bytes) -> None:
    linked = linked_contents(body)
    if linked:
        raise UnreadableDocument(
            f"正文链接了外部内容（{linked[0][:100]}），为安全起见不予转换；请把它嵌入文件或删去"
        )


def _shell(content: Content, context: Context, turns: int, *, blank: bool) -> Shell:
    """Return the pieces of the paper; its last footers print nothing if ``blank`` (7.5)."""
    imprint = replace(context.imprint, page_breaks=tuple(range(turns)), unnumbered=blank)
    return cut(fill(content.template, replace(context, imprint=imprint)), content.paper.docx)


def _has_imprint(context: Context) -> bool:
    return bool(context.imprint.printing_office or context.imprint.other_receivers)


def _pdf(docx: bytes, converter: Converter, context: Context) -> bytes:
    about = context.properties
    raw = converter.convert(for_libreoffice(docx))
    return normalised(raw, title=about.title, author=about.issuer, subject=about.document_number)


def _count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _page(pdf: bytes, number: int) -> Page:
    """Return what one page shows: to measure all of a long body takes longer than to set it."""
    with pikepdf.open(io.BytesIO(pdf)) as whole, pikepdf.new() as single:
        single.pages.append(whole.pages[number - 1])
        kept = io.BytesIO()
        single.save(kept)
    return measure(kept.getvalue())[0]


def _end(last: Page, number: int) -> _End:
    """Return where the probe stands on the last page."""
    for line in last.lines:
        if line.text.endswith(PROBE) and line.chars[-1].size_pt < _PROBE_PT:
            return _End(number, line.baseline)
    return _End(number, gb.BOTTOM_EDGE_MM)


def _turns(end: _End, context: Context, layout: LayoutProfile, own_section: bool) -> int:
    """Return how many pages to turn before the 版记, so that it stands at the foot of an even last page (7.4).

    Where a layout profile lets it stand on any last page: none, or one.
    """
    if layout.imprint_on_even_page and end.page % 2:
        return 1
    room = gb.TOP_MARGIN_MM + twips_to_mm(context.imprint.first_rule_top - gb.LINE_PITCH_TWIPS)
    fits = end.bottom_mm <= room and not own_section
    return 0 if fits else 1 + layout.imprint_on_even_page
