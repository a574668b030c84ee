"""Workers that die, hang or come too late: nothing is lost, nothing is made twice, no clock is compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.document.document_number import NumberKind
from service.generation import generate
from service.jobs.heart import Heart
from service.jobs.limits import ARRIVAL_S, MOST_ATTEMPTS, Patience
from service.jobs.reaping import Reaper
from service.jobs.submitting import submit
from service.jobs.working import make_item
from service.numbering import Terms, reserve
from service.request import read_request
from service.services import Services
from service.storage import Claim, Claims, Job, JobKind, Jobs, JobState, LeaseLost
from service.storage.number import Series
from service.storage.person import FIRST_UNIT
from tests.fakes import NOW, a_request, as_bytes, fake_render
from tests.jobs.batches import ME, UNITS, a_job, states
from tests.jobs.conftest import FakeClock

PATIENCE = Patience(lease_s=15, run_s=300)


@pytest.fixture
def reaper(claims: Claims, clock: FakeClock) -> Reaper:
    return Reaper(claims, PATIENCE, clock)


def claimed(claims: Claims) -> Claim:
    claim = claims.claim()
    assert claim is not None
    return claim


def test_what_a_dead_worker_held_is_handed_back(
    services: Services, claims: Claims, reaper: Reaper, clock: FakeClock
):
    job = a_job(services, 2)
    dead = claimed(claims)
    assert reaper.look() == 0
    clock.go(14)
    assert reaper.look() == 0
    clock.go(2)
    assert reaper.look() == 1
    assert states(services, job) == ["waiting", "waiting"]
    again = claimed(claims)
    assert (again.number, again.fence, again.attempts) == (dead.number, dead.fence + 1, 2)


def test_a_worker_that_reports_keeps_its_item(
    services: Services, claims: Claims, reaper: Reaper, clock: FakeClock
):
    a_job(services, 1)
    claim = claimed(claims)
    for _ in range(10):
        assert claims.beat(claim)
        assert reaper.look() == 0
        clock.go(10)


def test_a_worker_that_hangs_while_its_heart_beats_is_caught(
    services: Services, claims: Claims, reaper: Reaper, clock: FakeClock
):
    job = a_job(services, 1)
    claim = claimed(claims)
    taken = 0
    for _ in range(33):
        claims.beat(claim)
        taken += reaper.look()
        clock.go(10)
    assert taken == 1
    assert states(services, job) == ["waiting"]
    assert not claims.beat(claim)


def test_the_heart_itself_stops_for_what_hangs(
    services: Services, claims: Claims, reaper: Reaper, clock: FakeClock
):
    job = a_job(services, 2)
    heart = Heart(claims, PATIENCE, clock)
    with heart.holding(claimed(claims)):
        assert heart.beat()
        clock.go(301)
        with heart.holding(claimed(claims)):
            assert not heart.beat()
            assert [sign.beat for sign in claims.signs()] == [1, 1]
            heart.hand_back_all()
    assert states(services, job) == ["waiting", "waiting"]
    # The one that hung has used an attempt, the one that was only interrupted has not.
    assert [claimed(claims).attempts, claimed(claims).attempts] == [2, 1]


def test_a_late_worker_cannot_write(services: Services, claims: Claims, reaper: Reaper, clock: FakeClock):
    job = a_job(services, 1)
    late = claimed(claims)
    reaper.look()
    clock.go(16)
    assert reaper.look() == 1
    make_item(claimed(claims), services, claims)
    made = services.records.recent(9, UNITS)
    assert len(made) == 1
    make_item(late, services, claims)  # finishes after all, and is refused
    assert not claims.fail(late, {"code": "late"})
    assert not claims.hand_back(late, begun=True)
    assert not claims.beat(late)
    assert services.records.recent(9, UNITS) == made
    assert states(services, job) == ["done"]


def test_a_late_worker_cannot_write_while_another_is_at_it(
    services: Services, claims: Claims, reaper: Reaper, clock: FakeClock
):
    a_job(services, 1)
    late = claimed(claims)
    reaper.look()
    clock.go(16)
    reaper.look()
    claimed(claims)
    make_item(late, services, claims)
    assert services.records.recent(9, UNITS) == ()


def test_record_and_item_are_one_transaction(services: Services, claims: Claims):
    """Who lost the claim while he made the paper leaves no record, and no number is used for it."""
    job = a_job(services, 1)
    claim = claimed(claims)
    (sign,) = claims.signs()

    def too_slow(content: object, converter: object) -> object:
        assert claims.reap(sign, None)
        return fake_render(content, converter)  # type: ignore[arg-type]

    slow = replace(services, making=replace(services.making, render=too_slow))
    with pytest.raises(LeaseLost):
        generate(read_request(claim.body.encode()), slow, claim.unit_id, claim.author, claim)
    assert services.records.recent(9, UNITS) == ()
    assert states(services, job) == ["waiting"]


def test_an_item_that_is_made_again_takes_the_number_that_was_reserved_for_it(
    services: Services, claims: Claims, reaper: Reaper, clock: FakeClock
):
    series = Series("s", FIRST_UNIT, NumberKind.DOCUMENT, "滨水发")
    services.register.add_series(series)
    asked = as_bytes(a_request(content={"campaign": {}, "paper": {"title": "通知"}}, series="滨水发"))
    submit([asked] * 2, JobKind.BATCH, ME, services)
    dead = claimed(claims)
    terms = Terms(dead.unit_id, dead.author, series, claim=dead)
    _, reserved = reserve(read_request(dead.body.encode()), services, terms)  # and then the power goes
    make_item(claimed(claims), services, claims)
    reaper.look()
    clock.go(16)
    assert reaper.look() == 1
    make_item(claimed(claims), services, claims)
    rows = services.register.period(series, reserved.value.period)
    assert [(row.value.serial, row.state) for row in rows] == [(1, "used"), (2, "used")]


@pytest.mark.parametrize("jump_s", [-86_400.0, 86_400.0])
def test_the_wall_clock_may_jump(
    services: Services, claims: Claims, reaper: Reaper, clock: FakeClock, jump_s: float, monkeypatch
):
    import time

    real = time.time
    a_job(services, 1)
    claim = claimed(claims)
    reaper.look()
    monkeypatch.setattr(time, "time", lambda: real() + jump_s)
    clock.go(10)
    assert claims.beat(claim)
    assert reaper.look() == 0
    clock.go(10)
    assert reaper.look() == 0


def test_two_reapers_whose_clocks_differ_take_an_item_once(services: Services, claims: Claims):
    a_job(services, 1)
    claimed(claims)
    clocks = FakeClock(0.0), FakeClock(1e9)
    reapers = [Reaper(claims, PATIENCE, clock) for clock in clocks]
    assert [reaper.look() for reaper in reapers] == [0, 0]
    for clock in clocks:
        clock.go(16)
    assert [reaper.look() for reaper in reapers] == [1, 0]


def test_a_beat_after_the_reaper_looked_saves_the_item(services: Services, claims: Claims):
    a_job(services, 1)
    claim = claimed(claims)
    (sign,) = claims.signs()
    claims.beat(claim)
    assert not claims.reap(sign, None)
    assert [sign.fence for sign in claims.signs()] == [claim.fence]


def test_after_some_attempts_the_item_is_given_up(
    services: Services, jobs: Jobs, claims: Claims, reaper: Reaper, clock: FakeClock
):
    job = a_job(services, 1)
    for _ in range(MOST_ATTEMPTS):
        claimed(claims)
        reaper.look()
        clock.go(16)
        assert reaper.look() == 1
    assert claims.claim() is None
    (item,) = jobs.items(job.id, UNITS, 0, 9)
    assert item.reason is not None
    assert (item.state, item.reason["code"], item.attempts) == ("failed", "work_lost", MOST_ATTEMPTS)
    assert jobs.get(job.id, UNITS).state is JobState.DONE
    jobs.retry(job.id, UNITS)
    make_item(claimed(claims), services, claims)
    assert states(services, job) == ["done"]


def test_a_batch_that_never_wholly_arrives_is_dropped(
    jobs: Jobs, claims: Claims, reaper: Reaper, clock: FakeClock
):
    jobs.begin(Job("half", JobKind.BATCH, "first", "", "林晓", None, None, NOW))
    reaper.look()
    clock.go(ARRIVAL_S - 1)
    reaper.look()
    assert jobs.get("half", UNITS).state is JobState.RECEIVING
    assert jobs.recent(9, UNITS) == ()
    clock.go(2)
    reaper.look()
    assert claims.arrivals() == {}
