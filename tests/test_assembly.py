"""The real parts together, without LibreOffice: what is served is what the samples say."""

from __future__ import annotations

import io
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.assembly import open_making, open_services
from service.cli import main
from service.errors import TemplateError
from service.office.installation import pdf_problem
from service.services import Making, Services
from service.settings import InvalidSetting, Settings
from service.storage.person import FIRST_UNIT
from service.web.samples import Sample, find_samples
from tests.fakes import as_bytes, open_fake_services, signed_in_client, token_client

ROOT = Path(__file__).parents[1]
FOUND = find_samples(ROOT / "samples")
CONVERTED = "genres/notice_with_files.json"  #: its attachments are Word and Excel files
SAMPLES = [sample for sample in FOUND if sample.name != CONVERTED]
WHOLE = next(s for s in SAMPLES if s.name == "yingkou/issuing_notice.json")
PAPERS = sorted(
    path.parent.name
    for path in (ROOT / "templates").glob("*/v1.json")
    if not json.loads(path.read_text("utf-8")).get("companion")
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings without fonts, hence without PDF."""
    environ = {
        "CHENGWEN_ROOT": str(ROOT),
        "CHENGWEN_DATA": str(tmp_path / "var"),
        "CHENGWEN_FONTS_CONF": str(tmp_path / "none/fonts.conf"),
    }
    return Settings.from_environment(environ)


@pytest.fixture(scope="module")
def making(tmp_path_factory: pytest.TempPathFactory) -> Making:
    """The real parts that make files, put together once: reading the catalogue takes seconds."""
    folder = tmp_path_factory.mktemp("parts")
    environ = {"CHENGWEN_ROOT": str(ROOT), "CHENGWEN_FONTS_CONF": str(folder / "none/fonts.conf")}
    settings = Settings.from_environment(environ)
    return open_making(settings, None, pdf_problem(settings.fonts_conf))


@pytest.fixture
def services(tmp_path: Path, making: Making, settings: Settings) -> Iterator[Services]:
    with open_fake_services(tmp_path, making) as opened:
        yield replace(opened, settings=settings)


@pytest.fixture
def client(services: Services) -> FlaskClient:
    return signed_in_client(services)


def post(client: FlaskClient, body: Any) -> Any:
    return client.post("/api/v1/documents", data=as_bytes(body), content_type="application/json")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_sample_becomes_a_paper(client: FlaskClient, services: Services, sample: Sample):
    asked = json.loads(sample.content)
    response = post(client, asked)
    assert response.status_code == 201, response.text
    record = response.json
    paper, plan = asked["content"]["paper"], asked["content"].get("campaign", {}).get("plan", {})
    assert (
        record["title"]
        == sample.title
        == (paper.get("title") or plan.get("title") or paper["issuer_mark"] + paper["document_number"])
    )
    assert record["pages"] >= 1
    assert "make setup" in record["findings"][0]["message"]
    document = docx.Document(io.BytesIO(client.get(record["files"]["docx"]["href"]).data))
    printed = "".join(paragraph.text for paragraph in document.paragraphs).replace("\n", "")
    # The space between agencies is dropped where a line of the title ends.
    assert record["title"].replace("\u3000", "") in printed.replace("\u3000", "")
    assert json.loads(services.records.content(record["id"], {FIRST_UNIT})) == asked["content"]


def test_attachments_that_must_be_converted_say_what_to_install(client: FlaskClient):
    sample = next(sample for sample in FOUND if sample.name == CONVERTED)
    response = post(client, json.loads(sample.content))
    assert response.status_code == 503
    assert "make setup" in response.json["detail"]


def test_the_same_sample_twice_gives_the_same_bytes(client: FlaskClient):
    asked = json.loads(WHOLE.content)
    first, second = post(client, asked).json, post(client, asked).json
    assert first["files"]["docx"]["sha256"] == second["files"]["docx"]["sha256"]
    assert first["digests"] == second["digests"]


def test_what_the_schema_forbids_is_named_in_chinese(client: FlaskClient, services: Services):
    asked = json.loads(WHOLE.content)
    asked["content"]["paper"]["document_number"] = "滨海发(2026)第012号"
    asked["content"]["paper"]["titel"] = "错写的名称"
    response = post(client, asked)
    assert (response.status_code, response.json["code"]) == (422, "invalid_content")
    pointers = {finding["pointer"]: finding for finding in response.json["findings"]}
    assert "/paper/document_number" in pointers
    assert "发文字号" in pointers["/paper/document_number"]["label"]
    assert "\\d" not in response.text  # never a regular expression
    assert services.records.recent(1, {FIRST_UNIT}) == ()


def test_every_paper_has_a_schema_that_is_served(client: FlaskClient):
    papers = client.get("/api/v1/papers").json["papers"]
    assert [paper["paper_type"] for paper in papers] == PAPERS
    for paper in papers:
        assert client.get(paper["schema"]).get_json(force=True)["title"] == paper["title"]


def test_the_start_page_offers_the_samples(client: FlaskClient):
    page = client.get("/").text
    assert "未启用" in page
    for sample in SAMPLES:
        assert sample.name in page
        assert client.get(f"/samples/{sample.name}").data == sample.content


def test_the_curl_of_the_readme_yields_a_docx(
    services: Services, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("CHENGWEN_DATA", str(services.settings.data))
    text = (ROOT / "README.md").read_text("utf-8").replace("\\\n", " ")
    (line,) = (line for line in text.splitlines() if line.startswith("curl "))
    command = re.search(r"^TOKEN=\$\(\.venv/bin/chengwen (.*)\)$", text, re.M)
    assert command is not None
    assert main(shlex.split(command[1])) == 0
    words = shlex.split(line.replace("$TOKEN", capsys.readouterr().out.strip()))
    client = create_app(services.settings, services).test_client()
    headers = [tuple(re.split(": *", after, maxsplit=1)) for word, after in pairwise(words) if word == "-H"]
    body = (ROOT / words[words.index("--data-binary") + 1].removeprefix("@")).read_bytes()
    address = words[-1].removeprefix("http://127.0.0.1:8000")
    response = client.post(address, headers=headers, data=body)
    assert response.status_code == 201
    assert words[words.index("-o") + 1].endswith(".docx")
    assert docx.Document(io.BytesIO(response.data)).paragraphs


def test_the_service_refuses_to_start_on_a_broken_template(settings: Settings, tmp_path: Path):
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/notice.v1.json").write_text("{")
    with pytest.raises(TemplateError) as caught:
        open_services(replace(settings, root=tmp_path))
    assert any("notice.v1.json" in finding.message for finding in caught.value.findings)


def test_a_remark_on_a_character_says_where_in_chinese(client: FlaskClient):
    asked = json.loads(WHOLE.content)
    title = asked["content"]["paper"]["title"]
    asked["content"]["paper"]["title_lines"] = [title]
    (found,) = post(client, asked).json["findings"]
    assert (found["rule"], found["label"]) == ("too-wide", "公文 › 标题分行 › 第1项")


def test_without_templates_the_service_does_not_start(settings: Settings, tmp_path: Path):
    with pytest.raises(TemplateError, match="CHENGWEN_ROOT"):
        open_services(replace(settings, root=tmp_path))


LAYOUT = ROOT / "samples/layout.json"


@pytest.fixture
def in_unit_layout(settings: Settings) -> Iterator[Services]:
    services = open_services(replace(settings, layout=LAYOUT))
    yield services
    services.database.close()


def test_the_unit_s_layout_is_kept_with_the_paper_and_its_departures_are_listed(
    in_unit_layout: Services, client: FlaskClient
):
    unit = token_client(in_unit_layout)
    record = post(unit, json.loads(WHOLE.content)).json
    departures = {f["pointer"]: f for f in record["findings"] if f["rule"].startswith("layout-")}
    assert set(departures) == {
        f"/layout/{name}" for name in ("line_pitch", "page_number_place", "imprint_on_even_page")
    }
    assert departures["/layout/line_pitch"]["label"] == "版式约定 › 行距"
    assert departures["/layout/line_pitch"]["clause"] == "GB/T 9704 5.2.3"
    kept = json.loads(in_unit_layout.records.content(record["id"], {FIRST_UNIT}))
    assert kept["layout"] == json.loads(LAYOUT.read_bytes())
    again = post(client, {"paper_type": record["paper_type"], "content": kept}).json
    assert again["files"]["docx"]["sha256"] == record["files"]["docx"]["sha256"], "whatever the setting is"
    plain = post(client, json.loads(WHOLE.content)).json
    assert plain["files"]["docx"]["sha256"] != record["files"]["docx"]["sha256"]
    asked = json.loads(WHOLE.content)
    asked["content"]["layout"] = {}
    standard = post(unit, asked).json
    assert standard["files"]["docx"]["sha256"] == plain["files"]["docx"]["sha256"]


def test_the_service_refuses_to_start_on_a_wrong_layout(settings: Settings, tmp_path: Path):
    path = tmp_path / "版式.json"
    path.write_text('{"line_pitch": "28磅"}', encoding="utf-8")
    with pytest.raises(InvalidSetting, match="行距：应当是数字"):
        open_services(replace(settings, layout=path))
