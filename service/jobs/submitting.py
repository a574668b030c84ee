"""Taking a job in: each item is held against its schema at once, and nothing is worked on before all have arrived."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from service.access.errors import Forbidden
from service.errors import InvalidRequest, RequestTooLarge, ServiceError
from service.generation import examine, with_held_files
from service.job_errors import QueueFull
from service.jobs.limits import CHUNK, CHUNK_CHARACTERS, MOST_ITEMS, MOST_WAITING
from service.jobs.waking import queue_path, wake
from service.jobs.working import reason_of
from service.named_files import refuse_lost_files
from service.request import as_json_text, read_request
from service.services import Services
from service.storage import Job, JobKind, Jobs, NewItem
from service.storage.person import Person, Role, Token
from service.storage.record import new_id

_LOG = logging.getLogger(__name__)


def submit(
    bodies: Iterable[bytes | ServiceError], kind: JobKind, caller: Person | Token, services: Services
) -> Job:
    """Take the requests (JSON texts) in as a job of the caller's unit, have it worked on, and return it.

    An item that can't be made as it is written is failed from the beginning, with the reason; the others are made.

    Raises:
        InvalidRequest: if there is no item at all.
        RequestTooLarge: if there are more than `MOST_ITEMS`.
        QueueFull: if too much waits already.
        BrokenJson: if ``bodies`` raises it. In all cases nothing of the job is kept.
    """
    return take_in(_items(bodies, caller.unit_id, services), new_job(kind, caller, services), services)


def take_in(items: Iterable[NewItem], job: Job, services: Services) -> Job:
    """Take items in as a new job, have it worked on, and return it; raises as `submit`, and what ``items`` raises."""
    jobs = Jobs(services.database)
    if jobs.waiting() >= MOST_WAITING:
        raise QueueFull(f"等待制作的公文已经有 {MOST_WAITING} 份，请过几分钟再提交")
    jobs.begin(job)
    try:
        titles = _receive(job.id, items, jobs)
        jobs.accept(job.id, titles)
    except BaseException:
        jobs.drop(job.id)
        raise
    wake(queue_path(services.settings))
    return jobs.get(job.id, {job.unit_id})


def retry(id: str, caller: Person | Token, services: Services) -> Job:
    """Have what failed or was called off made again, and return the job.

    Raises:
        JobNotFound: if the caller's unit has none such.
        Forbidden: if it makes records, and the caller may not issue.
    """
    jobs, units = Jobs(services.database), {caller.unit_id}
    if not may_retry(caller, jobs.get(id, units)):
        raise Forbidden("重试就会印发公文，要由签发人来办")
    job = jobs.retry(id, units)
    wake(queue_path(services.settings))
    return job


def may_retry(caller: Person | Token, job: Job) -> bool:
    """Tell whether somebody of its unit may have a job's papers made again; what makes records is 印发."""
    copies = job.copies or job.kind is JobKind.REGENERATION
    return isinstance(caller, Token) or copies or job.unit_id in caller.units_as(Role.APPROVER)


def new_job(kind: JobKind, caller: Person | Token, services: Services) -> Job:
    """Return a job of the caller's that has no items yet."""
    now = services.clock()
    person = caller.id if isinstance(caller, Person) else None
    token = caller.id if isinstance(caller, Token) else None
    return Job(new_id(now), kind, caller.unit_id, "", caller.name, person, token, now)


def _receive(job_id: str, items: Iterable[NewItem], jobs: Jobs) -> str:
    """Store the items, some at a time, and return what the job is called."""
    title, count = "", 0
    for chunk in _chunks(_few(items)):
        jobs.receive(job_id, chunk)
        title = title or next((item.title for item in chunk if item.title), "")
        count += len(chunk)
    if count == 0:
        raise InvalidRequest("一份请求也没有，至少要有一份")
    return title if count == 1 else f"{title or '无标题的公文'}等{count}份"


def _chunks(items: Iterator[NewItem]) -> Iterator[list[NewItem]]:
    """Yield the items some at a time, so many that a transaction is worth it and so few that memory stays flat."""
    chunk: list[NewItem] = []
    length = 0
    for item in items:
        chunk.append(item)
        length += len(item.body or "")
        if len(chunk) == CHUNK or length > CHUNK_CHARACTERS:
            yield chunk
            chunk, length = [], 0
    if chunk:
        yield chunk


def _items(bodies: Iterable[bytes | ServiceError], unit_id: str, services: Services) -> Iterator[NewItem]:
    for number, body in enumerate(bodies, 1):
        yield _item(number, body, unit_id, services)


def _few(items: Iterable[NewItem]) -> Iterator[NewItem]:
    for item in items:
        if item.number > MOST_ITEMS:
            raise RequestTooLarge(f"一批最多 {MOST_ITEMS} 份，请分几批提交")
        yield item


def _item(number: int, body: bytes | ServiceError, unit_id: str, services: Services) -> NewItem:
    try:
        if isinstance(body, ServiceError):
            raise body
        request = read_request(body)
        title = examine(request, services.making)
        refuse_lost_files(request.content, with_held_files(request, services, unit_id).files)
    except InvalidRequest as error:
        return NewItem(number, "", None, reason_of(error))
    if not request.files:
        return NewItem(number, title, body.removeprefix(b"\xef\xbb\xbf").decode())
    for file in request.files.values():
        services.uploads.put(unit_id, file, services.clock())
    return NewItem(number, title, as_json_text(request).decode())
