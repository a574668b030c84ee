from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient

from service.document.document_number import NumberKind
from service.services import Services
from service.storage.number import Series
from service.storage.person import FIRST_UNIT, Scope, Unit
from tests.fakes import NUMBER, TITLE, a_request, token_client

FA = Series("s", FIRST_UNIT, NumberKind.DOCUMENT, "滨水发", start=12, start_period="2026")
BARE = {"campaign": {}, "paper": {"title": TITLE}}


@pytest.fixture
def paper(client: FlaskClient, services: Services) -> Any:
    """A paper whose number was asked of us."""
    services.register.add_series(FA)
    answer = client.post("/api/v1/documents", json=a_request(content=BARE, series="滨水发"))
    assert answer.status_code == 201, answer.text
    return answer.json


def test_a_number_is_asked_for_and_found_in_the_register(client: FlaskClient, paper: Any) -> None:
    assert paper["document_number"] == NUMBER
    told = client.get("/api/v1/numbers", query_string={"series": "滨水发"}).json
    assert told["series"][0]["code"] == "滨水发"
    assert told["holes"] == []
    (row,) = told["numbers"]
    assert (row["文号"], row["题名"], row["state"], row["record"]) == (NUMBER, TITLE, "used", paper["id"])
    assert client.get("/api/v1/numbers", query_string={"series": "没有"}).status_code == 409


def test_a_number_that_another_paper_bears_is_refused_at_its_place(client: FlaskClient, paper: Any) -> None:
    other = {"campaign": {}, "paper": {"title": "关于另一件事的通知", "document_number": NUMBER}}
    answer = client.post("/api/v1/documents", json=a_request(content=other))
    assert answer.status_code == 409
    assert answer.json["code"] == "number_refused"
    assert answer.json["findings"][0]["pointer"] == "/paper/document_number"


def test_papers_are_found_page_by_page(client: FlaskClient, paper: Any) -> None:
    second = client.post("/api/v1/documents", json=a_request(content=BARE, series="滨水发")).json
    first_page = client.get(
        "/api/v1/documents", query_string={"words": "通知", "limit": 1, "sort": "number"}
    ).json
    assert [each["id"] for each in first_page["documents"]] == [second["id"]]
    second_page = client.get(first_page["next"]).json
    assert [each["id"] for each in second_page["documents"]] == [paper["id"]]
    assert second_page["next"] is None
    assert client.get("/api/v1/documents?words=表彰").json["documents"] == []
    for wrong in ("sort=x", "limit=0", "limit=a", "since=x", "cursor=x"):
        assert client.get(f"/api/v1/documents?{wrong}").status_code == 400


def test_a_paper_is_voided_once_for_a_reason(client: FlaskClient, paper: Any) -> None:
    address = f"/api/v1/documents/{paper['id']}"
    assert client.post(f"{address}/void", json={}).status_code == 400
    assert client.post(f"{address}/void", json=[]).status_code == 400
    assert client.post(f"{address}/void", json={"reason": "附件有误"}).json["voided"]["reason"] == "附件有误"
    assert client.post(f"{address}/void", json={"reason": "再来"}).status_code == 409
    assert client.get(f"{address}/issuing").json["voided"]["by"] == "测试"
    assert client.get(f"{address}/files/docx").status_code == 200


def test_steps_are_entered_and_stand_on_the_sheet(client: FlaskClient, paper: Any) -> None:
    address = f"/api/v1/documents/{paper['id']}"
    step = {"step": "用印", "person": "赵宁", "at": "2026年3月18日", "opinion": "已用印"}
    assert client.post(f"{address}/steps", json=step).status_code == 201
    assert client.post(f"{address}/steps", json={"step": "x"}).status_code == 400
    assert client.get(f"{address}/issuing").json["steps"] == [{**step, "entered_by": "测试"}]
    sheet = docx.Document(io.BytesIO(client.get(f"{address}/sheet.docx").data))
    words = {cell.text for row in sheet.tables[0].rows for cell in row.cells}
    assert {"已用印　赵宁　2026年3月18日", NUMBER, TITLE} <= words


def test_all_files_come_in_a_zip(client: FlaskClient, paper: Any) -> None:
    answer = client.get(f"/api/v1/documents/{paper['id']}/archive.zip")
    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert f"{NUMBER}{TITLE}.docx" in names


def test_other_units_and_narrower_tokens_get_nothing(services: Services, paper: Any) -> None:
    services.access.people.add_unit(Unit("other", "滨海市水务局"), services.clock())
    stranger = token_client(services, unit_id="other")
    address = f"/api/v1/documents/{paper['id']}"
    assert stranger.get(f"{address}/issuing").status_code == 404
    assert stranger.post(f"{address}/void", json={"reason": "有误"}).status_code == 404
    assert stranger.get("/api/v1/documents").json["documents"] == []
    assert stranger.get("/api/v1/numbers").json["series"] == []
    reader = token_client(services, Scope.READ)
    assert reader.post(f"{address}/void", json={"reason": "有误"}).status_code == 403
