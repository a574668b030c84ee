"""草稿箱 and the list of campaigns: what was begun, what can be begun, what was thrown away."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.drafting.desk import DIRECTORY
from service.drafting.starting import copy_draft, directory_of, start_campaign, start_content, start_paper
from service.issuing.states import STATE_NAMES
from service.storage import Act
from service.storage.drafts import CAMPAIGN
from service.web.current import note, services
from service.web.desk.present import address, author, desk, draft_at

blueprint = Blueprint("desk", __name__)
SEE_OTHER = 303


@blueprint.get("/drafts")
def drafts() -> str:
    """Show 草稿箱."""
    held, unit = desk(), author().unit_id
    listed = [draft for draft in held.papers.list(unit) if draft.paper_type != DIRECTORY]
    return render_template(
        "desk/drafts.html",
        drafts=listed,
        deleted=held.papers.list(unit, deleted=True),
        campaigns={campaign.id: campaign for campaign in held.campaigns.list(unit)},
        papers=[paper for paper in held.newest() if not held.takes_campaign(paper)],
        title=held.title,
        states=STATE_NAMES,
    )


@blueprint.get("/campaigns")
def campaigns() -> str:
    """Show the campaigns."""
    held, unit = desk(), author().unit_id
    return render_template(
        "desk/campaigns.html",
        campaigns=held.campaigns.list(unit),
        deleted=held.campaigns.list(unit, deleted=True),
    )


@blueprint.post("/drafts")
def start() -> Response:
    """Start a draft of the kind that was posted; a campaign for a campaign."""
    kind, campaign = request.form.get("paper_type", ""), request.form.get("campaign_id") or None
    begin = (
        start_campaign(desk(), author())
        if kind == CAMPAIGN
        else start_paper(desk(), author(), kind, campaign)
    )
    return redirect(address(begin), SEE_OTHER)


@blueprint.post("/<any(drafts,campaigns):box>/<id>/copies")
def copy(box: str, id: str) -> Response:
    """Start a draft that says what another one says (套用)."""
    return redirect(address(copy_draft(desk(), author(), draft_at(box, id))), SEE_OTHER)


@blueprint.post("/<any(drafts,campaigns):box>/<id>/deletion")
def delete(box: str, id: str) -> Response:
    """Throw a draft away, or take it out again."""
    draft, held = draft_at(box, id), desk()
    when = None if draft.deleted else services().clock()
    held.store(draft.paper_type).set_deleted(id, author().unit_id, when)
    note(Act.DELETED if when else Act.RESTORED, author().unit_id, id)
    return redirect(url_for(f"desk.{box}") + ("#deleted" if when else ""), SEE_OTHER)


@blueprint.get("/directory")
def directory() -> str | Response:
    """Lead to the unit's 机构名录; if it has none yet, say what it is for."""
    held = directory_of(desk(), author())
    return redirect(address(held), SEE_OTHER) if held else render_template("desk/directory.html")


@blueprint.post("/directory")
def begin_directory() -> Response:
    """Begin the unit's 机构名录, unless it has one."""
    held = directory_of(desk(), author()) or start_content(desk(), author(), DIRECTORY, {"units": []}, None)
    return redirect(address(held), SEE_OTHER)
