"""已发文件 and 发文登记簿 on the pages."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from flask.testing import FlaskClient

from service.document.document_number import NumberKind
from service.generation import generate
from service.request import GenerationRequest
from service.services import Services
from service.storage.number import Series
from service.storage.person import FIRST_UNIT
from tests.web.desk.conftest import sample
from tests.web.issuing.test_way import HAI, post


@pytest.fixture
def two(services: Services, root) -> Services:  # type: ignore[no-untyped-def]
    """A unit that has issued a notice numbered 12 and holds number 13 for a draft."""
    services.register.add_series(HAI)
    content = sample(root, "binhai/issuing_notice.json")["content"]
    content = {"campaign": sample(root, "binhai/campaign.json"), **content}
    generate(GenerationRequest("issuing_notice", content), services, FIRST_UNIT, "办公系统")
    services.register.reserve(HAI, "2026", "draft:none", "=1+1", "林晓", services.clock())
    return services


def test_an_empty_list_says_what_to_do_next(client: FlaskClient) -> None:
    assert "还没有印发过公文。到" in client.get("/issued").text
    assert (
        "请管理员" in client.get("/register/").text
        or "在下面加上本单位的代字" in client.get("/register/").text
    )
    assert client.get("/register/register.xlsx").status_code == 404


def test_it_is_searched_by_title_number_and_date(client: FlaskClient, two: Services) -> None:
    assert "关于印发《" in client.get("/issued?words=方案 印发").text
    assert "没有找到" in client.get("/issued?words=表彰").text
    assert "关于印发《" in client.get("/issued?number=〔2026〕12").text
    assert (
        "关于印发《" in client.get("/issued?since=2026-03-16&until=2026年3月16日&sort=number&order=asc").text
    )
    assert "没有找到" in client.get("/issued?until=2026.3.15").text
    assert client.get("/issued?since=三月").status_code == 400
    assert client.get("/issued?cursor=x").status_code == 400


def test_the_register_shows_every_number(client: FlaskClient, two: Services) -> None:
    page = client.get("/register/?series=hai&period=2026").text
    assert "滨海发〔2026〕12号" in page
    assert "留号，还没有印发" in page
    assert "各区县海洋发展局" in page


def test_the_register_is_a_workbook_without_formulas(client: FlaskClient, two: Services) -> None:
    answer = client.get("/register/register.xlsx?series=hai&period=2026")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[0][:4] == ("序号", "文号", "题名", "主送")
    assert rows[0][-1] == "作废原因"
    assert rows[1][1] == "滨海发〔2026〕12号"
    assert rows[2][2] == "=1+1"
    assert sheet["C3"].data_type == "s"


def test_the_register_is_printed_across(client: FlaskClient, two: Services) -> None:
    answer = client.get("/register/register.docx?series=hai&period=2026")
    document = docx.Document(io.BytesIO(answer.data))
    section = document.sections[0]
    assert section.page_width > section.page_height
    (table,) = document.tables
    assert [cell.text for cell in table.rows[1].cells][1] == "滨海发〔2026〕12号"


def test_the_administrator_sets_where_numbers_begin(client: FlaskClient, services: Services) -> None:
    page = post(client, "/register/series", kind="document", code="滨海发", start="38")
    assert "印发第一份公文时取38号" in page.text
    (series,) = services.register.series({FIRST_UNIT})
    assert (series.start, series.start_period) == (38, "2026")
    post(client, f"/register/series/{series.id}", start="40", start_period="2026")
    assert services.register.series({FIRST_UNIT})[0].start == 40
    assert post(client, "/register/series", kind="document", code="滨海发").status_code == 409
    for wrong in (
        {"kind": "x", "code": "滨海办"},
        {"kind": "document", "code": "A"},
        {"kind": "order", "code": "令"},
    ):
        assert post(client, "/register/series", **wrong).status_code == 400
    assert post(client, "/register/series", kind="document", code="滨海办", start="0").status_code == 400


def test_a_number_that_will_not_be_used_is_voided_with_a_reason(client: FlaskClient, two: Services) -> None:
    (_, held) = two.register.period(HAI, "2026")
    page = post(client, f"/register/numbers/{held.id}/void", reason="不再印发", series="hai", period="2026")
    assert "不再印发" in page.text
    assert post(client, f"/register/numbers/{held.id}/void", reason="再来").status_code == 409


def test_a_bulletin_is_numbered_by_year_and_in_all(services: Services) -> None:
    bulletin = Series("b", FIRST_UNIT, NumberKind.ISSUE, "工作简报", total_start=7)
    services.register.add_series(bulletin)
    assert str(services.register.next(bulletin, "2026")) == "第1期（总第7期）"
