"""重新生成: ask for it for a paper or a year, and look at what came of it, line by line and page by page."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.archive.beholding import shown_format
from service.archive.telling import RESULT_NAMES, difference_line
from service.jobs.regenerating import submit_regeneration
from service.storage.regenerations import Regenerations
from service.web.current import current_person, services
from service.web.issuing.handling import SEE_OTHER, blueprint


@blueprint.post("/regenerations")
def regenerate() -> Response:
    """Make again the papers of a year, or one."""
    form = request.form
    asked = {"ids": [form["id"]]} if form.get("id") else {"year": form.get("year", "").strip()}
    job = submit_regeneration(asked, current_person(), services())
    return redirect(url_for("job_pages.read", id=job.id), SEE_OTHER)


@blueprint.get("/regenerations/<id>")
def regeneration(id: str) -> str:
    """Show what came of making a paper again."""
    units = current_person().readable_units
    made = Regenerations(services().database).get(id, units)
    record = services().records.get(made.record_id, units)
    pages = range(1, (record.pages or 0) + 1) if shown_format(record) in made.report["made"] else ()
    shown = {"made": made, "record": record, "pages": pages, "result_names": RESULT_NAMES}
    return render_template("issuing/regeneration.html", **shown, difference_line=difference_line)
