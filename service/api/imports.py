"""``/imports``: a text from elsewhere in, blocks out; nothing is kept."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from service.api.bodies import file_body
from service.api.current import services
from service.importing.reading import MEDIA_TYPES, read_document
from service.secrecy import refuse_classified

blueprint = Blueprint("imports", __name__)


@blueprint.post("/imports")
def create() -> Response:
    """Answer the text of a document as blocks, with findings on what was not kept."""
    settings = services().settings
    data, format = file_body(request, MEDIA_TYPES, settings.max_upload_bytes)
    imported = read_document(data, format).as_json()
    refuse_classified(imported, settings.secrecy_responsible)
    return jsonify(imported)
