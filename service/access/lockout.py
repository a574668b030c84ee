"""How long failed attempts lock an account or an address out: not at first, then longer and longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from service.storage.person import Failures

FORGOTTEN_AFTER = dt.timedelta(hours=24)
"""After so long without a failure, those of before count no longer."""


@dataclass(frozen=True, slots=True)
class LockRule:
    """When failures lock.

    Attributes:
        free: attempts without any consequence.
        minutes: how long the next one locks, and each after it; the last is for all further ones.
    """

    free: int
    minutes: tuple[int, ...]


RULES: Mapping[str, LockRule] = {
    "account": LockRule(free=5, minutes=(1, 2, 5, 15, 30, 60)),
    # Behind one address a whole office may sit.
    "address": LockRule(free=30, minutes=(1, 2, 5, 15, 30, 60)),
}


def locked_until(failures: Failures, rule: LockRule, now: dt.datetime) -> dt.datetime | None:
    """Return until when the rule locks; None if it doesn't, now."""
    if failures.count < rule.free:
        return None
    step = min(failures.count - rule.free, len(rule.minutes) - 1)
    until = failures.last + dt.timedelta(minutes=rule.minutes[step])
    return until if until > now else None
