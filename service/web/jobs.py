"""任务: the list, one job's page that follows its progress, and what can be done about it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.access.routes import rule_for
from service.archive.telling import RESULT_NAMES
from service.jobs.archive import STATE_NAMES
from service.jobs.submitting import may_retry
from service.jobs.submitting import retry as retry_job
from service.storage import ItemState, Job, JobKind, Jobs, JobState
from service.storage.regenerations import Regenerations
from service.web.current import current_person, services

blueprint = Blueprint("job_pages", __name__, url_prefix="/jobs")

JOBS_SHOWN = 30
ITEMS_SHOWN = 100
SEE_OTHER = 303
KIND_NAMES = {
    JobKind.DOCUMENT: "一份",
    JobKind.BATCH: "一批",
    JobKind.SHEET: "表格",
    JobKind.REGENERATION: "重新生成",
}
FORMAT_NAMES = (("docx", "Word"), ("pdf", "PDF"), ("pdfa", "PDF/A"), ("ofd", "OFD"))
JOB_NAMES = {
    JobState.RECEIVING: "正在接收",
    JobState.WAITING: "等待制作",
    JobState.RUNNING: "正在制作",
    JobState.DONE: "已完成",
    JobState.CANCELLED: "已取消",
}


@blueprint.get("/")
def index() -> str:
    """List the jobs, the newest first."""
    listed = _jobs().recent(JOBS_SHOWN, current_person().readable_units, request.args.get("before"))
    return render_template("jobs.html", jobs=listed, full=len(listed) == JOBS_SHOWN, **_names())


@blueprint.get("/<id>")
def read(id: str) -> str:
    """Show a job: how far it is, and what became of each item."""
    return _page("job.html", id)


@blueprint.get("/<id>/progress")
def progress(id: str) -> str:
    """Show what changes of a job's page."""
    return _page("_job.html", id)


@blueprint.post("/<id>/cancellation")
def cancel(id: str) -> Response:
    """Call off what hasn't been begun."""
    _jobs().cancel(id, {current_person().unit_id})
    return redirect(url_for("job_pages.read", id=id), SEE_OTHER)


@blueprint.post("/<id>/retry")
def retry(id: str) -> Response:
    """Have made again what failed or was called off."""
    retry_job(id, current_person(), services())
    return redirect(url_for("job_pages.read", id=id), SEE_OTHER)


def _page(template: str, id: str) -> str:
    units, after = current_person().readable_units, request.args.get("after", "0")
    state = request.args.get("state", "")
    chosen = ItemState(state) if state in set(ItemState) else None
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 8 else 0
    job = _jobs().get(id, units)
    items = _jobs().items(id, units, number, ITEMS_SHOWN, chosen)
    more = items[-1].number if len(items) == ITEMS_SHOWN else None
    made = services().records.several([item.record_id for item in items if item.record_id], units)
    numbers = [item.number for item in items] if job.kind is JobKind.REGENERATION else []
    return render_template(
        template,
        job=job,
        again=Regenerations(services().database).of_job(job.id, numbers),
        items=items,
        made=made,
        chosen=chosen,
        after=number,
        more=more,
        mine=_is_mine(job),
        may_retry=_is_mine(job) and may_retry(current_person(), job),
        formats=FORMAT_NAMES,
        **_names(),
    )


def _is_mine(job: Job) -> bool:
    """Tell whether the reader may call the job off or have it tried again."""
    return job.unit_id == current_person().unit_id and bool(
        current_person().roles & rule_for("POST", "job_pages.cancel").roles
    )


def _names() -> dict[str, object]:
    return {
        "job_names": JOB_NAMES,
        "item_names": STATE_NAMES,
        "kind_names": KIND_NAMES,
        "result_names": RESULT_NAMES,
    }


def _jobs() -> Jobs:
    return Jobs(services().database)
