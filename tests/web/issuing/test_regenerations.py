from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.generation import generate
from service.request import GenerationRequest
from service.services import Services
from service.storage import Record
from service.storage.person import FIRST_UNIT
from tests.api.test_archive import work
from tests.archive.test_regenerating import PagesConverter
from tests.fakes import TREE, fake_making, open_fake_services, signed_in_client

BROWSER = {"Accept": "text/html"}


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making(PagesConverter())) as services:
        yield services


@pytest.fixture
def record(plain: Services) -> Record:
    return generate(GenerationRequest("issuing_notice", TREE), plain, FIRST_UNIT, "林晓")


@pytest.fixture
def browser(plain: Services) -> FlaskClient:
    return signed_in_client(plain)


def test_a_year_is_made_again_and_each_result_is_a_page(
    browser: FlaskClient, plain: Services, record: Record
):
    job = browser.post("/regenerations", data={"year": "2026"}, headers=BROWSER)
    assert job.status_code == 303
    tools = {"libreoffice": "24.2"}
    work(plain, making=fake_making(PagesConverter(3), toolchain=lambda: tools))
    listed = browser.get(job.location, headers=BROWSER).text
    assert "重新生成" in listed
    address = listed.split('href="/regenerations/')[1].split('"')[0]
    page = browser.get(f"/regenerations/{address}", headers=BROWSER).text
    assert all(
        text in page for text in ("重新生成：不同", "LibreOffice：没有 → 24.2", "逐页对照", "pages/1.png")
    )


def test_one_paper_is_made_again_from_its_page(browser: FlaskClient, plain: Services, record: Record):
    address = browser.post("/regenerations", data={"id": record.id}, headers=BROWSER).location
    assert address.startswith("/jobs/")
    assert browser.post("/regenerations", data={"year": "昨天"}, headers=BROWSER).status_code == 400
