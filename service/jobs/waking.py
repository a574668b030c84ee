"""Huey: tells the workers at once that there is work. Nothing is lost with it: the rows are the truth.

A worker that hears nothing looks at the rows every few seconds, so a queue that is damaged or deleted costs
seconds, never a paper.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from huey import SqliteHuey

from service.settings import Settings

_NAME = "chengwen"
_PAUSE_S = 0.25  #: between two looks at an empty queue
_BROKEN_PAUSE_S = 30.0  #: between two complaints about a queue that is damaged
_LOG = logging.getLogger(__name__)


def queue_path(settings: Settings) -> Path:
    """Return where Huey keeps its messages."""
    return settings.data / "queue.db"


def wake(path: Path) -> None:
    """Tell the workers that there is something to do; if they can't be told, they find out by themselves."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        queue = _queue(path)
        with closing(queue.storage):
            _task(queue, _nothing)()
    except (OSError, sqlite3.Error) as error:
        _LOG.warning("the workers could not be woken: %s", error)


@contextmanager
def woken(path: Path, woke: Callable[[], None]) -> Iterator[None]:
    """Call ``woke`` whenever somebody wakes the workers, while the block runs."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        queue = _queue(path)
    except (OSError, sqlite3.Error) as error:
        _LOG.warning("nobody will wake the workers: %s", error)
        yield
        return
    _task(queue, woke)
    stop = threading.Event()
    ear = threading.Thread(target=_listen, args=(queue, stop), name="ear", daemon=True)
    ear.start()
    try:
        yield
    finally:
        stop.set()
        ear.join()
        queue.storage.close()


def _listen(queue: Any, stop: threading.Event) -> None:
    """Run what was enqueued; not Huey's own consumer, which takes the process's signal handlers for itself."""
    while not stop.is_set():
        try:
            task = queue.dequeue()
        except sqlite3.Error as error:
            _LOG.warning("the queue can't be read: %s", error)
            stop.wait(_BROKEN_PAUSE_S)
            continue
        if task is None:
            stop.wait(_PAUSE_S)
        else:
            queue.execute(task)


def _queue(path: Path) -> Any:
    # No fsync: a power cut may lose the message, and the rows are still there.
    return SqliteHuey(_NAME, filename=str(path), fsync=False, results=False)


def _task(queue: Any, function: Callable[[], None]) -> Any:
    def work() -> None:
        function()

    return queue.task(name="work")(work)


def _nothing() -> None:
    """Stand for the work in a process that only tells others of it."""
