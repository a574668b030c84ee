from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.drafting.desk import Desk
from service.drafting.starting import start_content
from service.services import Services
from service.storage import Draft
from tests.web.desk.conftest import ME, sample
from tests.web.desk.pages import Page, open_page, press

SAMPLES = sorted(
    path.stem
    for path in (Path(__file__).parents[3] / "samples/binhai").glob("*.json")
    if path.stem not in ("campaign", "directory")
)


def tree(desk: Desk, draft: Draft) -> Any:
    return desk.store(draft.paper_type).revision(draft.id, ME.unit_id).tree


def at(draft: Draft) -> str:
    return f"/{'campaigns' if draft.paper_type == 'campaign' else 'drafts'}/{draft.id}"


def test_a_page_that_nobody_touched_saves_nothing(client: FlaskClient, desk: Desk, campaign: Draft) -> None:
    before = tree(desk, campaign)
    assert press(client, at(campaign), "save").status_code == 200
    assert tree(desk, campaign) == before
    assert desk.campaigns.get(campaign.id, ME.unit_id).revision == 1


def test_every_name_on_the_page_is_there_once(client: FlaskClient, campaign: Draft) -> None:
    page = open_page(client, at(campaign))
    names = [
        name
        for name, _ in page.fields
        if name.startswith("/") and "/rows/" not in name and "/header" not in name
    ]
    assert len(names) == len(set(names)) > 400
    assert len(page.ids) == len(set(page.ids))


def test_what_is_typed_is_kept_as_the_schema_wants_it(client: FlaskClient, desk: Desk, notice: Draft) -> None:
    typed = {
        "/paper/printing_date": "2026.3.19",
        "/paper/document_number": "滨海发[2026]13号",
        "/paper/principal_receivers": "各区县海洋发展局：",
        "/paper/text": "第一段。\r\n\r\n第二段。",
        "/paper/signature/issuer": "滨海市海洋发展局\r\n滨海市财政局",
        "/paper/annotation": "",
    }
    assert press(client, at(notice), "save", typed).status_code == 200
    paper = tree(desk, notice)["paper"]
    assert paper["printing_date"] == "2026年3月19日"
    assert paper["document_number"] == "滨海发〔2026〕13号"
    assert paper["principal_receivers"] == "各区县海洋发展局"
    assert paper["text"] == ["第一段。", "第二段。"]
    assert paper["signature"]["issuer"] == ["滨海市海洋发展局", "滨海市财政局"]
    assert "annotation" not in paper


def test_rows_are_added_moved_removed_and_put_back(client: FlaskClient, desk: Desk, campaign: Draft) -> None:
    there, group = at(campaign), "/campaign/leading_groups"
    name = tree(desk, campaign)["campaign"]["leading_groups"][0]["name"]
    press(client, there, f"add:{group}", {f"{group}/0/name": "改过的名称"})
    added = tree(desk, campaign)["campaign"]["leading_groups"]
    assert [len(added), added[0]["name"], added[-1]["id"]] == [len(added), "改过的名称", "leading-group-1"]
    press(client, there, f"down:{group}/0")
    assert tree(desk, campaign)["campaign"]["leading_groups"][1]["name"] == "改过的名称"
    gone = press(client, there, f"remove:{group}/1")
    assert "改过的名称" not in str(tree(desk, campaign)["campaign"]["leading_groups"])
    (undo,) = [op for op in Page(gone.text).buttons if op.startswith("putback:")]
    press(client, there, undo)
    assert tree(desk, campaign)["campaign"]["leading_groups"][1]["name"] == "改过的名称" != name


def test_a_row_that_changes_its_kind_keeps_its_text(client: FlaskClient, desk: Desk, campaign: Draft) -> None:
    block = "/campaign/plan/text/0"
    text = tree(desk, campaign)["campaign"]["plan"]["text"][0]["text"]
    press(client, at(campaign), "refresh", {f"{block}/kind": "段首标题"})
    changed = tree(desk, campaign)["campaign"]["plan"]["text"][0]
    assert changed == {"kind": "run_in", "level": 1, "body": text}


def test_rows_of_a_spreadsheet_become_rows(client: FlaskClient, desk: Desk, campaign: Draft) -> None:
    there, tasks = at(campaign), "/campaign/plan/text"
    blocks = tree(desk, campaign)["campaign"]["plan"]["text"]
    phase = next(i for i, block in enumerate(blocks) if block["kind"] == "phase")
    row = f"{tasks}/{phase}/tasks/0"
    count = len(blocks[phase]["tasks"])
    typed = {"pasted": "7.\t查摆问题\r\n8.\t集中整改\r\n", "columns": "number,title"}
    press(client, there, f"paste:{row}", typed)
    kept = tree(desk, campaign)["campaign"]["plan"]["text"][phase]["tasks"]
    assert kept[1:3] == [{"number": "7.", "title": "查摆问题"}, {"number": "8.", "title": "集中整改"}]
    assert len(kept) == count + 2


def test_an_element_that_an_old_paper_lacks(client: FlaskClient, desk: Desk, notice: Draft) -> None:
    there = at(notice)
    press(client, there, "missing:/paper/document_number", {"/paper/document_number": ""})
    assert tree(desk, notice)["paper"]["document_number"] == {"missing": "原件没有发文字号"}
    press(client, there, "save", {"/paper/document_number/missing": "原件此处残缺"})
    assert tree(desk, notice)["paper"]["document_number"] == {"missing": "原件此处残缺"}
    press(client, there, "present:/paper/document_number")
    assert "document_number" not in tree(desk, notice)["paper"]


def test_a_check_names_each_place_and_stops_nobody(client: FlaskClient, desk: Desk, notice: Draft) -> None:
    answer = press(client, at(notice), "check", {"/paper/title": "", "/paper/printing_date": "三月"})
    page = Page(answer.text)
    assert "有 2 处需要修改" in page.text
    for pointer in ("/paper/title", "/paper/printing_date"):
        assert f'href="#{pointer}"' in page.text
        assert page.ids.count(pointer) == 1
        assert re.search(f'id="{pointer}" aria-describedby="{pointer}~said" aria-invalid="true"', page.text)
    assert "<em>1处</em>" in page.text
    assert tree(desk, notice)["paper"]["printing_date"] == "三月"


def test_a_paper_that_is_right_goes_on_to_be_handled(
    client: FlaskClient, services: Services, notice: Draft
) -> None:
    answer = press(client, at(notice), "handle")
    assert answer.request.path == f"/drafts/{notice.id}/handling"
    assert services.records.recent(1, [ME.unit_id]) == ()


def test_a_number_that_is_given_later_is_not_missed(client: FlaskClient, notice: Draft) -> None:
    answer = press(client, at(notice), "check", {"/paper/document_number": ""})
    assert "没有需要修改的地方" in answer.text


def test_what_is_wrong_is_shown_instead_of_handling(client: FlaskClient, notice: Draft) -> None:
    answer = press(client, at(notice), "handle", {"/paper/title": ""})
    assert "有 1 处需要修改" in answer.text


@pytest.mark.parametrize("name", SAMPLES)
def test_every_paper_of_the_samples_is_edited_and_copied(
    client: FlaskClient, desk: Desk, campaign: Draft, root: Path, name: str
) -> None:
    request = sample(root, f"binhai/{name}.json")
    about = campaign.id if desk.takes_campaign(desk.catalog.paper(request["paper_type"])) else None
    content = {"paper": request["content"]["paper"]}
    draft = start_content(desk, ME, request["paper_type"], content, about)
    checked = press(client, at(draft), "check")
    assert "没有需要修改的地方，可以出稿" in checked.text
    copy = client.get(f"{at(draft)}/copies/docx")
    assert copy.data.startswith(b"PK")
    assert tree(desk, draft) == content


def test_htmx_gets_the_form_alone(client: FlaskClient, notice: Draft) -> None:
    page = open_page(client, at(notice))
    answer = client.post(at(notice), data=page.post("open:/section-2"), headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith('<form id="desk"')
    assert 'name="/paper/title_lines"' in answer.text


@pytest.mark.parametrize("revision", ["", "0x1", "99999999999", "-1", "²"])
def test_a_post_without_its_revision_is_refused(client: FlaskClient, notice: Draft, revision: str) -> None:
    answer = client.post(
        at(notice), data={"op": "save", "revision": revision}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == 400
    assert "请刷新页面再试" in answer.text


@pytest.mark.parametrize("op", ["remove:/paper/nothing/3", "up:/paper/title", "down:nonsense", "add:/paper/title", "putback:/x/y",
                                "paste:/paper", "name:/paper/enclosed", "wider:/paper", "open:/a/b/c", "putback:/1/paper/x", "¿"])  # fmt: skip
def test_a_button_that_means_nothing_changes_nothing(
    client: FlaskClient, desk: Desk, notice: Draft, op: str
) -> None:
    before = tree(desk, notice)
    assert press(client, at(notice), op).status_code == 200
    assert tree(desk, notice) == before


def test_the_page_needs_no_script_and_no_style_of_its_own(client: FlaskClient, campaign: Draft) -> None:
    text = client.get(at(campaign)).text
    assert re.findall(r"<script(?![^>]* src=)", text) == []
    assert " style=" not in text
    assert not re.search(r" on[a-z]+=", text)
