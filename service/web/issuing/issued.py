"""已发文件: the list of issued papers, each one's page, voiding, correcting, all files in a zip."""

from __future__ import annotations

import datetime as dt
import re

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.errors import InvalidRequest
from service.issuing.issue import correct, zipped
from service.issuing.processing import add_step
from service.issuing.states import roles_in
from service.issuing.voiding import void_issued
from service.numbering import BEIJING
from service.storage.number import STEPS, Issued
from service.storage.person import Role
from service.storage.searching import SORTS, Search, search
from service.web.attachment import attachment
from service.web.current import current_person, services
from service.web.desk.present import address, desk
from service.web.issuing.handling import SEE_OTHER, blueprint, zip_name

_DAY = re.compile(r"\D*(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")
FORMAT_NAMES = {"docx": "Word", "pdf": "PDF", "pdfa": "PDF/A", "ofd": "OFD"}


@blueprint.get("/issued")
def issued_papers() -> str:
    """List the issued papers that are sought."""
    wanted, person = _wanted(), current_person()
    units = {
        unit.id: unit.name for unit in services().access.people.units() if unit.id in person.readable_units
    }
    campaigns = desk().campaigns.list(person.unit.id)
    found = search(services().database, wanted)
    shown = {"found": found, "wanted": wanted, "asked": request.args, "names": FORMAT_NAMES}
    return render_template("issuing/issued_papers.html", **shown, units=units, campaigns=campaigns)


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
        may_void=Role.APPROVER in roles,
        may_draft=bool({Role.DRAFTER, Role.REVIEWER} & roles),
        **{"processes": STEPS, "names": FORMAT_NAMES},
    )


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


@blueprint.get("/issued/<id>/archive.zip")
def archive(id: str) -> AnyResponse:
    """Answer all files of an issued paper in a zip."""
    record = _issued(id).record
    files = {file.name: services().files.get(file.digest) for file in record.files.values()}
    return attachment(zipped(files), zip_name(record.document_number, record.title), "application/zip")


def _issued(id: str) -> Issued:
    return services().issuings.get(id, current_person().readable_units)


def _wanted() -> Search:
    asked, units = request.args, current_person().readable_units
    sort = asked.get("sort", "issued")
    until = _day(asked.get("until", ""), "到哪天")
    return Search(
        units=units & {asked["unit"]} if asked.get("unit") else units,
        words=tuple(asked.get("words", "").split()),
        number=asked.get("number", "").strip(),
        since=_day(asked.get("since", ""), "从哪天"),
        until=None if until is None else until + dt.timedelta(days=1),
        campaign_id=asked.get("campaign", ""),
        sort=sort if sort in SORTS else "issued",
        descending=asked.get("order", "desc") != "asc",
        cursor=asked.get("cursor", ""),
    )


def _day(typed: str, label: str) -> dt.datetime | None:
    """Return the beginning of a day in Beijing, however it is typed; None if nothing was."""
    if not typed.strip():
        return None
    match = _DAY.fullmatch(typed)
    try:
        year, month, day = map(int, match.groups()) if match else (0, 0, 0)
        return dt.datetime(year, month, day, tzinfo=BEIJING)
    except ValueError as error:
        raise InvalidRequest(f"“{label}”应写成年月日，如 2026-03-16 或 2026年3月16日") from error
