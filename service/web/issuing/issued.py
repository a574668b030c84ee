"""已发文件: the list of issued papers, each one's page, voiding, correcting, all files in a zip."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.archive.telling import RESULT_NAMES
from service.errors import InvalidRequest
from service.filing.bundle import stream_papers
from service.filing.originals import KIND_NAMES, lacks_sealed
from service.filing.retention import RETENTIONS
from service.issuing.finding import MOST, read_search
from service.issuing.issue import correct, zipped
from service.issuing.printing import sheet_of_issued
from service.issuing.processing import add_step
from service.issuing.states import roles_in
from service.issuing.voiding import void_issued
from service.storage import Act
from service.storage.number import STEPS, Issued
from service.storage.regenerations import Regenerations
from service.storage.searching import search
from service.web.attachment import attachment
from service.web.current import current_person, note, services
from service.web.desk.present import address, desk
from service.web.issuing.handling import SEE_OTHER, blueprint, sheet_response, zip_name

FORMAT_NAMES = {"docx": "Word", "pdf": "PDF", "pdfa": "PDF/A", "ofd": "OFD"}


@blueprint.get("/issued")
def issued_papers() -> str:
    """List the issued papers that are sought."""
    person = current_person()
    wanted = read_search(request.args, person.readable_units)
    units = {
        unit.id: unit.name for unit in services().access.people.units() if unit.id in person.readable_units
    }
    campaigns = desk().campaigns.list(person.unit.id)
    found = search(services().database, wanted)
    shown: dict[str, Any] = {"found": found, "wanted": wanted, "asked": request.args, **_LISTING}
    shown |= {"originals": services().originals.of([each.record.id for each in found.papers])}
    shown |= {"units": units, "campaigns": campaigns, "papers": services().making.catalog.papers}
    return render_template("issuing/issued_papers.html", **shown)


_LISTING: dict[str, Any] = {
    "names": FORMAT_NAMES, "lacks_sealed": lacks_sealed, "retentions": RETENTIONS,
}  # fmt: skip


@blueprint.get("/issued/<id>")
def issued(id: str) -> str:
    """Show an issued paper, and what can be done with it."""
    paper, held = _issued(id), services().issuings
    roles = roles_in(current_person(), paper.record.unit_id)
    return render_template(
        "issuing/issued.html",
        paper=paper,
        corrected=held.corrections(id),
        entries=held.steps(paper.record.unit_id, paper.issuing.draft_id, id),
        roles=roles,
        **_proofs(id),
        **_BESIDE,
    )


def _proofs(id: str) -> dict[str, Any]:
    """Return what proves a paper: its manifests, its originals, what came of making it again."""
    return {
        "manifests": services().manifests.of(id),
        "held": services().originals.of([id])[id],
        "regenerations": Regenerations(services().database).of(id),
    }


_BESIDE: dict[str, Any] = {
    "processes": STEPS, "names": FORMAT_NAMES, "kinds": KIND_NAMES, "lacks_sealed": lacks_sealed,
    "result_names": RESULT_NAMES,
}  # fmt: skip


@blueprint.post("/issued/<id>/void")
def void(id: str) -> AnyResponse:
    """Void an issued paper and its number; the record stays."""
    void_issued(services(), current_person(), _issued(id), request.form.get("reason", ""))
    return redirect(url_for("issuing.issued", id=id), SEE_OTHER)


@blueprint.post("/issued/<id>/correction")
def start_correction(id: str) -> AnyResponse:
    """Start a corrected copy."""
    return redirect(address(correct(desk(), services(), current_person(), _issued(id))), SEE_OTHER)


@blueprint.post("/issued/<id>/steps")
def add_issued_step(id: str) -> AnyResponse:
    """Enter a step of an issued paper's way."""
    unit_id = _issued(id).record.unit_id
    add_step(services(), current_person().name, unit_id, request.form, record_id=id)
    return redirect(url_for("issuing.issued", id=id) + "#steps", SEE_OTHER)


@blueprint.get("/issued/<id>/sheet.<any(docx,pdf):format>")
def issued_sheet(id: str, format: str) -> AnyResponse:
    """Answer the 发文处理笺 of an issued paper."""
    return sheet_response(sheet_of_issued(services(), _issued(id)), format)


@blueprint.get("/issued/chosen.zip")
def chosen() -> AnyResponse:
    """Answer all files of the issued papers that were chosen on the list in a zip, piece by piece."""
    ids = request.args.getlist("id")[:MOST]
    readable = current_person().readable_units
    papers = [services().issuings.get(id, readable) for id in dict.fromkeys(ids)]
    if not papers:
        raise InvalidRequest("请先在列表里勾选公文")
    response = attachment(b"", "已发文件.zip", "application/zip")
    response.response = stream_papers(papers, services())
    return response


@blueprint.get("/issued/<id>/archive.zip")
def archive(id: str) -> AnyResponse:
    """Answer all files of an issued paper in a zip."""
    record = _issued(id).record
    files = {file.name: services().files.get(file.digest) for file in record.files.values()}
    note(Act.DOWNLOADED, record.unit_id, id)
    return attachment(zipped(files), zip_name(record.document_number, record.title), "application/zip")


def _issued(id: str) -> Issued:
    return services().issuings.get(id, current_person().readable_units)
