"""``POST /api/v1/checks``: findings for a file, problems for what is none."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from service.settings import Settings
from tests.docx.files import paragraph, word_file
from tests.fakes import (
    FakeConverter,
    a_pdf,
    a_request,
    as_bytes,
    fake_making,
    open_fake_services,
    token_client,
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ADDRESS = "/api/v1/checks"


def post(client, data, media_type, address=ADDRESS):
    return client.post(address, data=data, content_type=media_type)


def test_a_word_file_with_pages_and_without(client):
    data = word_file(paragraph("关于开展活动的通知") + paragraph("各科室："))
    seen = post(client, data, DOCX)
    assert seen.status_code == 200
    assert (seen.json["kind"], seen.json["pages"]) == ("docx", 2)
    unseen = post(client, data, DOCX, f"{ADDRESS}?render=no")
    assert unseen.json["pages"] is None
    assert "没有排成版面量取" in str(unseen.json["unverified"])


def test_without_a_converter_a_word_file_is_judged_by_itself(client_without_pdf):
    assert post(client_without_pdf, word_file(paragraph("文")), DOCX).json["pages"] is None


def test_a_pdf_that_shows_no_words(client):
    report = post(client, a_pdf(), PDF).json
    assert report["kind"] == "pdf"
    assert "可能是扫描件" in str(report["unverified"])


def test_content(client):
    answer = post(client, as_bytes(a_request()), "application/json")
    assert answer.status_code == 200
    assert answer.json["kind"] == "json"


def test_a_date(client):
    report = post(client, word_file(paragraph("文")), DOCX, f"{ADDRESS}?date=2010-06-18").json
    assert (report["issue_date"], report["former_rules"]) == ("2010-06-18", True)


@pytest.mark.parametrize(
    ("data", "media_type", "query", "status", "code"),
    [
        (b"nothing", DOCX, "", 422, "unreadable_document"),
        (b"nothing", PDF, "", 422, "unreadable_pdf"),
        (b"{", "application/json", "", 400, "broken_json"),
        (b"text", "text/plain", "", 415, "unsupported_media_type"),
        (word_file("文"), DOCX, "?render=maybe", 400, "invalid_request"),
        (word_file("文"), DOCX, "?date=gestern", 400, "invalid_request"),
    ],
)
def test_what_is_no_paper(client, data, media_type, query, status, code):
    answer = post(client, data, media_type, ADDRESS + query)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.content_type == "application/problem+json"


def test_a_file_that_is_too_large(tmp_path):
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        small = Settings.from_environment({"CHENGWEN_MAX_UPLOAD": "100"})
        services = replace(services, settings=small)
        answer = post(token_client(services), bytes(200), PDF)
    assert (answer.status_code, answer.json["code"]) == (413, "request_too_large")


def upload(client, name, data):
    form = {name: (io.BytesIO(data), "公文.docx")}
    return client.post(ADDRESS, data=form, content_type="multipart/form-data")


def test_a_form(client):
    assert upload(client, "file", word_file(paragraph("文"))).json["kind"] == "docx"
    assert upload(client, "file", a_pdf()).json["kind"] == "pdf"
    answer = upload(client, "other", a_pdf())
    assert (answer.status_code, answer.json["code"]) == (400, "invalid_request")


def test_a_form_that_is_too_large(tmp_path):
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        small = Settings.from_environment({"CHENGWEN_MAX_UPLOAD": "1000"})
        client = token_client(replace(services, settings=small))
        assert upload(client, "file", bytes(2000)).status_code == 413


def test_linked_pictures_are_refused(client):
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    answer = post(client, word_file(paragraph("文"), more={"word/_rels/document.xml.rels": relations}), DOCX)
    assert answer.status_code == 422
    assert "引用了文件以外的内容" in answer.json["detail"]
