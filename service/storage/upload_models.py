"""The table of files that units handed in for what they write; see `service.storage.uploads`."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.models import Table, UtcDateTime


class UploadRow(Table):
    """A row of ``uploads``: a unit's right to a file, and since when it is there."""

    __tablename__ = "uploads"

    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    size: Mapped[int] = mapped_column(Integer)
    uploaded: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
