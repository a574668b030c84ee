from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.services import Services
from service.web.start import all_errors
from tests.fakes import (
    BROKEN_CONVERTER,
    OFF,
    TITLE,
    FakeConverter,
    a_request,
    as_bytes,
    fake_making,
    open_fake_services,
    signed_in_client,
)

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    (tmp_path / "samples/yingkou").mkdir(parents=True)
    (tmp_path / "samples/yingkou/notice.json").write_bytes(as_bytes(a_request()))
    (tmp_path / "samples/yingkou/notes.json").write_bytes(b'{"not": "a request"}')
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        yield services


@pytest.fixture
def client(services: Services) -> FlaskClient:
    return signed_in_client(services)


def test_it_works(client: FlaskClient):
    response = client.get("/", headers=BROWSER)
    assert (response.status_code, response.content_type) == (200, "text/html; charset=utf-8")
    assert "印发通知" in response.text
    assert "还没有制作过公文" in response.text


def status_of(client: FlaskClient, address: str) -> int:
    with client.get(address, headers=BROWSER) as response:  # closed, because static files are streamed
        return response.status_code


def test_every_link_leads_somewhere(client: FlaskClient):
    client.post("/api/v1/documents", data=as_bytes(a_request()), content_type="application/json")
    for page in ("/", "/errors"):
        links = re.findall(r'(?:href|src)="([^"#]+)', client.get(page, headers=BROWSER).text)
        assert "/static/chengwen.css" in links
        statuses = {link: status_of(client, link) for link in links}
        # The second version's schema is not among the fake's schemas.
        assert {link for link, status in statuses.items() if status != 200} <= {
            "/api/v1/schemas/issuing_notice.v2"
        }


def test_the_sample_is_a_request_that_works(client: FlaskClient):
    sample = client.get("/samples/yingkou/notice.json")
    assert 'filename="yingkou-notice.json"' in sample.headers["Content-Disposition"]
    assert "--data-binary @yingkou-notice.json" in client.get("/").text
    made = client.post("/api/v1/documents", data=sample.data, content_type="application/json")
    assert made.status_code == 201
    assert client.get("/samples/yingkou/notes.json").status_code == 404


def test_the_last_records_can_be_downloaded(client: FlaskClient):
    made = client.post("/api/v1/documents", data=as_bytes(a_request()), content_type="application/json").json
    page = client.get("/").text
    assert TITLE in page
    assert "2026年3月16日 16:30" in page
    assert made["files"]["docx"]["href"] in page
    assert made["files"]["pdf"]["href"] in page


def test_what_users_typed_is_text_and_no_markup(client: FlaskClient):
    body = a_request(content={"campaign": {}, "paper": {"title": "<script>alert(1)</script>"}})
    client.post("/api/v1/documents", data=as_bytes(body), content_type="application/json")
    assert "<script>" not in client.get("/").text


@pytest.mark.parametrize(
    ("converter", "said"),
    [(FakeConverter(), "✓ 可以生成"), (None, OFF), (BROKEN_CONVERTER, "LibreOffice 起不来")],
)
def test_it_says_how_pdf_is(tmp_path: Path, converter: FakeConverter | None, said: str):
    with open_fake_services(tmp_path, fake_making(converter)) as services:
        page = signed_in_client(services).get("/").text
    assert said in page


def test_it_promises_nothing_that_cannot_be_kept(services: Services, client: FlaskClient):
    services.files.folder.parent.mkdir(parents=True, exist_ok=True)
    services.files.folder.write_bytes(b"a file where the folder should be")
    page = client.get("/").text
    assert "暂时不能制作公文：文件夹无法写入" in page
    assert "可以生成" not in page.partition("服务状态")[2].partition("</section>")[0]


def test_a_person_gets_a_page_and_a_program_a_problem(client: FlaskClient):
    page = client.get("/nothing", headers=BROWSER)
    assert (page.status_code, page.content_type) == (404, "text/html; charset=utf-8")
    assert "没有这个地址" in page.text
    for address, headers in (("/nothing", {}), ("/api/v1/nothing", BROWSER)):
        assert client.get(address, headers=headers).content_type == "application/problem+json"


def test_every_error_code_has_its_place(client: FlaskClient):
    page = client.get("/errors").text
    assert all(f'<tr id="{error.code}">' in page for error in all_errors())


@pytest.mark.parametrize("address", ["/", "/errors", "/nothing", "/static/chengwen.css", "/api/v1/papers"])
def test_browsers_load_nothing_from_elsewhere(client: FlaskClient, address: str):
    with client.get(address, headers=BROWSER) as response:
        assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "<script" not in response.text
        assert " style=" not in response.text
