"""The form: shown, saved, checked, its buttons pressed, its paper generated."""

from __future__ import annotations

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.drafting.buttons import act_of
from service.drafting.changing import Saved, save
from service.drafting.checking import check, errors_in
from service.storage.draft import Draft
from service.web.current import services
from service.web.desk.boxes import SEE_OTHER, blueprint
from service.web.desk.page import State, page_of, state_of
from service.web.desk.present import address, author, desk, draft_at, posted
from service.web.start import BEIJING

CONFLICT = 409


@blueprint.get("/<any(drafts,campaigns):box>/<id>")
def edit(box: str, id: str) -> str:
    """Show a draft's form."""
    return _whole_page(draft_at(box, id), state_of(request.args))


@blueprint.post("/<any(drafts,campaigns):box>/<id>")
def press(box: str, id: str) -> AnyResponse:
    """Keep what was typed, then do what the pressed button says."""
    draft, command, state = draft_at(box, id), request.form.get("op", "save"), state_of(request.form)
    act, undo = act_of(desk(), author(), draft, posted(request).base, command, request.form.getlist)
    saved = save(desk(), author(), draft, posted(request), act, undo)
    if saved.aside is not None:
        return _conflict(saved)
    if command == "handle":
        return _handled(saved, state)
    return _answer(saved, state.after(command, saved, posted(request).values))


@blueprint.post("/<any(drafts,campaigns):box>/<id>/autosave")
def autosave(box: str, id: str) -> Response:
    """Keep what was typed; answer a script with the number of the revision, or with where to choose (409)."""
    saved = save(desk(), author(), draft_at(box, id), posted(request))
    if saved.aside is not None:
        answer = jsonify(address=address(saved.draft, "desk.settle", number=saved.aside))
        answer.status_code = CONFLICT
        return answer
    at = services().clock().astimezone(BEIJING)
    return jsonify(revision=saved.draft.revision, at=f"{at:%H:%M}", others=saved.others, mended=saved.mended)


def _answer(saved: Saved, state: State) -> AnyResponse:
    """Answer htmx with the form; a browser without JavaScript is led to the page."""
    if "HX-Request" in request.headers:
        return make_response(render_template("desk/form.html", page=page_of(saved.draft, state, saved)))
    return redirect(address(saved.draft, **state.as_query()) + state.anchor, SEE_OTHER)


def _conflict(saved: Saved) -> AnyResponse:
    where = address(saved.draft, "desk.settle", number=saved.aside or 0)
    if "HX-Request" in request.headers:
        return make_response("", CONFLICT, {"HX-Redirect": where})
    return make_response(render_template("desk/conflict.html", draft=saved.draft, where=where), CONFLICT)


def _handled(saved: Saved, state: State) -> AnyResponse:
    """Lead on to where the draft is downloaded and issued; what is wrong with it is shown in its place instead."""
    if errors_in(check(desk(), author(), saved.draft, saved.writing.tree)):
        return _answer(saved, state.checked_now())
    where = url_for("issuing.handling", id=saved.draft.id)
    if "HX-Request" in request.headers:
        return make_response("", 200, {"HX-Redirect": where})
    return redirect(where, SEE_OTHER)


def _whole_page(draft: Draft, state: State) -> str:
    return render_template("desk/edit.html", page=page_of(draft, state), errors_in=errors_in, url_for=url_for)
