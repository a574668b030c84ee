"""What was found on a paper from elsewhere: the rows of its rules as findings, the clauses that could not be verified."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from service.document.directory import Directory
from service.document.finding import Finding, Severity
from service.lint import clauses, former
from service.lint.page_rules.elements import NAMES
from service.lint.recognising import Recognition
from service.lint.report import Row, findings
from service.lint.routing_rules import lint_routing
from service.lint.text_rules import all_text_rules
from service.page import Page

_OF_CHAPTER_9 = ("GB/T 15834", "GB/T 15835")
_SEALED, _UNSEALED = "GB/T 9704 7.3.5.1", "GB/T 9704 7.3.5.2"
_UNROUTED = clauses.Unverified(
    "条例第十四至十七条",
    "行文规则：越级、抄送、联合行文、内设机构行文",
    "没有机构名录（设置 CHENGWEN_DIRECTORY）",
)

#: Rules on any printed matter, whatever it is.
_OF_ANY_SHEET = frozenset(
    {
        "paper-size", "page-margins", "right-edge", "type-area", "text-black", "fonts-embedded", "blank-page",
        "page-number-text", "page-number-place", "page-number-font",
    }
)  # fmt: skip
NOT_RENDERED = "只看了 Word 文件本身，没有排成版面量取"
NOT_IN_WORDS = "此项在这份文件里没有可以量取的内容"
NOT_EMBEDDED = "PDF 没有嵌入全部字体，字体只按名称核对，换一台电脑看可能不同"
NO_TEXT = "PDF 里没有文字（可能是扫描件），不能识别要素"
_FORMER = "成文于2012年7月1日以前，适用当时的格式，未按现行国标判断"
_PARTY = "成文于2012年7月1日以前的党的机关公文，适用1996年条例，格式未能核验"
_NO_PAPER = "表格、简报等不是公文，国标没有规定格式"


@dataclass(frozen=True)
class Report:
    """What was found on a paper.

    Attributes:
        kind: docx, pdf or json.
        form: 通用格式, 信函格式, 命令格式, 纪要格式; "" for a paper without 版头.
        document_type: the statutory type in its title; "" if there is none.
        day: 成文日期 as recognised or given; None if it is not known.
        former: whether the rules from before 2012-07-01 apply.
        pages: number of pages; None if nothing was laid out.
        elements: element name → its text, as recognised.
        findings: what is wrong or questionable.
        unverified: the clauses that could not be verified, each with the reason.
        measured: how many things were measured.
    """

    kind: str
    form: str
    document_type: str
    day: dt.date | None
    former: bool
    pages: int | None
    elements: dict[str, str]
    findings: tuple[Finding, ...]
    unverified: tuple[clauses.Unverified, ...]
    measured: int = field(default=0)

    def count(self, severity: Severity) -> int:
        """Return how many findings weigh so much."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain JSON."""
        return {
            "kind": self.kind,
            "form": self.form,
            "document_type": self.document_type,
            "issue_date": None if self.day is None else self.day.isoformat(),
            "former_rules": self.former,
            "pages": self.pages,
            "elements": self.elements,
            "counts": {severity.value: self.count(severity) for severity in Severity},
            "measured": self.measured,
            "findings": [finding.as_json() for finding in self.findings],
            "unverified": [each._asdict() for each in self.unverified],
        }


def judge(
    kind: str,
    recognition: Recognition,
    rows: Sequence[Row],
    pages: Sequence[Page] | None,
    day: dt.date | None,
    why: str,
) -> Report:
    """Return the report on ``rows``; ``why`` is the reason for clauses that nothing was measured of, Chinese.

    ``day`` is the 成文日期 if it is known better than what was recognised. ``pages`` None: nothing was laid out.
    """
    day = day or recognition.day
    texts = recognition.texts
    old = former.is_former(day, texts.document_number)
    if old:
        party = former.is_of_party(texts.issuer_mark, texts.issuer)
        rows = [] if party else [row for row in rows if row.rule.id in former.HELD_BEFORE]
        why = _PARTY if party else _FORMER
    elif not recognition.is_paper:
        kept = _OF_ANY_SHEET | {rule.said.id for rule in all_text_rules()}
        rows = [row for row in rows if row.rule.id in kept]
        why = _NO_PAPER if why == NOT_IN_WORDS else why
    present = {*recognition.passages, *(("rule",) if recognition.form == "通用格式" else ())}
    if any(page.width > page.height for page in pages or ()):
        present.add("landscape")
    done = {row.rule.clause or "" for row in rows}
    if any(clause.startswith(_OF_CHAPTER_9) for clause in done):
        done.add(f"{clauses.STANDARD} 9")
    if recognition.form == "信函格式":
        done.add(f"{clauses.STANDARD} 7.4.1")  # 10.1: a letter has no rules in its 版记
    if any(row.rule.clause == _SEALED or row.rule.clause == _UNSEALED for row in rows):
        done |= {_SEALED, _UNSEALED}  # a paper follows the one or the other
    return Report(
        kind=kind,
        form=recognition.form,
        document_type=recognition.document_type,
        day=day,
        former=old,
        pages=None if pages is None else len(pages),
        elements=_recognised(recognition),
        findings=findings(rows),
        unverified=tuple(clauses.unverified(done, present, recognition.form, why)),
        measured=len(rows),
    )


def routed(report: Report, recognition: Recognition, directory: Directory) -> Report:
    """Return the report with what the 机构名录 shows of a paper with a 版头; without one, that nothing could be."""
    texts = recognition.texts
    if not texts.issuer_mark:
        return report
    if not directory.units:
        return replace(report, unverified=(*report.unverified, _UNROUTED))
    tree = {
        "paper": {
            "signature": {"issuer": texts.issuer},
            "principal_receivers": texts.principal_receivers.rstrip("：:"),
            "other_receivers": texts.other_receivers.removeprefix("抄送：").rstrip("。"),
            "text": [paragraph.text for paragraph in texts.text],
        }
    }
    found = tuple(
        replace(finding, label=NAMES[str(path[-1])])
        for path, finding in lint_routing(tree, directory, upward=bool(texts.signatory))
    )
    return replace(report, findings=(*report.findings, *found))


def _recognised(recognition: Recognition) -> dict[str, str]:
    """Return the texts of the elements; of the text only where it begins."""
    shown = {}
    for element, passages in recognition.passages.items():
        if element in NAMES:
            text = "".join(passage.text for passage in passages)
            shown[element] = text if len(text) <= 100 else f"{text[:100]}……"
    return shown
