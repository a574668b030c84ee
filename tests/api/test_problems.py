"""Every route × every failure answers with the same shape, in Chinese, and stores nothing.

The shape: ``application/problem+json`` with exactly type, title, status, code, detail, retryable, findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.services import Services
from tests.fakes import (
    BROKEN_CONVERTER,
    a_request,
    as_bytes,
    fake_making,
    is_empty,
    open_fake_services,
    signed_in_client,
)

POST = "/api/v1/documents"
JSON = "application/json"
CHINESE = re.compile("[一-龥]")
ENGLISH_SENTENCE = re.compile(r"[A-Za-z]+ [A-Za-z]+ [A-Za-z]+ ")


@pytest.fixture
def client(services: Services) -> FlaskClient:
    """The browser of somebody signed in, who may open pages and API alike."""
    return signed_in_client(services)


def assert_problem(response: TestResponse, status: int, code: str) -> None:
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    body = response.json
    assert list(body) == ["type", "title", "status", "code", "detail", "retryable", "findings"]
    assert (body["status"], body["code"], body["type"]) == (status, code, f"/errors#{code}")
    said = [body["title"], body["detail"], *(finding["message"] for finding in body["findings"])]
    for text in said:
        assert CHINESE.search(text)
        assert not ENGLISH_SENTENCE.search(text)
        assert "Traceback" not in text
    assert all(
        {"rule", "message", "pointer", "label", "severity"} <= set(found) for found in body["findings"]
    )
    assert ("Retry-After" in response.headers) == body["retryable"]


BODIES: list[tuple[str, bytes, str, int, str]] = [
    ("no type", as_bytes(a_request()), "", 415, "unsupported_media_type"),
    ("form", as_bytes(a_request()), "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
    ("text", as_bytes(a_request()), "text/json", 415, "unsupported_media_type"),
    ("charset", as_bytes(a_request()), "application/json; charset=gbk", 415, "unsupported_media_type"),
    ("empty", b"", JSON, 400, "broken_json"),
    ("cut off", as_bytes(a_request())[:-2], JSON, 400, "broken_json"),
    ("wrong bytes", b'{"paper_type": "\xff"}', JSON, 400, "broken_json"),
    ("UTF-16", '{"paper_type": "标题"}'.encode("utf-16"), JSON, 400, "broken_json"),
    ("NaN", b'{"paper_type": NaN}', JSON, 400, "broken_json"),
    ("doubled key", b'{"content": {}, "content": {}}', JSON, 400, "broken_json"),
    ("lone surrogate", as_bytes(a_request()).replace(b"\xe3\x80\x94", b"\\ud83d"), JSON, 400, "broken_json"),
    ("lone surrogate in key", b'{"\\udfff": 1}', JSON, 400, "broken_json"),
    ("huge number", b'{"content": {"n": 1e999}}', JSON, 400, "broken_json"),
    ("huge integer", b'{"content": {"n": ' + b"9" * 5000 + b"}}", JSON, 400, "broken_json"),
    ("too deep", b'{"content": ' * 1_000, JSON, 400, "broken_json"),
    ("much too deep", b"[" * 1_000_000, JSON, 400, "broken_json"),
    ("no object", b"[]", JSON, 400, "invalid_request"),
    ("no content", as_bytes(a_request(content=None)), JSON, 400, "invalid_request"),
    ("unknown member", as_bytes(a_request(template="x")), JSON, 400, "invalid_request"),
    ("unknown format", as_bytes(a_request(formats=["doc"])), JSON, 400, "invalid_request"),
    ("unknown paper", as_bytes(a_request(paper_type="poem")), JSON, 404, "unknown_paper"),
    ("unknown version", as_bytes(a_request(version=9)), JSON, 404, "unknown_paper"),
    ("invalid", as_bytes(a_request(content={})), JSON, 422, "invalid_content"),
    ("invalid paper", as_bytes(a_request(content={"paper": []})), JSON, 422, "invalid_content"),
    ("too large", b" " * 2_000_001, JSON, 413, "request_too_large"),
]


@pytest.mark.parametrize(
    ("raw", "content_type", "status", "code"), [b[1:] for b in BODIES], ids=[b[0] for b in BODIES]
)
def test_a_bad_body_is_a_problem_and_stores_nothing(
    client: FlaskClient, services: Services, raw: bytes, content_type: str, status: int, code: str
):
    assert_problem(client.post(POST, data=raw, content_type=content_type), status, code)
    assert is_empty(services)


def test_compressed_bodies_are_refused(client: FlaskClient):
    headers = {"Content-Encoding": "gzip"}
    response = client.post(POST, data=as_bytes(a_request()), content_type=JSON, headers=headers)
    assert_problem(response, 415, "unsupported_media_type")


def test_findings_name_the_place_in_chinese_and_as_a_pointer(client: FlaskClient):
    body = client.post(POST, data=as_bytes(a_request(content={})), content_type=JSON).json
    assert body["findings"] == [
        {
            "rule": "required",
            "message": "请填写标题",
            "pointer": "/paper/title",
            "label": "公文 › 标题",
            "severity": "error",
        }
    ]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/api/v1/documents/nobody", "record_not_found"),
        ("/api/v1/documents/nobody/files/docx", "record_not_found"),
        ("/api/v1/schemas/poem.v1", "unknown_paper"),
        ("/api/v1/poems", "unknown_address"),
        ("/api/v1", "unknown_address"),
        ("/api/v2/documents", "unknown_address"),
        ("/nothing/here", "unknown_address"),
        ("/samples/../../etc/passwd", "unknown_address"),
        ("/static/nothing.css", "unknown_address"),
    ],
)
def test_what_is_not_there_is_a_problem(client: FlaskClient, address: str, code: str):
    assert_problem(client.get(address), 404, code)


def test_a_format_that_the_record_lacks_is_not_found(client: FlaskClient):
    made = client.post(POST, data=as_bytes(a_request(formats=["docx"])), content_type=JSON).json
    assert_problem(client.get(f"{made['links']['self']}/files/pdf"), 404, "record_not_found")


def addresses(app: Flask) -> list[str]:
    """Every route, its parameters filled in with something."""
    typed = {r"<int:[^>]+>": "1", r"<any\((\w+)[^>]*>": r"\1", "<[^>]+>": "x"}

    def address(rule: str) -> str:
        for pattern, text in typed.items():
            rule = re.sub(pattern, text, rule)
        return rule

    return sorted({address(rule.rule) for rule in app.url_map.iter_rules()})


def test_every_route_answers_a_wrong_method_with_a_problem(client: FlaskClient):
    walked = addresses(client.application)
    assert {"/", POST, "/healthz", "/readyz", "/api/v1/papers"} <= set(walked)
    for address in walked:
        response = client.delete(address)
        assert_problem(response, 405, "method_not_allowed")
        assert "GET" in response.headers["Allow"] or "POST" in response.headers["Allow"]


@pytest.fixture
def broken_services(tmp_path: Path) -> Iterator[Services]:
    """Services whose catalog raises what nobody foresaw."""

    def unforeseen(*_: Any) -> Any:
        raise KeyError("secret detail")

    class BrokenCatalog:
        papers = property(unforeseen)
        schema = unforeseen
        paper = unforeseen

    making = fake_making(BROKEN_CONVERTER, catalog=BrokenCatalog())
    with open_fake_services(tmp_path / "broken", making) as services:
        yield services


def test_no_route_lets_an_unforeseen_error_through(broken_services: Services):
    client = signed_in_client(broken_services)
    for address in ("/", "/api/v1/papers", "/api/v1/schemas/x"):
        response = client.get(address)
        assert_problem(response, 500, "internal_error")
        assert "secret" not in response.text
    assert_problem(client.post(POST, data=as_bytes(a_request()), content_type=JSON), 500, "internal_error")


def test_a_broken_database_is_a_problem_on_every_route_that_needs_it(client: FlaskClient, services: Services):
    from service.storage.database import migrate

    with services.database.writer.begin() as connection:
        migrate(connection, "base")
    for address in ("/", "/api/v1/documents/x", "/api/v1/documents/x/files/docx"):
        assert_problem(client.get(address), 503, "storage_failed")
    assert_problem(client.post(POST, data=as_bytes(a_request()), content_type=JSON), 503, "storage_failed")


def test_a_conversion_that_fails_may_be_tried_again_and_stores_nothing(tmp_path: Path):
    with open_fake_services(tmp_path / "failing", fake_making(BROKEN_CONVERTER)) as services:
        client = signed_in_client(services)
        response = client.post(POST, data=as_bytes(a_request()), content_type=JSON)
        assert_problem(response, 503, "converter_failed")
        assert is_empty(services)
