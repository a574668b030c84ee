"""The register of numbers (发文登记簿) as rows for people: on a page, in xlsx, on paper; and the series themselves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from service.document.document_number import NumberKind
from service.document.finding import Finding
from service.errors import InvalidRequest
from service.numbering import BEIJING
from service.services import Services
from service.storage.number import Issuing, Number, NumberState, Series
from service.storage.record import new_id

COLUMNS = (
    "序号", "文号", "题名", "主送", "抄送", "份数及分送", "起草", "签发人", "签发日期", "成文日期", "印发日期",
    "公开属性", "档号", "作废原因",
)  # fmt: skip
KIND_NAMES: Mapping[NumberKind, str] = {
    NumberKind.DOCUMENT: "发文字号（每年从头编）",
    NumberKind.ORDER: "令号（按任期编）",
    NumberKind.ISSUE: "期号",
}
_STATES = {NumberState.RESERVED: "留号，还没有印发", NumberState.USED: "", NumberState.VOID: ""}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One number of the register as it is shown.

    Attributes:
        number: the number.
        cells: what `COLUMNS` name, each as text.
    """

    number: Number
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The numbers of one series in one period.

    Attributes:
        series: the series.
        period: the year or the term.
        rows: every number, the first first.
        holes: numbers between the first and the last that other systems have not told of.
    """

    series: Series
    period: str
    rows: tuple[RegisterRow, ...]
    holes: tuple[int, ...]

    @property
    def title(self) -> str:
        """What it is called on paper and as a file."""
        period = f"{self.period}年" if self.period.isdecimal() else self.period
        return f"{period}发文登记簿（{self.series.code}）"


def register_page(services: Services, series: Series, period: str) -> RegisterPage:
    """Return the numbers of a series in a period with what is known of their papers."""
    numbers = services.register.period(series, period)
    issuings = services.issuings.of([number.record_id for number in numbers if number.record_id])
    rows = tuple(
        RegisterRow(number, _cells(i, number, issuings.get(number.record_id or "")))
        for i, number in enumerate(numbers, start=1)
    )
    serials = {number.value.serial for number in numbers}
    first = min([series.first(period), *serials])
    holes = tuple(each for each in range(first, max(serials, default=0)) if each not in serials)
    return RegisterPage(series, period, rows, holes)


def _cells(index: int, number: Number, issuing: Issuing | None) -> tuple[str, ...]:
    entry = issuing.entry if issuing else {}
    publicity = entry.get("publicity") or {}
    issued = issuing.issued.astimezone(BEIJING) if issuing else None
    own_day = f"{issued.year}年{issued.month}月{issued.day}日" if issued else ""
    return (
        str(index),
        str(number.value),
        number.title,
        *(
            str(entry.get(name, ""))
            for name in ("principal_receivers", "other_receivers", "copies", "drafter")
        ),
        *(str(entry.get(name, "")) for name in ("signatory", "approval_date", "issue_date")),
        str(entry.get("printing_date", own_day)),
        "：".join(part for part in (publicity.get("kind"), publicity.get("reason")) if part),
        issuing.archive_code if issuing else "",
        number.reason or _STATES[number.state],
    )


def find_series(services: Services, units: Collection[str], id: str | None) -> Series | None:
    """Return a series of the units; ``id`` None is the first; None if there is none such."""
    held = services.register.series(units)
    return next((series for series in held if id in (None, "", series.id)), None)


def periods_of(services: Services, series: Series, now: dt.datetime) -> tuple[str, ...]:
    """Return the periods in which a series has numbers, and the present one, the newest first."""
    present = series.period(str(now.astimezone(BEIJING).year))
    return tuple(dict.fromkeys(sorted({present, *services.register.periods(series)}, reverse=True)))


def save_series(services: Services, unit_id: str, typed: Mapping[str, str], known: Series | None) -> Series:
    """Add a series of a unit, or change ``known``, as it was typed, and return it.

    Raises:
        InvalidRequest: if a part is wrong; its findings name each.
        NumberRefused: if there is one such already, or the new start has been passed.
    """
    told = {
        name: typed.get(name, "").strip()
        for name in ("code", "kind", "start", "start_period", "term", "total_start")
    }
    findings = tuple(_wrong(told, known))
    if findings:
        raise InvalidRequest("；".join(found.message for found in findings), findings)
    kind = known.kind if known else NumberKind(told["kind"])
    year = str(services.clock().astimezone(BEIJING).year)
    series = Series(
        id=known.id if known else new_id(services.clock()),
        unit_id=unit_id,
        kind=kind,
        code=known.code if known else told["code"],
        start=int(told["start"] or 1),
        term=told["term"],
        yearly="throughout" not in typed,
        total_start=int(told["total_start"]) if told["total_start"] else None,
    )
    series = replace(series, start_period=told["start_period"] or series.period(year))
    (services.register.change_series if known else services.register.add_series)(series)
    return series


def _wrong(told: Mapping[str, str], known: Series | None) -> Sequence[Finding]:
    kind = known.kind if known else told["kind"]
    checks = (
        ("kind", "编号的办法", known is not None or kind in set(NumberKind), "请选编号的办法"),
        ("code", "代字", known is not None or _fits(told["code"], kind), "代字应写2到15个汉字，如“滨海发”；令和简报写标志的全称，100字以内"),
        ("start", "起始号", _is_number(told["start"]), "起始号应是1到999999的数字"),
        ("total_start", "总期号", _is_number(told["total_start"]), "总期号应是1到999999的数字"),
        ("term", "任期", kind != NumberKind.ORDER or 0 < len(told["term"]) <= 40, "令号按任期编，请写明现在是哪一任，如“第十五届”"),
        ("start_period", "从哪一年起", len(told["start_period"]) <= 40, "年份太长"),
    )  # fmt: skip
    return [
        Finding("series", message, f"/{name}", label) for name, label, fine, message in checks if not fine
    ]


def _fits(code: str, kind: str) -> bool:
    if kind == NumberKind.DOCUMENT:
        return re.fullmatch("[一-龥]{2,15}", code) is not None
    return 0 < len(code) <= 100


def _is_number(typed: str) -> bool:
    return not typed or re.fullmatch("[1-9][0-9]{0,5}", typed) is not None
