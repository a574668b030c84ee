"""Drafts and campaigns as they are being written: who wrote what when. Values only, no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class DraftState(StrEnum):
    """How far a draft has come; what was issued has a record beside."""

    DRAFT = "draft"  #: 草稿
    SUBMITTED = "submitted"  #: 送审稿
    PROOF = "proof"  #: 清样


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper that is being drafted, or a campaign whose facts are being collected.

    Attributes:
        id: see `service.storage.record.new_id`.
        unit_id: the unit that it belongs to; no other sees it.
        paper_type: id of the kind of paper; ``campaign`` for a campaign.
        campaign_id: the campaign that the paper is about; None if there is none.
        title: what it is called in lists.
        revision: number of the newest revision, from 1.
        created: in UTC.
        changed: when the newest revision was made, in UTC.
        author: 姓名 of who made it.
        deleted: when it was thrown away, in UTC; None if it wasn't.
        set_state: the state that somebody gave it; see `state`.
        state_revision: the revision to which it was given.
        series_id: the row of numbers that its number shall come from; None if none was chosen.
        record_id: the record that was issued from it; None if it wasn't issued.
        corrects: the record that it corrects; None if it corrects none.
    """

    id: str
    unit_id: str
    paper_type: str
    campaign_id: str | None
    title: str
    revision: int
    created: dt.datetime
    changed: dt.datetime
    author: str
    deleted: dt.datetime | None = None
    set_state: DraftState = DraftState.DRAFT
    state_revision: int = 0
    series_id: str | None = None
    record_id: str | None = None
    corrects: str | None = None

    @property
    def state(self) -> DraftState:
        """How far it has come: a 清样 that was changed since is a 送审稿 again."""
        changed = self.set_state is DraftState.PROOF and self.revision != self.state_revision
        return DraftState.SUBMITTED if changed else self.set_state


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a draft.

    Attributes:
        number: from 1, in the order in which they were saved.
        based_on: the revision that its author saw; 0 if there was none.
        author: 姓名.
        made: in UTC.
        aside: whether it is no state of the draft, but what its author wanted where somebody else was faster.
        page: the page that it was posted from; what one page posts twice is never in conflict with itself.
        note: what was done, in Chinese; "" if it was just typed.
        tree: the content.
        ids: ids of its rows.
    """

    number: int
    based_on: int
    author: str
    made: dt.datetime
    aside: bool
    page: str
    note: str
    tree: Mapping[str, Any]
    ids: Mapping[str, Sequence[str]]
