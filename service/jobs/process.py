"""The process that works on jobs: threads that make items, a heart, a reaper, and Huey's ear.

It is started and kept by ``chengwen serve`` (`service.office.keeping`). Asked to stop, it claims nothing more,
finishes what it can, and hands back the rest. When an item hangs it does the same and ends: a thread cannot be
stopped, a process can, and it is started again.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from service.assembly import open_services
from service.errors import StorageFailed
from service.jobs.heart import Heart
from service.jobs.limits import POLL_S, Patience
from service.jobs.reaping import Reaper
from service.jobs.waking import queue_path, woken
from service.jobs.working import make_item
from service.services import Services
from service.settings import Settings
from service.storage import Claims

GRACE_S = 20.0  #: how long items may go on when the process shall stop
PAUSE_S = 2.0  #: after a mistake of ours that may pass, such as a full disk
_PARENT_CHECK_S = 0.5
_SWEEP_S = 3600.0  #: files that nothing refers to may lie a little longer
_NICE = 5  #: people's requests come first
_HUNG = 75
_LOG = logging.getLogger(__name__)


@dataclass
class Workshop:
    """What the threads of one process share.

    Attributes:
        services: what makes and keeps papers.
        claims: the rows.
        heart: what is being made here, and its signs of life.
        bell: rung when there may be work.
        stop: set when nothing more shall be claimed.
    """

    services: Services
    claims: Claims
    heart: Heart
    bell: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event = field(default_factory=threading.Event)


def patience_of(settings: Settings) -> Patience:
    """Return how long the settings wait for a worker."""
    return Patience(settings.job_lease_s, settings.job_run_s)


def run_worker_process(settings: Settings, parent: int) -> None:
    """Work on jobs until SIGTERM, SIGINT or the end of the process ``parent``; call it in the main thread.

    Raises:
        TemplateError, StorageFailed: if it can't work at all.
    """
    os.nice(_NICE)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    services = open_services(settings)
    claims, patience = Claims(services.database), patience_of(settings)
    shop = Workshop(services, claims, Heart(claims, patience, time.monotonic))
    reaper = Reaper(claims, patience, time.monotonic)
    hung = threading.Event()

    def look() -> None:
        if not shop.heart.beat():
            hung.set()
        if reaper.look():
            shop.bell.set()

    with woken(queue_path(settings), shop.bell.set):
        workers = [_thread(_work, shop) for _ in range(settings.converters)]
        watch = _thread(_every, patience.lease_s / 3, look, shop.stop)
        broom = _thread(_every, _SWEEP_S, lambda: services.uploads.sweep(services.clock()), shop.stop)
        while not stop.wait(_PARENT_CHECK_S) and not hung.is_set() and os.getppid() == parent:
            pass
        shop.stop.set()
        shop.bell.set()
        finished = _join([*workers, watch, broom], GRACE_S)
    _part(shop, finished, _HUNG if hung.is_set() else 0)


def work_until_idle(shop: Workshop) -> None:
    """Make items until none waits or the workshop closes."""
    while not shop.stop.is_set():
        claim = shop.claims.claim()
        if claim is None:
            return
        shop.bell.set()  # there may be more: another thread looks
        with shop.heart.holding(claim):
            make_item(claim, shop.services, shop.claims, shop.stop.wait)


def _work(shop: Workshop) -> None:
    while not shop.stop.is_set():
        try:
            shop.bell.clear()
            work_until_idle(shop)
            shop.bell.wait(POLL_S)
        except Exception as error:  # a thread that ended would never be missed
            _LOG.error("jobs stand still: %s", error, exc_info=error)
            shop.stop.wait(PAUSE_S)


def _every(interval_s: float, act: Callable[[], None], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            act()
        except Exception as error:  # without a watch, nothing would ever be taken from the dead
            _LOG.error("nobody watched over the jobs: %s", error, exc_info=error)
        stop.wait(interval_s)


def _thread(function: Callable[..., None], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=function, args=arguments, daemon=True, name=function.__name__)
    thread.start()
    return thread


def _join(threads: Sequence[threading.Thread], grace_s: float) -> bool:
    """Wait for the threads, all together no longer than ``grace_s``; tell whether they ended."""
    deadline = time.monotonic() + grace_s
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    return not any(thread.is_alive() for thread in threads)


def _part(shop: Workshop, finished: bool, code: int) -> None:
    """End the process; threads that still run end with it, and what they held is handed back first."""
    try:
        shop.heart.hand_back_all()
    except StorageFailed as error:
        _LOG.error("items are left to the reaper: %s", error)
    if finished:
        shop.services.database.close()
    os._exit(code)  # not sys.exit: it would wait for threads that hang
