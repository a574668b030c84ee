from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.api.negotiation import MEDIA_TYPES
from service.services import Services
from tests.fakes import NUMBER, a_docx, a_pdf, as_bytes, is_empty, token_client

ADDRESS = "/api/v1/redheads"
ELEMENTS = {"paper": {"issuer_mark": "滨海市水务局文件", "document_number": NUMBER}}


def post(client: FlaskClient, accept: str = "application/json", **parts: Any) -> TestResponse:
    form = {
        "body": (io.BytesIO(a_docx("正文")), "防汛通知.docx"),
        "elements": as_bytes(ELEMENTS).decode(),
    } | parts
    sent = {name: part for name, part in form.items() if part is not None}
    return client.post(ADDRESS, data=sent, content_type="multipart/form-data", headers={"Accept": accept})


def test_the_paper_comes_back_with_findings_and_is_not_kept(client: FlaskClient, services: Services):
    response = post(client)
    assert response.status_code == 200
    told = response.json
    assert (told["pages"], [f["rule"] for f in told["findings"]]) == (2, ["redhead-page"])
    for format, content in (("docx", a_docx("正文")), ("pdf", a_pdf())):
        file = told["files"][format]
        assert base64.b64decode(file["content_base64"]) == content
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert file["name"] == f"{NUMBER} 防汛通知.{format}" or file["name"].endswith(f"防汛通知.{format}")
    assert is_empty(services)


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_accept_asks_for_the_file_itself(client: FlaskClient, format: str):
    response = post(client, MEDIA_TYPES[format])
    assert response.content_type == MEDIA_TYPES[format]
    assert response.data == {"docx": a_docx("正文"), "pdf": a_pdf()}[format]
    assert quote("防汛通知") in response.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"body": None}, "invalid_request"),
        ({"elements": None}, "invalid_request"),
        ({"elements": "{"}, "broken_json"),
        ({"elements": '{"issuer_mark": "滨海市水务局文件"}'}, "invalid_request"),
    ],
)
def test_a_form_that_lacks_something_is_explained(client: FlaskClient, parts: dict[str, Any], code: str):
    response = post(client, **parts)
    assert (response.status_code, response.json["code"]) == (400, code)


def test_a_form_over_the_limit_is_refused(services: Services):
    settings = replace(services.settings, max_upload_bytes=1_000)
    client = token_client(replace(services, settings=settings))
    response = post(client)
    assert (response.status_code, response.json["code"]) == (413, "request_too_large")


def test_another_type_is_refused(client: FlaskClient):
    response = client.post(ADDRESS, data=b"{}", content_type="application/json")
    assert (response.status_code, response.json["code"]) == (415, "unsupported_media_type")
