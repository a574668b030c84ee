"""The life of a 公文 on one page: from a request to a record.

request → tree → validated → content → rendering (docx, PDF) → lint → files → record. What goes wrong before
the files are stored leaves nothing behind; the record is the last thing written.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pikepdf

from service.attaching.attaching import Attached
from service.beside import BesideFile, beside
from service.document.document_number import PaperNumber
from service.document.finding import Finding, Severity
from service.errors import ConverterMissing, InvalidContent, ServiceError, UnknownPaper
from service.keeping import keep
from service.named_files import digests_in, with_images
from service.numbering import (
    Terms,
    number_place,
    own_number,
    refuse_two_numbers,
    reserve,
    series_called,
    stand_in,
    with_number,
)
from service.product import Product
from service.request import GenerationRequest
from service.secrecy import refuse_classified, remark
from service.services import Content, Making, Paper, Rendering, Services
from service.storage import Claim, Record
from service.storage.issuings import refuse_taken
from service.storage.number import Number


def generate(
    request: GenerationRequest, services: Services, unit_id: str, by: str = "", claim: Claim | None = None
) -> Record:
    """Make the paper that is asked for, keep it as the unit's, and return its record.

    Its number is registered: the one that it brings, or the next of the 代字 that it asks for. ``claim`` is the
    item of a job that it is; None if it is none.

    Raises:
        ClassifiedRefused, UnknownPaper, InvalidContent, RenderingError: if the caller has to mend something.
        NumberRefused: if another paper bears its number, or there is no such 代字.
        ConversionError, StorageError: if our tools failed.
    """
    request = with_held_files(request, services, unit_id)
    campaign_id = claim.campaign_id if claim else None
    series = None
    if request.series is not None:
        refuse_two_numbers(request)
        series = series_called(services, unit_id, request.series)
    return issue(request, services, Terms(unit_id, by, series, campaign_id=campaign_id, claim=claim))


def with_held_files(request: GenerationRequest, services: Services, unit_id: str) -> GenerationRequest:
    """Return the request with those files, named in its content but not brought with it, that are the unit's."""
    missing = digests_in(request.content) - request.files.keys()
    if not missing:
        return request
    return replace(request, files={**services.uploads.held(unit_id, missing), **request.files})


def issue(request: GenerationRequest, services: Services, terms: Terms) -> Record:
    """Issue the paper that is asked for on ``terms`` and return its record; raises as `generate`.

    No lock is held while the page is set: the number is reserved before, and used with the record after. A draft
    keeps the number for its next attempt if this one fails.
    """
    making = services.making_for(terms.unit_id)
    if terms.series is None:
        product = render_only(request, making)
        number: Number | PaperNumber | None = own_number(request.content, services.clock())
        if isinstance(number, PaperNumber):
            _refuse_taken(number, product, services, terms)
        return keep(product, services, terms, number)
    check_only(request, making)
    numbered, reserved = reserve(request, services, terms)
    try:
        product = render_only(numbered, making)
    except ServiceError:
        if terms.draft_id is None:
            services.register.give_back(reserved, "公文没有做成，号码不再使用", services.clock())
        raise
    return keep(product, services, terms, reserved)


def _refuse_taken(number: PaperNumber, product: Product, services: Services, terms: Terms) -> None:
    """Refuse a number that another paper has; a program may send its paper again, a draft is issued once."""
    taken = services.register.taken(terms.unit_id, number)
    if taken is not None:
        ours = "" if terms.draft_id else product.content.digest
        refuse_taken(str(number), taken.state, taken.title, taken.content_digest, ours)


def check_only(request: GenerationRequest, making: Making) -> None:
    """Raise what would make the request invalid, whatever number it is going to have; raises as `render_only`."""
    paper = _paper(request, making)
    _bound(_refuse_invalid(_stood_in(request, paper, making), paper, making), paper, making)


def examine(request: GenerationRequest, making: Making) -> str:
    """Raise what would make the request invalid, make nothing, and return 标题 of the paper that it asks for.

    Its files are not opened: that takes LibreOffice, and whoever hands in a batch would wait for each.
    """
    paper = _paper(request, making)
    if request.series is None:
        _refuse_invalid(request, paper, making)
    else:
        refuse_two_numbers(request)
        _refuse_invalid(_stood_in(request, paper, making), paper, making)
    return _title(paper, request.content)


def _stood_in(request: GenerationRequest, paper: Paper, making: Making) -> GenerationRequest:
    """Return the request with a number in the place of the one that it is going to get."""
    place = number_place(making.catalog, paper)
    if place is None or not isinstance(request.content.get("paper"), Mapping):
        return request
    return replace(request, content=with_number(request.content, place, stand_in(place, "2026")))


def title_of(request: GenerationRequest, making: Making) -> str:
    """Return 标题 of the paper that is asked for.

    Raises:
        UnknownPaper: if there is no such kind.
    """
    return _title(_paper(request, making), request.content)


def render_only(request: GenerationRequest, making: Making) -> Product:
    """Make the paper that is asked for, and keep nothing.

    Raises:
        ClassifiedRefused, UnknownPaper, InvalidContent, RenderingError, ConversionError: as `generate`.
    """
    refuse_classified(request.content, making.secrecy_responsible)
    request = _with_layout(request, making)
    paper = _paper(request, making)
    return _made(request, *_bound(_refuse_invalid(request, paper, making), paper, making), paper, making)


def render_unnumbered(request: GenerationRequest, making: Making, shown: str) -> Product:
    """Make a paper before it has its number: ``shown`` is printed instead (``滨海发〔2026〕　号``); keep nothing.

    Raises:
        ClassifiedRefused, UnknownPaper, InvalidContent, RenderingError, ConversionError: as `generate`.
    """
    check_only(request, making)
    request = _with_layout(request, making)
    paper = _paper(request, making)
    place = number_place(making.catalog, paper)
    request = replace(request, content=with_number(request.content, place, shown))
    made = _made(request, *_bound(request, paper, making), paper, making)
    findings = tuple(found for found in made.findings if place is None or found.pointer != place.pointer)
    return replace(made, findings=findings)


def render_again(request: GenerationRequest, paper: Paper, making: Making) -> Product:
    """Make a paper that was made before, from content that was valid then, in the template that it had; keep nothing.

    Raises:
        RenderingError, ConversionError: as `generate`.
    """
    return _made(request, *_bound(request, paper, making), paper, making)


def _made(
    request: GenerationRequest, content: Content, attached: Attached, paper: Paper, making: Making
) -> Product:
    rendering, off = _rendered(content, request.formats, making)
    lying = _beside(content, rendering, request, attached, making)
    head = request.content["paper"]
    number = head.get("document_number")
    return Product(
        paper=paper,
        content=content,
        title=_title(paper, request.content),
        document_number=number if isinstance(number, str) else None,  # 整理件 may say {"missing": …}
        files=_files(rendering, request.formats, making) | {file.format: file.content for file in lying},
        findings=(
            *remark(request.content, making.secrecy_responsible),
            *attached.findings,
            *off,
            *rendering.findings,
            *making.lint(content, rendering),
        ),
        pages=_count_pages(rendering),
        seals=tuple(seal.as_json() for seal in rendering.composition.seals),
        publicity=head.get("publicity"),
        names={file.format: file.name for file in lying},
    )


def _beside(
    content: Content, rendering: Rendering, request: GenerationRequest, attached: Attached, making: Making
) -> tuple[BesideFile, ...]:
    """Return the files that lie beside the paper: attachments bound apart, what was given, what was made of it."""
    converter = making.converter if rendering.pdf is not None else None
    apart = making.render_apart(content, rendering, converter)
    made = {i: _files(one.rendering, request.formats, making) for i, one in enumerate(apart)}
    return tuple(beside(request.content, request.files, attached, made, apart))


def _with_layout(request: GenerationRequest, making: Making) -> GenerationRequest:
    """Return the request with the unit's layout profile, if it brings none; the record keeps it with the content."""
    if making.layout is None or "layout" in request.content:
        return request
    return replace(request, content={**request.content, "layout": making.layout})


def _paper(request: GenerationRequest, making: Making) -> Paper:
    """Return the paper that is asked for; if there is none, say at which member of the request it went wrong."""
    try:
        return making.catalog.paper(request.paper_type, request.version)
    except UnknownPaper as error:
        known = any(paper.id == request.paper_type for paper in making.catalog.papers)
        pointer, label = ("/version", "模板版本") if known else ("/paper_type", "公文种类")
        raise UnknownPaper(str(error), [Finding("unknown-paper", str(error), pointer, label)]) from error


def _refuse_invalid(request: GenerationRequest, paper: Paper, making: Making) -> GenerationRequest:
    """Return the request if its content is valid and may be worked on here."""
    refuse_classified(request.content, making.secrecy_responsible)
    findings = making.validate(request.content, paper)
    if findings:
        raise InvalidContent(f"有 {len(findings)} 处不符合要求，请逐处修改后再提交", findings)
    return request


def _bound(request: GenerationRequest, paper: Paper, making: Making) -> tuple[Content, Attached]:
    """Return valid content bound to its paper and its files."""
    tree = with_images(request.content, request.files)
    attached = making.attach(paper, tree, request.files, request.derived)
    given = (attached.files,) if attached.files else ()
    return making.content(paper, tree, *given), attached


def _rendered(
    content: Content, formats: tuple[str, ...] | None, making: Making
) -> tuple[Rendering, tuple[Finding, ...]]:
    """Render, with PDF if it was asked for; if the caller left it to us and PDF is off, say so instead."""
    if formats is not None and not set(formats) & {"pdf", *making.exports}:
        return making.render(content, None), ()
    try:
        if making.converter is None:
            raise ConverterMissing(making.pdf_off)
        return making.render(content, making.converter), ()
    except ConverterMissing as error:
        if formats is not None:
            raise
        off = Finding("pdf-off", f"只生成了 Word 文件：{error}", severity=Severity.WARNING)
        return making.render(content, None), (off,)


def _title(paper: Paper, tree: Mapping[str, Any]) -> str:
    """Return 标题 of what is printed: the paper's own, or the plan's; an order has none, it is called by mark and number."""
    own, plan = tree["paper"], tree.get("campaign", {}).get("plan", {})
    if "title" in own or "title" in plan:
        return str(own.get("title") or plan["title"])
    mark, number = own.get("issuer_mark"), own.get("document_number")
    return f"{mark}{number}" if isinstance(mark, str) and isinstance(number, str) else paper.title


def _files(rendering: Rendering, formats: tuple[str, ...] | None, making: Making) -> dict[str, bytes]:
    """Return docx, PDF unless the caller wants others only, and what is made of the PDF's docx or of the PDF."""
    files = {"docx": rendering.docx}
    if rendering.pdf is not None and (formats is None or "pdf" in formats):
        files["pdf"] = rendering.pdf
    return files | {
        format: making.exports[format](rendering) for format in formats or () if format in making.exports
    }


def _count_pages(rendering: Rendering) -> int:
    if rendering.pdf is None:
        return rendering.composition.page_count
    with pikepdf.open(io.BytesIO(rendering.pdf)) as pdf:
        return len(pdf.pages)
