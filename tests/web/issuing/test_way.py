"""The way of a paper on the pages: 草稿, 送审稿, 清样, 印发, 作废, 更正, and who may go it."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient

from service.access.accounts import Duties
from service.document.document_number import NumberKind
from service.drafting.desk import Desk
from service.services import Services
from service.storage import Draft
from service.storage.number import NumberState, Series
from service.storage.person import FIRST_UNIT, Role
from tests.fakes import signed_in_client
from tests.web.desk.conftest import ME
from tests.web.desk.pages import press

HAI = Series("hai", FIRST_UNIT, NumberKind.DOCUMENT, "滨海发", start=12, start_period="2026")
HAN = Series("han", FIRST_UNIT, NumberKind.DOCUMENT, "滨海函")


@pytest.fixture
def unnumbered(client: FlaskClient, services: Services, notice: Draft) -> str:
    """The address of the sample's notice without its number, in a unit with two 代字."""
    for series in (HAI, HAN):
        services.register.add_series(series)
    press(client, f"/drafts/{notice.id}", "save", {"/paper/document_number": ""})
    post(client, f"/drafts/{notice.id}/state", state="draft", series="hai")
    return f"/drafts/{notice.id}"


def post(client: FlaskClient, address: str, **fields: str) -> Any:
    return client.post(address, data=fields, follow_redirects=True)


def to_proof(client: FlaskClient, address: str) -> Any:
    post(client, f"{address}/state", state="submitted", series="hai")
    return post(client, f"{address}/state", state="proof", series="hai", opinion="文字已核")


def issued_one(client: FlaskClient, address: str) -> str:
    """Issue a draft; return the id of its record."""
    to_proof(client, address)
    answer = post(client, f"{address}/issue", number="滨海发〔2026〕12号", series="hai", copies="40份")
    return str(answer.request.path.rpartition("/")[2])


def paragraphs(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def states(services: Services) -> list[tuple[str, NumberState]]:
    return [(str(number.value), number.state) for number in services.register.period(HAI, "2026")]


def test_each_state_is_downloaded_without_number_and_without_record(
    client: FlaskClient, services: Services, unnumbered: str
) -> None:
    for name, state in (("草稿", "submitted"), ("送审稿", "proof"), ("清样", "")):
        copy = client.get(f"{unnumbered}/copies/docx")
        assert "滨海发〔2026〕\u3000号" in paragraphs(copy.data)
        disposition = copy.headers["Content-Disposition"]
        assert re.search(r"filename\*=UTF-8''%EF%BC%88", disposition)
        from urllib.parse import unquote

        assert f"（{name}）关于印发《" in unquote(disposition)
        if state:
            post(client, f"{unnumbered}/state", state=state, series="hai")
    assert services.records.recent(1, [ME.unit_id]) == ()
    assert states(services) == []


def test_both_files_come_in_a_zip_that_is_always_the_same(
    client: FlaskClient, services: Services, unnumbered: str
) -> None:
    answer = client.get(f"{unnumbered}/copies/zip")
    assert answer.status_code == 503  # the fixture has no LibreOffice
    record = issued_one(client, unnumbered)
    first, second = (client.get(f"/issued/{record}/archive.zip").data for _ in range(2))
    assert first == second
    (name,) = zipfile.ZipFile(io.BytesIO(first)).namelist()
    assert name.startswith("滨海发〔2026〕12号关于印发《")


def test_issuing_shows_the_number_and_takes_it(
    client: FlaskClient, services: Services, unnumbered: str
) -> None:
    to_proof(client, unnumbered)
    assert (
        '将取用文号：<strong class="number">滨海发〔2026〕12号</strong>'
        in client.get(f"{unnumbered}/issue").text
    )
    assert states(services) == []
    answer = post(client, f"{unnumbered}/issue", number="滨海发〔2026〕12号", series="hai", copies="40份")
    assert "滨海发〔2026〕12号" in answer.text
    (record,) = services.records.recent(2, [ME.unit_id])
    assert record.document_number == "滨海发〔2026〕12号"
    assert "滨海发〔2026〕12号" in paragraphs(services.files.get(record.files["docx"].digest))
    assert states(services) == [("滨海发〔2026〕12号", NumberState.USED)]
    entry = services.issuings.get(record.id, {FIRST_UNIT}).issuing.entry
    assert (entry["drafter"], entry["signatory"], entry["copies"]) == (ME.name, ME.name, "40份")
    again = post(client, f"{unnumbered}/issue", number="滨海发〔2026〕12号", series="hai")
    assert again.request.path == f"/issued/{record.id}"
    assert len(services.records.recent(5, [ME.unit_id])) == 1


def test_a_number_that_somebody_else_took_is_asked_about_again(
    client: FlaskClient, services: Services, unnumbered: str
) -> None:
    to_proof(client, unnumbered)
    services.register.reserve(HAI, "2026", "draft:other", "另一份", "王敏", services.clock())
    answer = post(client, f"{unnumbered}/issue", number="滨海发〔2026〕12号", series="hai")
    assert "刚才那个号已经被别的公文取走" in answer.text
    assert "滨海发〔2026〕13号" in answer.text
    assert services.records.recent(1, [ME.unit_id]) == ()


def test_the_text_s_own_number_is_printed_and_registered(
    client: FlaskClient, services: Services, notice: Draft
) -> None:
    address = f"/drafts/{notice.id}"
    to_proof(client, address)
    assert (
        '文号照稿里写的：<strong class="number">滨海发〔2026〕12号</strong>'
        in client.get(f"{address}/issue").text
    )
    post(client, f"{address}/issue", number="")
    assert states(services) == [("滨海发〔2026〕12号", NumberState.USED)]


def test_without_a_series_the_page_says_what_to_do(client: FlaskClient, notice: Draft) -> None:
    address = f"/drafts/{notice.id}"
    press(client, address, "save", {"/paper/document_number": ""})
    assert "还没有能用的代字" in to_proof(client, address).text
    answer = post(client, f"{address}/issue", number="")
    assert answer.status_code == 409
    assert "请先到发文登记簿里加上" in answer.text


def test_a_proof_that_is_changed_must_be_reviewed_again(client: FlaskClient, unnumbered: str) -> None:
    to_proof(client, unnumbered)
    press(client, unnumbered, "save", {"/paper/title": "关于印发《另一份方案》的通知"})
    assert "现在是送审稿，要再审核一次" in client.get(f"{unnumbered}/handling").text
    answer = post(client, f"{unnumbered}/issue", number="滨海发〔2026〕12号", series="hai")
    assert answer.status_code == 409


def test_what_was_issued_is_not_changed_any_more(
    client: FlaskClient, desk: Desk, unnumbered: str, notice: Draft
) -> None:
    issued_one(client, unnumbered)
    answer = press(client, unnumbered, "save", {"/paper/title": "改一改"})
    assert answer.status_code == 409
    assert "不能再改" in answer.text
    assert "已经印发" in client.get(unnumbered).text
    assert "已印发" in client.get("/drafts").text


def test_a_void_paper_stays_and_its_number_is_void(
    client: FlaskClient, services: Services, unnumbered: str
) -> None:
    id = issued_one(client, unnumbered)
    assert post(client, f"/issued/{id}/void", reason=" ").status_code == 400
    answer = post(client, f"/issued/{id}/void", reason="附件有误")
    assert "已经作废" in answer.text
    assert "附件有误" in answer.text
    assert states(services) == [("滨海发〔2026〕12号", NumberState.VOID)]
    assert client.get(f"/api/v1/documents/{id}/files/docx").status_code == 200
    assert post(client, f"/issued/{id}/void", reason="再一次").status_code == 409


def test_a_correction_points_at_what_it_corrects(
    client: FlaskClient, services: Services, desk: Desk, unnumbered: str
) -> None:
    id = issued_one(client, unnumbered)
    made = post(client, f"/issued/{id}/correction").request.path
    draft = desk.papers.get(made.rpartition("/")[2], FIRST_UNIT)
    assert (draft.corrects, draft.paper_type) == (id, "issuing_notice")
    tree = desk.papers.revision(draft.id, FIRST_UNIT).tree["paper"]
    assert "document_number" not in tree
    assert "issue_date" not in tree["signature"]
    press(
        client,
        made,
        "save",
        {"/paper/signature/issue_date": "2026年4月1日", "/paper/printing_date": "2026年4月1日"},
    )
    to_proof(client, made)
    answer = post(client, f"{made}/issue", number="滨海发〔2026〕13号", series="hai")
    assert f"/issued/{id}" in answer.text
    assert "已有更正" in client.get(f"/issued/{id}").text


def test_the_steps_of_the_way_are_kept_with_the_paper(
    client: FlaskClient, services: Services, unnumbered: str
) -> None:
    post(client, f"{unnumbered}/steps", step="会签", person="王敏", at="2026年3月15日", opinion="同意")
    id = issued_one(client, unnumbered)
    post(client, f"/issued/{id}/steps", step="用印", person="赵宁")
    entries = services.issuings.steps(FIRST_UNIT, unnumbered.rpartition("/")[2], id)
    assert [entry.step for entry in entries] == ["起草", "审核", "会签", "签发", "登记", "用印"]
    assert entries[1].opinion == "文字已核"
    assert entries[-1].at == "2026年3月16日"
    assert post(client, f"/issued/{id}/steps", step="别的", person="").status_code == 400


@pytest.mark.parametrize(
    ("role", "state", "status"),
    [
        (Role.DRAFTER, "submitted", 200),
        (Role.DRAFTER, "proof", 409),
        (Role.APPROVER, "submitted", 403),
    ],
)
def test_each_role_has_its_step(
    services: Services, unnumbered: str, role: Role, state: str, status: int
) -> None:
    somebody = signed_in_client(services, "somebody", Duties(at_home=frozenset({role})))
    assert post(somebody, f"{unnumbered}/state", state=state, series="hai").status_code == status


def test_only_who_signs_issues_and_voids(client: FlaskClient, services: Services, unnumbered: str) -> None:
    to_proof(client, unnumbered)
    reviewer = signed_in_client(
        services, "reviewer", Duties(at_home=frozenset({Role.DRAFTER, Role.REVIEWER}))
    )
    assert post(reviewer, f"{unnumbered}/issue", number="滨海发〔2026〕12号", series="hai").status_code == 403
    approver = signed_in_client(services, "approver", Duties(at_home=frozenset({Role.APPROVER})))
    answer = post(approver, f"{unnumbered}/issue", number="滨海发〔2026〕12号", series="hai")
    id = answer.request.path.rpartition("/")[2]
    assert post(reviewer, f"/issued/{id}/void", reason="有误").status_code == 403
    assert "已经作废" in post(approver, f"/issued/{id}/void", reason="有误").text


def test_another_units_papers_are_not_there(client: FlaskClient, services: Services, unnumbered: str) -> None:
    from service.storage.person import Unit

    id = issued_one(client, unnumbered)
    services.access.people.add_unit(Unit("other", "滨海市水务局"), services.clock())
    stranger = signed_in_client(
        services, "stranger", Duties(at_home=frozenset({Role.DRAFTER, Role.APPROVER})), "other"
    )
    for address in (
        f"/issued/{id}",
        f"/issued/{id}/archive.zip",
        f"{unnumbered}/handling",
        f"{unnumbered}/copies/docx",
    ):
        assert stranger.get(address).status_code == 404
    assert post(stranger, f"/issued/{id}/void", reason="有误").status_code == 404
    assert "还没有印发过公文" in stranger.get("/issued").text
    assert "还没有代字" in stranger.get("/register/").text


def test_a_broken_draft_is_led_back_to_its_form(client: FlaskClient, unnumbered: str) -> None:
    press(client, unnumbered, "save", {"/paper/title": ""})
    answer = client.get(f"{unnumbered}/copies/docx", follow_redirects=True)
    assert "处需要修改" in answer.text


def test_pages_hold_to_the_policy(client: FlaskClient, unnumbered: str) -> None:
    id = issued_one(client, unnumbered)
    for address in (f"{unnumbered}/handling", "/issued", f"/issued/{id}", "/register/"):
        page = client.get(address).text
        assert "<script" not in page
        assert " style=" not in page
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), address


def test_issuing_again_after_a_failure_takes_the_same_number(
    client: FlaskClient, services: Services, desk: Desk, unnumbered: str
) -> None:
    from service.access.signing_in import signed_in
    from service.drafting.desk import open_desk
    from service.errors import RenderingError
    from service.issuing.issue import issue_draft

    to_proof(client, unnumbered)
    person = signed_in(services.access, client.get_cookie("chengwen_session").value)  # type: ignore[union-attr]
    draft = desk.papers.get(unnumbered.rpartition("/")[2], FIRST_UNIT)

    def broken(content: Any, converter: Any) -> Any:
        raise RenderingError("排不下")

    making = dataclasses.replace(services.making, render=broken)
    failing = dataclasses.replace(services, making=making)
    with pytest.raises(RenderingError):
        issue_draft(open_desk(failing), failing, person, draft, "hai", "")  # type: ignore[arg-type]
    assert states(services) == [("滨海发〔2026〕12号", NumberState.RESERVED)]
    assert "滨海发〔2026〕12号" in client.get(f"{unnumbered}/issue").text
    record = issue_draft(desk, services, person, draft, "hai", "")  # type: ignore[arg-type]
    assert record.document_number == "滨海发〔2026〕12号"


def test_the_sheet_is_printed_with_what_was_done(client: FlaskClient, unnumbered: str) -> None:
    post(client, f"{unnumbered}/steps", step="会签", person="王敏", at="2026年3月15日", opinion="同意")
    sheet = client.get(f"{unnumbered}/sheet.docx")
    words = {c.text for row in docx.Document(io.BytesIO(sheet.data)).tables[0].rows for c in row.cells}
    assert {"滨海发〔2026〕\u3000号", "同意　王敏　2026年3月15日", "签发意见"} <= words
    assert client.get(f"{unnumbered}/sheet.pdf").status_code == 503
    id = issued_one(client, unnumbered)
    sheet = client.get(f"/issued/{id}/sheet.docx")
    words = {c.text for row in docx.Document(io.BytesIO(sheet.data)).tables[0].rows for c in row.cells}
    assert {"滨海发〔2026〕12号", "40份", "文字已核　林晓　2026年3月16日"} <= words


def test_a_draft_with_a_number_that_another_paper_has_is_refused(
    client: FlaskClient, services: Services, notice: Draft
) -> None:
    address = f"/drafts/{notice.id}"
    copied = client.post(f"{address}/copies", follow_redirects=True).request.path
    # Exactly what the other says: a program may send its paper again, a draft is another paper.
    same = {"/paper/document_number": "滨海发〔2026〕12号", "/paper/printing_date": "2026年3月18日"}
    press(client, copied, "save", same | {"/paper/signature/issue_date": "2026年3月16日"})
    for each in (address, copied):
        to_proof(client, each)
    assert post(client, f"{address}/issue", number="").status_code == 200
    answer = post(client, f"{copied}/issue", number="")
    assert answer.status_code == 409
    assert "已经用于" in answer.text
    assert len(services.records.recent(5, [ME.unit_id])) == 1


def test_a_proof_that_lacks_something_is_led_back_to_its_form(
    client: FlaskClient, services: Services, unnumbered: str
) -> None:
    press(client, unnumbered, "save", {"/paper/title": ""})
    to_proof(client, unnumbered)
    answer = post(client, f"{unnumbered}/issue", number="滨海发〔2026〕12号", series="hai")
    assert "处需要修改" in answer.text
    assert states(services) == []


def test_the_form_says_that_the_number_is_given_later(client: FlaskClient, notice: Draft) -> None:
    assert "不填就在印发时取号" in client.get(f"/drafts/{notice.id}").text


def test_a_proof_that_is_changed_while_it_is_issued_is_not_issued(
    client: FlaskClient, services: Services, desk: Desk, unnumbered: str
) -> None:
    from service.access.signing_in import signed_in
    from service.drafting.desk import open_desk
    from service.issuing.issue import issue_draft
    from service.storage.errors import NotReady

    to_proof(client, unnumbered)
    person = signed_in(services.access, client.get_cookie("chengwen_session").value)  # type: ignore[union-attr]
    draft = desk.papers.get(unnumbered.rpartition("/")[2], FIRST_UNIT)
    render = services.making.render

    def slow(content: Any, converter: Any) -> Any:
        press(client, unnumbered, "save", {"/paper/title": "关于印发《另一份方案》的通知"})
        return render(content, converter)

    busy = dataclasses.replace(services, making=dataclasses.replace(services.making, render=slow))
    with pytest.raises(NotReady, match="有人改动了清样"):
        issue_draft(open_desk(busy), busy, person, draft, "hai", "")  # type: ignore[arg-type]
    assert services.records.recent(1, [ME.unit_id]) == ()
    assert states(services) == [("滨海发〔2026〕12号", NumberState.RESERVED)]
