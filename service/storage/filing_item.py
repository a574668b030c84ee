"""Items (件) of a year's 整理 (DA/T 22—2015), and how a unit writes 档号 (DA/T 13—2022). Values only, no database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class CodeForm(StrEnum):
    """How a 档号 is written."""

    DAT13 = "13"  #: DA/T 13—2022: ``Z109-WS·2026·Y·BGS-0001``
    DAT22 = "22"  #: DA/T 22—2015 5.4.2: ``Z109-WS·2026-Y-BGS-0001``


class Source(StrEnum):
    """Where an item comes from."""

    ISSUED = "issued"  #: a record of ours
    LISTED = "listed"  #: a received paper, or one on paper, from a list


@dataclass(frozen=True, slots=True)
class FilingRules:
    """What a unit has settled about its 档号.

    Attributes:
        fonds: 全宗号; "" until it is known, and nothing can be confirmed.
        form: how 档号 are written.
        with_category: whether 机构 (问题) is a part of them.
    """

    fonds: str = ""
    form: CodeForm = CodeForm.DAT13
    with_category: bool = False


@dataclass(frozen=True, slots=True)
class FilingItem:
    """One item of a year.

    Attributes:
        id: never changes.
        unit_id: whose it is.
        year: 归档年度.
        record_id: the issued paper that it is; None for one from a list.
        title: 题名.
        document_number: 文号; "" if it has none.
        responsible: 责任者.
        date: eight digits; "" if it is not known.
        security: 密级; "" if none.
        pages: pages with text or pictures; None if not known.
        remark: 备注.
        category: 机构 (问题) 代码; "" if none.
        retention: 保管期限, ``Y``, ``D30``, ``D10``.
        position: its place in the order of the year.
        number: 件号; None until it is confirmed.
        archive_code: 档号; None until it is confirmed.
        confirmed: when, in UTC; None until then.
        confirmed_by: who confirmed it.
    """

    id: str
    unit_id: str
    year: int
    record_id: str | None
    title: str
    document_number: str
    responsible: str
    date: str
    security: str
    pages: int | None
    remark: str
    category: str
    retention: str
    position: int
    number: int | None = None
    archive_code: str | None = None
    confirmed: dt.datetime | None = None
    confirmed_by: str = ""

    @property
    def source(self) -> Source:
        """Where it comes from."""
        return Source.LISTED if self.record_id is None else Source.ISSUED

    @property
    def group(self) -> tuple[str, str]:
        """The lowest class, in which 件号 run from 1: 保管期限 and 机构 (问题)."""
        return self.retention, self.category
