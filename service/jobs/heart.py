"""What a worker process holds, and its signs of life."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from service.errors import StorageFailed
from service.jobs.limits import Patience
from service.storage import Claim, Claims

_LOG = logging.getLogger(__name__)


class Heart:
    """Beats for the claims that are held, until one has been held for longer than an item may take."""

    def __init__(self, claims: Claims, patience: Patience, clock: Callable[[], float]) -> None:
        self._claims, self._patience, self._clock = claims, patience, clock
        self._held: dict[Claim, float] = {}
        self._lock = threading.Lock()

    @contextmanager
    def holding(self, claim: Claim) -> Iterator[None]:
        """Beat for ``claim`` from now on, until the block ends."""
        with self._lock:
            self._held[claim] = self._clock()
        try:
            yield
        finally:
            with self._lock:
                self._held.pop(claim, None)

    def beat(self) -> bool:
        """Beat once for everything that is held; False if something hangs: nobody beats for that any more."""
        now = self._clock()
        with self._lock:
            held = dict(self._held)
        hung = [claim for claim, since in held.items() if now - since > self._patience.run_s]
        for claim in held:
            if claim not in hung:
                self._report(claim)
        return not hung

    def hand_back_all(self) -> None:
        """Hand back whatever is still held, for somebody else to begin anew; what hangs counts as an attempt."""
        now = self._clock()
        with self._lock:
            held = dict(self._held)
        for claim, since in held.items():
            self._claims.hand_back(claim, begun=now - since > self._patience.run_s)

    def _report(self, claim: Claim) -> None:
        try:
            self._claims.beat(claim)
        except StorageFailed as error:  # the next beat may get through; if none does, the lease is lost
            _LOG.warning("no sign of life could be given: %s", error)
