from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

from flask.testing import FlaskClient

from service.drafting.desk import Desk
from service.generation import issue
from service.issuing.older_facts import older_papers
from service.issuing.voiding import void_issued
from service.numbering import Terms
from service.request import GenerationRequest
from service.services import Services
from service.storage import Record
from service.storage.draft import Draft, Revision
from service.storage.drafts import Entry
from service.storage.person import Scope, Token
from tests.fakes import NOW

BROWSER = {"Accept": "text/html"}


def issued(desk: Desk, services: Services, campaign: Draft, notice: Draft) -> Record:
    """The notice, issued from the campaign's facts as they are."""
    facts = desk.campaigns.revision(campaign.id, campaign.unit_id).tree
    own = desk.papers.revision(notice.id, notice.unit_id).tree
    request = GenerationRequest("issuing_notice", {**facts, **own}, formats=("docx",))
    return issue(request, services, Terms(campaign.unit_id, "林晓", campaign_id=campaign.id))


def change(desk: Desk, campaign: Draft, **facts: Any) -> None:
    """Change the facts that are kept of a campaign, as an edit on its page does."""

    def made(newest: Revision) -> tuple[Entry, ...]:
        tree = copy.deepcopy(dict(newest.tree))
        tree["campaign"] |= facts
        return (Entry(tree, newest.ids, newest.number),)

    desk.campaigns.change(campaign.id, campaign.unit_id, "林晓", NOW, made)


def test_papers_made_from_the_facts_of_today_are_not_listed(
    desk: Desk, services: Services, campaign: Draft, notice: Draft, client: FlaskClient
):
    issued(desk, services, campaign, notice)
    assert older_papers(desk, services, campaign) == ()
    assert "按以前的事实印发的公文" not in client.get(f"/campaigns/{campaign.id}", headers=BROWSER).text


def test_what_was_changed_is_named_and_the_paper_keeps_what_it_said(
    desk: Desk, services: Services, campaign: Draft, notice: Draft, client: FlaskClient
):
    record = issued(desk, services, campaign, notice)
    before = services.records.content(record.id, {campaign.unit_id})
    change(desk, campaign, name="争先创优活动")
    (older,) = older_papers(desk, services, campaign)
    assert (older.paper.record.id, older.changed) == (record.id, ("活动名称",))
    assert services.records.content(record.id, {campaign.unit_id}) == before
    page = client.get(f"/campaigns/{campaign.id}", headers=BROWSER).text
    assert all(
        text in page for text in ("按以前的事实印发的公文", "起草调整的通知", "做一份更正稿", record.title)
    )


def test_a_void_paper_and_a_corrected_one_are_settled(
    desk: Desk, services: Services, campaign: Draft, notice: Draft
):
    record = issued(desk, services, campaign, notice)
    change(desk, campaign, name="争先创优活动")
    token = Token("t", "办公系统", campaign.unit_id, frozenset(Scope), NOW, NOW)
    facts = desk.campaigns.revision(campaign.id, campaign.unit_id).tree
    own = desk.papers.revision(notice.id, notice.unit_id).tree
    head = {**own["paper"], "document_number": "滨海发〔2026〕99号"}
    request = GenerationRequest("issuing_notice", {**facts, "paper": head}, formats=("docx",))
    terms = Terms(campaign.unit_id, "林晓", campaign_id=campaign.id)
    issue(request, services, replace(terms, corrects=record.id))
    assert older_papers(desk, services, campaign) == ()
    void_issued(services, token, services.issuings.get(record.id, {campaign.unit_id}), "已更正")
    assert older_papers(desk, services, campaign) == ()
