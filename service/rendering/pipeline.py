"""render(): content and fonts in, a paper out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from service.document.dates import parse_date
from service.document.finding import Finding
from service.errors import RenderingError
from service.layout.metrics import FontMetrics
from service.office.converter import Conformance, Converter
from service.office.fonts import FontFace
from service.page.contents import contents
from service.rendering.attached import page_files
from service.rendering.block_images import image_files
from service.rendering.composition import Composition, compose
from service.rendering.content import Content
from service.rendering.context import Context
from service.rendering.filling import fill
from service.rendering.glyphs import glyph_findings, printed_characters
from service.rendering.mapping import blocks_of
from service.rendering.ofd import About, write_ofd
from service.rendering.office_copy import for_libreoffice
from service.rendering.real_pages import with_real_pages
from service.rendering.reproducible import normalised

FaceOf = Callable[[str], FontFace | None]


@dataclass(frozen=True)
class Rendering:
    """A rendered paper.

    Attributes:
        docx: the Word file.
        pdf: the PDF; None if none was asked for.
        drawn: the PDF in which the pages of attached files are pictures, as in the docx; ``pdf`` itself if there are
            none. What a page rule measures and an OFD shows: what such a page says is not the paper's text.
        findings: remarks made on the way: fallback fonts, missing glyphs.
        composition: the context that was printed, and the predicted pages.
    """

    docx: bytes
    pdf: bytes | None
    findings: tuple[Finding, ...]
    composition: Composition
    drawn: bytes | None = None


def render(content: Content, metrics: FontMetrics, converter: Converter | None) -> Rendering:
    """Render a paper as docx and, with a converter, as PDF. The same input gives the same bytes.

    Raises:
        RenderingError: if a PDF is wanted of characters that no font has; it names each place.
        ConversionError: if the conversion fails.
    """
    composition = compose(content, metrics)
    findings = glyph_findings(content.tree, metrics, content.layout, printed_characters(composition.context))
    if converter is not None:
        _refuse_missing(findings)
    return printed(content, composition, converter, findings)


def printed(
    content: Content,
    composition: Composition,
    converter: Converter | None,
    findings: tuple[Finding, ...] = (),
) -> Rendering:
    """Print a composition as docx and, with a converter, as PDF.

    Raises:
        ConversionError: if the conversion fails.
    """
    context = replace(composition.context, apart=())
    names = [block.image.file for block in blocks_of(context) if block.image.file]
    pages = page_files(content.attached, names)
    docx = fill(content.template, context, {**image_files(content.tree, context), **pages})
    pdf = drawn = None
    if converter is not None:
        about = context.properties
        drawn = normalised(
            converter.convert(for_libreoffice(docx)),
            title=about.title, author=about.issuer, subject=about.document_number,
        )  # fmt: skip
        pdf = with_real_pages(drawn, content.attached, names)
    return Rendering(docx, pdf, findings, composition, drawn)


def render_pdfa(rendering: Rendering, converter: Converter, conformance: Conformance = "pdfa-2b") -> bytes:
    """Return the paper as PDF/A, with bookmarks, tags and XMP that says what it is.

    Raises:
        ConversionError: if the conversion fails.
    """
    about, signed = rendering.composition.context.properties, _about(rendering.composition.context)
    return normalised(
        converter.convert(for_libreoffice(rendering.docx), conformance),
        title=about.title, author=about.issuer, subject=about.document_number, date=signed.created,
    )  # fmt: skip


def render_ofd(rendering: Rendering, face_of: FaceOf, *, archival: bool = False) -> bytes:
    """Return the OFD of a paper whose PDF was rendered: the same pages, with text that can be searched.

    Args:
        rendering: with a PDF.
        face_of: the face of a font by the name under which the PDF embeds it; None if there is none.
        archival: write an OFD-A (GB/T 42133—2022).

    Raises:
        RenderingError: if a font of the PDF can't be embedded.
    """
    assert rendering.drawn is not None
    return write_ofd(
        contents(rendering.drawn), _about(rendering.composition.context), face_of, archival=archival
    )


def _about(context: Context) -> About:
    signature = next(iter(context.signatures), None)
    date = signature.issue_date if signature else ""
    signed = parse_date(date).earliest() if date else None
    return About(
        context.properties.title,
        context.document_number,
        signature.issuer if signature else "",
        date,
        signed.isoformat() if signed else "",
    )


def _refuse_missing(findings: Sequence[Finding]) -> None:
    missing = [f for f in findings if f.rule == "missing-glyph"]
    if missing:
        raise RenderingError("有的字不在任何字库里，不能排成 PDF", missing)
