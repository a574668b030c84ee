"""Numbers of papers, read and written: 发文字号 (GB/T 9704 7.2.5), 令号 (10.2), 期号 of bulletins and 纪要."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from service.document.numbering import read_mark


class NumberKind(StrEnum):
    """By which rule a number runs."""

    DOCUMENT = "document"  #: 发文字号: from 1 in every year, for each 代字
    ORDER = "order"  #: 令号: through the term of the leader who signs, for each mark
    ISSUE = "issue"  #: 期号: by year or through all years, for each bulletin


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """The number of one paper.

    Attributes:
        kind: its rule.
        code: 机关代字 of a 发文字号; the mark of an order, the name of a bulletin.
        period: in what it runs: a year, a term, "" for all time.
        serial: from 1.
        total: 总期号 printed beside a 期号; None if there is none.
    """

    kind: NumberKind
    code: str
    period: str
    serial: int
    total: int | None = None

    def __str__(self) -> str:
        """Return it as it is printed."""
        if self.kind is NumberKind.DOCUMENT:
            return f"{self.code}〔{self.period}〕{self.serial}号"
        if self.kind is NumberKind.ORDER:
            return f"第{self.serial}号"
        return f"第{self.serial}期" + (f"（总第{self.total}期）" if self.total else "")


_DOCUMENT = re.compile(r"(?P<code>[^〔]*)〔(?P<year>\d{4})〕(?P<serial>\d{1,6})号")
_ISSUE = re.compile(r"第(?P<serial>\d{1,6})期(?:（总第(?P<total>\d{1,6})期）)?")
_ORDER = re.compile(r"第[\d一二三四五六七八九十百〇]+号")


def read_number(printed: str, name: str, year: str) -> PaperNumber | None:
    """Return what a printed number says; None if it is no number that can be registered.

    Args:
        printed: ``滨海发〔2026〕12号``, ``第12号``, ``第12期（总第30期）``.
        name: mark of the order or name of the bulletin; 代字 of a number that has none of its own.
        year: the year that an issue number without one belongs to.
    """
    if match := _DOCUMENT.fullmatch(printed):
        return PaperNumber(NumberKind.DOCUMENT, match["code"] or name, match["year"], int(match["serial"]))
    if match := _ISSUE.fullmatch(printed):
        total = int(match["total"]) if match["total"] else None
        return PaperNumber(NumberKind.ISSUE, name, year, int(match["serial"]), total)
    mark = read_mark(printed) if _ORDER.fullmatch(printed) else None
    return PaperNumber(NumberKind.ORDER, name, "", mark.value) if mark else None


def blank_number(kind: NumberKind, code: str, year: str) -> str:
    """Return what is printed in the number's place before there is one: ``滨海发〔2026〕　号``."""
    if kind is NumberKind.DOCUMENT:
        return f"{code}〔{year}〕\u3000号"
    return "第\u3000号" if kind is NumberKind.ORDER else "第\u3000期"
