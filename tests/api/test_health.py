from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from service.app import create_app
from service.services import Services
from service.storage.database import migrate
from tests.fakes import BROKEN_CONVERTER, OFF, fake_making, open_fake_services


def test_it_is_alive(client: FlaskClient):
    assert client.get("/healthz").json == {"status": "ok"}


def test_it_is_ready_and_says_so_of_every_part(client: FlaskClient):
    response = client.get("/readyz")
    works = {"state": "ok", "problem": ""}
    assert response.status_code == 200
    assert response.json == {
        "status": "ok",
        "parts": {"database": works, "files": works, "catalog": works, "pdf": works},
    }


def test_pdf_that_is_off_is_said_and_does_no_harm(client_without_pdf: FlaskClient):
    response = client_without_pdf.get("/readyz")
    assert response.status_code == 200
    assert response.json["parts"]["pdf"] == {"state": "off", "problem": OFF}


def test_a_converter_that_should_work_and_does_not_is_not_ready(tmp_path: Path):
    with open_fake_services(tmp_path, fake_making(BROKEN_CONVERTER)) as services:
        response = create_app(services.settings, services).test_client().get("/readyz")
    assert (response.status_code, response.json["status"]) == (503, "failed")
    assert response.json["parts"]["pdf"] == {"state": "failed", "problem": "LibreOffice 起不来"}


def test_a_broken_database_is_not_ready(client: FlaskClient, services: Services):
    with services.database.writer.begin() as connection:
        migrate(connection, "base")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json["parts"]["database"]["state"] == "failed"
    assert client.get("/healthz").status_code == 200


def test_a_file_folder_that_cannot_be_written_is_not_ready(client: FlaskClient, services: Services):
    services.files.folder.write_bytes(b"")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json["parts"]["files"]["state"] == "failed"
