"""Papers that need no campaign, through the doors: HTTP and the command's functions."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
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


CLASSIFIED = {"copy_number": "000001", "security_classification": "机密★10年"}


def test_a_classified_paper_is_refused_and_leaves_no_trace(
    client: FlaskClient, making: Making, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post("/api/v1/documents", json=notice(**CLASSIFIED, title="绝不能留下的标题"))
    assert (answer.status_code, answer.json["code"]) == (422, "classified_refused")
    assert "非涉密" in answer.json["detail"]
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    told = answer.data + caplog.text.encode() + b"".join(kept)
    for word in ("机密", "10年", "绝不能留下"):
        assert word.encode() not in told


@pytest.mark.parametrize(
    "content",
    [
        {"paper": {"security_classification": "什么都行"}},
        {"paper": {"title": 1, "text": [{"kind": "paragraph", "text": "绝密★长期"}]}},
        {"campaign": {"plan": {"text": ["秘密 ★ 5年"]}}, "paper": {}},
    ],
)
def test_it_is_refused_before_anything_is_validated(client: FlaskClient, content: Any) -> None:
    answer = client.post("/api/v1/documents", json={"paper_type": "没有", "content": content})
    assert answer.json["code"] == "classified_refused"
    assert answer.json["findings"] == []


def test_the_command_refuses_it_too(making: Making, tmp_path: Path) -> None:
    path = tmp_path / "密.json"
    path.write_text(json.dumps(notice(**CLASSIFIED), ensure_ascii=False), "utf-8")
    (outcome,) = render_files([str(path)], tmp_path / "out", ("docx",), making)
    assert outcome.error is not None
    assert outcome.error.code == "classified_refused"
    assert not (tmp_path / "out").exists()


def test_who_answers_for_it_allows_it_and_stands_in_the_record(making: Making, tmp_path: Path) -> None:
    allowed = replace(making, secrecy_responsible="保密办公室")
    with open_fake_services(tmp_path, allowed) as services:
        client = token_client(services)
        answer = client.post("/api/v1/documents", json=notice(**CLASSIFIED))
    assert answer.status_code == 201
    (finding,) = answer.json["findings"]
    assert finding["rule"] == "classified"
    assert "保密办公室" in finding["message"]


def test_words_about_secrecy_are_no_classification(client: FlaskClient) -> None:
    text = [{"kind": "paragraph", "text": "各单位要保守国家秘密，机密文件按规定管理。特此通知。"}]
    assert client.post("/api/v1/documents", json=notice(text=text)).status_code == 201


def test_the_record_tells_where_seals_go_and_whether_the_paper_is_public(client: FlaskClient) -> None:
    publicity = {"kind": "依申请公开", "print": True}
    made = client.post("/api/v1/documents", json=notice(publicity=publicity, annotation=None)).json
    record = client.get(made["links"]["self"]).json
    assert record["publicity"] == publicity
    (seal,) = record["seals"]
    assert (seal["kind"], seal["name"], seal["diameter_mm"]) == ("seal", "滨海市人民政府办公室", 45)
    document = docx.Document(io.BytesIO(client.get(record["files"]["docx"]["href"]).data))
    assert "（此件依申请公开）" in [paragraph.text for paragraph in document.paragraphs]


def test_what_is_not_made_public_needs_a_reason(client: FlaskClient) -> None:
    answer = client.post("/api/v1/documents", json=notice(publicity={"kind": "不予公开"}))
    assert [f["pointer"] for f in answer.json["findings"]] == ["/paper/publicity/reason"]


def test_a_signature_is_an_agency_or_a_post_not_both(client: FlaskClient) -> None:
    both = {"issuer": "滨海市人民政府", "posts": ["市长"], "issue_date": "2026年8月14日"}
    answer = client.post("/api/v1/documents", json=notice(signature=both))
    assert answer.status_code == 422
    assert "职务" in answer.json["findings"][0]["message"]
