"""A draft's history, and the choice between two people's texts."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from service.catalog.labels import label_in
from service.drafting.settling import choices, choose, restore
from service.forms.shapes import Shape
from service.forms.typed import show
from service.forms.weaving import shown_text
from service.web.desk.boxes import SEE_OTHER, blueprint
from service.web.desk.present import address, author, desk, draft_at


@blueprint.get("/<any(drafts,campaigns):box>/<id>/history")
def history(box: str, id: str) -> str:
    """Show every revision of a draft."""
    draft = draft_at(box, id)
    revisions = desk().store(draft.paper_type).history(id, author().unit_id)
    return render_template("desk/history.html", draft=draft, revisions=revisions, address=address)


@blueprint.post("/<any(drafts,campaigns):box>/<id>/history/<int:number>")
def go_back(box: str, id: str, number: int) -> Response:
    """Make an old revision the newest one."""
    return redirect(address(restore(desk(), author(), draft_at(box, id), number)), SEE_OTHER)


@blueprint.get("/<any(drafts,campaigns):box>/<id>/aside/<int:number>")
def settle(box: str, id: str, number: int) -> str:
    """Show the places where two people wrote different things."""
    draft = draft_at(box, id)
    aside, found = choices(desk(), author(), draft, number)
    schema = desk().schema(draft.paper_type)

    def named(path: tuple[str | int, ...]) -> str:
        return label_in(desk().catalog, schema, path).partition(" › ")[2]

    def shown(shape: Shape, value: Any) -> str:
        return show(shape, value) if shape.is_leaf else shown_text(desk().shapes, value)

    return render_template("desk/settle.html", draft=draft, aside=aside, found=found, show=shown, named=named)


@blueprint.post("/<any(drafts,campaigns):box>/<id>/aside/<int:number>")
def chosen(box: str, id: str, number: int) -> Response:
    """Take what was set aside at the chosen places."""
    mine = frozenset(name for name, choice in request.form.items() if choice == "mine")
    return redirect(address(choose(desk(), author(), draft_at(box, id), number, mine)), SEE_OTHER)
