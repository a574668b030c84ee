"""What was issued: the list, voiding, steps, all files in a zip, the 发文处理笺; the register of numbers."""

from __future__ import annotations

import dataclasses
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from service.api.bodies import form_parts, json_body
from service.api.current import current_caller, note, services
from service.api.presenting import attachment, record_address
from service.document.file_name import file_name
from service.errors import InvalidRequest, RecordNotFound
from service.filing.originals import LACKING, lacks_sealed
from service.filing.originals import MEDIA_TYPES as ORIGINAL_TYPES
from service.filing.originals import add_original as bring
from service.issuing.finding import read_search
from service.issuing.issue import zipped
from service.issuing.printing import as_pdf, sheet_of_issued
from service.issuing.processing import add_step as enter_step
from service.issuing.register import COLUMNS, find_series, periods_of, register_page
from service.issuing.sheet_files import sheet_docx
from service.issuing.voiding import void_issued
from service.json_text import parse
from service.numbering import series_called
from service.request import MEDIA_TYPES
from service.storage import Act
from service.storage.number import Issued, Issuing, ProcessEntry
from service.storage.originals import Original
from service.storage.searching import search

blueprint = Blueprint("issued", __name__)


@blueprint.get("/documents")
def index() -> Response:
    """Answer the issued papers that are sought, page by page."""
    found = search(services().database, read_search(request.args, current_caller().readable_units))
    asked = {name: value for name, value in request.args.items() if name != "cursor"}
    following = url_for("issued.index", cursor=found.next, **asked) if found.next else None  # type: ignore[arg-type]
    return jsonify({"documents": [_listed(paper) for paper in found.papers], "next": following})


@blueprint.get("/documents/<id>/issuing")
def read(id: str) -> Response:
    """Answer how a paper was issued, and the steps of its way."""
    return jsonify(_told(_issued(id)))


@blueprint.post("/documents/<id>/void")
def void(id: str) -> Response:
    """Void a paper and its number for a reason; answer how it was issued."""
    reason = _body().get("reason")
    told = reason if isinstance(reason, str) else ""
    return jsonify(_told(void_issued(services(), current_caller(), _issued(id), told)))


@blueprint.post("/documents/<id>/steps")
def add_step(id: str) -> Response:
    """Enter a step of a paper's way; answer 201 with it."""
    paper, by = _issued(id), current_caller().name
    entry = enter_step(services(), by, paper.record.unit_id, _body(), record_id=id)
    response = jsonify(_step_json(entry))
    response.status_code = 201
    return response


@blueprint.post("/documents/<id>/originals")
def add_original(id: str) -> Response:
    """Keep an original of a paper: a form with ``kind`` and ``file``."""
    limit = services().settings.max_upload_bytes
    (kind, _), (content, name) = form_parts(request, ("kind", "file"), limit)
    told = kind.decode()
    kept = bring(services(), current_caller(), _issued(id), told, content, name)
    response = jsonify(_original_json(kept))
    response.status_code = 201
    return response


@blueprint.get("/documents/<id>/originals/<original_id>")
def original(id: str, original_id: str) -> Response:
    """Answer an original as it was brought."""
    _issued(id)
    for each in services().originals.of([id])[id]:
        if each.id == original_id:
            return attachment(services().files.get(each.digest), each.name, ORIGINAL_TYPES[each.format])
    raise RecordNotFound("这份公文没有这个原件")


@blueprint.get("/documents/<id>/archive.zip")
def archive(id: str) -> Response:
    """Answer all files of a paper in a zip."""
    record = _issued(id).record
    files = {file.name: services().files.get(file.digest) for file in record.files.values()}
    name = file_name(record.document_number, record.title, "zip")
    note(Act.DOWNLOADED, record.unit_id, id)
    return attachment(zipped(files), name, "application/zip")


@blueprint.get("/documents/<id>/sheet.<any(docx,pdf):format>")
def sheet(id: str, format: str) -> Response:
    """Answer the 发文处理笺 of a paper."""
    told = sheet_of_issued(services(), _issued(id))
    made = sheet_docx(told)
    content = made if format == "docx" else as_pdf(made, services().making)
    return attachment(content, file_name("发文处理笺 ", told.title, format), MEDIA_TYPES[format])


@blueprint.get("/numbers")
def numbers() -> Response:
    """Answer the register: the 代字 of the units, and every number of one of them in a year."""
    units, code = current_caller().readable_units, request.args.get("series")
    held = services().register.series(units)
    told: dict[str, Any] = {"series": [_series_json(series) for series in held]}
    if code:
        told |= _register_json(code, request.args.get("period", ""))
    return jsonify(told)


def _register_json(code: str, period: str) -> dict[str, Any]:
    series = series_called(services(), current_caller().unit_id, code)
    known = find_series(services(), {series.unit_id}, series.id)
    assert known is not None
    page = register_page(services(), known, period or periods_of(services(), known, services().clock())[0])
    rows: list[dict[str, Any]] = [
        dict(zip(COLUMNS, row.cells, strict=True))
        | {"state": row.number.state, "record": row.number.record_id}
        for row in page.rows
    ]
    return {"period": page.period, "numbers": rows, "holes": list(page.holes)}


def _series_json(series: Any) -> dict[str, Any]:
    return {
        name: value for name, value in dataclasses.asdict(series).items() if name not in ("id", "unit_id")
    }


def _issued(id: str) -> Issued:
    return services().issuings.get(id, current_caller().readable_units)


def _body() -> dict[str, Any]:
    body = parse(json_body(request))
    if not isinstance(body, dict):
        raise InvalidRequest("请求应是一个 JSON 对象")
    return body


def _listed(paper: Issued) -> dict[str, Any]:
    record = paper.record
    own: dict[str, Any] = {"id": record.id, "paper_type": record.paper_type, "title": record.title}
    own |= {"document_number": record.document_number, "formats": list(record.files)}
    return own | _issuing_json(paper.issuing) | {"links": {"self": record_address(record)}}


def _told(paper: Issued) -> dict[str, Any]:
    record, draft_id = paper.record, paper.issuing.draft_id
    steps = services().issuings.steps(record.unit_id, draft_id, record.id)
    corrected = [record_address(each.record) for each in services().issuings.corrections(record.id)]
    originals = services().originals.of([record.id])[record.id]
    beside: dict[str, Any] = {
        "originals": [_original_json(each) for each in originals],
        "missing": [LACKING] if lacks_sealed(originals) else [],
        "entry": dict(paper.issuing.entry),
        "steps": [_step_json(step) for step in steps],
    }
    return _issuing_json(paper.issuing) | beside | {"corrected_by": corrected}


def _issuing_json(issuing: Issuing) -> dict[str, Any]:
    voided = {"at": issuing.voided, "by": issuing.voided_by, "reason": issuing.void_reason}
    return {
        "issued": issuing.issued.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "issued_by": issuing.issued_by,
        "corrects": issuing.corrects,
        "voided": None if issuing.voided is None else voided | {"at": issuing.voided.isoformat()},
    }


def _original_json(original: Original) -> dict[str, Any]:
    told = {name: getattr(original, name) for name in ("id", "kind", "name", "size", "pages", "added_by")}
    gone = original.withdrawal
    links = {"self": url_for("issued.original", id=original.record_id, original_id=original.id)}
    digests = {"sha256": original.digest, "sm3": original.sm3}
    added = original.added.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {**told, **digests, "added": added, "withdrawn": gone and gone.reason, "links": links}


def _step_json(entry: ProcessEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ("step", "person", "at", "opinion", "entered_by")}
