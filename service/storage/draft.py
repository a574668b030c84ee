"""Drafts and campaigns as they are being written: who wrote what when. Values only, no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


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
