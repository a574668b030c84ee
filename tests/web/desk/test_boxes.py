from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from service.drafting.desk import Desk
from service.drafting.starting import start_content
from service.storage import Draft
from tests.web.desk.conftest import ME, sample
from tests.web.desk.pages import Page, open_page, press


def test_an_empty_box_says_what_to_do_next(client: FlaskClient) -> None:
    assert "草稿箱是空的" in client.get("/drafts").text
    assert "点“新的活动”开始" in client.get("/campaigns").text


def test_a_campaign_from_nothing_to_its_paper(client: FlaskClient, desk: Desk) -> None:
    there = client.post("/drafts", data={"paper_type": "campaign"}).location
    press(client, there, "save", {"/campaign/name": "学习活动", "/campaign/plan/title": "学习活动实施方案"})
    home = client.get(there).text
    assert "还没有起草" in home
    assert "处</td>" in home
    paper = client.post(
        "/drafts", data={"paper_type": "issuing_notice", "campaign_id": there.rpartition("/")[2]}
    ).location
    page = open_page(client, paper)
    assert dict(page.fields)["/paper/title"] == "关于印发《学习活动实施方案》的通知"
    assert dict(page.fields)["/paper/manuscript_type"] == "正本"
    assert "关于印发《学习活动实施方案》的通知" in client.get(there).text


def test_a_new_paper_takes_over_what_the_last_of_its_kind_said(
    client: FlaskClient, notice: Draft, campaign: Draft
) -> None:
    begun = client.post("/drafts", data={"paper_type": "issuing_notice", "campaign_id": campaign.id}).location
    fields = dict(open_page(client, begun).fields)
    assert fields["/paper/issuer_mark"] == "滨海市海洋发展局文件"
    assert fields["/paper/principal_receivers"].startswith("各区县海洋发展局")
    assert fields["/paper/document_number"] == fields["/paper/signature/issue_date"] == ""


def test_a_copy_leaves_out_what_belongs_to_one_paper_alone(client: FlaskClient, notice: Draft) -> None:
    copy = client.post(f"/drafts/{notice.id}/copies").location
    fields = dict(open_page(client, copy).fields)
    assert fields["/paper/text"].startswith("现将《")
    assert fields["/paper/document_number"] == fields["/paper/printing_date"] == ""


def test_a_draft_is_thrown_away_and_taken_out_again(client: FlaskClient, notice: Draft) -> None:
    there = f"/drafts/{notice.id}"
    client.post(f"{there}/deletion")
    before, _, after = client.get("/drafts").text.partition("已删除的稿")
    assert notice.title not in before
    assert notice.title in after
    client.post(f"{there}/deletion")
    assert "已删除的稿" not in client.get("/drafts").text


def test_an_old_revision_is_restored_and_nothing_is_lost(
    client: FlaskClient, desk: Desk, notice: Draft
) -> None:
    there = f"/drafts/{notice.id}"
    old = desk.papers.revision(notice.id, ME.unit_id).tree
    press(client, there, "save", {"/paper/title": "改坏了的标题"})
    assert "第 2 次" in client.get(f"{there}/history").text
    client.post(f"{there}/history/1")
    assert desk.papers.revision(notice.id, ME.unit_id).tree == old
    assert desk.papers.revision(notice.id, ME.unit_id, 2).tree["paper"]["title"] == "改坏了的标题"
    assert "恢复第1次保存的稿" in client.get(f"{there}/history").text


def test_receivers_are_found_by_initials_and_put_in(
    client: FlaskClient, desk: Desk, notice: Draft, root: Path
) -> None:
    start_content(desk, ME, "directory", sample(root, "directory.json"), None)
    there = f"/drafts/{notice.id}"
    typed = {"find:/paper/other_receivers": "swzzb", "/paper/other_receivers": "市委办公室"}
    found = press(client, there, "find:/paper/other_receivers", typed)
    assert 'value="市委组织部"' in found.text
    assert 'value="市政府"' not in found.text
    posted = Page(found.text).post("name:/paper/other_receivers", names="市委组织部")
    client.post(there, data=posted)
    tree = desk.papers.revision(notice.id, ME.unit_id).tree
    assert tree["paper"]["other_receivers"] == "市委办公室、市委组织部"


def test_the_directory_is_a_form_too(client: FlaskClient, desk: Desk) -> None:
    assert "开始列机构名录" in client.get("/directory").text
    there = client.post("/directory").location
    assert client.get("/directory").location == there
    press(client, there, "add:/units")
    press(
        client, there, "save", {"/units/0/name": "滨海市财政局", "/units/0/short_names": "市财政局、财政局"}
    )
    (held,) = desk.papers.list(ME.unit_id)
    tree = desk.papers.revision(held.id, ME.unit_id).tree
    assert tree == {"units": [{"name": "滨海市财政局", "short_names": ["市财政局", "财政局"]}]}


def test_every_kind_of_paper_can_be_begun(client: FlaskClient, desk: Desk, campaign: Draft) -> None:
    for paper in desk.newest():
        about = {"campaign_id": campaign.id} if desk.takes_campaign(paper) else {}
        begun = client.post("/drafts", data={"paper_type": paper.id, **about}).location
        assert press(client, begun, "check").status_code == 200, paper.id
        assert "原件" not in str(desk.papers.revision(begun.rpartition("/")[2], ME.unit_id).tree)


def test_a_letter_begins_as_one_and_its_type_is_chosen_from_a_list(client: FlaskClient) -> None:
    answer = client.post("/drafts", data={"paper_type": "letter"}, follow_redirects=True)
    choice = answer.text.partition('<select name="/paper/document_type"')[2].partition("</select>")[0]
    assert "<option selected>函" in choice
    assert "<option>批复" in choice
