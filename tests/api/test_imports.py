from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from service.importing.reading import MEDIA_TYPES
from service.services import Services
from tests.fakes import is_empty
from tests.importing.word_files import paragraphs

ADDRESS = "/api/v1/imports"


def test_markdown_comes_back_as_blocks(client: FlaskClient):
    response = client.post(
        ADDRESS, data="# 通知\n\n**要**紧".encode(), content_type="text/markdown; charset=utf-8"
    )
    assert response.status_code == 200
    assert response.json["title"] == "通知"
    assert response.json["blocks"] == [{"kind": "paragraph", "text": "要紧"}]
    assert [f["rule"] for f in response.json["findings"]] == ["import-emphasis"]


def test_a_docx_comes_back_as_blocks_and_leaves_nothing(client: FlaskClient, services: Services):
    docx = next(media for media, format in MEDIA_TYPES.items() if format == "docx")
    response = client.post(ADDRESS, data=paragraphs("一、甲"), content_type=docx)
    assert response.json == {
        "blocks": [{"kind": "heading", "level": 1, "number": "一、", "title": "甲"}], "findings": [],
    }  # fmt: skip
    assert is_empty(services)


@pytest.mark.parametrize("media_type", ["application/json", "application/pdf", "application/msword"])
def test_other_types_are_refused_with_those_that_are_not(media_type: str, client: FlaskClient):
    response = client.post(ADDRESS, data=b"{}", content_type=media_type)
    assert (response.status_code, response.json["code"]) == (415, "unsupported_media_type")
    assert "text/markdown" in response.json["detail"]


def test_a_file_over_the_limit_is_refused(client: FlaskClient, services: Services):
    most = services.settings.max_upload_bytes
    response = client.post(ADDRESS, data=b"a" * (most + 1), content_type="text/plain")
    assert (response.status_code, response.json["code"]) == (413, "request_too_large")


def test_a_damaged_file_is_refused(client: FlaskClient):
    docx = next(media for media, format in MEDIA_TYPES.items() if format == "docx")
    response = client.post(ADDRESS, data=b"PK", content_type=docx)
    assert (response.status_code, response.json["code"]) == (422, "unreadable_document")


def test_a_classified_text_is_refused(client: FlaskClient):
    response = client.post(ADDRESS, data="机密★10年\n正文。".encode(), content_type="text/plain")
    assert (response.status_code, response.json["code"]) == (422, "classified_refused")
    assert "正文" not in response.text
