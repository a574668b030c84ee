"""The tables of drafts and campaigns and of their revisions; see `service.storage.draft` for their meaning."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.models import Table, UtcDateTime


class HeadRow(Table):
    """What drafts and campaigns have in common."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(32), index=True)
    title: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(Integer)
    created: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    changed: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
    author: Mapped[str] = mapped_column(Text)
    deleted: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class CampaignRow(HeadRow):
    """A row of ``campaigns``."""

    __tablename__ = "campaigns"


class DraftRow(HeadRow):
    """A row of ``drafts``."""

    __tablename__ = "drafts"

    paper_type: Mapped[str] = mapped_column(String(100), index=True)
    campaign_id: Mapped[str | None] = mapped_column(ForeignKey("campaigns.id"), index=True)
    state: Mapped[str] = mapped_column(String(16), default="draft", server_default="draft")
    state_revision: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    series_id: Mapped[str | None] = mapped_column(String(32))
    record_id: Mapped[str | None] = mapped_column(String(32))
    corrects: Mapped[str | None] = mapped_column(String(32))


class _Revision(Table):
    """What the revisions of both have in common."""

    __abstract__ = True

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    based_on: Mapped[int] = mapped_column(Integer)
    author: Mapped[str] = mapped_column(Text)
    made: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    aside: Mapped[bool] = mapped_column(Boolean)
    page: Mapped[str] = mapped_column(String(32))
    note: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text, deferred=True)
    """JSON: ``{"tree": …, "ids": …}``."""


class CampaignRevisionRow(_Revision):
    """A row of ``campaign_revisions``."""

    __tablename__ = "campaign_revisions"

    owner_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)


class DraftRevisionRow(_Revision):
    """A row of ``draft_revisions``."""

    __tablename__ = "draft_revisions"

    owner_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
