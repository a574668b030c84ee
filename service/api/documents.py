"""``/documents``: make a paper, read its record, download its files."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from werkzeug.http import parse_list_header

from service.api.bodies import json_body
from service.api.current import current_caller, services
from service.api.jobs import accepted
from service.api.negotiation import including, wanted_format
from service.api.presenting import conditional, file_response, record_address, record_json
from service.errors import RecordNotFound
from service.generation import examine, generate, with_held_files
from service.jobs.submitting import submit
from service.named_files import refuse_lost_files
from service.request import GenerationRequest, as_json_text, read_request
from service.storage import JobKind, Record

blueprint = Blueprint("documents", __name__)


@blueprint.post("/documents")
def create() -> Response:
    """Make a paper; answer 201 with its record, or with the file that ``Accept`` prefers."""
    format = wanted_format(request)
    settings = services().settings
    body = json_body(request, settings.max_upload_bytes)
    asked = including(format, read_request(body, settings.max_request_bytes))
    if "respond-async" in parse_list_header(request.headers.get("Prefer", "")):
        return _later(asked)
    record = generate(asked, services(), current_caller().unit_id, current_caller().name)
    response = jsonify(record_json(record)) if format is None else _file(record, format)
    response.status_code = 201
    response.headers["Location"] = record_address(record)
    return response


@blueprint.get("/documents/<id>")
def read(id: str) -> Response:
    """Answer the record of a paper."""
    return jsonify(record_json(_record(id)))


@blueprint.get("/documents/<id>/files/<format>")
def download(id: str, format: str) -> Response:
    """Answer one file of a paper."""
    return conditional(_file(_record(id), format), request)


def _record(id: str) -> Record:
    """Return the record, if the caller may read it."""
    return services().records.get(id, current_caller().readable_units)


def _later(asked: GenerationRequest) -> Response:
    """Answer 202 with the job that makes the paper (RFC 7240); what can't be made is refused at once."""
    examine(asked, services().making)
    unit_id = current_caller().unit_id
    refuse_lost_files(asked.content, with_held_files(asked, services(), unit_id).files)
    for file in asked.files.values():
        services().uploads.put(unit_id, file, services().clock())
    response = accepted(submit([as_json_text(asked)], JobKind.DOCUMENT, current_caller(), services()))
    response.headers["Preference-Applied"] = "respond-async"
    return response


def _file(record: Record, format: str) -> Response:
    if format not in record.files:
        raise RecordNotFound(f"这份公文没有 {format} 文件，只有：{'、'.join(record.files)}")
    return file_response(record, format, services().files.get(record.files[format].digest))
