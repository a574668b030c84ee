from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.catalog.catalog import Catalog
from service.document.document_number import NumberKind, PaperNumber
from service.errors import ConverterFailed, InvalidContent, InvalidRequest
from service.generation import generate
from service.numbering import blank, number_place, own_number
from service.request import GenerationRequest
from service.services import Services
from service.storage.errors import NumberRefused
from service.storage.number import NumberState, Series
from service.storage.person import FIRST_UNIT
from tests.fakes import NOW, NUMBER, TITLE, TREE, FakeConverter, fake_making, is_empty, open_fake_services

FA = Series("s", FIRST_UNIT, NumberKind.DOCUMENT, "滨水发", start=12, start_period="2026")
BARE = {"campaign": {}, "paper": {"title": TITLE}}
WANTED = GenerationRequest("issuing_notice", BARE, series="滨水发")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        services.register.add_series(FA)
        yield services


def numbers(services: Services) -> list[tuple[str, NumberState]]:
    return [(str(number.value), number.state) for number in services.register.period(FA, "2026")]


def test_a_number_is_given_printed_and_registered(services: Services):
    record = generate(WANTED, services, FIRST_UNIT, "办公系统")
    assert record.document_number == NUMBER
    assert record.files["docx"].name == f"{NUMBER}{TITLE}.docx"
    (number,) = services.register.period(FA, "2026")
    assert (number.record_id, number.state, number.by) == (record.id, NumberState.USED, "办公系统")
    assert services.issuings.get(record.id, {FIRST_UNIT}).issuing.number_id == number.id
    assert generate(WANTED, services, FIRST_UNIT).document_number == "滨水发〔2026〕13号"


def test_a_number_that_the_content_brings_is_registered_and_taken_once(services: Services):
    request = GenerationRequest("issuing_notice", TREE)
    record = generate(request, services, FIRST_UNIT)
    assert numbers(services) == [(NUMBER, NumberState.USED)]
    assert generate(request, services, FIRST_UNIT).id != record.id
    other = copy.deepcopy(TREE)
    other["paper"]["title"] = "关于另一件事的通知"
    files = sorted(services.files.folder.rglob("*"))
    with pytest.raises(NumberRefused, match=f"{NUMBER}已经用于《{TITLE}》"):
        generate(GenerationRequest("issuing_notice", other), services, FIRST_UNIT)
    assert sorted(services.files.folder.rglob("*")) == files
    assert generate(WANTED, services, FIRST_UNIT).document_number == "滨水发〔2026〕13号"


def test_invalid_content_takes_no_number(services: Services):
    with pytest.raises(InvalidContent):
        generate(dataclasses.replace(WANTED, content={"paper": {}}), services, FIRST_UNIT)
    assert numbers(services) == []
    assert is_empty(services)


def test_a_paper_that_cannot_be_made_gives_its_number_back(services: Services):
    broken = fake_making(FakeConverter(ConverterFailed("LibreOffice 两次未能转换")))
    with pytest.raises(ConverterFailed):
        generate(WANTED, dataclasses.replace(services, making=broken), FIRST_UNIT)
    assert numbers(services) == []
    assert generate(WANTED, services, FIRST_UNIT).document_number == NUMBER


def test_a_code_that_is_not_there_is_named(services: Services):
    with pytest.raises(NumberRefused, match="没有代字“滨水办”，现有的：滨水发"):
        generate(dataclasses.replace(WANTED, series="滨水办"), services, FIRST_UNIT)


def test_a_number_is_brought_or_wanted_but_not_both(services: Services):
    with pytest.raises(InvalidRequest, match="请去掉其中一个"):
        generate(GenerationRequest("issuing_notice", TREE, series="滨水发"), services, FIRST_UNIT)


def test_every_kind_of_paper_says_what_numbers_it_bears(catalog: Catalog):
    places = {paper.id: number_place(catalog, paper) for paper in catalog.papers}
    kinds: dict[str, Any] = {id: place.kinds[0] for id, place in places.items() if place is not None}
    assert kinds.pop("order") is NumberKind.ORDER
    assert {id for id, kind in kinds.items() if kind is NumberKind.ISSUE} == {
        "bulletin",
        "minutes",
        "meeting_minutes",
    }
    assert kinds["general"] is kinds["letter"] is NumberKind.DOCUMENT
    assert "plan_paper" not in kinds
    bulletin = places["bulletin"]
    assert bulletin is not None
    assert bulletin.pointer == "/paper/issue"


def test_the_number_of_a_rearranged_paper_is_its_originals():
    paper = {"document_number": NUMBER, "signature": {"issue_date": "2025年12月31日"}}
    assert own_number({"paper": paper}, NOW) == PaperNumber(NumberKind.DOCUMENT, "滨水发", "2026", 12)
    assert own_number({"paper": {**paper, "manuscript_type": "整理件"}}, NOW) is None
    assert own_number({"paper": {"document_number": {"missing": "原件没有"}}}, NOW) is None


def test_before_it_is_issued_a_paper_shows_where_its_number_goes(catalog: Catalog):
    place = number_place(catalog, catalog.paper("general"))
    tree = {"paper": {"signature": {"issue_date": "二〇二五年三月十六日"}}}
    assert blank(tree, place, FA, NOW) == "滨水发〔2025〕　号"
    assert blank(tree, place, None, NOW) == "〔2025〕　号"
    assert blank({"paper": {"document_number": NUMBER}}, place, None, NOW) == "滨水发〔2026〕　号"
    assert (
        blank({"paper": {"issue": "第3期"}}, number_place(catalog, catalog.paper("bulletin")), None, NOW)
        == "第　期"
    )
