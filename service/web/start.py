"""The start page, the page that explains error codes, and the samples to download."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, Response, render_template, request

from service.errors import ServiceError, UnknownAddress
from service.readiness import examine
from service.web.current import current_person, services
from service.web.samples import find_samples

RECORDS_SHOWN = 10
BEIJING = dt.timezone(dt.timedelta(hours=8))  #: the one civil time of the country, without daylight saving

blueprint = Blueprint("web", __name__, template_folder="templates", static_folder="static")


@blueprint.get("/")
def index() -> str:
    """Show what the service is, how it is, what it makes and what it made last."""
    held = services()
    parts = examine(held).parts
    return render_template(
        "start.html",
        storage=next((parts[name] for name in ("database", "files") if parts[name].problem), parts["files"]),
        papers=held.making.catalog.papers,
        pdf=parts["pdf"],
        samples=find_samples(held.settings.root / "samples"),
        records=held.records.recent(RECORDS_SHOWN, current_person().readable_units),
        address=request.url_root.rstrip("/"),
    )


@blueprint.get("/errors")
def errors() -> str:
    """Explain the error codes; the ``type`` of every problem leads here."""
    return render_template("errors.html", errors=sorted(all_errors(), key=lambda e: (e.http_status, e.code)))


@blueprint.get("/samples/<path:name>")
def sample(name: str) -> Response:
    """Answer a sample request as a download."""
    for found in find_samples(services().settings.root / "samples"):
        if found.name == name:
            disposition = f'attachment; filename="{name.replace("/", "-")}"'
            return Response(
                found.content, headers={"Content-Disposition": disposition}, mimetype="application/json"
            )
    raise UnknownAddress("没有这个样例，请回到首页重新选择")


@blueprint.app_template_filter("beijing")
def beijing(time: dt.datetime) -> str:
    """Return a time as people here write it: 2026年3月16日 16:30."""
    local = time.astimezone(BEIJING)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


@blueprint.app_template_filter("kilobytes")
def kilobytes(size: int) -> str:
    """Return a size in KB, at least 1."""
    return f"{max(1, round(size / 1000))} KB"


def all_errors(kind: type[ServiceError] = ServiceError) -> set[Any]:
    """Return ``kind`` and all kinds of error under it."""
    return {kind}.union(*(all_errors(sub) for sub in kind.__subclasses__()))
