from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.document.finding import Finding
from service.errors import ConverterFailed, ConverterMissing, InvalidContent, StorageFailed, UnknownPaper
from service.generation import generate, render_only
from service.request import GenerationRequest
from service.services import Services
from service.storage.person import FIRST_UNIT
from tests.fakes import (
    BROKEN_CONVERTER,
    NOW,
    NUMBER,
    OFF,
    SOURCES,
    TITLE,
    TREE,
    FakeContent,
    FakeConverter,
    FakePaper,
    a_docx,
    a_pdf,
    fake_making,
    is_empty,
    open_fake_services,
)

ASKED = GenerationRequest("issuing_notice", TREE)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        yield services


def test_it_keeps_everything_that_is_needed_to_make_the_paper_again(services: Services):
    record = generate(ASKED, services, FIRST_UNIT)
    assert services.records.get(record.id, {FIRST_UNIT}) == record
    assert (record.paper_type, record.version, record.created) == ("issuing_notice", 2, NOW)
    assert (record.title, record.document_number) == (TITLE, NUMBER)
    assert record.content_digest == FakeContent(FakePaper(), TREE).digest
    assert (record.template_digest, record.schema_digest) == (SOURCES.template_digest, SOURCES.schema_digest)
    assert record.toolchain == {"chengwen": "0.1.0"}
    assert services.records.content(record.id, {FIRST_UNIT}) == FakeContent(FakePaper(), TREE).canonical


def test_it_keeps_the_files_under_their_digests(services: Services):
    record = generate(ASKED, services, FIRST_UNIT)
    kept = {format: services.files.get(file.digest) for format, file in record.files.items()}
    assert kept == {"docx": a_docx(TITLE), "pdf": a_pdf()}
    assert record.files["docx"].name == f"{NUMBER}{TITLE}.docx"
    assert record.files["pdf"].size == len(a_pdf())


def test_findings_come_in_the_order_of_the_stages(services: Services):
    assert [finding["rule"] for finding in generate(ASKED, services, FIRST_UNIT).findings] == [
        "title-break",
        "deadline",
    ]


def test_pages_are_counted_in_the_pdf_and_predicted_without_one(services: Services):
    assert generate(ASKED, services, FIRST_UNIT).pages == 2
    assert generate(dataclasses.replace(ASKED, formats=("docx",)), services, FIRST_UNIT).pages == 3


def test_an_old_version_of_a_template_can_be_asked_for(services: Services):
    assert generate(dataclasses.replace(ASKED, version=1), services, FIRST_UNIT).version == 1


def test_a_number_that_the_original_lacks_is_none(services: Services):
    tree = {"campaign": {}, "paper": {"title": TITLE, "document_number": {"missing": "原件无文号"}}}
    record = generate(GenerationRequest("issuing_notice", tree), services, FIRST_UNIT)
    assert record.document_number is None
    assert record.files["docx"].name == f"{TITLE}.docx"


def test_the_converter_is_left_alone_when_only_docx_is_asked_for(services: Services):
    generate(dataclasses.replace(ASKED, formats=("docx",)), services, FIRST_UNIT)
    assert services.making.converter.converted == []  # type: ignore[union-attr]


def test_rendering_only_makes_the_same_files_and_keeps_nothing(services: Services):
    product = render_only(ASKED, services.making)
    assert is_empty(services)
    record = generate(ASKED, services, FIRST_UNIT)
    assert {format: services.files.get(file.digest) for format, file in record.files.items()} == product.files
    assert [finding.as_json() for finding in product.findings] == list(record.findings)


@pytest.mark.parametrize("tree", [{}, {"campaign": {}}, {"campaign": {}, "paper": {"title": ""}}])
def test_invalid_content_says_where_and_stores_nothing(services: Services, tree: dict[str, object]):
    with pytest.raises(InvalidContent) as raised:
        generate(GenerationRequest("issuing_notice", tree), services, FIRST_UNIT)
    assert raised.value.findings == (Finding("required", "请填写标题", "/paper/title", "公文 › 标题"),)
    assert is_empty(services)


@pytest.mark.parametrize(
    ("asked", "pointer"), [({"paper_type": "poem"}, "/paper_type"), ({"version": 9}, "/version")]
)
def test_an_unknown_paper_says_where_and_stores_nothing(
    services: Services, asked: dict[str, Any], pointer: str
):
    with pytest.raises(UnknownPaper) as raised:
        generate(dataclasses.replace(ASKED, **asked), services, FIRST_UNIT)
    assert [found.pointer for found in raised.value.findings] == [pointer]
    assert is_empty(services)


class TestPdfIsOff:
    @pytest.fixture(params=["switched off", "found missing by the converter"])
    def services(self, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Services]:
        converter = None if request.param == "switched off" else FakeConverter(ConverterMissing(OFF))
        with open_fake_services(tmp_path, fake_making(converter, pdf_off=OFF)) as services:
            yield services

    def test_docx_comes_with_a_finding_when_the_caller_left_it_to_us(self, services: Services):
        record = generate(ASKED, services, FIRST_UNIT)
        assert list(record.files) == ["docx"]
        assert record.findings[0]["rule"] == "pdf-off"
        assert OFF in record.findings[0]["message"]

    def test_docx_alone_has_no_such_finding(self, services: Services):
        record = generate(dataclasses.replace(ASKED, formats=("docx",)), services, FIRST_UNIT)
        assert [finding["rule"] for finding in record.findings] == ["title-break", "deadline"]

    def test_a_pdf_that_was_asked_for_is_refused_and_nothing_is_stored(self, services: Services):
        with pytest.raises(ConverterMissing, match="libreoffice-writer-nogui"):
            generate(dataclasses.replace(ASKED, formats=("pdf",)), services, FIRST_UNIT)
        assert is_empty(services)


def test_a_conversion_that_fails_stores_nothing(tmp_path: Path):
    with open_fake_services(tmp_path, fake_making(BROKEN_CONVERTER)) as services:
        with pytest.raises(ConverterFailed):
            generate(ASKED, services, FIRST_UNIT)
        assert is_empty(services)


def test_files_that_cannot_be_kept_leave_no_record(services: Services):
    services.files.folder.parent.mkdir(exist_ok=True)
    services.files.folder.write_bytes(b"a file where the folder should be")
    with pytest.raises(StorageFailed):
        generate(ASKED, services, FIRST_UNIT)
    assert services.records.recent(1, {FIRST_UNIT}) == ()


LAYOUT = {"line_pitch": 28}


def test_a_paper_without_a_layout_gets_the_unit_s_and_the_record_keeps_it(tmp_path: Path):
    with open_fake_services(tmp_path, fake_making(layout=LAYOUT)) as services:
        record = generate(ASKED, services, FIRST_UNIT)
        kept = json.loads(services.records.content(record.id, {FIRST_UNIT}))
    assert kept == {**TREE, "layout": LAYOUT}
    assert "layout" not in ASKED.content


def test_a_paper_that_brings_a_layout_keeps_its_own(tmp_path: Path):
    for own in ({}, {"line_pitch": 30}):
        asked = GenerationRequest("issuing_notice", {**TREE, "layout": own})
        assert render_only(asked, fake_making(layout=LAYOUT)).content.tree["layout"] == own


def test_without_a_unit_s_layout_there_is_none_in_the_content():
    assert render_only(ASKED, fake_making()).content.tree == TREE
