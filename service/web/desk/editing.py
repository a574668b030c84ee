"""The form: shown, saved, checked, its buttons pressed, its paper generated."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.drafting.buttons import act_of
from service.drafting.changing import Saved, save
from service.drafting.checking import check, errors_in
from service.drafting.uploading import ATTACH, file_name_in, is_upload, upload_act
from service.errors import DraftNotFound, InvalidRequest
from service.issuing.older_facts import older_papers
from service.storage.draft import Draft
from service.storage.drafts import CAMPAIGN
from service.web.current import services
from service.web.desk.boxes import SEE_OTHER, blueprint
from service.web.desk.page import State, page_of, state_of
from service.web.desk.present import address, author, desk, draft_at, posted, shown_file, upload
from service.web.start import BEIJING

CONFLICT = 409
UNPROCESSABLE = 422


@blueprint.get("/<any(drafts,campaigns):box>/<id>")
def edit(box: str, id: str) -> str:
    """Show a draft's form."""
    return _whole_page(draft_at(box, id), state_of(request.args))


@blueprint.post("/<any(drafts,campaigns):box>/<id>")
def press(box: str, id: str) -> AnyResponse:
    """Keep what was typed, then do what the pressed button says."""
    draft, command, state = draft_at(box, id), request.form.get("op", "save"), state_of(request.form)
    if is_upload(command):
        return _taken(draft, command, state)
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


def _taken(draft: Draft, command: str, state: State) -> AnyResponse:
    """Keep what was typed and put the file into its place; why it can't be is said there."""
    place = command.partition(":")[2]
    act, said = None, dict[str, str]()
    try:
        base = posted(request).base
        act = upload_act(desk(), services().making, author(), draft, base, command, upload(request, place))
    except InvalidRequest as error:
        said[place] = str(error)
    saved = save(desk(), author(), draft, posted(request), act)
    if saved.aside is not None:
        return _conflict(saved)
    if not said:
        verb = "add" if command.startswith(ATTACH) else "at"
        return _answer(saved, state.after(f"{verb}:{place}", saved, posted(request).values))
    page = page_of(saved.draft, replace(state, anchor=f"#{place}~file"), saved, said)
    if "HX-Request" in request.headers:
        return make_response(render_template("desk/form.html", page=page))
    return make_response(render_template("desk/edit.html", page=page, errors_in=errors_in), UNPROCESSABLE)


@blueprint.get("/<any(drafts,campaigns):box>/<id>/files/<digest>")
def file(box: str, id: str, digest: str) -> Response:
    """Answer a file that the draft names: an image to be shown, anything else to be kept."""
    draft = draft_at(box, id)
    tree = desk().store(draft.paper_type).revision(id, author().unit_id).tree
    name = file_name_in(tree, digest)
    held = desk().uploads.held(author().unit_id, [digest] if name else [])
    if not held:
        raise DraftNotFound("这份稿里没有这个文件，可能刚刚换掉；请回到稿里再打开")
    return shown_file(held[digest], name or "")


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
    older = older_papers(desk(), services(), draft) if draft.paper_type == CAMPAIGN else ()
    shown = {"page": page_of(draft, state), "errors_in": errors_in, "url_for": url_for, "older": older}
    return render_template("desk/edit.html", **shown)
