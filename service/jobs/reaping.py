"""The reaper: takes items from workers that died or hang, and drops batches that never wholly arrived.

It compares nobody's clocks. It sees a counter and measures on its own monotonic clock how long it stands still:
the beat of a claim, for a worker that died; the fence, for one that reports and doesn't finish.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from service.job_errors import WorkLost
from service.jobs.limits import ARRIVAL_S, MOST_ATTEMPTS, Patience
from service.jobs.working import reason_of
from service.storage import Claims, Jobs, Sign

_LOG = logging.getLogger(__name__)


@dataclass
class Stillness:
    """How long each of some values has stood still, by one watcher's clock."""

    clock: Callable[[], float]
    seen: dict[Hashable, tuple[Hashable, float]] = field(default_factory=dict)

    def look(self, values: Mapping[Any, Hashable]) -> dict[Any, float]:
        """Return for how many seconds each value hasn't changed; forget those that are no longer there."""
        now = self.clock()
        before, self.seen = self.seen, {}
        for key, value in values.items():
            known = before.get(key)
            self.seen[key] = known if known is not None and known[0] == value else (value, now)
        return {key: now - since for key, (_, since) in self.seen.items()}


class Reaper:
    """Watches the rows of one database; any number may."""

    def __init__(self, database_claims: Claims, patience: Patience, clock: Callable[[], float]) -> None:
        self._claims, self._patience = database_claims, patience
        self._beats, self._fences, self._arrivals = Stillness(clock), Stillness(clock), Stillness(clock)

    def look(self) -> int:
        """Look once, take what is abandoned, and return how many items were taken."""
        signs = {(sign.job_id, sign.number): sign for sign in self._claims.signs()}
        beats = self._beats.look({key: (sign.fence, sign.beat) for key, sign in signs.items()})
        fences = self._fences.look({key: sign.fence for key, sign in signs.items()})
        self._drop_abandoned()
        return sum(
            self._take(sign)
            for key, sign in signs.items()
            if beats[key] > self._patience.lease_s
            or fences[key] > self._patience.run_s + self._patience.lease_s
        )

    def _take(self, sign: Sign) -> bool:
        taken = self._claims.reap(sign, _reason() if sign.attempts >= MOST_ATTEMPTS else None)
        if taken:
            _LOG.warning("item %d of %s taken, attempt %d", sign.number, sign.job_id, sign.attempts)
        return taken

    def _drop_abandoned(self) -> None:
        for job_id, still_s in self._arrivals.look(self._claims.arrivals()).items():
            if still_s > ARRIVAL_S:
                Jobs(self._claims.database).drop(job_id)


def _reason() -> Mapping[str, Any]:
    return reason_of(
        WorkLost(
            f"制作这一份时程序中断或超时，一共试了 {MOST_ATTEMPTS} 次；"
            "请检查内容是否特别长，或者重试，仍不行请联系管理员"
        )
    )
