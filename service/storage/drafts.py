"""Drafts and campaigns in the database: each change is a new revision, nothing is written over."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, undefer

from service.errors import DraftNotFound
from service.storage.database import Database
from service.storage.draft import Draft, DraftState, Revision
from service.storage.draft_models import CampaignRevisionRow, CampaignRow, DraftRevisionRow, DraftRow, HeadRow
from service.storage.errors import AlreadyIssued, NotReady

CAMPAIGN = "campaign"
"""Stands for the kind of paper where a draft is a campaign."""

_KEPT_WHOLE = dt.timedelta(days=2)  #: after this, of each author's row of saves only the last is kept
_RUN = dt.timedelta(minutes=15)  #: saves of one author nearer together than this are one row


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision to be added: see `Revision` for the meaning of the attributes.

    Attributes:
        title: what the draft is called from now on; None leaves it.
    """

    tree: Mapping[str, Any]
    ids: Mapping[str, Any]
    based_on: int
    note: str = ""
    aside: bool = False
    page: str = ""
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts, or the campaigns, of one database. Who asks for another unit's gets `DraftNotFound`."""

    database: Database
    heads: type[DraftRow] | type[CampaignRow]
    revisions: type[DraftRevisionRow] | type[CampaignRevisionRow]

    def add(self, draft: Draft, entry: Entry) -> Draft:
        """Store a new draft with its first revision and return it."""
        row = self.heads(
            id=draft.id,
            unit_id=draft.unit_id,
            title=draft.title,
            revision=1,
            created=draft.created,
            changed=draft.changed,
            author=draft.author,
        )
        if isinstance(row, DraftRow):
            row.paper_type, row.campaign_id = draft.paper_type, draft.campaign_id
            row.series_id, row.corrects = draft.series_id, draft.corrects
        with self.database.writing() as session:
            session.add(row)
            session.flush()
            session.add(self._revision(draft.id, 1, entry, draft.author, draft.changed))
        return draft

    def get(self, id: str, unit_id: str) -> Draft:
        """Return a draft.

        Raises:
            DraftNotFound: if the unit has none such.
        """
        with self.database.reading() as session:
            return _as_draft(self._row(session, id, unit_id))

    def revision(self, id: str, unit_id: str, number: int | None = None) -> Revision:
        """Return a revision with its content; None is the newest.

        Raises:
            DraftNotFound: if there is none such.
        """
        with self.database.reading() as session:
            row = self._row(session, id, unit_id)
            return self._content(session, id, row.revision if number is None else number)

    def list(self, unit_id: str, deleted: bool = False, **where: str) -> tuple[Draft, ...]:
        """Return a unit's drafts, the last changed first; ``where`` gives columns and the values they must have."""
        query = select(self.heads).where(self.heads.unit_id == unit_id).order_by(self.heads.changed.desc())
        query = query.where(self.heads.deleted.is_not(None) if deleted else self.heads.deleted.is_(None))
        with self.database.reading() as session:
            return tuple(_as_draft(row) for row in session.scalars(query.filter_by(**where)))

    def history(self, id: str, unit_id: str) -> tuple[Revision, ...]:
        """Return all revisions without their content, the newest first."""
        query = (
            select(self.revisions).where(self.revisions.owner_id == id).order_by(self.revisions.number.desc())
        )
        with self.database.reading() as session:
            self._row(session, id, unit_id)
            return tuple(_as_revision(row, {"tree": {}, "ids": {}}) for row in session.scalars(query))

    def change(
        self,
        id: str,
        unit_id: str,
        author: str,
        now: dt.datetime,
        make: Callable[[Revision], tuple[Entry, ...]],
    ) -> tuple[Draft, tuple[Revision, ...]]:
        """Add the revisions that ``make`` makes of the newest one, while nobody else can write; return them.

        Raises:
            DraftNotFound: if the unit has no such draft.
            AlreadyIssued: if it was issued; what was issued stays as it is.
            StorageFailed: if they can't be stored; then none is.
        """
        with self.database.writing() as session:
            row = self._row(session, id, unit_id)
            _refuse_issued(row)
            made = []
            number = self._last(session, id)
            for entry in make(self._content(session, id, row.revision)):
                number += 1
                added = self._revision(id, number, entry, author, now)
                session.add(added)
                made.append(_as_revision(added, {"tree": entry.tree, "ids": entry.ids}))
                if not entry.aside:
                    row.revision, row.changed, row.author = number, now, author
                    row.title = row.title if entry.title is None else entry.title
            if made:
                self._thin(session, id, now)
            return _as_draft(row), tuple(made)

    def set_deleted(self, id: str, unit_id: str, when: dt.datetime | None) -> Draft:
        """Throw a draft away, or take it out again (None); nothing of it is lost."""
        with self.database.writing() as session:
            row = self._row(session, id, unit_id)
            row.deleted = when
            return _as_draft(row)

    def set_state(self, draft: Draft, state: DraftState, series_id: str | None) -> Draft:
        """Give a draft its state, as far as its newest revision is the one that was seen.

        Raises:
            AlreadyIssued: if it was issued.
            NotReady: if somebody changed the draft or its state meanwhile.
        """
        with self.database.writing() as session:
            row = self._row(session, draft.id, draft.unit_id)
            _refuse_issued(row)
            assert isinstance(row, DraftRow)  # campaigns have no states
            if (row.revision, row.state) != (draft.revision, draft.set_state):
                raise NotReady("别人刚改过这份稿，请看过最新的稿再办")
            row.state, row.state_revision, row.series_id = state.value, draft.revision, series_id
            return _as_draft(row)

    def _row(self, session: Session, id: str, unit_id: str) -> HeadRow:
        row = session.get(self.heads, id)
        if row is None or row.unit_id != unit_id:
            raise DraftNotFound("没有这份草稿，可能网址不全，或者它属于别的单位；请从草稿箱打开")
        return row

    def _content(self, session: Session, id: str, number: int) -> Revision:
        query = select(self.revisions).where(self.revisions.owner_id == id, self.revisions.number == number)
        row = session.scalar(query.options(undefer(self.revisions.content)))
        if row is None:
            raise DraftNotFound(f"这份草稿没有第{number}次保存的稿，可能已经太旧；请从“历史”里另选一次")
        return _as_revision(row, json.loads(row.content))

    def _last(self, session: Session, id: str) -> int:
        query = select(func.max(self.revisions.number)).where(self.revisions.owner_id == id)
        return session.scalar(query) or 0

    def _revision(self, id: str, number: int, entry: Entry, author: str, now: dt.datetime) -> Any:
        content = json.dumps({"tree": entry.tree, "ids": entry.ids}, ensure_ascii=False)
        return self.revisions(
            owner_id=id,
            number=number,
            based_on=entry.based_on,
            author=author,
            made=now,
            aside=entry.aside,
            page=entry.page,
            note=entry.note,
            content=content,
        )

    def _thin(self, session: Session, id: str, now: dt.datetime) -> None:
        """Take away old saves that the same author saved over within minutes; each row of saves keeps its last."""
        query = select(self.revisions).where(
            self.revisions.owner_id == id, self.revisions.made < now - _KEPT_WHOLE
        )
        rows = sorted(session.scalars(query), key=lambda row: row.number)
        for row, after in pairwise(rows):
            run = row.author == after.author and after.made - row.made < _RUN
            if run and not row.aside and not after.aside and row.number > 1:
                session.execute(
                    delete(self.revisions).where(
                        self.revisions.owner_id == id, self.revisions.number == row.number
                    )
                )


def drafts_in(database: Database) -> Drafts:
    """Return the drafts of papers."""
    return Drafts(database, DraftRow, DraftRevisionRow)


def campaigns_in(database: Database) -> Drafts:
    """Return the campaigns."""
    return Drafts(database, CampaignRow, CampaignRevisionRow)


def _refuse_issued(row: HeadRow) -> None:
    if isinstance(row, DraftRow) and row.record_id is not None:
        raise AlreadyIssued("这份稿已经印发，不能再改；要改请在已印发的公文里做一份更正稿")


def _as_draft(row: HeadRow) -> Draft:
    common = (row.title, row.revision, row.created, row.changed, row.author, row.deleted)
    if not isinstance(row, DraftRow):
        return Draft(row.id, row.unit_id, CAMPAIGN, None, *common)
    way = (DraftState(row.state), row.state_revision, row.series_id, row.record_id, row.corrects)
    return Draft(row.id, row.unit_id, row.paper_type, row.campaign_id, *common, *way)


def _as_revision(row: Any, content: Mapping[str, Any]) -> Revision:
    return Revision(
        row.number,
        row.based_on,
        row.author,
        row.made,
        row.aside,
        row.page,
        row.note,
        content["tree"],
        content["ids"],
    )
