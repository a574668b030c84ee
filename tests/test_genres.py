"""Papers that need no campaign, through the doors: HTTP and the command's functions."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.assembly import open_making
from service.offline import render_files
from service.services import Making
from service.settings import Settings
from tests.fakes import open_fake_services, token_client

GENRES = Path(__file__).resolve().parents[1] / "samples" / "genres"
TYPES = {
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
}


@pytest.fixture(scope="module")
def making(settings: Settings) -> Making:
    return open_making(settings, None, "不需要 PDF")


@pytest.fixture
def client(making: Making, tmp_path: Path) -> Iterator[FlaskClient]:
    with open_fake_services(tmp_path, making) as services:
        yield token_client(services)


def notice(**changes: Any) -> dict[str, Any]:
    request: dict[str, Any] = json.loads((GENRES / "notice.json").read_text("utf-8"))
    request = copy.deepcopy(request) | {"formats": ["docx"]}
    paper = request["content"]["paper"]
    paper |= changes
    for name in [name for name, value in paper.items() if value is None]:
        del paper[name]
    return request


def test_there_is_a_sample_of_every_type() -> None:
    papers = [json.loads(path.read_text("utf-8"))["content"]["paper"] for path in GENRES.glob("*.json")]
    assert {paper["document_type"] for paper in papers if "document_type" in paper} == TYPES


def test_a_general_paper_needs_no_campaign(client: FlaskClient) -> None:
    answer = client.post("/api/v1/documents", json=notice())
    assert answer.status_code == 201
    assert answer.json["title"] == notice()["content"]["paper"]["title"]
    assert answer.json["findings"] == []


def test_the_command_needs_no_campaign_either(making: Making, tmp_path: Path) -> None:
    (outcome,) = render_files([str(GENRES / "request.json")], tmp_path, ("docx",), making)
    assert outcome.error is None
    assert outcome.written == (tmp_path / "request.docx",)


def test_an_upward_type_needs_a_signatory_and_one_receiver(client: FlaskClient) -> None:
    answer = client.post("/api/v1/documents", json=notice(document_type="请示", principal_receivers=None))
    assert answer.status_code == 422
    assert {f["pointer"] for f in answer.json["findings"]} == {
        "/paper/signatories",
        "/paper/principal_receivers",
    }


def test_an_unknown_type_is_refused_with_the_fifteen(client: FlaskClient) -> None:
    answer = client.post("/api/v1/documents", json=notice(document_type="方案"))
    (finding,) = answer.json["findings"]
    assert (answer.status_code, finding["pointer"]) == (422, "/paper/document_type")
    assert all(kind in finding["message"] for kind in TYPES)


def test_printing_office_and_date_come_together(client: FlaskClient) -> None:
    answer = client.post("/api/v1/documents", json=notice(printing_date=None))
    assert [(f["pointer"], f["message"]) for f in answer.json["findings"]] == [
        ("/paper/printing_date", "必须填写")
    ]


def test_a_leading_group_that_is_nowhere_is_told(client: FlaskClient) -> None:
    text = [{"kind": "leading_group", "group": "main", "form": "lines"}]
    answer = client.post("/api/v1/documents", json=notice(text=text))
    assert answer.status_code == 422
    assert "领导小组" in answer.json["detail"]
