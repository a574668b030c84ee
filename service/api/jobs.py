"""``/jobs``: how far they are, what became of each item, the zip; call off, try again."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, request, url_for

from service.api.current import current_caller, note, services
from service.api.presenting import attachment, media_type_of
from service.document.file_name import labelled
from service.errors import InvalidRequest, RecordNotFound
from service.jobs.archive import archive_name, stream_archive
from service.jobs.submitting import retry as retry_job
from service.storage import Act, Item, ItemState, Job, Jobs

blueprint = Blueprint("jobs", __name__)

JOBS_SHOWN = 50
ITEMS_SHOWN = 100
MOST_SHOWN = 1000


@blueprint.get("/jobs")
def index() -> Response:
    """Answer the newest jobs; ``before`` goes on where an earlier answer ended."""
    limit = _number("limit", JOBS_SHOWN)
    listed = _jobs().recent(limit, current_caller().readable_units, request.args.get("before"))
    more = url_for("jobs.index", before=listed[-1].id, limit=limit) if len(listed) == limit else None
    return jsonify({"jobs": [job_json(job) for job in listed], "next": more})


@blueprint.get("/batches/<id>")
@blueprint.get("/jobs/<id>")
def read(id: str) -> Response:
    """Answer a job and some of its items; ``after``, ``limit`` and ``state`` choose which."""
    units, after, limit = current_caller().readable_units, _number("after", 0), _number("limit", ITEMS_SHOWN)
    job, state = _jobs().get(id, units), _state()
    items = _jobs().items(id, units, after, limit, state)
    told = job_json(job) | {"items": [item_json(id, item) for item in items], "next": None}
    if len(items) == limit:
        told["next"] = url_for("jobs.read", id=id, after=items[-1].number, limit=limit, state=state)
    return jsonify(told)


@blueprint.get("/batches/<id>/archive.zip")
@blueprint.get("/jobs/<id>/archive.zip")
def archive(id: str) -> Response:
    """Answer what has been made so far, written while it is read."""
    job = _jobs().get(id, current_caller().readable_units)
    note(Act.DOWNLOADED, job.unit_id, id)
    response = Response(stream_archive(job, services()), content_type="application/zip")
    name = quote(archive_name(job), safe="")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{job.id}.zip\"; filename*=UTF-8''{name}"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.get("/jobs/<id>/items/<int:number>/files/<format>")
def file(id: str, number: int, format: str) -> Response:
    """Answer one file of a copy; a record's are with the record."""
    item = _jobs().item(id, current_caller().readable_units, number)
    if format not in item.files:
        raise RecordNotFound(f"这一份没有 {format} 文件")
    made = item.files[format]
    return attachment(
        services().files.get(made.digest), labelled(made.name, item.label), media_type_of(format, made)
    )


@blueprint.post("/jobs/<id>/cancellation")
def cancel(id: str) -> Response:
    """Call off what hasn't been begun; answer the job."""
    return jsonify(job_json(_jobs().cancel(id, {current_caller().unit_id})))


@blueprint.post("/jobs/<id>/retry")
def retry(id: str) -> Response:
    """Have made again what failed or was called off; answer the job."""
    return accepted(retry_job(id, current_caller(), services()))


def accepted(job: Job) -> Response:
    """Answer that a job will be worked on, and where to look."""
    response = jsonify(job_json(job))
    response.status_code = 202
    response.headers["Location"] = job_address(job)
    return response


def job_json(job: Job) -> dict[str, Any]:
    """Return what a caller is told of a job."""
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state,
        "title": job.title,
        "author": job.author,
        "copies": job.copies,
        "created": job.created.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "total": job.total,
        "counts": {state.value: job.counts.get(state, 0) for state in ItemState},
        "links": {"self": job_address(job), "archive": url_for("jobs.archive", id=job.id)},
    }


def item_json(job_id: str, item: Item) -> dict[str, Any]:
    """Return what a caller is told of an item."""
    record = item.record_id
    return {
        "number": item.number,
        "state": item.state,
        "title": item.title,
        "label": item.label,
        "attempts": item.attempts,
        "document": None if record is None else {"id": record, "href": url_for("documents.read", id=record)},
        "files": {
            format: url_for("jobs.file", id=job_id, number=item.number, format=format)
            for format in item.files
        },
        "problem": item.reason,
    }


def job_address(job: Job) -> str:
    """Return the path of the job."""
    return url_for("jobs.read", id=job.id)


def _jobs() -> Jobs:
    return Jobs(services().database)


def _number(name: str, default: int) -> int:
    given = request.args.get(name)
    if given is None:
        return default
    least = 0 if name == "after" else 1
    most = MOST_SHOWN if name == "limit" else 10**6
    if not (given.isascii() and given.isdigit() and len(given) < 8 and least <= int(given) <= most):
        raise InvalidRequest(f"参数 {name} 应是 {least} 到 {most} 的整数")
    return int(given)


def _state() -> ItemState | None:
    given = request.args.get("state")
    if given is not None and given not in set(ItemState):
        raise InvalidRequest(f"参数 state 应是下面的一种：{'、'.join(ItemState)}")
    return None if given is None else ItemState(given)
