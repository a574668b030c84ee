"""Import at the door: a file or a pasted text in, a draft out, the source beside its form."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from service.drafting.bringing_in import bring_in, original_of
from service.errors import InvalidRequest, ServiceError
from service.importing.assembly import Imported
from service.importing.reading import format_of, read_document
from service.secrecy import refuse_classified
from service.storage.draft import Draft
from service.storage.page_files import PageFiles
from service.web.current import services
from service.web.desk.boxes import SEE_OTHER, blueprint
from service.web.desk.present import address, author, desk


@blueprint.get("/imports")
def imports() -> str:
    """Ask for a file or a text."""
    return render_template(
        "desk/imports.html", into=request.args.get("into", ""), problem=None, pasted="", most=_most()
    )


@blueprint.post("/imports")
def bring() -> Response:
    """Make a draft of what was chosen or pasted; what can't be read is said where it was chosen."""
    into, pasted = request.form.get("into", ""), request.form.get("text", "")
    try:
        imported, name = _read(pasted)
        refuse_classified(imported.as_json(), services().settings.secrecy_responsible)
        draft = bring_in(desk(), originals(), author(), imported, name, into)
    except ServiceError as problem:
        told = {"into": into, "problem": problem, "pasted": pasted, "most": _most()}
        return make_response(render_template("desk/imports.html", **told), problem.http_status)
    return redirect(address(draft, original=1), SEE_OTHER)


def _read(pasted: str) -> tuple[Imported, str]:
    file = request.files.get("file")
    if file is not None and file.filename:
        name = file.filename[-80:]
        return read_document(file.read(), format_of(name)), name
    if not pasted.strip():
        raise InvalidRequest("还没有选文件，也没有粘贴文字；请选一样再点“读取”")
    return read_document(pasted.encode(), "text"), ""


def _most() -> str:
    return f"{services().settings.max_upload_bytes / 1_000_000:g} MB"


def originals() -> PageFiles:
    """Return where the sources of imported drafts are kept for a while."""
    return PageFiles(services().settings.data / "originals")


@blueprint.app_template_global("original_of")
def original(draft: Draft) -> object:
    """Return what a draft was made from, for its page; None if it was made from nothing."""
    return original_of(originals(), draft)
