"""The tables of jobs; see `service.storage.job` for the meaning of the columns."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.models import Table, UtcDateTime


class JobRow(Table):
    """A row of ``jobs``."""

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    person_id: Mapped[str | None] = mapped_column(String(32))
    token_id: Mapped[str | None] = mapped_column(String(32))
    created: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    received: Mapped[bool] = mapped_column(Boolean)
    cancelled: Mapped[bool] = mapped_column(Boolean)
    copies: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    campaign_id: Mapped[str | None] = mapped_column(String(32))


class ItemRow(Table):
    """A row of ``job_items``: one paper of a job."""

    __tablename__ = "job_items"
    __table_args__ = (
        # The order of work: the first items of all jobs, then the second ones, so that one paper needn't wait
        # for a batch of thousands.
        Index("ix_job_items_order", "state", "number", "job_id"),
        Index("ix_job_items_counts", "job_id", "state"),
    )

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer)
    fence: Mapped[int] = mapped_column(Integer)
    beat: Mapped[int] = mapped_column(Integer)
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    record_id: Mapped[str | None] = mapped_column(ForeignKey("records.id"), unique=True)
    label: Mapped[str] = mapped_column(Text, default="", server_default="")
    files: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    body: Mapped[str | None] = mapped_column(Text, deferred=True)
