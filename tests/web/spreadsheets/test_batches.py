"""表格批量制作 on the pages, from the blank spreadsheet to the zip; without JavaScript."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from flask.testing import FlaskClient

from service.access.accounts import AT_HOME, Duties, add_unit
from service.document.document_number import NumberKind
from service.drafting.desk import Desk
from service.drafting.starting import start_content
from service.jobs.working import make_item
from service.services import Services
from service.storage import Claims, Draft
from service.storage.number import Series
from service.storage.person import FIRST_UNIT, Role
from tests.fakes import signed_in_client
from tests.spreadsheets.sheets import xlsx
from tests.web.desk.conftest import ME
from tests.web.desk.pages import press

BROWSER = {"Accept": "text/html"}
HEAD = ["姓名", "单位", "职务", "谁的承诺", "承诺事项"]
PEOPLE = [
    ["邵云帆", "局渔政处", "科员", "个人", "不误一件事。"],
    ["岑若溪", "局办公室", "主任", "个人", "文件当天办结。"],
]


@pytest.fixture
def pledge(desk: Desk, campaign: Draft) -> str:
    paper = {"manuscript_type": "正本", "title": "公开承诺书"}
    return f"/drafts/{start_content(desk, ME, 'public_pledge', {'paper': paper}, campaign.id).id}"


@pytest.fixture
def notice(free: Draft, client: FlaskClient, services: Services) -> str:
    """A free notice without its number, in a unit that has a 代字."""
    services.register.add_series(
        Series("hai", FIRST_UNIT, NumberKind.DOCUMENT, "滨海发", start=12, start_period="2026")
    )
    press(client, f"/drafts/{free.id}", "save", {"/paper/document_number": ""})
    return f"/drafts/{free.id}"


def upload(client: FlaskClient, draft: str, data: bytes, name: str = "名单.xlsx") -> Any:
    return client.post(
        f"{draft}/spreadsheet",
        data={"file": (io.BytesIO(data), name)},
        headers=BROWSER,
        follow_redirects=True,
    )


def make(client: FlaskClient, page: Any, act: str, **fields: str) -> Any:
    """Press the button of one of the page's forms, with its hidden fields."""
    form = next(f for f in re.findall("<form.*?</form>", page.text, re.DOTALL) if f'value="{act}"' in f)
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    address = re.search('action="([^"]+)"', form)[1]  # type: ignore[index]
    return client.post(address, data={**hidden, **fields}, headers=BROWSER, follow_redirects=True)


def work(services: Services) -> None:
    claims = Claims(services.database)
    while claim := claims.claim():
        make_item(claim, services, claims)


def texts(content: bytes) -> str:
    """What a Word file says, its tables too."""
    return "".join(docx.Document(io.BytesIO(content)).element.body.itertext())


def archive_of(client: FlaskClient, job: Any) -> zipfile.ZipFile:
    link = re.search(r'id="archive"[^>]*href="([^"]+)"', client.get(job.request.path, headers=BROWSER).text)
    assert link is not None
    return zipfile.ZipFile(io.BytesIO(client.get(link[1]).data))


def test_from_the_blank_to_the_zip_of_copies(client: FlaskClient, services: Services, pledge: str):
    first = client.get(f"{pledge}/spreadsheet", headers=BROWSER)
    assert "一人（一个组织）一张" in first.text
    blank = client.get(f"{pledge}/spreadsheet/blank.xlsx")
    assert "（填写）公开承诺书.xlsx" in unquote(blank.headers["Content-Disposition"])
    page = upload(client, pledge, xlsx(HEAD, *PEOPLE))
    assert page.status_code == 200
    assert "2 行，一行一份" in page.text
    assert "要改的地方" not in page.text
    job = make(client, page, "copies", formats="docx")
    assert "草稿，不留记录、不占文号" in job.text
    work(services)
    with archive_of(client, job) as archive:
        names = archive.namelist()
        assert names == ["公开承诺书（邵云帆）.docx", "公开承诺书（岑若溪）.docx", "清单.csv"]
        text = texts(archive.read(names[0]))
        assert "邵云帆" in text
        assert "不误一件事" in text
        assert "岑若溪" not in text
        assert "2,岑若溪,公开承诺书,已完成" in archive.read("清单.csv").decode("utf-8-sig")
    assert services.records.recent(1, [FIRST_UNIT]) == ()
    shown = client.get(job.request.path, headers=BROWSER).text
    for link in re.findall(r'href="(/api/v1/jobs/[^"]+/files/docx)"', shown):
        assert client.get(link).status_code == 200


def test_all_in_one_file_a_page_for_each(client: FlaskClient, services: Services, pledge: str):
    job = make(client, upload(client, pledge, xlsx(HEAD, *PEOPLE)), "copies", formats="docx", together="1")
    work(services)
    with archive_of(client, job) as archive:
        assert archive.namelist() == ["公开承诺书.docx", "清单.csv"]
        text = texts(archive.read("公开承诺书.docx"))
    assert text.index("邵云帆") < text.index("岑若溪")


def test_mistakes_are_shown_by_row_and_column_and_the_others_can_be_made(
    client: FlaskClient,
    services: Services,
    pledge: str,
):
    page = upload(client, pledge, xlsx(HEAD, *PEOPLE, ["<b>", "局办公室", "", "他的", ""]))
    assert "要改的地方：1 行，共 2 处" in page.text
    assert re.search('第 4 行</td><td class="fixed">谁的承诺', page.text)
    assert re.search('第 4 行</td><td class="fixed">承诺事项', page.text)
    assert "&lt;b&gt;" in page.text
    job = make(client, page, "copies", formats="docx")
    work(services)
    assert "共 2 份" in client.get(job.request.path, headers=BROWSER).text


def test_columns_are_chosen_by_hand_and_the_choice_is_kept(client: FlaskClient, pledge: str):
    page = upload(client, pledge, xlsx(["甲", "乙"], ["邵云帆", "局渔政处"]))
    assert "没有一列用得上" in page.text
    chosen = {"column-0": "/campaign/pledges/0/name", "column-1": "-", "head": "1"}
    again = client.get(page.request.path, query_string=chosen, headers=BROWSER)
    assert 'name="column-0" value="/campaign/pledges/0/name"' in again.text
    assert '<input type="hidden" name="column-1" value="-">' in again.text


def test_an_approver_issues_a_proof_and_each_takes_a_number(
    client: FlaskClient,
    services: Services,
    notice: str,
):
    rows = xlsx(["标题", "主送机关"], *[[f"关于{who}值班的通知", f"市{who}局"] for who in ("渔政", "海事")])
    assert "先在" in upload(client, notice, rows).text
    for state in ("submitted", "proof"):
        client.post(f"{notice}/state", data={"state": state, "series": "hai"})
    page = upload(client, notice, rows)
    assert "现在轮到 滨海发〔2026〕12号" in page.text
    job = make(client, page, "issue", series="hai")
    work(services)
    with archive_of(client, job) as archive:
        assert "滨海发〔2026〕13号关于海事值班的通知（市海事局）.docx" in archive.namelist()
    records = services.records.recent(5, [FIRST_UNIT])
    assert {record.document_number for record in records} == {"滨海发〔2026〕12号", "滨海发〔2026〕13号"}
    assert "同意按表格印发2份" in client.get(f"{notice}/handling", headers=BROWSER).text


def test_who_is_no_approver_cannot_issue(client: FlaskClient, services: Services, notice: str):
    rows = xlsx(["标题", "主送机关"], ["关于值班的通知", "市海事局"])
    for state in ("submitted", "proof"):
        client.post(f"{notice}/state", data={"state": state, "series": "hai"})
    page = upload(client, notice, rows)
    drafter = signed_in_client(services, "drafter", Duties(frozenset({Role.DRAFTER})))
    answer = make(drafter, page, "issue", series="hai")
    assert (answer.status_code, "印发要由签发人来办" in answer.text) == (403, True)
    assert 'value="issue"' not in drafter.get(page.request.path, headers=BROWSER).text
    assert make(drafter, page, "copies", formats="docx").status_code == 200
    work(services)
    assert services.records.recent(1, [FIRST_UNIT]) == ()


def test_the_same_number_is_not_given_to_all(client: FlaskClient, services: Services, free: Draft):
    address = f"/drafts/{free.id}"
    for state in ("submitted", "proof"):
        client.post(f"{address}/state", data={"state": state})
    rows = xlsx(["标题", "主送机关"], ["关于甲的通知", "市海事局"], ["关于乙的通知", "市渔政局"])
    answer = make(client, upload(client, address, rows), "issue")
    assert answer.status_code == 409
    assert "几份公文的文号相同" in answer.text
    assert client.get("/api/v1/jobs").json["jobs"] == []


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "还没有选文件"), (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧版的 .xls")]
)
def test_what_cannot_be_read_is_refused_in_the_place(
    client: FlaskClient,
    pledge: str,
    data: bytes,
    said: str,
):
    answer = upload(client, pledge, data)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert "上传填好的表格" in answer.text
    assert client.post(f"{pledge}/spreadsheet", headers=BROWSER).status_code == 422


def test_what_the_draft_lacks_is_said_apart(client: FlaskClient, desk: Desk, services: Services):
    draft = start_content(desk, ME, "general", {"paper": {"manuscript_type": "正本"}}, None)
    page = upload(client, f"/drafts/{draft.id}", xlsx(["标题", "主送机关"], ["关于甲的通知", "市海事局"]))
    assert "整行" in page.text
    assert 'value="copies"' not in page.text


def test_another_unit_s_spreadsheet_does_not_exist(client: FlaskClient, services: Services, pledge: str):
    page = upload(client, pledge, xlsx(HEAD, *PEOPLE))
    unit = add_unit(services.access, None, "别的单位", "")
    stranger = signed_in_client(services, "stranger", Duties(frozenset(AT_HOME)), unit.id)
    assert stranger.get(page.request.path, headers=BROWSER).status_code == 404
    assert stranger.post(page.request.path, headers=BROWSER).status_code == 404
    assert client.get(f"{pledge}/spreadsheet/nothing", headers=BROWSER).status_code == 404
    assert client.get(f"{pledge}/spreadsheet/{'0' * 64}", headers=BROWSER).status_code == 404


def test_a_damaged_choice_is_no_crash(client: FlaskClient, pledge: str):
    page = upload(client, pledge, xlsx(HEAD, *PEOPLE))
    odd = {"column-0": "/nowhere", "head": "字", "telling": "９", "sheet": "没有"}
    assert client.get(page.request.path, query_string=odd, headers=BROWSER).status_code == 200
    answer = client.post(page.request.path, data=odd, headers=BROWSER)
    assert answer.status_code in (303, 400)
