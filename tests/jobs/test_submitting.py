from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from service.document.finding import Finding
from service.errors import (
    ConverterBusy,
    InvalidRequest,
    RenderingError,
    RequestTooLarge,
)
from service.job_errors import JobNotFound, QueueFull
from service.jobs import submitting
from service.jobs.limits import CHUNK, MOST_ATTEMPTS
from service.jobs.submitting import submit
from service.jobs.working import make_item
from service.services import Services
from service.storage import Claims, ItemState, JobKind, Jobs, JobState
from tests.fakes import FakeConverter, a_request, as_bytes, fake_making, open_fake_services
from tests.jobs.batches import ME, UNITS, a_body, a_job, states


def work(services: Services, claims: Claims, most: int = 1000) -> int:
    """Make what waits, as one worker would; return how many items were begun."""
    for count in range(most):
        claim = claims.claim()
        if claim is None:
            return count
        make_item(claim, services, claims)
    return most


def test_every_item_is_made_once(services: Services, jobs: Jobs, claims: Claims):
    job = a_job(services, 3)
    assert (job.title, job.state, job.total, job.author) == ("第1份通知等3份", JobState.WAITING, 3, "林晓")
    work(services, claims, 1)
    assert jobs.get(job.id, UNITS).state is JobState.RUNNING
    assert work(services, claims) == 2
    assert jobs.get(job.id, UNITS).state is JobState.DONE
    made = {record.id: record.title for record in services.records.recent(9, UNITS)}
    items = jobs.items(job.id, UNITS, 0, 9)
    assert [made[item.record_id or ""] for item in items] == ["第1份通知", "第2份通知", "第3份通知"]


def test_one_paper_does_not_wait_for_a_batch(services: Services, claims: Claims):
    a_job(services, 50)
    work(services, claims, 2)
    single = submit([a_body("急件")], JobKind.DOCUMENT, ME, services)
    claim = claims.claim()
    assert claim is not None
    assert claim.job_id == single.id


def test_what_cannot_be_made_is_said_at_once_and_the_rest_is_made(
    services: Services, jobs: Jobs, claims: Claims
):
    bodies: list[bytes] = [
        a_body(),
        b"{broken",
        as_bytes(a_request(paper_type="nonsense")),
        as_bytes(a_request(content={"campaign": {}, "paper": {}})),
        as_bytes(a_request(content={"paper": {"title": "通知", "security_classification": "机密"}})),
        b"[]",
    ]
    job = submit(bodies, JobKind.BATCH, ME, services)
    codes = [item.reason and item.reason["code"] for item in jobs.items(job.id, UNITS, 0, 9)]
    assert codes == [
        None,
        "broken_json",
        "unknown_paper",
        "invalid_content",
        "classified_refused",
        "invalid_request",
    ]
    invalid = jobs.items(job.id, UNITS, 3, 1)[0].reason
    assert invalid is not None
    assert invalid["findings"][0]["pointer"] == "/paper/title"
    # What can't be made as it is written isn't kept, and trying again wouldn't help.
    jobs.retry(job.id, UNITS)
    assert states(services, job) == ["waiting", *["failed"] * 5]
    assert work(services, claims) == 1
    assert jobs.get(job.id, UNITS).state is JobState.DONE


def test_classified_content_is_not_kept(services: Services):
    secret = {"paper": {"title": "不得外传的标题", "security_classification": "机密"}}
    submit([as_bytes(a_request(content=secret))], JobKind.BATCH, ME, services)
    services.database.close()
    for path in services.settings.data.rglob("*.db*"):
        assert "不得外传的标题".encode() not in path.read_bytes()


def test_no_item_is_no_job(services: Services, jobs: Jobs):
    with pytest.raises(InvalidRequest, match="一份请求也没有"):
        submit([], JobKind.BATCH, ME, services)
    assert jobs.recent(9, UNITS) == ()


def test_too_many_items_leave_nothing(services: Services, claims: Claims, monkeypatch):
    monkeypatch.setattr(submitting, "MOST_ITEMS", 2 * CHUNK)
    with pytest.raises(RequestTooLarge, match="一批最多 400 份"):
        submit([a_body()] * (2 * CHUNK + 1), JobKind.BATCH, ME, services)
    assert claims.arrivals() == {}
    assert claims.claim() is None


def test_nobody_works_on_a_job_before_it_has_arrived(services: Services, claims: Claims):
    def arriving() -> Iterator[bytes]:
        for number in range(2 * CHUNK):
            if number == CHUNK + 1:
                assert list(claims.arrivals().values()) == [CHUNK]
                assert claims.claim() is None
            yield a_body()

    submit(arriving(), JobKind.BATCH, ME, services)
    assert claims.arrivals() == {}
    assert claims.claim() is not None


def test_memory_does_not_grow_with_the_batch(services: Services):
    """Measured once with 10,000 notices of 2.5 kB through the real catalogue: from 118 to 119 MB."""
    import tracemalloc

    def most_memory(count: int) -> int:
        bodies = (a_body("长" * 9000 + str(number)) for number in range(count))
        tracemalloc.start()
        try:
            submit(bodies, JobKind.BATCH, ME, services)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    few, many = most_memory(2 * CHUNK), most_memory(6 * CHUNK)
    assert many < 1.1 * few


def test_a_full_queue_takes_nothing_more(services: Services, monkeypatch):
    monkeypatch.setattr(submitting, "MOST_WAITING", 2)
    a_job(services, 2)
    with pytest.raises(QueueFull, match="等待制作的公文已经有 2 份"):
        a_job(services, 1)


def test_cancelling_leaves_what_was_made_and_retrying_takes_it_up_again(
    services: Services, jobs: Jobs, claims: Claims
):
    job = a_job(services, 3)
    work(services, claims, 1)
    running = claims.claim()
    assert running is not None
    jobs.cancel(job.id, UNITS)
    assert states(services, job) == ["done", "running", "cancelled"]
    assert claims.claim() is None
    claims.hand_back(running, begun=False)  # its worker stops, and nobody takes it up again
    assert states(services, job) == ["done", "cancelled", "cancelled"]
    assert jobs.get(job.id, UNITS).state is JobState.CANCELLED
    jobs.retry(job.id, UNITS)
    assert work(services, claims) == 2
    assert states(services, job) == ["done", "done", "done"]
    assert len(services.records.recent(9, UNITS)) == 3


def test_what_is_being_made_when_the_job_is_cancelled_is_finished(
    services: Services, jobs: Jobs, claims: Claims
):
    job = a_job(services, 1)
    claim = claims.claim()
    assert claim is not None
    jobs.cancel(job.id, UNITS)
    make_item(claim, services, claims)
    assert jobs.get(job.id, UNITS).state is JobState.DONE


def test_another_unit_s_job_does_not_exist(services: Services, jobs: Jobs):
    job = a_job(services)
    for ask in (jobs.get, jobs.cancel, jobs.retry):
        with pytest.raises(JobNotFound):
            ask(job.id, {"other"})
    with pytest.raises(JobNotFound):
        jobs.items(job.id, set(), 0, 9)
    assert jobs.recent(9, {"other"}) == ()
    assert states(services, job) == ["waiting"] * 3


def test_items_are_read_piece_by_piece_and_by_state(services: Services, jobs: Jobs, claims: Claims):
    job = a_job(services, 5)
    work(services, claims, 2)
    assert [item.number for item in jobs.items(job.id, UNITS, 2, 2)] == [3, 4]
    assert [item.number for item in jobs.items(job.id, UNITS, 0, 9, ItemState.DONE)] == [1, 2]


def test_jobs_are_listed_newest_first_and_page_by_page(services: Services, jobs: Jobs):
    made = sorted(a_job(services, 1).id for _ in range(3))
    assert [job.id for job in jobs.recent(2, UNITS)] == made[:0:-1]
    assert [job.id for job in jobs.recent(2, UNITS, before=made[1])] == made[:1]


def test_what_may_go_better_is_tried_again_but_not_for_ever(tmp_path):
    with open_fake_services(tmp_path, fake_making(FakeConverter(ConverterBusy("忙")))) as services:
        claims, jobs = Claims(services.database), Jobs(services.database)
        job = a_job(services, 1)
        assert work(services, claims) == MOST_ATTEMPTS
        (item,) = jobs.items(job.id, UNITS, 0, 9)
        assert item.reason is not None
        assert (item.reason["code"], item.attempts) == ("converter_busy", MOST_ATTEMPTS)


def test_nobody_else_tries_while_it_may_get_better(tmp_path):
    """LibreOffice is being started again: the item is held, so that no other thread uses up its attempts."""
    with open_fake_services(tmp_path, fake_making(FakeConverter(ConverterBusy("忙")))) as services:
        claims, waited = Claims(services.database), []
        a_job(services, 1)

        def pause(seconds: float) -> None:
            waited.append(seconds)
            assert claims.claim() is None
            assert len(claims.signs()) == 1

        while (claim := claims.claim()) is not None:
            make_item(claim, services, claims, pause)
        assert waited == [ConverterBusy.retry_after_s, 2 * ConverterBusy.retry_after_s]


@pytest.mark.parametrize("error", [RenderingError("排不下", (Finding("long", "排不下"),)), ValueError("!")])
def test_what_cannot_be_set_fails_with_its_reason(services: Services, jobs: Jobs, claims: Claims, error):
    def refuse(content, converter):
        raise error

    broken = replace(services, making=replace(services.making, render=refuse))
    job = a_job(services, 1)
    assert work(broken, claims) == 1
    (item,) = jobs.items(job.id, UNITS, 0, 9)
    assert item.reason is not None
    assert item.reason["code"] == (
        "rendering_error" if isinstance(error, RenderingError) else "internal_error"
    )
