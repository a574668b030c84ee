"""``/batches``: many requests at once, made one after the other."""

from __future__ import annotations

from flask import Blueprint, Response, request

from service.api.bodies import spooled_body
from service.api.current import current_caller, services
from service.api.jobs import accepted
from service.jobs.splitting import Form, split
from service.jobs.submitting import submit
from service.storage import JobKind

blueprint = Blueprint("batches", __name__)

_FORMS = {
    "application/json": Form.ARRAY,
    "application/x-ndjson": Form.LINES,
    "application/jsonl": Form.LINES,
}


@blueprint.post("/batches")
def create() -> Response:
    """Take a batch in; answer 202 with its job."""
    settings = services().settings
    with spooled_body(request, _FORMS, settings.max_batch_bytes) as file:
        form = _FORMS[request.mimetype]
        items = split(file, form, settings.max_request_bytes, settings.max_upload_bytes)
        return accepted(submit(items, JobKind.BATCH, current_caller(), services()))
