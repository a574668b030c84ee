"""What proves that a paper is what was issued: its manifest, and making it again."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from service.api.bodies import json_body
from service.api.current import current_caller, services
from service.api.jobs import accepted
from service.api.presenting import attachment, conditional
from service.archive.beholding import page_of
from service.archive.telling import told_regeneration
from service.document.file_name import file_name
from service.errors import InvalidRequest, RecordNotFound
from service.jobs.regenerating import submit_regeneration
from service.json_text import parse
from service.storage.regenerations import Regenerations

blueprint = Blueprint("archive", __name__)


@blueprint.get("/documents/<id>/manifest.json")
def manifest(id: str) -> Response:
    """Answer a record's manifest: the newest, or the one whose ``sequence`` is asked for."""
    record = services().records.get(id, current_caller().readable_units)
    asked = request.args.get("sequence", "")
    held = [each for each in services().manifests.of(id) if asked in ("", str(each.sequence))]
    if not held:
        raise RecordNotFound("这份公文没有这份清单")
    name = file_name(record.document_number, f"{record.title}（清单）", "json")
    response = attachment(services().files.get(held[-1].digest), name, "application/json")
    response.set_etag(held[-1].digest)
    return conditional(response, request)


@blueprint.post("/regenerations")
def regenerate() -> Response:
    """Make issued papers again in a job; answer 202 with it."""
    asked = parse(json_body(request))
    if not isinstance(asked, dict):
        raise InvalidRequest("请求应是一个 JSON 对象")
    return accepted(submit_regeneration(asked, current_caller(), services()))


@blueprint.get("/documents/<id>/regenerations")
def regenerations(id: str) -> Response:
    """Answer what came of making a paper again, the newest first."""
    record = services().records.get(id, current_caller().readable_units)
    found = Regenerations(services().database).of(record.id)
    return jsonify({"regenerations": [told_regeneration(each) for each in found]})


@blueprint.get("/regenerations/<id>")
def regeneration(id: str) -> Response:
    """Answer what came of making a paper again once."""
    made = Regenerations(services().database).get(id, current_caller().readable_units)
    return jsonify({"record": made.record_id, **told_regeneration(made)})


@blueprint.get("/regenerations/<id>/pages/<int:number>.png")
def compared_page(id: str, number: int) -> Response:
    """Answer a page as it was issued and as it was made again, side by side."""
    made = Regenerations(services().database).get(id, current_caller().readable_units)
    record = services().records.get(made.record_id, current_caller().readable_units)
    response = Response(page_of(made, record, services().files, number), content_type="image/png")
    response.headers["Cache-Control"] = "private, no-cache"
    return response
