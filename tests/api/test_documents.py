from __future__ import annotations

import hashlib
import io
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.access.accounts import Duties
from service.api.negotiation import MEDIA_TYPES
from service.services import Services
from service.storage.person import FIRST_UNIT, Role
from tests.fakes import NUMBER, OFF, TITLE, TREE, a_docx, a_pdf, a_request, as_bytes, signed_in_client

ADDRESS = "/api/v1/documents"
DOCX, PDF = MEDIA_TYPES["docx"], MEDIA_TYPES["pdf"]


def post(client: FlaskClient, accept: str | None = None, **changes: Any) -> TestResponse:
    headers = {} if accept is None else {"Accept": accept}
    return client.post(
        ADDRESS, data=as_bytes(a_request(**changes)), content_type="application/json", headers=headers
    )


def test_it_works(client: FlaskClient):
    response = post(client)
    assert response.status_code == 201
    record = response.json
    assert response.headers["Location"] == record["links"]["self"] == f"{ADDRESS}/{record['id']}"
    assert (record["title"], record["document_number"], record["pages"]) == (TITLE, NUMBER, 2)
    assert (record["paper_type"], record["version"]) == ("issuing_notice", 2)
    assert record["created"] == "2026-03-16T08:30:00.000Z"
    assert [finding["rule"] for finding in record["findings"]] == ["title-break", "deadline"]
    assert set(record["digests"]) == {"content", "template", "schema"}
    assert record["toolchain"] == {"chengwen": "0.1.0"}
    assert TITLE in response.text  # Chinese is sent as it is, not as \\u escapes


def test_the_record_can_be_read_again(client: FlaskClient):
    made = post(client)
    assert client.get(made.headers["Location"]).json == made.json


def test_every_file_of_the_record_can_be_downloaded(client: FlaskClient):
    files = post(client).json["files"]
    assert list(files) == ["docx", "pdf"]
    for format, content in (("docx", a_docx(TITLE)), ("pdf", a_pdf())):
        response = client.get(files[format]["href"])
        assert response.data == content
        assert response.content_type == files[format]["media_type"] == MEDIA_TYPES[format]
        assert files[format]["sha256"] == hashlib.sha256(content).hexdigest()
        assert files[format]["size"] == len(content)


def test_the_downloaded_docx_is_one(client: FlaskClient):
    content = client.get(post(client).json["files"]["docx"]["href"]).data
    assert docx.Document(io.BytesIO(content)).paragraphs[0].text == TITLE


def test_the_etag_is_the_digest_and_strong(client: FlaskClient):
    file = post(client).json["files"]["docx"]
    response = client.get(file["href"])
    assert response.headers["ETag"] == f'"{file["sha256"]}"'
    again = client.get(file["href"], headers={"If-None-Match": f'"nothing", "{file["sha256"]}"'})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(file["href"], headers={"If-None-Match": '"nothing"'}).status_code == 200


def test_the_file_has_a_chinese_name_and_an_ascii_one(client: FlaskClient):
    record = post(
        client, content={"campaign": {}, "paper": {"title": "甲/乙：“丙”", "document_number": NUMBER}}
    ).json
    disposition = client.get(record["files"]["pdf"]["href"]).headers["Content-Disposition"]
    assert disposition.isascii()
    assert disposition.startswith(f"attachment; filename=\"{record['id']}.pdf\"; filename*=UTF-8''")
    response = client.get(record["files"]["pdf"]["href"])
    _, options = werkzeug_options(response)
    assert options["filename"] == f"{NUMBER}甲_乙：“丙”.pdf"


def werkzeug_options(response: TestResponse) -> tuple[str, dict[str, str]]:
    from werkzeug.http import parse_options_header

    return parse_options_header(response.headers["Content-Disposition"])


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("application/*", "application/json"),
        (DOCX, DOCX),
        (PDF, PDF),
        (f"{DOCX};q=0.4, {PDF};q=0.8", PDF),
        (f"{DOCX}, {PDF};q=0.8, */*;q=0.1", DOCX),
        (f"application/json;q=0.2, {DOCX};q=0.3", DOCX),
        (f"text/html, {PDF}, */*;q=0.5", PDF),
        (f"{PDF};q=0, */*", "application/json"),
    ],
)
def test_accept_chooses_the_answer(client: FlaskClient, accept: str | None, content_type: str):
    response = post(client, accept)
    assert (response.status_code, response.content_type) == (201, content_type)
    assert client.get(response.headers["Location"]).json["title"] == TITLE


def test_a_file_in_the_answer_is_the_file_of_the_record(client: FlaskClient):
    response = post(client, PDF)
    assert response.data == a_pdf()
    assert list(client.get(response.headers["Location"]).json["files"]) == ["docx", "pdf"]
    assert client.get(response.headers["Content-Location"]).data == response.data


def test_only_what_is_asked_for_is_made(client: FlaskClient):
    assert list(post(client, formats=["docx"]).json["files"]) == ["docx"]
    assert list(client.get(post(client, DOCX).headers["Location"]).json["files"]) == ["docx"]


@pytest.mark.parametrize("accept", ["text/html", "image/*", f"{DOCX};q=0", "application/msword"])
def test_it_rejects_a_type_that_it_does_not_make(client: FlaskClient, services: Services, accept: str):
    response = post(client, accept)
    assert (response.status_code, response.json["code"]) == (406, "not_acceptable")
    assert services.records.recent(1, {FIRST_UNIT}) == ()


def test_it_rejects_an_answer_that_the_request_leaves_out(client: FlaskClient, services: Services):
    response = post(client, PDF, formats=["docx"])
    assert (response.status_code, response.json["code"]) == (406, "not_acceptable")
    assert services.records.recent(1, {FIRST_UNIT}) == ()


def test_without_pdf_docx_is_made_and_pdf_is_said_to_be_off(client_without_pdf: FlaskClient):
    record = post(client_without_pdf).json
    assert list(record["files"]) == ["docx"]
    assert OFF in record["findings"][0]["message"]
    assert post(client_without_pdf, formats=["docx"]).status_code == 201
    assert post(client_without_pdf, DOCX).data == a_docx(TITLE)


@pytest.mark.parametrize("asked", [{"formats": ["docx", "pdf"]}, {"accept": PDF}])
def test_without_pdf_it_rejects_pdf_and_names_the_package(
    client_without_pdf: FlaskClient, asked: dict[str, Any]
):
    response = post(client_without_pdf, **asked)
    assert (response.status_code, response.json["code"]) == (503, "converter_missing")
    assert "libreoffice-writer-nogui" in response.json["detail"]
    assert "Retry-After" not in response.headers  # trying again won't help


def test_the_same_content_twice_gives_two_records_and_one_file(client: FlaskClient, services: Services):
    first, second = post(client).json, post(client).json
    assert first["id"] != second["id"]
    assert first["files"]["docx"]["sha256"] == second["files"]["docx"]["sha256"]
    kept = [path for path in services.files.folder.rglob("*") if path.is_file()]
    assert len(kept) == 2 + 3 + 2  # docx and PDF; template, its manifest, schemas; a manifest of each record


def test_a_damaged_file_is_not_handed_out(client: FlaskClient, services: Services):
    file = post(client).json["files"]["docx"]
    (services.files.folder / file["sha256"][:2] / file["sha256"][2:]).write_bytes(b"damaged")
    response = client.get(file["href"])
    assert (response.status_code, response.json["code"]) == (500, "file_damaged")


def test_a_body_of_just_the_limit_is_taken(client: FlaskClient, services: Services):
    raw = as_bytes(a_request())
    raw += b" " * (services.settings.max_request_bytes - len(raw))
    assert client.post(ADDRESS, data=raw, content_type="application/json; charset=UTF-8").status_code == 201


def test_a_chunked_body_is_taken(client: FlaskClient):
    assert post_chunked(client, as_bytes(a_request(content=TREE))).status_code == 201


def post_chunked(client: FlaskClient, raw: bytes) -> TestResponse:
    """Send a body as a server hands it over when the caller sent it in chunks, without a length."""
    return client.post(
        ADDRESS,
        input_stream=io.BytesIO(raw),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True},
    )


def test_a_chunked_body_that_never_ends_is_refused(client: FlaskClient, services: Services):
    valid_up_to_the_limit = as_bytes(a_request()).ljust(services.settings.max_request_bytes + 1)
    response = post_chunked(client, valid_up_to_the_limit)
    assert (response.status_code, response.json["code"]) == (413, "request_too_large")
    assert "2 MB" in response.json["detail"]


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.REVIEWER, Role.APPROVER])
def test_a_person_issues_only_as_approver(services: Services, role: Role):
    browser = signed_in_client(services, duties=Duties(frozenset({role})))
    batch = browser.post("/api/v1/batches", data=as_bytes([a_request()]), content_type="application/json")
    later = browser.post(ADDRESS, json=a_request(), headers={"Prefer": "respond-async"})
    statuses = (post(browser).status_code, batch.status_code, later.status_code)
    assert statuses == ((201, 202, 202) if role is Role.APPROVER else (403, 403, 403))
    issued = browser.get(ADDRESS).json["documents"]
    assert len(issued) == (1 if role is Role.APPROVER else 0)
