"""What the logic of access works with, in one frozen value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from service.access.passwords import Passwords
from service.storage import Database, FailureCounts, People, Sessions, Tokens


@dataclass(frozen=True, slots=True)
class Access:
    """All that is needed to tell who somebody is and what he may do.

    Attributes:
        people: units and people.
        sessions: who is signed in.
        tokens: what programs may do.
        failures: failed attempts to sign in.
        passwords: how passwords are kept.
        clock: the present, in UTC.
    """

    people: People
    sessions: Sessions
    tokens: Tokens
    failures: FailureCounts
    passwords: Passwords
    clock: Callable[[], dt.datetime]


def open_access(database: Database, passwords: Passwords, clock: Callable[[], dt.datetime]) -> Access:
    """Return the access that a database holds."""
    return Access(
        People(database), Sessions(database), Tokens(database), FailureCounts(database), passwords, clock
    )
