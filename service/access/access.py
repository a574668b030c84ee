"""What the logic of access works with, in one frozen value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from service.access.passwords import Passwords
from service.storage import Act, AuditLog, Database, Entry, FailureCounts, People, Sessions, Tokens


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

    def log(self, act: Act, by: str, unit_id: str, subject: str, **details: str) -> None:
        """Write what was done into the audit log."""
        entry = Entry(act, self.clock(), by, unit_id, subject, details)
        AuditLog(self.people.database).write(entry)


def open_access(database: Database, passwords: Passwords, clock: Callable[[], dt.datetime]) -> Access:
    """Return the access that a database holds."""
    return Access(
        People(database), Sessions(database), Tokens(database), FailureCounts(database), passwords, clock
    )
