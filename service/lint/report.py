"""All measurements of a paper in one table, and the findings among them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from service.document.finding import Finding
from service.lint import page_rules
from service.lint.rule import Measurement, PageRule
from service.lint.sheet import Sheet

_WISHES = {"required": "必备", "optional": "可有", "forbidden": "不得有"}
_HEAD = ("页", "项目", "要素", "要求", "实测", "结论", "依据")


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement and the rule that made it.

    Attributes:
        wish: whether the paper must have the element (必备), may (可有) or must not (不得有); "" for what is
            no element.
    """

    rule: PageRule
    measurement: Measurement
    wish: str

    @property
    def verdict(self) -> str:
        """Return 合格, or 不合格 for what the standard demands and 提示 for the rest."""
        if self.measurement.ok:
            return "合格"
        return "不合格" if self.rule.strength == "规定" else "提示"


def measurements(sheet: Sheet) -> tuple[Row, ...]:
    """Return everything that the page rules measured, passed or failed, in the order of the rules."""
    return tuple(
        Row(rule, measurement, _WISHES.get(sheet.elements.get(measurement.element, ""), ""))
        for rule in page_rules.all_rules()
        for measurement in rule.check(sheet)
    )


def lint_pages(sheet: Sheet) -> tuple[Finding, ...]:
    """Return a finding for each measurement that fails, by page; those on the whole paper come first."""
    failed = [row for row in measurements(sheet) if not row.measurement.ok]
    findings = [row.rule.finding(row.measurement) for row in failed]
    return tuple(sorted(findings, key=lambda finding: finding.page or 0))


def table(rows: Sequence[Row]) -> str:
    """Return ``rows`` as a text table in Chinese; what repeats on several pages is one line."""
    groups: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in rows:
        key = (row.rule.id, row.measurement.subject, row.measurement.expected, row.verdict)
        groups.setdefault(key, []).append(row)
    lines = [_HEAD, *map(_cells, groups.values())]
    widths = [max(_columns(line[i]) for line in lines) for i in range(len(_HEAD))]
    return "\n".join(
        "  ".join(c + " " * (width - _columns(c)) for c, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(group: Sequence[Row]) -> tuple[str, ...]:
    row = group[0]
    measured = list(dict.fromkeys(r.measurement.measured for r in group))
    return (
        _pages([r.measurement.page for r in group if r.measurement.page]),
        row.measurement.subject,
        row.wish or "—",
        row.measurement.expected,
        "、".join(measured[:3]) + ("……" if len(measured) > 3 else ""),
        row.verdict,
        row.rule.clause or "—",
    )


def _pages(pages: Sequence[int]) -> str:
    """Return pages as 1–3、5; 全文 for none."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "、".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs) or "全文"


def _columns(text: str) -> int:
    """Return how many terminal columns ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
