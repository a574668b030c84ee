"""Jobs (任务) and their items: papers that are made one after the other, behind the caller's back. Values only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from service.storage.record import StoredFile


class LeaseLost(Exception):
    """Who claimed an item is too late: it was handed back, and perhaps claimed by another; nothing was written."""


class JobKind(StrEnum):
    """Where a job came from."""

    DOCUMENT = "document"  #: one paper, asked for with ``Prefer: respond-async``
    BATCH = "batch"  #: many requests at once
    SHEET = "sheet"  #: the rows of a spreadsheet
    REGENERATION = "regeneration"  #: issued papers that are made again; no new records come of it


class ItemState(StrEnum):
    """How far an item is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobState(StrEnum):
    """How far a job is, as its items say."""

    RECEIVING = "receiving"  #: not all of it has arrived; nobody may work on it yet
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"  #: every item is done or failed
    CANCELLED = "cancelled"  #: some items were cancelled, none is left to do


@dataclass(frozen=True, slots=True)
class Job:
    """Papers to be made.

    Attributes:
        id: names it; sorts by the time of creation.
        kind: where it came from.
        unit_id: the unit that its papers belong to.
        title: what it is called in lists.
        author: who asked for it, by name.
        person_id: his id; None if a program asked.
        token_id: the id of the program's token; None if a person asked.
        created: when it was asked for, in UTC; for people to read, nothing is decided by it.
        received: whether all its items have arrived.
        cancelled: whether somebody called it off.
        copies: whether it makes copies that are no records and take no number; else each item is issued.
        campaign_id: the campaign that its papers are about; None if they are about none that we keep.
        counts: how many of its items are in each state.
    """

    id: str
    kind: JobKind
    unit_id: str
    title: str
    author: str
    person_id: str | None
    token_id: str | None
    created: dt.datetime
    received: bool = False
    cancelled: bool = False
    copies: bool = False
    campaign_id: str | None = None
    counts: Mapping[ItemState, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many items it has."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """How many items are still to be done."""
        return self.counts.get(ItemState.WAITING, 0) + self.counts.get(ItemState.RUNNING, 0)

    @property
    def state(self) -> JobState:
        """How far it is."""
        if not self.received:
            return JobState.RECEIVING
        if self.counts.get(ItemState.RUNNING, 0) or 0 < self.left < self.total:
            return JobState.RUNNING
        if self.left:
            return JobState.WAITING
        return JobState.CANCELLED if self.counts.get(ItemState.CANCELLED, 0) else JobState.DONE


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item as it arrives.

    Attributes:
        number: its place in the job, from 1.
        title: 标题 of the paper; "" if nobody can tell.
        body: the request as JSON text; None if it must not be kept.
        reason: why it can't be made, as plain JSON; None if it can.
        label: what tells the paper from the job's others; "" if only its number does.
    """

    number: int
    title: str
    body: str | None
    reason: Mapping[str, Any] | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One paper of a job.

    Attributes:
        number: its place in the job, from 1.
        state: how far it is.
        title: 标题 of the paper; "" if nobody can tell.
        attempts: how often it was begun.
        reason: why it failed, as plain JSON; None if it didn't.
        record_id: the record that was made; None if none was.
        label: what tells the paper from the job's others; "" if only its number does.
        files: format → file of a copy that was made; a record has its own.
    """

    number: int
    state: ItemState
    title: str
    attempts: int
    reason: Mapping[str, Any] | None
    record_id: str | None
    label: str = ""
    files: Mapping[str, StoredFile] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """One worker's right to make one item, until somebody hands the item back.

    Attributes:
        job_id: the job.
        number: the item's place in it.
        fence: counts the claims of this item; who has an older one can no longer write.
        attempts: how often the item has been begun, this time included.
        unit_id: whose paper it will be.
        author: who asked for it, by name.
        body: the request as JSON text.
        copies: whether it shall be a copy, which is no record.
        campaign_id: the campaign that it is about; None if it is about none that we keep.
        kind: where its job came from.
    """

    job_id: str
    number: int
    fence: int
    attempts: int
    unit_id: str
    author: str
    body: str
    copies: bool = False
    campaign_id: str | None = None
    kind: JobKind = JobKind.BATCH


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of life of a running item, as another process sees it.

    Attributes:
        job_id: the job.
        number: the item's place in it.
        fence: which claim it is.
        beat: how often its worker has reported since.
        attempts: how often the item has been begun.
    """

    job_id: str
    number: int
    fence: int
    beat: int
    attempts: int
