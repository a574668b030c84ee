"""All measurements of a paper in one table, and the findings among them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from service.document.finding import Finding
from service.lint import page_rules
from service.lint.rule import Measurement, PageRule
from service.lint.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement and the rule that made it."""

    rule: PageRule
    measurement: Measurement

    @property
    def verdict(self) -> str:
        """Return 合格, or 不合格 for what the standard demands and 提示 for the rest."""
        if self.measurement.ok:
            return "合格"
        return "不合格" if self.rule.strength == "规定" else "提示"


def measurements(sheet: Sheet) -> tuple[Row, ...]:
    """Return everything that the page rules measured, passed or failed, in the order of the rules."""
    return tuple(
        Row(rule, measurement) for rule in page_rules.all_rules() for measurement in rule.check(sheet)
    )


def lint_pages(sheet: Sheet) -> tuple[Finding, ...]:
    """Return a finding for each measurement that fails, by page; those on the whole paper come first."""
    failed = [row for row in measurements(sheet) if not row.measurement.ok]
    findings = [row.rule.finding(row.measurement) for row in failed]
    return tuple(sorted(findings, key=lambda finding: finding.page or 0))


def table(rows: Sequence[Row]) -> str:
    """Return ``rows`` as a text table in Chinese for a terminal: 页, 项目, 应为, 实测, 结论, 条款."""
    lines = [("页", "项目", "应为", "实测", "结论", "依据")]
    for row in rows:
        m = row.measurement
        clause = row.rule.clause or "—"
        lines.append((str(m.page or "全文"), m.subject, m.expected, m.measured, row.verdict, clause))
    widths = [max(_columns(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _columns(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _columns(text: str) -> int:
    """Return how many terminal columns ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
