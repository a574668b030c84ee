"""办理: a draft's state, its copies to download, its steps; and 印发, which asks once."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.document.file_name import file_name
from service.errors import InvalidContent, UnknownAddress
from service.issuing.issue import copy_name, copy_of, issue_draft, numbering_of, zipped
from service.issuing.printing import as_pdf, sheet_of_draft
from service.issuing.processing import add_step
from service.issuing.sheet import ProcessingSheet
from service.issuing.sheet_files import sheet_docx
from service.issuing.states import STATE_NAMES, go, roles_in, steps_for
from service.request import MEDIA_TYPES
from service.storage.draft import Draft
from service.storage.number import STEPS
from service.storage.person import Role
from service.web.attachment import attachment
from service.web.current import current_person, services
from service.web.desk.present import address, desk, draft_at

blueprint = Blueprint("issuing", __name__)
SEE_OTHER = 303


@blueprint.get("/drafts/<id>/handling")
def handling(id: str) -> str:
    """Show how far a draft has come, and what can be done with it."""
    draft, person = draft_at("drafts", id), current_person()
    return render_template(
        "issuing/handling.html",
        draft=draft,
        steps=steps_for(person, draft),
        numbering=numbering_of(desk(), services(), draft),
        may_change=bool(roles_in(person, draft.unit_id) & {Role.DRAFTER, Role.REVIEWER}),
        may_issue=Role.APPROVER in roles_in(person, draft.unit_id),
        entries=services().issuings.steps(draft.unit_id, id, draft.record_id),
        **{**_BESIDE, "address": address(draft), "pdf": services().making.converter is not None},
    )


_BESIDE: Mapping[str, object] = {"names": STATE_NAMES, "processes": STEPS}


@blueprint.post("/drafts/<id>/state")
def change_state(id: str) -> AnyResponse:
    """Bring a draft into another state."""
    typed, draft = request.form, draft_at("drafts", id)
    opinion, series = typed.get("opinion", "").strip()[:500], typed.get("series") or None
    go(desk().papers, services(), current_person(), draft, typed.get("state", ""), opinion, series)
    return redirect(url_for("issuing.handling", id=id), SEE_OTHER)


@blueprint.get("/drafts/<id>/copies/<format>")
def copy(id: str, format: str) -> AnyResponse:
    """Answer a draft as it is; no number is taken and nothing kept."""
    draft = draft_at("drafts", id)
    if format not in ("docx", "pdf", "zip"):
        raise UnknownAddress("稿可以下载 Word、PDF，或者两种一起（zip）")
    try:
        return _copy(draft, format)
    except InvalidContent:
        return redirect(address(draft, checked=1) + "#findings", SEE_OTHER)


def _copy(draft: Draft, format: str) -> Response:
    product = copy_of(desk(), services(), draft, wants_pdf=format != "docx")
    if format == "zip":
        names = {copy_name(draft, product, each): made for each, made in product.files.items()}
        name = copy_name(draft, product, "zip")
        return attachment(zipped(names), name, "application/zip")
    return attachment(product.files[format], copy_name(draft, product, format), MEDIA_TYPES[format])


@blueprint.get("/drafts/<id>/sheet.<any(docx,pdf):format>")
def draft_sheet(id: str, format: str) -> Response:
    """Answer the 发文处理笺 of a draft."""
    return sheet_response(sheet_of_draft(desk(), services(), draft_at("drafts", id)), format)


def sheet_response(sheet: ProcessingSheet, format: str) -> Response:
    """Answer a 发文处理笺."""
    made = sheet_docx(sheet)
    content = made if format == "docx" else as_pdf(made, services().making)
    return attachment(content, file_name("发文处理笺 ", sheet.title, format), MEDIA_TYPES[format])


@blueprint.get("/drafts/<id>/issue")
def confirm(id: str) -> str:
    """Ask once whether a draft shall be issued, and show the number that it will take."""
    return _confirmation(draft_at("drafts", id), request.args.get("series"))


@blueprint.post("/drafts/<id>/issue")
def issue(id: str) -> AnyResponse | str:
    """Issue a draft, if its number is still the one that was shown."""
    draft, series = draft_at("drafts", id), request.form.get("series") or None
    if draft.record_id is None:
        if request.form.get("number", "") != numbering_of(desk(), services(), draft, series).next:
            return _confirmation(draft, series, moved=True)
        return _issued(draft, series)
    return redirect(url_for("issuing.issued", id=draft.record_id), SEE_OTHER)


def _issued(draft: Draft, series: str | None) -> AnyResponse:
    copies = request.form.get("copies", "").strip()[:200]
    try:
        record = issue_draft(desk(), services(), current_person(), draft, series, copies)
    except InvalidContent:
        return redirect(address(draft, checked=1) + "#findings", SEE_OTHER)
    return redirect(url_for("issuing.issued", id=record.id), SEE_OTHER)


def _confirmation(draft: Draft, series: str | None, moved: bool = False) -> str:
    numbering = numbering_of(desk(), services(), draft, series)
    return render_template(
        "issuing/confirm.html", draft=draft, numbering=numbering, names=STATE_NAMES, moved=moved
    )


@blueprint.post("/drafts/<id>/steps")
def add_draft_step(id: str) -> AnyResponse:
    """Enter a step of a draft's way."""
    draft = draft_at("drafts", id)
    add_step(services(), current_person().name, draft.unit_id, request.form, draft_id=id)
    return redirect(url_for("issuing.handling", id=id) + "#steps", SEE_OTHER)


def zip_name(number: str | None, title: str) -> str:
    """Return the name of the zip of a paper's files."""
    return file_name(number, title, "zip")
