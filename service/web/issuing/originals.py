"""原件 of an issued paper: brought, downloaded, noted as a mistake."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.errors import InvalidRequest, RecordNotFound
from service.filing.originals import MEDIA_TYPES, add_original, withdraw_original
from service.web.attachment import attachment
from service.web.current import current_person, services
from service.web.issuing.handling import SEE_OTHER, blueprint


@blueprint.post("/issued/<id>/originals", endpoint="add_original")
def add(id: str) -> AnyResponse:
    """Keep an original."""
    person, file = current_person(), request.files.get("file")
    if file is None or not file.filename:
        raise InvalidRequest("请先选一个文件")
    issued = services().issuings.get(id, person.readable_units)
    add_original(services(), person, issued, request.form.get("kind", ""), file.read(), file.filename)
    return redirect(url_for("issuing.issued", id=id) + "#originals", SEE_OTHER)


@blueprint.get("/issued/<id>/originals/<original_id>")
def original(id: str, original_id: str) -> AnyResponse:
    """Answer an original as it was brought."""
    services().issuings.get(id, current_person().readable_units)
    for each in services().originals.of([id])[id]:
        if each.id == original_id:
            return attachment(services().files.get(each.digest), each.name, MEDIA_TYPES[each.format])
    raise RecordNotFound("这份公文没有这个原件")


@blueprint.post("/issued/<id>/originals/<original_id>/withdrawal", endpoint="withdraw_original")
def withdraw(id: str, original_id: str) -> AnyResponse:
    """Note that an original was brought by mistake."""
    issued = services().issuings.get(id, current_person().readable_units)
    reason = request.form.get("reason", "")
    withdraw_original(services(), current_person(), issued, original_id, reason)
    return redirect(url_for("issuing.issued", id=id) + "#originals", SEE_OTHER)
