"""``/checks``: a Word file, a PDF or content in, findings out; nothing is kept."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Request, Response, jsonify, request

from service.api.bodies import file_body, form_parts, json_body
from service.api.current import services
from service.checking import check_content, check_docx, check_pdf, is_pdf
from service.errors import InvalidRequest
from service.lint.judging import Report
from service.request import MEDIA_TYPES, read_request

blueprint = Blueprint("checks", __name__)

_FORMATS = {media_type: format for format, media_type in MEDIA_TYPES.items() if format in ("docx", "pdf")}
_FORM = "multipart/form-data"
_CHOICES = {"yes": True, "no": False}


@blueprint.post("/checks")
def create() -> Response:
    """Answer what is found on a paper from elsewhere, or on content."""
    report = _checked_json(request) if request.mimetype == "application/json" else _checked_file(request)
    return jsonify(report.as_json())


def _checked_json(request: Request) -> Report:
    return check_content(read_request(json_body(request)), services().making, _day(request))


def _checked_file(request: Request) -> Report:
    limit = services().settings.max_upload_bytes
    if request.mimetype == _FORM:
        ((data, _name),) = form_parts(request, ["file"], limit)
        format = "pdf" if is_pdf(data) else "docx"
    else:
        data, format = file_body(request, {**_FORMATS, "application/json": "json", _FORM: "form"}, limit)
    if format == "pdf":
        return check_pdf(data, _day(request), services().making.directory)
    converter = services().making.converter if _wants_pages(request) else None
    convert = converter.convert if converter else None
    return check_docx(data, convert, _day(request), services().making.directory)


def _wants_pages(request: Request) -> bool:
    asked = request.args.get("render", "yes")
    if asked not in _CHOICES:
        raise InvalidRequest("参数 render 应为 yes 或 no：no 是 Word 文件只看文件本身，不排成版面量取")
    return _CHOICES[asked]


def _day(request: Request) -> dt.date | None:
    asked = request.args.get("date")
    try:
        return None if asked is None else dt.date.fromisoformat(asked)
    except ValueError as error:
        raise InvalidRequest("参数 date（成文日期）应写成 2012-07-01 的样子") from error
