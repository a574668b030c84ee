"""Finding papers by what they say, on the pages and over the API; many of them in one zip."""

from __future__ import annotations

import io
import zipfile

from flask.testing import FlaskClient
from sqlalchemy import delete

from service.keeping import index_missing
from service.services import Services
from service.storage.words import GramRow, TextRow
from tests.fakes import TITLE, a_pdf, a_request, signed_in_client, token_client
from tests.filing.test_originals import bring, paper, program, services  # noqa: F401

API = "/api/v1/documents"


def titles(client: FlaskClient, **asked: str) -> list[str]:
    answer = client.get(API, query_string=asked)
    assert answer.status_code == 200, answer.text
    return [each["title"] for each in answer.json["documents"]]


def test_two_characters_of_the_text_find_a_paper(program: FlaskClient, paper: str):  # noqa: F811
    assert titles(program, text="创先") == [TITLE]
    assert titles(program, text="表彰") == []
    assert titles(program, text="争优 通知", year="2026", kind="issuing_notice") == [TITLE]
    assert titles(program, year="2025") == []
    assert titles(program, year="2026", since="2026-04-01") == []
    assert titles(program, kind="bulletin") == []
    assert program.get(API, query_string={"year": "去年"}).status_code == 400


def test_papers_of_before_the_index_are_found_after_a_start(
    program: FlaskClient,  # noqa: F811
    paper: str,  # noqa: F811
    services: Services,  # noqa: F811
):
    with services.database.writing() as session:
        session.execute(delete(GramRow))
        session.execute(delete(TextRow))
    assert titles(program, text="创先") == []
    assert index_missing(services) == 1
    assert titles(program, text="创先") == [TITLE]
    assert index_missing(services) == 0


def test_those_without_a_sealed_copy_are_listed(program: FlaskClient, paper: str):  # noqa: F811
    assert titles(program, missing="sealed") == [TITLE]
    bring(program, paper, a_pdf(), "定稿")
    assert titles(program, missing="sealed") == [TITLE]
    bring(program, paper, a_pdf())
    assert titles(program, missing="sealed") == []


def test_many_are_chosen_and_come_in_one_zip(
    program: FlaskClient,  # noqa: F811
    paper: str,  # noqa: F811
    services: Services,  # noqa: F811
):
    bring(program, paper, a_pdf())
    other = program.post(API, json=a_request(content={"campaign": {}, "paper": {"title": TITLE}})).json["id"]
    browser, first = signed_in_client(services), paper.rpartition("/")[2]
    page = browser.get("/issued?text=创先").text
    assert f'value="{first}"' in page
    answer = browser.get("/issued/chosen.zip", query_string={"id": [first, other, first]})
    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert sum(name.endswith(".docx") for name in names) == 2
    assert sum(name.endswith("（正本）.pdf") for name in names) == 1
    assert answer.data == browser.get("/issued/chosen.zip", query_string={"id": [first, other]}).data
    assert browser.get("/issued/chosen.zip").status_code == 400
    assert browser.get("/issued/chosen.zip?id=nothing").status_code == 404


def test_a_program_of_another_kind_gets_no_zip_of_the_page(services: Services):  # noqa: F811
    assert token_client(services).get("/issued/chosen.zip?id=x").status_code == 403
