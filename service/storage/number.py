"""The register of numbers (发文登记簿) and what it says of issued papers. Values only, no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from service.document.document_number import NumberKind, PaperNumber
from service.storage.record import Record


class NumberState(StrEnum):
    """What has become of a number."""

    RESERVED = "reserved"  #: held for a paper that is being made
    USED = "used"
    VOID = "void"  #: never used, or its paper was voided; the reason says


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers of a unit.

    Attributes:
        id: never changes.
        unit_id: whose it is.
        kind: by which rule it runs.
        code: see `PaperNumber`.
        start: the first number that we give in ``start_period``; 1 in every other.
        start_period: the year, or the term, in which the unit began to have us give its numbers.
        term: of orders, the term that runs now, such as “第十五届”.
        yearly: of issue numbers, whether they begin anew every year.
        total_start: of issue numbers, the 总期号 of the first that we give; None if none is printed.
    """

    id: str
    unit_id: str
    kind: NumberKind
    code: str
    start: int = 1
    start_period: str = ""
    term: str = ""
    yearly: bool = True
    total_start: int | None = None

    def period(self, year: str) -> str:
        """Return the period in which a number of ``year`` runs."""
        if self.kind is NumberKind.ORDER:
            return self.term
        return year if self.kind is NumberKind.DOCUMENT or self.yearly else ""

    def first(self, period: str) -> int:
        """Return the first number of a period."""
        return self.start if period == self.start_period else 1


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the register.

    Attributes:
        id: never changes.
        unit_id: whose it is.
        value: the number.
        state: what has become of it.
        held_for: what it was reserved for, ``draft:…`` or ``content:…``; "" if another system gave it.
        title: 标题 of the paper, as far as it was known.
        record_id: the paper that bears it; None if none does.
        content_digest: of that paper's content; "" if none bears it.
        reason: why it is void; "" if it isn't.
        by: who took it.
        taken: when, in UTC.
        settled: when it was used or voided, in UTC; None if it is reserved.
    """

    id: str
    unit_id: str
    value: PaperNumber
    state: NumberState
    held_for: str
    title: str
    record_id: str | None
    content_digest: str
    reason: str
    by: str
    taken: dt.datetime
    settled: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Issuing:
    """How a paper was issued, and what became of it; a record's mutable side.

    Attributes:
        record_id: the paper.
        unit_id: whose it is.
        issued: when, in UTC.
        issued_by: who issued it; "" if it is not known.
        number_id: its row in the register; None if it bears none that is registered.
        draft_id: the draft that it was made from; None if another system brought it.
        campaign_id: the campaign that it is about; None if it is about none that we keep.
        corrects: the record that it corrects; None if it corrects none.
        entry: the register's columns: ``principal_receivers``, ``other_receivers``, ``copies``, ``drafter``, ….
        voided: when it was voided, in UTC; None if it stands.
        voided_by: who voided it.
        void_reason: why.
        archive_code: 档号; "" until it is filed.
    """

    record_id: str
    unit_id: str
    issued: dt.datetime
    issued_by: str = ""
    number_id: str | None = None
    draft_id: str | None = None
    campaign_id: str | None = None
    corrects: str | None = None
    entry: Mapping[str, Any] = field(default_factory=dict)
    voided: dt.datetime | None = None
    voided_by: str = ""
    void_reason: str = ""
    archive_code: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued paper: its record, and how it was issued."""

    record: Record
    issuing: Issuing


@dataclass(frozen=True, slots=True)
class ProcessEntry:
    """One step of a paper's way (起草 审核 签发 复核 登记 印制 核发 用印), entered by hand or by the way itself.

    Attributes:
        id: never changes.
        unit_id: whose it is.
        draft_id: the draft that it was entered with; None if it was entered with the record.
        record_id: the record that it was entered with; None if it was entered with the draft.
        step: what was done, one of `STEPS`.
        person: 姓名 of who did it.
        at: when, as it was told: ``2026年3月16日``.
        opinion: what was said; "" if nothing.
        entered: when it was entered, in UTC.
        entered_by: who entered it.
    """

    id: str
    unit_id: str
    draft_id: str | None
    record_id: str | None
    step: str
    person: str
    at: str
    opinion: str
    entered: dt.datetime
    entered_by: str


STEPS = ("起草", "审核", "会签", "签发", "复核", "登记", "印制", "核发", "用印")
"""The steps in the order of 条例 chapters 5 and 6, with 会签 and 用印 where offices have them."""
