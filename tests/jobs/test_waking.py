from __future__ import annotations

import threading
from pathlib import Path

from service.jobs.waking import wake, woken


def test_whoever_listens_is_woken(tmp_path: Path):
    bell = threading.Event()
    with woken(tmp_path / "var/queue.db", bell.set):
        wake(tmp_path / "var/queue.db")
        assert bell.wait(30)


def test_a_message_waits_for_who_listens_later(tmp_path: Path):
    bell = threading.Event()
    wake(tmp_path / "queue.db")
    with woken(tmp_path / "queue.db", bell.set):
        assert bell.wait(30)


def test_a_queue_that_cannot_be_used_stops_nobody(tmp_path: Path):
    (tmp_path / "queue.db").write_bytes(b"no database, by any means" * 100)
    wake(tmp_path / "queue.db")
    with woken(tmp_path / "queue.db", threading.Event().set):
        pass


def test_a_queue_deleted_under_the_ear_stops_nobody(tmp_path: Path):
    with woken(tmp_path / "queue.db", threading.Event().set):
        for path in tmp_path.glob("queue.db*"):
            path.unlink()
        wake(tmp_path / "queue.db")
