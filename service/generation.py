"""The life of a 公文 on one page: from a request to a record.

request → tree → validated → content → rendering (docx, PDF) → lint → files → record. What goes wrong before
the files are stored leaves nothing behind; the record is the last thing written.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pikepdf

from service.document.file_name import file_name
from service.document.finding import Finding, Severity
from service.errors import ConverterMissing, InvalidContent, UnknownPaper
from service.request import GenerationRequest
from service.secrecy import refuse_classified, remark
from service.services import Content, Making, Paper, Rendering, Services
from service.storage import Record, StoredFile
from service.storage.record import new_id


@dataclass(frozen=True, slots=True)
class Product:
    """A paper that was made and is kept nowhere yet.

    Attributes:
        paper: its kind.
        content: what it says.
        title: 标题 as printed.
        document_number: 发文字号 as printed; None if it has none.
        files: format → bytes; docx always, PDF if it was asked for and is on.
        findings: what is questionable about it.
        pages: pages of the PDF; without one, pages as predicted.
        seals: where its seals and stamps go, as plain JSON.
        publicity: whether it is public, as its content says; None if it doesn't.
    """

    paper: Paper
    content: Content
    title: str
    document_number: str | None
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    pages: int
    seals: tuple[Mapping[str, Any], ...] = ()
    publicity: Mapping[str, Any] | None = None

    def file_name(self, format: str) -> str:
        """Return what a reader's computer shall call the file."""
        return file_name(self.document_number, self.title, format)


def generate(request: GenerationRequest, services: Services, unit_id: str) -> Record:
    """Make the paper that is asked for, keep it as the unit's, and return its record.

    Raises:
        ClassifiedRefused, UnknownPaper, InvalidContent, RenderingError: if the caller has to mend something.
        ConversionError, StorageError: if our tools failed.
    """
    return _keep(render_only(request, services.making), services, unit_id)


def render_only(request: GenerationRequest, making: Making) -> Product:
    """Make the paper that is asked for, and keep nothing.

    Raises:
        ClassifiedRefused, UnknownPaper, InvalidContent, RenderingError, ConversionError: as `generate`.
    """
    refuse_classified(request.content, making.secrecy_responsible)
    request = _with_layout(request, making)
    paper = _paper(request, making)
    content = _validated(request, paper, making)
    rendering, off = _rendered(content, request.formats, making)
    head = request.content["paper"]
    number = head.get("document_number")
    return Product(
        paper=paper,
        content=content,
        title=_title(paper, request.content),
        document_number=number if isinstance(number, str) else None,  # 整理件 may say {"missing": …}
        files=_files(rendering, request.formats, making),
        findings=(
            *remark(request.content, making.secrecy_responsible),
            *off,
            *rendering.findings,
            *making.lint(content, rendering),
        ),
        pages=_count_pages(rendering),
        seals=tuple(seal.as_json() for seal in rendering.composition.seals),
        publicity=head.get("publicity"),
    )


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


def _validated(request: GenerationRequest, paper: Paper, making: Making) -> Content:
    findings = making.validate(request.content, paper)
    if findings:
        raise InvalidContent(f"有 {len(findings)} 处不符合要求，请逐处修改后再提交", findings)
    return making.content(paper, request.content)


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


def _keep(product: Product, services: Services, unit_id: str) -> Record:
    """Store the files, then the record that names them."""
    now = services.clock()
    record = Record(
        id=new_id(now),
        unit_id=unit_id,
        created=now,
        paper_type=product.paper.id,
        version=product.paper.version,
        title=product.title,
        document_number=product.document_number,
        content_digest=product.content.digest,
        template_digest=product.paper.digest,
        schema_digest=services.making.catalog.schema_digest(product.paper),
        toolchain=services.making.toolchain(),
        findings=tuple(finding.as_json() for finding in product.findings),
        pages=product.pages,
        seals=product.seals,
        publicity=product.publicity,
    )
    files = {
        format: StoredFile(services.files.put(content), len(content), product.file_name(format))
        for format, content in product.files.items()
    }
    return services.records.add(replace(record, files=files), product.content.canonical)
