"""How long, how often and how many: the numbers of jobs, and why they are what they are."""

from __future__ import annotations

from dataclasses import dataclass

MOST_ITEMS = 10_000  #: of one batch
MOST_WAITING = 100_000  #: of all jobs; more are sent away until some are done
MOST_ATTEMPTS = 3  #: at one item; a document that kills its worker three times would kill every one
POLL_S = 5.0  #: a worker that nobody wakes looks at the rows after this long
ARRIVAL_S = 600.0  #: a batch of which nothing more has arrived for this long is dropped
CHUNK = 200  #: most items that arrive in one transaction
CHUNK_CHARACTERS = 2_000_000  #: fewer, if they are long


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for a worker, in seconds of the watcher's own monotonic clock.

    Attributes:
        lease_s: a worker that hasn't reported for this long is dead; it reports three times as often.
        run_s: an item that is being made for longer hangs, however lively its worker reports.
    """

    lease_s: float
    run_s: float
