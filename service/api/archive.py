"""``/documents/{id}/manifest.json``: what proves that a paper is what was issued."""

from __future__ import annotations

from flask import Blueprint, Response, request

from service.api.current import current_caller, services
from service.api.presenting import attachment, conditional
from service.document.file_name import file_name
from service.errors import RecordNotFound

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
