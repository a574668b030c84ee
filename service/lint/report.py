"""All measurements of a paper in one table, and the findings among them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from service.document.finding import Finding
from service.lint import page_rules
from service.lint.manuscript import Manuscript
from service.lint.rule import Measurement, PageRule
from service.lint.sheet import Sheet
from service.lint.word_rules import all_word_rules

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


def measurements(sheet: Sheet, *, recognised: bool = False) -> tuple[Row, ...]:
    """Return everything that the page rules measured, passed or failed, in the order of the rules.

    Of a paper whose elements were ``recognised``, what only a known content can tell is left out.
    """
    return tuple(
        Row(rule, _placed(measurement, sheet), _wish(sheet.elements, measurement))
        for rule in page_rules.all_rules()
        if not (recognised and rule.known_only)
        for measurement in rule.check(sheet)
    )


def word_measurements(manuscript: Manuscript) -> tuple[Row, ...]:
    """Return everything that the rules on Word files measured, in the order of the rules."""
    return tuple(
        Row(rule.said, measurement, _wish(manuscript.elements, measurement))
        for rule in all_word_rules()
        for measurement in rule.check(manuscript)
    )


def _wish(elements: Mapping[str, str], measurement: Measurement) -> str:
    return _WISHES.get(elements.get(measurement.element, ""), "")


def _placed(measurement: Measurement, sheet: Sheet) -> Measurement:
    """Return the measurement with the height of its element on the page, if it doesn't say where it is."""
    if measurement.top_mm is not None or not measurement.page or not measurement.element:
        return measurement
    lines = [p.line for p in sheet.located.lines(measurement.element) if p.page == measurement.page]
    return replace(measurement, top_mm=round(lines[0].ink_top, 1)) if lines else measurement


def lint_pages(sheet: Sheet) -> tuple[Finding, ...]:
    """Return a finding for each thing that fails, once for all pages where it fails alike.

    Findings come by their first page; those on the whole paper come first.
    """
    return findings(measurements(sheet))


def findings(rows: Sequence[Row]) -> tuple[Finding, ...]:
    """Return a finding for each thing that fails in ``rows``, as `lint_pages` does."""
    failed = [row for row in rows if not row.measurement.ok]
    return tuple(sorted(map(_finding, _groups(failed)), key=lambda finding: finding.page or 0))


def table(rows: Sequence[Row]) -> str:
    """Return ``rows`` as a text table in Chinese; what repeats on several pages is one line."""
    lines = [_HEAD, *map(_cells, _groups(rows))]
    widths = [max(_columns(line[i]) for line in lines) for i in range(len(_HEAD))]
    return "\n".join(
        "  ".join(c + " " * (width - _columns(c)) for c, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _groups(rows: Sequence[Row]) -> Sequence[Sequence[Row]]:
    """Bring together what one rule says of one subject with one verdict, on whatever page."""
    groups: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in rows:
        key = (row.rule.id, row.measurement.subject, row.measurement.expected, row.verdict)
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _finding(group: Sequence[Row]) -> Finding:
    rule, measurement = group[0].rule, group[0].measurement
    place = f"第{_pages(group)}页" if measurement.page else ""
    if measurement.paragraph is not None:
        place = f"第{measurement.paragraph}段"
    measured = f"实测{_measured(group)}，要求{measurement.expected}"
    said = measurement.message or f"{measurement.subject}：{measured}。{rule.advice}"
    return Finding(
        rule=rule.id,
        message=f"{place}{'：' if place and measurement.message else ''}{said}",
        severity=rule.severity,
        clause=rule.clause,
        page=measurement.page,
        top_mm=measurement.top_mm,
        paragraph=measurement.paragraph,
        strength=rule.strength,
        measured=_measured(group),
        expected=measurement.expected,
        suggestion=rule.advice,
    )


def _cells(group: Sequence[Row]) -> tuple[str, ...]:
    row = group[0]
    return (
        _pages(group) or "全文",
        row.measurement.subject,
        row.wish or "—",
        row.measurement.expected,
        _measured(group),
        row.verdict,
        row.rule.clause or "—",
    )


def _measured(group: Sequence[Row]) -> str:
    measured = list(dict.fromkeys(row.measurement.measured for row in group))
    return "、".join(measured[:3]) + ("……" if len(measured) > 3 else "")


def _pages(group: Sequence[Row]) -> str:
    """Return the group's pages as 1–3、5; "" if it is about the whole paper."""
    runs: list[list[int]] = []
    for page in sorted({row.measurement.page for row in group if row.measurement.page}):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "、".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)


def _columns(text: str) -> int:
    """Return how many terminal columns ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
