"""Files as attachments over HTTP and from the command line: what the record keeps, what can be downloaded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.generation import generate
from service.jobs.working import make_item
from service.offline import render_files
from service.request import read_request
from service.services import Making
from service.storage import Claims
from service.storage.person import FIRST_UNIT
from tests.fakes import open_fake_services, token_client

pytestmark = pytest.mark.xdist_group("office")


@pytest.fixture
def client(making: Making, tmp_path: Path) -> Iterator[FlaskClient]:
    with open_fake_services(tmp_path, making) as services:
        yield token_client(services)


def test_the_record_keeps_every_file_and_gives_it_back(client: FlaskClient, root: Path) -> None:
    body = (root / "samples/genres/notice_with_files.json").read_bytes()
    answer = client.post("/api/v1/documents", data=body, content_type="application/json")
    assert answer.status_code == 201, answer.text
    files = answer.json["files"]
    apart, sources = {"attached-5.docx", "attached-5.pdf"}, {f"source-{n}" for n in range(1, 5)}
    assert set(files) == {"docx", "pdf", "pages-1", "pages-2"} | apart | sources
    given = json.loads(body)["content"]["paper"]["attachments"]
    assert files["source-2"]["name"] == given[1]["file"]["name"]
    assert files["source-2"]["media_type"].endswith("spreadsheetml.sheet")
    assert files["attached-5.pdf"]["media_type"] == "application/pdf"
    for file in files.values():
        got = client.get(file["href"])
        assert (got.status_code, len(got.data)) == (200, file["size"])
        assert got.mimetype == file["media_type"].partition(";")[0]


def test_files_are_not_counted_in_the_limit_of_a_request(client: FlaskClient, root: Path) -> None:
    body = json.loads((root / "samples/genres/notice_with_files.json").read_text("utf-8"))
    one = body["content"]["paper"]["attachments"][2]
    one["file"] = {"name": "图.png", "encoded": "A" * 3_000_000}
    answer = client.post("/api/v1/documents", json=body)
    assert answer.status_code == 422
    assert answer.json["findings"][0]["pointer"] == "/paper/attachments/2/file"
    one["file"] = {"name": "A" * 3_000_000}
    assert client.post("/api/v1/documents", json=body).status_code == 413


def test_the_manifest_names_all_that_the_paper_was_made_from(
    making: Making, root: Path, tmp_path: Path
) -> None:
    asked = read_request((root / "samples/genres/notice_with_files.json").read_bytes())
    with open_fake_services(tmp_path, making) as services:
        record = generate(asked, services, FIRST_UNIT)
        (held,) = services.manifests.of(record.id)
        told = json.loads(services.files.get(held.digest))
        assert {"source-1", "pages-1", "attached-5.docx"} <= set(told["files"])
        assert told["companion"]["id"] == "attachment"
        paper = making.catalog.companion("attachment")
        assert told["companion"]["digest"] == paper.digest
        assert services.files.get(told["companion"]["docx"]["sha256"]) == making.catalog.sources(paper).docx
        assert services.files.get(told["companion"]["manifest"]["sha256"])


def test_a_paper_with_files_may_be_made_later(making: Making, root: Path, tmp_path: Path) -> None:
    body = (root / "samples/genres/notice_with_files.json").read_bytes()
    with open_fake_services(tmp_path, making) as services:
        client = token_client(services)
        answer = client.post(
            "/api/v1/documents",
            data=body,
            content_type="application/json",
            headers={"Prefer": "respond-async"},
        )
        assert answer.status_code == 202, answer.text
        claims = Claims(services.database)
        claim = claims.claim()
        assert claim is not None
        assert "encoded" not in claim.body
        make_item(claim, services, claims)
        (record,) = services.records.recent(2, {FIRST_UNIT})
        assert {"docx", "pdf", "source-1", "pages-1", "attached-5.pdf"} <= set(record.files)


def test_the_command_writes_what_is_bound_apart_beside_its_paper(
    making: Making, root: Path, tmp_path: Path
) -> None:
    source = str(root / "samples/genres/notice_with_files.json")
    (outcome,) = render_files([source], tmp_path, ("pdf",), making, most_bytes=20_000, files_bytes=200_000)
    assert outcome.error is None
    assert {path.name for path in outcome.written} == {
        "notice_with_files.pdf", "notice_with_files.attached-5.pdf",
    }  # fmt: skip
