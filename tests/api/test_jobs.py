"""Batches and jobs over HTTP, with a worker that the tests let go on item by item."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.http import parse_options_header
from werkzeug.test import TestResponse

from service.access.accounts import Duties, add_unit
from service.jobs.working import make_item
from service.services import Services
from service.storage import Claims
from service.storage.person import Role, Scope
from tests.fakes import (
    NUMBER,
    TITLE,
    FakeConverter,
    a_docx,
    a_request,
    as_bytes,
    fake_making,
    open_fake_services,
    signed_in_client,
    token_client,
)

ADDRESS = "/api/v1/batches"
LINES = "application/x-ndjson"


def work(services: Services, most: int = 100) -> None:
    claims = Claims(services.database)
    for _ in range(most):
        claim = claims.claim()
        if claim is None:
            return
        make_item(claim, services, claims)


def a_paper(title: str, number: str | None = None) -> dict[str, Any]:
    paper = {"title": title} | ({} if number is None else {"document_number": number})
    return a_request(content={"campaign": {}, "paper": paper}, formats=["docx"])


def post(client: FlaskClient, *papers: dict[str, Any]) -> TestResponse:
    return client.post(ADDRESS, data=as_bytes(list(papers)), content_type="application/json")


def test_a_batch_is_taken_in_made_and_downloaded(client: FlaskClient, services: Services):
    accepted = post(client, a_paper("甲"), a_paper("乙"))
    assert accepted.status_code == 202
    job = accepted.json
    assert accepted.headers["Location"] == job["links"]["self"] == f"/api/v1/jobs/{job['id']}"
    assert (job["kind"], job["state"], job["total"], job["title"]) == ("batch", "waiting", 2, "甲等2份")
    assert job["counts"] == {"waiting": 2, "running": 0, "done": 0, "failed": 0, "cancelled": 0}
    work(services)
    done = client.get(job["links"]["self"]).json
    assert (done["state"], done["counts"]["done"], done["next"]) == ("done", 2, None)
    assert [item["title"] for item in done["items"]] == ["甲", "乙"]
    record = client.get(done["items"][0]["document"]["href"]).json
    assert client.get(record["files"]["docx"]["href"]).data == a_docx("甲")
    assert client.get(f"/api/v1/batches/{job['id']}").json == done


def test_json_lines_are_a_batch_too(client: FlaskClient):
    lines = b"\n".join([as_bytes(a_paper("甲")), b"", b"{broken", as_bytes(a_paper("乙"))])
    accepted = client.post(ADDRESS, data=lines, content_type=LINES)
    assert (accepted.status_code, accepted.json["total"]) == (202, 3)
    _, broken, _ = client.get(accepted.headers["Location"]).json["items"]
    assert (broken["number"], broken["state"], broken["problem"]["code"]) == (2, "failed", "broken_json")


@pytest.mark.parametrize(
    ("data", "content_type", "status", "code"),
    [
        (b"[]", "application/json", 400, "invalid_request"),
        (b"", "application/json", 400, "broken_json"),
        (b"", LINES, 400, "invalid_request"),
        (b"{}", "application/json", 400, "broken_json"),
        (b"[{}", "application/json", 400, "broken_json"),
        (b"[]", "text/plain", 415, "unsupported_media_type"),
    ],
)
def test_what_is_no_batch_is_refused_whole(
    client: FlaskClient, services: Services, data: bytes, content_type: str, status: int, code: str
):
    refused = client.post(ADDRESS, data=data, content_type=content_type)
    assert (refused.status_code, refused.json["code"]) == (status, code)
    assert client.get("/api/v1/jobs").json["jobs"] == []
    assert Claims(services.database).arrivals() == {}


def test_items_are_chosen_and_paged(client: FlaskClient, services: Services):
    job = post(client, *(a_paper(f"第{number}份") for number in range(5))).json
    work(services, 2)
    seen, address = [], f"/api/v1/jobs/{job['id']}?limit=2"
    while address:
        page = client.get(address).json
        seen += [item["number"] for item in page["items"]]
        address = page["next"]
    assert seen == [1, 2, 3, 4, 5]
    waiting = client.get(f"/api/v1/jobs/{job['id']}?state=waiting").json
    assert [item["number"] for item in waiting["items"]] == [3, 4, 5]
    for wrong in ("state=nonsense", "limit=0", "limit=x", "after=-1", "limit=1001"):
        assert client.get(f"/api/v1/jobs/{job['id']}?{wrong}").status_code == 400


def test_jobs_are_listed_page_by_page(client: FlaskClient):
    made = sorted((post(client, a_paper("甲")).json["id"] for _ in range(3)), reverse=True)
    first = client.get("/api/v1/jobs?limit=2").json
    assert [job["id"] for job in first["jobs"]] == made[:2]
    assert [job["id"] for job in client.get(first["next"]).json["jobs"]] == made[2:]


def test_the_zip_has_every_paper_and_a_list(client: FlaskClient, services: Services):
    papers = [a_paper("甲", NUMBER), a_paper("甲", NUMBER), a_paper("乙"), a_paper("")]
    job = post(client, *papers).json
    work(services)
    response = client.get(job["links"]["archive"])
    assert response.content_type == "application/zip"
    assert parse_options_header(response.headers["Content-Disposition"])[1]["filename"] == "甲等4份.zip"
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"{NUMBER}甲.docx", f"{NUMBER}甲（2）.docx", "乙.docx", "清单.csv"]
        assert archive.read("乙.docx") == a_docx("乙")
        rows = list(csv.reader(io.StringIO(archive.read("清单.csv").decode("utf-8-sig"))))
    assert rows[2] == ["2", "", "甲", "已完成", f"{NUMBER}甲（2）.docx", ""]
    assert rows[4][3:5] == ["未能制作", ""]
    assert "不符合要求" in rows[4][5]
    assert client.get(job["links"]["archive"]).data == response.data


def test_the_zip_is_written_while_it_is_read(client: FlaskClient, services: Services):
    job = post(client, *(a_paper(f"第{number}份") for number in range(4))).json
    work(services)
    response = client.get(job["links"]["archive"], buffered=False)
    pieces = list(response.iter_encoded())
    response.close()
    assert len(pieces) == 5
    assert all(piece.startswith(b"PK") for piece in pieces)


def test_a_list_in_the_zip_runs_no_formula(client: FlaskClient, services: Services):
    job = post(client, a_paper("=HYPERLINK(1)")).json
    with zipfile.ZipFile(io.BytesIO(client.get(job["links"]["archive"]).data)) as archive:
        assert "'=HYPERLINK(1)" in archive.read("清单.csv").decode("utf-8-sig")


def test_cancel_and_retry(client: FlaskClient, services: Services):
    job = post(client, a_paper("甲"), a_paper("乙"), a_paper("")).json
    work(services, 1)
    cancelled = client.post(f"{job['links']['self']}/cancellation")
    assert (cancelled.status_code, cancelled.json["state"]) == (200, "cancelled")
    assert cancelled.json["counts"] == {"waiting": 0, "running": 0, "done": 1, "failed": 1, "cancelled": 1}
    again = client.post(f"{job['links']['self']}/retry")
    assert (again.status_code, again.json["state"]) == (202, "running")
    work(services)
    assert client.get(job["links"]["self"]).json["counts"]["done"] == 2


def later(client: FlaskClient, prefer: str = "respond-async", **changes: Any) -> TestResponse:
    return client.post(
        "/api/v1/documents",
        data=as_bytes(a_request(**changes)),
        content_type="application/json",
        headers={"Prefer": prefer},
    )


@pytest.mark.parametrize("prefer", ["respond-async", "wait=5, respond-async"])
def test_one_paper_later(client: FlaskClient, services: Services, prefer: str):
    accepted = later(client, prefer)
    assert (accepted.status_code, accepted.headers["Preference-Applied"]) == (202, "respond-async")
    assert (accepted.json["kind"], accepted.json["title"]) == ("document", TITLE)
    work(services)
    (item,) = client.get(accepted.headers["Location"]).json["items"]
    assert list(client.get(item["document"]["href"]).json["files"]) == ["docx", "pdf"]


def test_a_paper_that_cannot_be_made_later_is_refused_now(client: FlaskClient):
    refused = later(client, content={"campaign": {}, "paper": {}})
    assert (refused.status_code, refused.json["code"]) == (422, "invalid_content")
    assert later(client, "wait=5").status_code == 201
    assert client.get("/api/v1/jobs").json["jobs"] == []


def test_another_unit_s_jobs_do_not_exist(client: FlaskClient, services: Services):
    job = post(client, a_paper("甲")).json
    other = token_client(services, unit_id=add_unit(services.access, None, "滨海市统计局", "").id)
    assert other.get("/api/v1/jobs").json["jobs"] == []
    for address in (job["links"]["self"], job["links"]["archive"], f"{ADDRESS}/{job['id']}"):
        assert (other.get(address).status_code, other.get(address).json["code"]) == (404, "job_not_found")
    for act in ("cancellation", "retry"):
        assert other.post(f"{job['links']['self']}/{act}").status_code == 404
    assert client.get(job["links"]["self"]).json["state"] == "waiting"


def test_who_may_only_read_can_neither_begin_nor_stop(services: Services):
    reader = token_client(services, Scope.READ)
    assert post(reader, a_paper("甲")).status_code == 403
    drafter = signed_in_client(services, duties=Duties(frozenset({Role.DRAFTER})))
    assert post(drafter, a_paper("甲")).status_code == 403
    assert drafter.get("/api/v1/jobs").json == {"jobs": [], "next": None}


def test_a_person_may_hand_in_a_batch(services: Services):
    client = signed_in_client(services)
    assert post(client, a_paper("甲")).json["author"] == "林晓"


def test_the_limits_of_a_batch(tmp_path):
    from dataclasses import replace

    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        small = replace(
            services, settings=replace(services.settings, max_batch_bytes=1000, max_request_bytes=300)
        )
        client = token_client(small)
        long = a_paper("长" * 200)
        accepted = post(client, a_paper("甲"), long)
        items = client.get(accepted.headers["Location"]).json["items"]
        assert [item["problem"] and item["problem"]["code"] for item in items] == [None, "request_too_large"]
        refused = post(client, *[a_paper("甲")] * 20)
        assert (refused.status_code, refused.json["code"]) == (413, "request_too_large")


def test_a_batch_in_json_of_any_form_reads_the_same(client: FlaskClient):
    text = json.dumps([a_paper("甲")], ensure_ascii=False, indent=2).encode()
    accepted = client.post(ADDRESS, data=text, content_type="application/json; charset=utf-8")
    assert client.get(accepted.headers["Location"]).json["items"][0]["title"] == "甲"
