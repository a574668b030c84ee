from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.generation import generate
from service.jobs.working import make_item
from service.request import GenerationRequest
from service.services import Services
from service.storage import Claims, ItemState, Record
from service.storage.person import FIRST_UNIT
from tests.archive.test_regenerating import PagesConverter
from tests.fakes import BROKEN_CONVERTER, TREE, fake_making, token_client

ADDRESS = "/api/v1/regenerations"


@pytest.fixture
def record(services: Services) -> Record:
    return generate(GenerationRequest("issuing_notice", TREE), services, FIRST_UNIT, "林晓")


def work(services: Services, **changes: Any) -> None:
    """Do what the process of the jobs does, with other tools if ``changes`` say so."""
    claims = Claims(services.database)
    while (claim := claims.claim()) is not None:
        make_item(claim, dataclasses.replace(services, **changes), claims)


@pytest.mark.parametrize("by", ["year", "ids", "number"])
def test_papers_are_made_again_in_a_job(client: FlaskClient, services: Services, record: Record, by: str):
    asked = {"year": 2026, "ids": [record.id], "number": record.document_number}[by]
    accepted = client.post(ADDRESS, json={by: asked})
    assert accepted.status_code == 202
    assert (accepted.json["kind"], accepted.json["total"]) == ("regeneration", 1)
    work(services)
    job = client.get(accepted.json["links"]["self"]).json
    assert (job["state"], job["counts"]["done"], job["items"][0]["document"]) == ("done", 1, None)
    (made,) = client.get(f"/api/v1/documents/{record.id}/regenerations").json["regenerations"]
    assert (made["result"], made["formats"]) == ("identical", {"docx": "identical", "pdf": "identical"})
    assert client.get(f"{ADDRESS}/{made['id']}").json == {"record": record.id, **made}


def test_what_differs_is_shown_page_by_page(client: FlaskClient, services: Services, record: Record):
    client.post(ADDRESS, json={"year": "2026"})
    work(services, making=fake_making(PagesConverter(3)))
    (made,) = client.get(f"/api/v1/documents/{record.id}/regenerations").json["regenerations"]
    assert made["result"] == "different"
    picture = client.get(f"{ADDRESS}/{made['id']}/pages/3.png")
    assert (picture.mimetype, picture.data[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert client.get(f"{ADDRESS}/{made['id']}/pages/9.png").status_code == 422


def test_a_job_whose_tools_break_is_tried_again_and_then_failed(
    client: FlaskClient, services: Services, record: Record
):
    accepted = client.post(ADDRESS, json={"ids": [record.id]})
    work(services, making=fake_making(BROKEN_CONVERTER))
    (item,) = client.get(accepted.json["links"]["self"]).json["items"]
    assert (item["state"], item["problem"]["code"]) == (ItemState.FAILED, "converter_failed")
    assert client.get(f"/api/v1/documents/{record.id}/regenerations").json == {"regenerations": []}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400),
        ([], 400),
        ({"year": "26"}, 400),
        ({"year": 2026, "number": "x"}, 400),
        ({"year": 1999}, 400),
        ({"number": "滨水发〔2026〕99号"}, 400),
        ({"ids": "a"}, 400),
        ({"ids": ["nobody"]}, 404),
    ],
)
def test_what_cannot_be_asked_is_refused(client: FlaskClient, record: Record, asked: Any, status: int):
    response = client.post(ADDRESS, json=asked)
    assert response.status_code == status
    assert client.get("/api/v1/jobs").json["jobs"] == []


def test_another_unit_s_papers_are_not_there(client: FlaskClient, services: Services, record: Record):
    from service.access.accounts import add_unit

    unit = add_unit(services.access, None, "滨海市统计局", "滨统发")
    client.post(ADDRESS, json={"year": 2026})
    work(services)
    (made,) = client.get(f"/api/v1/documents/{record.id}/regenerations").json["regenerations"]
    stranger = token_client(services, unit_id=unit.id)
    assert stranger.post(ADDRESS, json={"year": 2026}).status_code == 400
    assert stranger.post(ADDRESS, json={"ids": [record.id]}).status_code == 404
    for address in (
        f"/api/v1/documents/{record.id}/regenerations",
        f"{ADDRESS}/{made['id']}",
        f"{ADDRESS}/{made['id']}/pages/1.png",
    ):
        assert stranger.get(address).status_code == 404
