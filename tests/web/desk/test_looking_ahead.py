"""The preview: half written drafts are drawn, nothing is kept, what hinders is said."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.drafting.completing import completed
from service.drafting.desk import Desk
from service.drafting.starting import start_campaign, start_content, start_paper
from service.storage import Draft
from tests.web.desk.conftest import ME
from tests.web.desk.pages import open_page


def words(html: str) -> str:
    return "".join(re.findall(r"<text[^>]*>([^<]*)</text>", html))


def every_kind(desk: Desk) -> list[str]:
    return [paper.id for paper in desk.newest()]


def test_a_paper_is_drawn_as_it_is_typed_and_nothing_is_kept(
    client: FlaskClient, desk: Desk, free: Draft
) -> None:
    page = open_page(client, f"/drafts/{free.id}")
    text = dict(page.fields)["/paper/text"].replace("2026年国庆节将至", "国庆将至")
    answer = client.post(f"/drafts/{free.id}/preview", data=page.post("x", **{"/paper/text": text}))
    assert answer.status_code == 200
    assert answer.text.count("<svg") == 4
    assert "国庆将至。" in words(answer.text)
    assert desk.papers.get(free.id, ME.unit_id).revision == 1
    assert "2026年国庆节将至。" in words(client.get(f"/drafts/{free.id}/preview").text)


def test_every_kind_of_paper_is_drawn_from_nothing(client: FlaskClient, desk: Desk, campaign: Draft) -> None:
    for kind in every_kind(desk):
        about = campaign.id if desk.takes_campaign(desk.catalog.paper(kind)) else None
        draft = start_paper(desk, ME, kind, about)
        answer = client.get(f"/drafts/{draft.id}/preview")
        assert answer.status_code == 200, kind
        hindered = re.findall(r"<li>(.*?)：必须填写</li>", answer.text)
        # Which of the campaign's meetings it is about nobody can know.
        assert "<svg" in answer.text or any("哪" in place for place in hindered), (kind, hindered)


def test_a_paper_of_a_campaign_without_facts_says_what_hinders_or_is_drawn(
    client: FlaskClient, desk: Desk
) -> None:
    empty = start_campaign(desk, ME)
    for kind in every_kind(desk):
        if desk.takes_campaign(desk.catalog.paper(kind)):
            draft = start_paper(desk, ME, kind, empty.id)
            answer = client.get(f"/drafts/{draft.id}/preview")
            assert answer.status_code == 200, kind
            assert "<svg" in answer.text or "才能预览" in answer.text, kind


def test_a_number_that_is_not_given_yet_is_blank(client: FlaskClient, desk: Desk, free: Draft) -> None:
    paper = dict(desk.papers.revision(free.id, ME.unit_id).tree["paper"])
    del paper["document_number"]
    draft = start_content(desk, ME, "general", {"paper": paper}, None)
    assert "〔2026〕　号" in words(client.get(f"/drafts/{draft.id}/preview").text)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"title": "", "text": [{"kind": "paragraph"}, {"kind": "table", "rows": [["甲"]]}]},
        {"signature": {"issue_date": "昨天"}, "printing_date": "不知道"},
        {"attachments": [{}, {"title": "名单"}]},
        {"document_type": "诗", "issuer_mark": "甲"},
        {"text": [{"kind": "heading", "level": 9}, {"kind": "nothing"}, {}]},
    ],
    ids=range(6),
)
def test_what_is_missing_or_wrong_is_stood_in_for(desk: Desk, broken: Any) -> None:
    made, problems = completed(desk, "general", {"paper": broken}, desk.clock().date())
    assert problems == ()
    assert made["paper"]["title"]


def test_a_campaign_has_no_preview(client: FlaskClient, campaign: Draft) -> None:
    assert client.get(f"/campaigns/{campaign.id}/preview").status_code == 404
    assert client.get(f"/drafts/{campaign.id}/preview").status_code == 404


def test_a_title_too_long_for_its_page_is_said(client: FlaskClient, desk: Desk, free: Draft) -> None:
    paper = dict(desk.papers.revision(free.id, ME.unit_id).tree["paper"]) | {
        "other_receivers": "各单位，" * 480 + "各处室"
    }
    draft = start_content(desk, ME, "general", {"paper": paper}, None)
    answer = client.get(f"/drafts/{draft.id}/preview")
    assert answer.status_code == 200
    assert "抄送机关" in answer.text
