from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from service.drafting.desk import Desk
from service.storage import Draft
from tests.web.desk.conftest import ME
from tests.web.desk.pages import Page, open_page

WORD = "/campaign/plan/text/0/text"


def tree(desk: Desk, draft: Draft) -> Any:
    return desk.campaigns.revision(draft.id, ME.unit_id).tree["campaign"]


def post(client: FlaskClient, page: Page, address: str, op: str, typed: dict[str, str]) -> Any:
    return client.post(address, data=page.post(op, **typed), headers={"Accept": "text/html"})


def test_two_people_at_different_places_are_joined(
    client: FlaskClient, desk: Desk, campaign: Draft, writes_as: Any
) -> None:
    there = f"/campaigns/{campaign.id}"
    mine, hers = open_page(client, there), open_page(client, there)
    writes_as("李静")
    post(client, hers, there, "remove:/campaign/plan/text/1", {"/campaign/name": "她改的名称"})
    writes_as("林晓")
    blocks = tree(desk, campaign)["plan"]["text"]
    now = max(i for i, block in enumerate(blocks) if block["kind"] == "paragraph")
    typed = {f"/campaign/plan/text/{now + 1}/text": "我改的最后一段。"}  # the page still shows one block more
    answer = post(client, mine, there, "save", typed)
    assert answer.status_code == 303
    assert tree(desk, campaign)["name"] == "她改的名称"
    assert tree(desk, campaign)["plan"]["text"][now]["text"] == "我改的最后一段。"


def test_two_people_at_one_place_both_keep_their_text(
    client: FlaskClient, desk: Desk, campaign: Draft, writes_as: Any
) -> None:
    there = f"/campaigns/{campaign.id}"
    mine, hers = open_page(client, there), open_page(client, there)
    writes_as("李静")
    post(client, hers, there, "save", {WORD: "她的第一段。"})
    writes_as("林晓")
    answer = post(client, mine, there, "save", {WORD: "我的第一段。", "/campaign/name": "我改的名称"})
    assert answer.status_code == 409
    assert tree(desk, campaign)["plan"]["text"][0]["text"] == "她的第一段。"
    assert tree(desk, campaign)["name"] == "我改的名称"
    aside = f"{there}/aside/{desk.campaigns.get(campaign.id, ME.unit_id).revision + 1}"
    assert aside in answer.text
    shown = client.get(aside).text
    assert "她的第一段。" in shown
    assert "我的第一段。" in shown
    assert "实施方案 › 方案正文 › 第1项" in shown
    first = next(row for row in desk.campaigns.revision(campaign.id, ME.unit_id).ids["/campaign/plan/text"])
    assert client.post(aside, data={f"/campaign/plan/text/{first}/text": "mine"}).status_code == 303
    assert tree(desk, campaign)["plan"]["text"][0]["text"] == "我的第一段。"
    assert "没有不同的地方了" in client.get(aside).text


def test_text_in_a_row_that_somebody_took_away_is_not_lost(
    client: FlaskClient, desk: Desk, campaign: Draft, writes_as: Any
) -> None:
    there = f"/campaigns/{campaign.id}"
    mine, hers = open_page(client, there), open_page(client, there)
    writes_as("李静")
    post(client, hers, there, "remove:/campaign/plan/text/0", {})
    writes_as("林晓")
    answer = post(client, mine, there, "save", {WORD: "写到一半的话。"})
    assert answer.status_code == 409
    aside = f"{there}/aside/{desk.campaigns.get(campaign.id, ME.unit_id).revision + 1}"
    assert "写到一半的话。" in client.get(aside).text
    assert "这一行已经被删去" in client.get(aside).text


def test_a_page_is_never_in_conflict_with_itself(client: FlaskClient, desk: Desk, campaign: Draft) -> None:
    """An autosave may arrive while a button is pressed on the same page, which knows nothing of it yet."""
    there = f"/campaigns/{campaign.id}"
    page = open_page(client, there)
    saved = client.post(f"{there}/autosave", data=page.post("", **{WORD: "打了一半"}))
    assert saved.json["revision"] == 2
    assert (
        post(client, page, there, "add:/campaign/outcomes", {WORD: "打了一半，打完了。"}).status_code == 303
    )
    assert tree(desk, campaign)["plan"]["text"][0]["text"] == "打了一半，打完了。"
    assert desk.campaigns.get(campaign.id, ME.unit_id).revision == 4


def test_autosave_tells_its_revision_time_and_what_it_mended(client: FlaskClient, notice: Draft) -> None:
    there = f"/drafts/{notice.id}"
    page = open_page(client, there)
    told = client.post(f"{there}/autosave", data=page.post("", **{"/paper/printing_date": "2026-3-19"})).json
    assert told == {
        "revision": 2,
        "at": "16:30",
        "others": [],
        "mended": {"/paper/printing_date": "2026年3月19日"},
    }


def test_autosave_says_where_to_choose(
    client: FlaskClient, desk: Desk, campaign: Draft, writes_as: Any
) -> None:
    there = f"/campaigns/{campaign.id}"
    mine, hers = open_page(client, there), open_page(client, there)
    writes_as("李静")
    post(client, hers, there, "save", {WORD: "她的第一段。"})
    writes_as("林晓")
    answer = client.post(f"{there}/autosave", data=mine.post("", **{WORD: "我的第一段。"}))
    assert (answer.status_code, answer.json) == (409, {"address": f"{there}/aside/3"})


def test_the_page_says_who_else_changed_the_draft(
    client: FlaskClient, campaign: Draft, writes_as: Any
) -> None:
    there = f"/campaigns/{campaign.id}"
    mine, hers = open_page(client, there), open_page(client, there)
    writes_as("李静")
    post(client, hers, there, "save", {WORD: "她的第一段。"})
    writes_as("林晓")
    answer = client.post(there, data=mine.post("refresh"), headers={"HX-Request": "true"})
    assert "李静也在改这份稿" in answer.text
    assert "她的第一段。" in answer.text


def test_another_units_drafts_are_not_there(client: FlaskClient, campaign: Draft, writes_as: Any) -> None:
    there, page = f"/campaigns/{campaign.id}", open_page(client, f"/campaigns/{campaign.id}")
    writes_as("外单位", "other")
    for address in (there, f"{there}/history", f"{there}/aside/1"):
        assert client.get(address, headers={"Accept": "text/html"}).status_code == 404
    for address in (there, f"{there}/autosave", f"{there}/copies", f"{there}/deletion", f"{there}/history/1"):
        assert client.post(address, data=page.post("save")).status_code == 404
    assert campaign.title not in client.get("/campaigns").text
    start = client.post("/drafts", data={"paper_type": "issuing_notice", "campaign_id": campaign.id})
    assert start.status_code == 404
