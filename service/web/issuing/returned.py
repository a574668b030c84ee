"""A copy that was edited in Word comes back: what it changes is shown, and taken where somebody says so."""

from __future__ import annotations

from contextlib import closing

from flask import render_template, request

from service.catalog.labels import label_in
from service.errors import InvalidRequest
from service.forms.places import Path
from service.revising.changes import KINDS
from service.revising.returning import accept, returned
from service.storage.draft import Draft
from service.storage.drafts import CAMPAIGN
from service.web.current import current_person, services
from service.web.desk.present import address, desk, draft_at
from service.web.issuing.handling import blueprint


@blueprint.post("/drafts/<id>/returned")
def show_returned(id: str) -> str:
    """Show what an edited copy changes; nothing is kept."""
    draft = draft_at("drafts", id)
    found = returned(desk(), services(), current_person(), draft, _uploaded())

    def label(path: Path) -> str:
        return _label(draft, path)

    return render_template("issuing/returned.html", draft=draft, found=found, kinds=KINDS, label=label)


@blueprint.post("/drafts/<id>/returned/accepted")
def accept_returned(id: str) -> str:
    """Take the chosen changes; nothing else of the file is kept."""
    draft = draft_at("drafts", id)
    chosen = {name.removeprefix("edit:") for name, choice in request.form.items() if choice == "take"}
    posted = request.form.get("returned", "")
    taken = accept(desk(), services(), current_person(), draft, posted, chosen)
    return render_template("issuing/taken.html", draft=draft, taken=taken, address=address)


def _uploaded() -> bytes:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidRequest("还没有选文件；请选好改过的 Word 文件（.docx）再上传")
    with closing(file):
        data: bytes = file.read()
        return data


def _label(draft: Draft, path: Path) -> str:
    schema = desk().schema(CAMPAIGN if path[0] == "campaign" else draft.paper_type)
    return label_in(desk().catalog, schema, path).partition(" › ")[2]
