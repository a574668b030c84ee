"""The pool: a bounded queue before N slots, each a thread that keeps one LibreOffice."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from service.errors import ConversionError, ConverterBusy, ConverterFailed, ConverterTimeout
from service.office import messages
from service.office.converter import Conformance, ConverterOptions, Health
from service.office.process import Crashed, Hung, LibreOffice, ProcessError, Refused

_LOG = logging.getLogger(__name__)
_ATTEMPTS = 2  #: on different or fresh processes
_GLANCE_S = 0.2  #: how often a waiting caller is looked at, whether it is still there
_IDLE_CHECK_S = 1.0  #: how often an idle LibreOffice is looked at
_RETRY_START_S = (1.0, 5.0, 15.0, 30.0)  #: pauses between failing starts, the last one repeated
_RETURNS_LIMIT = 5  #: times that a document may meet a process that died while idle
_REFUSALS_LIMIT = 3  #: refused documents in a row after which the process itself is doubted


class Abandoned(Exception):
    """The caller went away while its document waited."""


@dataclass(eq=False)
class _Job:
    docx: bytes
    digest: str
    conformance: Conformance = ""
    attempts: int = 0
    returns: int = 0
    result: bytes | ConversionError | None = None
    started: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    def finish(self, result: bytes | ConversionError) -> None:
        self.result = result
        self.started.set()
        self.done.set()


@dataclass(eq=False)
class _Slot:
    ready: bool = False
    problem: ConversionError | None = None  #: why its last start failed
    office: LibreOffice | None = None  #: for ``close``, which hangs up on it from another thread


class Pool:
    """Converts through ``options.instances`` processes.

    ``start`` makes a process that is not ready yet; ``prove`` raises ``ConversionError`` if it prints wrong.
    """

    def __init__(
        self,
        options: ConverterOptions,
        start: Callable[[], LibreOffice],
        prove: Callable[[LibreOffice], None],
    ) -> None:
        self._options, self._start, self._prove = options, start, prove
        self._changed = threading.Condition()
        self._waiting: deque[_Job] = deque()
        self._quarantine: dict[str, float] = {}
        self._closing = threading.Event()
        self._version, self._conversions, self._restarts = "", 0, 0
        self._slots = [_Slot() for _ in range(options.instances)]
        # A LibreOffice dies with the thread that started it, so each thread lives as long as the pool.
        self._threads = [
            threading.Thread(target=self._keep, args=(slot,), name=f"office-{number}")
            for number, slot in enumerate(self._slots)
        ]
        for thread in self._threads:
            thread.start()

    def convert(
        self, docx: bytes, is_gone: Callable[[], bool] = lambda: False, conformance: Conformance = ""
    ) -> bytes:
        """Return the PDF; waits at most ``wait_s`` for a process, then as long as its runs take.

        Raises:
            Abandoned: ``is_gone`` said so while the document waited.
            ConversionError: as ``Converter.convert``.
        """
        job = _Job(docx, hashlib.sha256(docx).hexdigest(), conformance)
        self._enqueue(job)
        deadline = time.monotonic() + self._options.wait_s
        while not job.started.wait(_GLANCE_S if self._options.wait_s > _GLANCE_S else self._options.wait_s):
            late, gone = time.monotonic() > deadline, is_gone()
            if (late or gone) and self._withdraw(job):
                if gone:
                    raise Abandoned
                raise ConverterBusy(messages.WAITED.format(seconds=self._options.wait_s))
        job.done.wait()
        if isinstance(job.result, bytes):
            return job.result
        raise job.result or ConverterFailed()

    def health(self) -> Health:
        """Return the pool's state now; ready means that at least one process can convert."""
        with self._changed:
            ready = sum(slot.ready for slot in self._slots)
            problems = [str(slot.problem) for slot in self._slots if slot.problem]
            problem = "" if ready else (problems or [messages.STARTING])[0]
            return Health(ready > 0, problem, self._version, ready, self._conversions, self._restarts)

    def close(self) -> None:
        """Kill every process, refuse what waits, and return when nothing is left."""
        self._closing.set()
        with self._changed:
            self._refuse_all(ConverterFailed(messages.STOPPING))
            for slot in self._slots:
                if slot.office is not None:
                    slot.office.hang_up()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    # The queue

    def _enqueue(self, job: _Job) -> None:
        with self._changed:
            if self._closing.is_set():
                raise ConverterFailed(messages.STOPPING)
            if problem := self._common_problem():
                raise problem
            self._refuse_quarantined(job.digest)
            if len(self._waiting) >= self._options.queue_limit:
                raise ConverterBusy(messages.QUEUE_FULL.format(limit=self._options.queue_limit))
            self._waiting.append(job)
            self._changed.notify()

    def _withdraw(self, job: _Job) -> bool:
        with self._changed:
            if job not in self._waiting:
                return False
            self._waiting.remove(job)
            return True

    def _take(self) -> _Job | None:
        with self._changed:
            if not self._waiting and not self._closing.is_set():
                self._changed.wait(_IDLE_CHECK_S)
            if not self._waiting or self._closing.is_set():
                return None
            job = self._waiting.popleft()
        job.attempts += 1
        job.started.set()
        return job

    def _give_back(self, job: _Job) -> None:
        """Put back a job that was taken for a process which turned out dead: that was no attempt."""
        job.attempts -= 1
        job.returns += 1
        with self._changed:
            if self._closing.is_set() or job.returns > _RETURNS_LIMIT:
                job.finish(ConverterFailed(messages.NO_START))
                return
            self._waiting.appendleft(job)
            self._changed.notify()

    def _retry(self, job: _Job, error: ConversionError, dangerous: bool) -> None:
        """Put a failed job in front for the next free process, or give it up with ``error``."""
        with self._changed:
            if self._closing.is_set():
                error = ConverterFailed(messages.STOPPING)
            elif job.attempts < _ATTEMPTS and not self._common_problem():
                self._waiting.appendleft(job)
                self._changed.notify()
                return
            elif dangerous and job.attempts >= _ATTEMPTS:
                self._quarantine[job.digest] = time.monotonic() + self._options.quarantine_s
        job.finish(error)

    def _refuse_quarantined(self, digest: str) -> None:
        now = time.monotonic()
        for old in [each for each, until in self._quarantine.items() if until <= now]:
            del self._quarantine[old]
        if until := self._quarantine.get(digest):
            raise ConverterFailed(messages.QUARANTINED.format(seconds=until - now))

    def _refuse_all(self, error: ConversionError) -> None:
        while self._waiting:
            self._waiting.popleft().finish(error)

    def _common_problem(self) -> ConversionError | None:
        problems = [slot.problem for slot in self._slots]
        return problems[0] if all(problems) else None

    # The slots

    def _keep(self, slot: _Slot) -> None:
        """Keep one LibreOffice running until the pool closes."""
        failures = 0
        while not self._closing.is_set():
            office = self._open(slot)
            if office is None:
                self._closing.wait(_RETRY_START_S[min(failures, len(_RETRY_START_S) - 1)])
                failures += 1
                continue
            failures = 0
            try:
                self._serve(office)
            except Exception:
                _LOG.exception("slot lost its LibreOffice")
            finally:
                with self._changed:
                    slot.ready, slot.office = False, None
                office.kill()

    def _open(self, slot: _Slot) -> LibreOffice | None:
        office = None
        try:
            office = self._start()
            with self._changed:
                slot.office = office
                if self._closing.is_set():
                    office.hang_up()
            office.wait_until_ready(self._options.start_s)
            self._prove(office)
        except Exception as error:
            with self._changed:
                slot.office = None
            if office is not None:
                office.kill()
            if self._closing.is_set():
                return None
            _LOG.error("LibreOffice is not usable: %s", error)
            problem = error if isinstance(error, ConversionError) else ConverterFailed(messages.NO_START)
            with self._changed:
                slot.problem = problem
                if common := self._common_problem():
                    self._refuse_all(common)
            return None
        with self._changed:
            slot.ready, slot.problem, self._version = True, None, office.version
        return office

    def _serve(self, office: LibreOffice) -> None:
        """Convert with this process until it dies, is due for recycling or the pool closes."""
        refusals = 0
        while not self._closing.is_set():
            job = self._take()
            if self._closing.is_set():
                if job is not None:
                    job.finish(ConverterFailed(messages.STOPPING))
                return
            if not office.is_alive():
                self._count_restart("died while idle")
                if job is not None:
                    self._give_back(job)
                return
            if job is None:
                continue
            refusals = self._run(office, job, refusals)
            if refusals < 0 or refusals >= _REFUSALS_LIMIT or self._is_due(office):
                return

    def _run(self, office: LibreOffice, job: _Job, refusals: int) -> int:
        """Run one job; return the refusals in a row, or -1 if the process is gone."""
        try:
            pdf = office.convert(job.docx, self._options.run_s, job.conformance)
        except Refused as error:
            _LOG.warning("document %s refused: %s", job.digest[:12], error)
            self._retry(job, ConverterFailed(messages.REFUSED), dangerous=False)
            return refusals + 1
        except (Hung, Crashed) as error:
            office.kill()
            self._count_restart(f"document {job.digest[:12]}: {error}")
            self._retry(job, self._explain(error), dangerous=True)
            return -1
        except Exception:
            job.finish(ConverterFailed(messages.CRASHED))
            raise
        with self._changed:
            self._conversions += 1
        job.finish(pdf)
        return 0

    def _explain(self, error: ProcessError) -> ConversionError:
        if isinstance(error, Hung):
            return ConverterTimeout(messages.TIMEOUT.format(seconds=self._options.run_s))
        return ConverterFailed(messages.CRASHED)

    def _is_due(self, office: LibreOffice) -> bool:
        options = self._options
        return office.conversions >= options.recycle_after or office.resident_bytes() > options.recycle_bytes

    def _count_restart(self, reason: str) -> None:
        _LOG.warning("LibreOffice is replaced: %s", reason)
        with self._changed:
            self._restarts += 1
