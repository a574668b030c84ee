"""``/redheads``: a finished body and the elements of 版头 and 版记 in, the paper out; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response, jsonify, request

from service.api.bodies import form_parts
from service.api.current import services
from service.api.negotiation import wanted_format
from service.api.presenting import redheaded_json, redheaded_response
from service.document.file_name import file_name
from service.errors import NotAcceptable
from service.request import read_elements

blueprint = Blueprint("redheads", __name__)

_FORMATS = ("docx", "pdf")


@blueprint.post("/redheads")
def create() -> Response:
    """Answer the paper as JSON with its files inside, or as the file that ``Accept`` prefers."""
    format, limit = _format(), services().settings.max_upload_bytes
    (body, source), (raw, _name) = form_parts(request, ("body", "elements"), limit)
    elements = read_elements(raw)
    made = services().making.redhead(body, elements)
    names = _names(elements["paper"], PurePath(source).stem, made.files)
    if format is None:
        return jsonify(redheaded_json(made, names))
    return redheaded_response(made, names[format], format)


def _format() -> str | None:
    format = wanted_format(request)
    if format not in (None, *_FORMATS):
        raise NotAcceptable(f"套红只有{'、'.join(_FORMATS)}，没有 {format}")
    return format


def _names(paper: Mapping[str, Any], source: str, formats: Iterable[str]) -> dict[str, str]:
    """Return what a reader's computer shall call each file: by 发文字号 and 标题, or as the body was called."""
    number = paper.get("document_number")
    title = paper.get("title", source or "套红")
    return {each: file_name(number if isinstance(number, str) else None, title, each) for each in formats}
