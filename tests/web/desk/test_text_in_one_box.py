"""A free paper's text in one box: typed, merged with others', led back to from findings and outline."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from service.drafting.desk import Desk
from service.storage import Draft
from tests.web.desk.conftest import ME
from tests.web.desk.pages import Page, open_page, press

BOX = "/paper/text"


def blocks(desk: Desk, draft: Draft) -> Any:
    return desk.papers.revision(draft.id, ME.unit_id).tree["paper"].get("text")


def boxed(page: Page) -> str:
    return dict(page.fields)[BOX]


def test_a_page_that_nobody_touched_saves_nothing(client: FlaskClient, desk: Desk, free: Draft) -> None:
    before = blocks(desk, free)
    assert press(client, f"/drafts/{free.id}", "save").status_code == 200
    assert (blocks(desk, free), desk.papers.get(free.id, ME.unit_id).revision) == (before, 1)


def test_a_line_added_is_a_block_more_and_its_heading_is_in_the_outline(
    client: FlaskClient, desk: Desk, free: Draft
) -> None:
    there, before = f"/drafts/{free.id}", blocks(desk, free)
    text = boxed(open_page(client, there))
    answer = press(client, there, "save", {BOX: f"{text}\r\n四、严肃工作纪律\r\n违者追责。"})
    assert blocks(desk, free) == [
        *before,
        {"kind": "heading", "level": 1, "number": "四、", "title": "严肃工作纪律"},
        {"kind": "paragraph", "text": "违者追责。"},
    ]
    assert '">四、严肃工作纪律</a>' in answer.text
    press(client, there, "save", {BOX: ""})
    assert not blocks(desk, free)


def test_block_by_block_and_back(client: FlaskClient, desk: Desk, free: Draft) -> None:
    there = f"/drafts/{free.id}"
    cards = Page(press(client, there, f"open:{BOX}").text)
    names = dict(cards.fields)
    assert BOX not in names
    assert names[f"{BOX}/1/title"] == "全面排查整治安全隐患"
    back = client.post(
        there, data=cards.post(f"close:{BOX}", **{f"{BOX}/1/title": "排查隐患"}), follow_redirects=True
    )
    assert "一、排查隐患\n" in boxed(Page(back.text))


def test_a_finding_leads_to_its_line(client: FlaskClient, desk: Desk, free: Draft) -> None:
    there = f"/drafts/{free.id}"
    press(client, there, f"open:{BOX}")
    answer = press(client, f"{there}?open={BOX}", "check", {f"{BOX}/0/text": ""})
    shown = client.get(f"{there}?checked=1").text
    assert answer.status_code == 200
    assert f'href="#{BOX}" data-from="0" data-to=' in shown


def test_two_people_in_different_paragraphs_are_joined(
    client: FlaskClient, desk: Desk, free: Draft, writes_as: Any
) -> None:
    there = f"/drafts/{free.id}"
    mine, hers = open_page(client, there), open_page(client, there)
    ids = desk.papers.revision(free.id, ME.unit_id).ids[BOX]
    writes_as("李静")
    client.post(
        there, data=hers.post("save", **{BOX: boxed(hers).replace("严格落实值班制度", "落实值班制度")})
    )
    writes_as("林晓")
    answer = client.post(there, data=mine.post("save", **{BOX: boxed(mine).replace("不得迟报", "严禁迟报")}))
    assert answer.status_code == 303
    written = str(blocks(desk, free))
    assert "'落实值班制度'" in written
    assert "严禁迟报" in written
    now = desk.papers.revision(free.id, ME.unit_id).ids[BOX]
    assert [one == other for one, other in zip(ids, now, strict=True)].count(False) == 2


def test_two_people_in_one_paragraph_both_keep_their_text(
    client: FlaskClient, desk: Desk, free: Draft, writes_as: Any
) -> None:
    there = f"/drafts/{free.id}"
    mine, hers = open_page(client, there), open_page(client, there)
    writes_as("李静")
    client.post(there, data=hers.post("save", **{BOX: boxed(hers).replace("不得迟报", "她写的")}))
    writes_as("林晓")
    typed = {BOX: boxed(mine).replace("不得迟报", "我写的"), "/paper/annotation": "此件删减后公开"}
    answer = client.post(there, data=mine.post("save", **typed))
    assert answer.status_code == 409
    paper = desk.papers.revision(free.id, ME.unit_id).tree["paper"]
    assert paper["annotation"] == "此件删减后公开"
    assert "她写的" in str(paper["text"])
    aside = f"{there}/aside/{desk.papers.get(free.id, ME.unit_id).revision + 1}"
    shown = client.get(aside).text
    assert "她写的" in shown
    assert "我写的" in shown
    csrf = dict(mine.fields).get("csrf_token", "")
    client.post(aside, data={"csrf_token": csrf, BOX: "mine"}, headers={"Accept": "text/html"})
    assert "我写的" in str(blocks(desk, free))
    assert "她写的" not in str(blocks(desk, free))
