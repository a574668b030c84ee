"""模板: what each paper is printed with, the office's own Word files, their mistakes, previews, history and use."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.catalog.catalog import Paper
from service.document.file_name import file_name
from service.errors import ConverterMissing, InvalidRequest, ServiceError, TemplateError, UnreadableDocument
from service.rendering.names import name_groups
from service.request import MEDIA_TYPES, GenerationRequest, read_request
from service.storage.person import Role
from service.templating import (
    add_template,
    draw_sample,
    left_out,
    paper_at,
    print_sample,
    refuse_other,
    templates_in_use,
    use_template,
)
from service.web.attachment import attachment
from service.web.current import current_person, services
from service.web.samples import find_samples

blueprint = Blueprint("own_templates", __name__, url_prefix="/templates")

SEE_OTHER, UNPROCESSABLE = 303, 422
_LONGEST_NAME, _LONGEST_NOTE = 100, 200


@blueprint.get("/")
def index() -> str:
    """List the kinds of paper with the template that a unit uses for each."""
    unit = _unit_id()
    return render_template(
        "templates/index.html", listed=templates_in_use(services(), unit), unit=unit, units=_units()
    )


@blueprint.get("/names")
def names() -> str:
    """Show what a template may name, and what its styles are bound to."""
    papers = [each.paper for each in templates_in_use(services(), _unit_id())]
    return render_template("templates/names.html", groups=name_groups(), papers=papers)


@blueprint.get("/<paper_type>")
def paper(paper_type: str) -> str:
    """Show a paper's templates, and take in another."""
    return _page(paper_type)


@blueprint.post("/<paper_type>")
def upload(paper_type: str) -> AnyResponse | tuple[str, int]:
    """Keep a template that was uploaded, if nothing is wrong with it; else show all its mistakes."""
    file, unit = request.files.get("file"), _unit_id()
    docx = file.read() if file is not None else b""
    try:
        if file is None or not docx:
            raise InvalidRequest("还没有选文件；请先选一份改好的 Word 文件（.docx）")
        name, note = (file.filename or "")[:_LONGEST_NAME], request.form.get("note", "")[:_LONGEST_NOTE]
        sample = _sample(paper_type)
        added = add_template(services(), current_person(), unit, paper_type, docx, name, note, sample)
    except (InvalidRequest, TemplateError, UnreadableDocument) as error:
        return _page(paper_type, error), UNPROCESSABLE
    where = url_for("own_templates.preview", paper_type=paper_type, unit=unit, template=added.id)
    return redirect(where, SEE_OTHER)


@blueprint.post("/<paper_type>/use")
def use(paper_type: str) -> AnyResponse | tuple[str, int]:
    """Take a template into use, or go back to an earlier one."""
    unit, sample = _unit_id(), _sample(paper_type)
    try:
        use_template(services(), current_person(), unit, paper_type, _template_id(), sample)
    except TemplateError as error:
        return _page(paper_type, error), UNPROCESSABLE
    where = url_for("own_templates.paper", paper_type=paper_type, unit=unit, done=1)
    return redirect(where, SEE_OTHER)


@blueprint.get("/<paper_type>/template.docx")
def download(paper_type: str) -> AnyResponse:
    """Answer a template."""
    found = _paper(paper_type)
    return attachment(found.docx, file_name("", f"{found.title}（模板）", "docx"), MEDIA_TYPES["docx"])


@blueprint.get("/<paper_type>/preview")
def preview(paper_type: str) -> str:
    """Show a sample with a template: the facsimile, what it leaves out, and a way to the PDF."""
    return _preview(_paper(paper_type), _sample(paper_type), _unit_id(), _template_id())


@blueprint.get("/<paper_type>/preview.pdf")
def preview_pdf(paper_type: str) -> AnyResponse:
    """Answer a sample with a template as PDF."""
    found, sample = _paper(paper_type), _sample(paper_type)
    if sample is None or services().making.converter is None:
        raise ConverterMissing(services().making.pdf_off or "这种公文没有样例，不能预览")
    product = print_sample(services(), found, sample)
    name = file_name("", f"{found.title}（样例）", "pdf")
    return attachment(product.files["pdf"], name, MEDIA_TYPES["pdf"])


def _preview(paper: Paper, sample: GenerationRequest | None, unit: str, id: str | None) -> str:
    in_use = next(each for each in templates_in_use(services(), unit) if each.paper.id == paper.id).own
    return render_template(
        "templates/preview.html",
        paper=paper,
        sheets=draw_sample(services(), paper, sample) if sample else (),
        missing=left_out(services(), paper),
        unit=unit,
        template=services().templates.get(id, unit, paper.id) if id else None,
        used=(in_use.id if in_use else None) == id,
        pdf=sample is not None and services().making.converter is not None,
    )


def _page(paper_type: str, error: ServiceError | None = None) -> str:
    unit = _unit_id()
    in_use = next((e for e in templates_in_use(services(), unit) if e.paper.id == paper_type), None)
    if in_use is None:
        paper_at(services(), unit, paper_type, None)  # says that there is no such kind of paper
    templates = services().templates.list(unit, paper_type)
    return render_template(
        "templates/paper.html",
        in_use=in_use,
        templates=templates,
        called={template.id: template.name for template in templates},
        choices=services().templates.choices(unit, paper_type),
        unit=unit,
        unit_name=_units()[unit],
        error=error,
        done=request.args.get("done"),
    )


def _unit_id() -> str:
    """Return the unit whose templates are meant: the one that is asked for, else one that the person administers.

    Raises:
        Forbidden: if the person doesn't administer it.
    """
    person = current_person()
    mine = person.units_as(Role.ADMINISTRATOR)
    default = person.unit_id if person.unit_id in mine else min(mine, default=person.unit_id)
    unit = request.values.get("unit") or default
    refuse_other(person, unit)
    return unit


def _units() -> dict[str, str]:
    mine = current_person().units_as(Role.ADMINISTRATOR)
    return {unit.id: unit.name for unit in services().access.people.units() if unit.id in mine}


def _template_id() -> str | None:
    return request.values.get("template") or None


def _paper(paper_type: str) -> Paper:
    return paper_at(services(), _unit_id(), paper_type, _template_id())


def _sample(paper_type: str) -> GenerationRequest | None:
    return _samples(services().settings.root / "samples").get(paper_type)


@lru_cache(maxsize=4)
def _samples(folder: Path) -> dict[str, GenerationRequest]:
    """Return a sample of each kind of paper; one that carries no files."""
    found: dict[str, GenerationRequest] = {}
    for sample in find_samples(folder):
        if b'"encoded"' not in sample.content and not sample.name.startswith(("extremes/", "general/")):
            asked = read_request(sample.content)
            if json.loads(sample.content)["content"].get("layout") is None:
                found.setdefault(asked.paper_type, asked)
    return found
