"""``kill -9`` of the serving process and of the one that works on jobs, in the middle of a batch."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.storage import Claims, ItemState, Jobs, open_database
from service.storage.person import FIRST_UNIT
from tests.test_serving import ROOT, SAMPLE, children, eventually, fetch, free_port, new_token, started

COUNT = 20


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Without fonts, hence without PDF; a worker that is killed is noticed after two seconds."""
    settings = {
        "DATA": tmp_path / "var",
        "ROOT": ROOT,
        "FONTS_CONF": tmp_path / "none/fonts.conf",
        "JOB_LEASE": "2",
        "CONVERTERS": "2",
    }
    return os.environ | {f"CHENGWEN_{name}": str(value) for name, value in settings.items()}


@pytest.fixture
def jobs(environ: dict[str, str]) -> Iterator[Jobs]:
    """The rows, seen from outside."""
    database = open_database(f"sqlite:///{environ['CHENGWEN_DATA']}/chengwen.db")
    yield Jobs(database)
    database.close()


def a_batch() -> bytes:
    """The sample's notice, so often that its making can be interrupted."""
    request = json.loads(SAMPLE.read_text("utf-8"))
    items = []
    for number in range(1, COUNT + 1):
        paper = request["content"]["paper"] | {"title": f"关于印发第{number}号实施方案的通知"}
        items.append(request | {"content": request["content"] | {"paper": paper}})
    return json.dumps(items, ensure_ascii=False).encode()


def worker_of(process: subprocess.Popen[str], but: int = 0) -> int:
    """The process that works on jobs; not the one that was killed."""

    def found() -> int | None:
        running = [pid for pid, command in children(process.pid).items() if "service.jobs" in command]
        return next((pid for pid in running if pid != but), None)

    return int(eventually(found))


def counts(jobs: Jobs, id: str) -> dict[ItemState, int]:
    return dict(jobs.get(id, {FIRST_UNIT}).counts)


def is_made(jobs: Jobs, id: str, least: int) -> dict[ItemState, int] | None:
    found = counts(jobs, id)
    return found if found.get(ItemState.DONE, 0) >= least else None


def test_nothing_is_lost_and_nothing_is_made_twice(environ: dict[str, str], jobs: Jobs):
    port = free_port()
    address = f"http://127.0.0.1:{port}/api/v1"
    process = started(port, environ)
    try:
        token = new_token(environ)
        status, body = fetch(f"{address}/batches", a_batch(), token=token)
        assert status == 202
        job = json.loads(body)["id"]
        first = worker_of(process)
        eventually(lambda: is_made(jobs, job, 3))
        os.kill(first, signal.SIGKILL)  # the service goes on, and starts another
        second = worker_of(process, but=first)
        eventually(lambda: is_made(jobs, job, 8))
        end_at_once(process, second)
        assert counts(jobs, job)[ItemState.DONE] < COUNT  # it was interrupted indeed
        for path in Path(environ["CHENGWEN_DATA"]).glob("queue.db*"):
            path.unlink()
        process = started(port, environ)
        eventually(lambda: is_made(jobs, job, COUNT))
        check_made_once(jobs, job)
        status, archive = fetch(f"{address}/jobs/{job}/archive.zip", token=token)
        assert (status, archive[:2]) == (200, b"PK")
    finally:
        process.kill()
        process.communicate()


def end_at_once(process: subprocess.Popen[str], worker: int) -> None:
    """Kill the service and its worker, and wait until both are gone."""
    for pid in (process.pid, worker):
        os.kill(pid, signal.SIGKILL)
    process.communicate()
    eventually(lambda: not Path(f"/proc/{worker}").exists() or None)


def check_made_once(jobs: Jobs, job: str) -> None:
    """Each item has a record of its own, with the right title, and there is no other record."""
    from service.storage import Records

    titles = {f"关于印发第{number}号实施方案的通知" for number in range(1, COUNT + 1)}
    records = {record.id: record.title for record in Records(jobs.database).recent(100, {FIRST_UNIT})}
    items = jobs.items(job, {FIRST_UNIT}, 0, 100)
    assert {item.state for item in items} == {ItemState.DONE}
    assert sorted(item.record_id or "" for item in items) == sorted(records)
    assert set(records.values()) == titles
    assert all(records[item.record_id or ""] == item.title for item in items)


def test_a_graceful_stop_leaves_nothing_running(environ: dict[str, str], jobs: Jobs):
    port = free_port()
    process = started(port, environ)
    try:
        token = new_token(environ)
        _, body = fetch(f"http://127.0.0.1:{port}/api/v1/batches", a_batch(), token=token)
        job = json.loads(body)["id"]
        eventually(lambda: is_made(jobs, job, 2))
        process.send_signal(signal.SIGTERM)
        said, complaint = process.communicate()
        assert (process.returncode, complaint) == (0, "")
        assert said.endswith("成文已停止\n")
        assert Claims(jobs.database).signs() == ()
        assert {item.attempts for item in jobs.items(job, {FIRST_UNIT}, 0, 100)} <= {0, 1}
    finally:
        process.kill()
        process.communicate()


HANGING = """
import service.jobs.process as process, sys, time
from service.settings import Settings
made = process.make_item
def hang_once(claim, services, claims, pause):
    if claim.number == 1 and claim.attempts == 1:
        time.sleep(3600)
    made(claim, services, claims, pause)
process.make_item = hang_once
process.GRACE_S = 1.0
process.run_worker_process(Settings.from_environment(), int(sys.argv[1]))
"""


def test_a_worker_that_hangs_ends_and_the_next_one_goes_on(environ: dict[str, str], jobs: Jobs):
    from service.jobs.submitting import submit
    from service.storage import JobKind
    from tests.fakes import fake_making, fake_services
    from tests.jobs.batches import ME

    bodies = [json.dumps(item, ensure_ascii=False).encode() for item in json.loads(a_batch())[:3]]
    services = fake_services(Path(environ["CHENGWEN_DATA"]).parent, fake_making())
    try:
        job = submit(bodies, JobKind.BATCH, ME, services)
    finally:
        services.database.close()
    hasty = environ | {"CHENGWEN_JOB_RUN": "4"}

    def run() -> Any:
        return subprocess.Popen([sys.executable, "-c", HANGING, str(os.getpid())], cwd=ROOT, env=hasty)

    first = run()
    assert first.wait(60) == 75
    assert counts(jobs, job.id) == {ItemState.WAITING: 1, ItemState.DONE: 2}
    second = run()
    try:
        eventually(lambda: is_made(jobs, job.id, 3))
    finally:
        second.terminate()
    assert second.wait(60) == 0
