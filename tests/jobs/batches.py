"""Small batches for the fakes' only paper."""

from __future__ import annotations

from service.jobs.submitting import submit
from service.services import Services
from service.storage import Job, JobKind
from service.storage.person import FIRST_UNIT, Person, Unit
from tests.fakes import a_request, as_bytes

ME = Person("me", "me", "林晓", Unit(FIRST_UNIT, "本单位"))
UNITS = {FIRST_UNIT}


def a_body(title: str = "通知") -> bytes:
    return as_bytes(a_request(content={"campaign": {}, "paper": {"title": title}}))


def a_job(services: Services, count: int = 3) -> Job:
    bodies = [a_body(f"第{number}份通知") for number in range(1, count + 1)]
    return submit(bodies, JobKind.BATCH, ME, services)


def states(services: Services, job: Job) -> list[str]:
    from service.storage import Jobs

    return [item.state.value for item in Jobs(services.database).items(job.id, UNITS, 0, 1000)]
