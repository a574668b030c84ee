"""Checks a paper from anywhere against GB/T 9704: a Word file by what it says and how it is laid out, a PDF by its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from service.document.directory import Directory
from service.document.finding import Finding, Severity
from service.docx import read_docx
from service.errors import UnreadableDocument
from service.generation import render_only
from service.lint import clauses, former
from service.lint.manuscript import Manuscript
from service.lint.page_rules.elements import NAMES
from service.lint.passages import of_pages, of_word_file
from service.lint.recognising import Recognition, recognise
from service.lint.report import Row, findings, measurements, word_measurements
from service.lint.routing_rules import lint_routing
from service.lint.sheet import Sheet
from service.lint.text_rules import all_text_rules
from service.lint.wishes import sealed_in_word_file, sealed_on_page, wishes
from service.lint.words import measure_words
from service.office.links import linked_contents
from service.page import Page, measure
from service.rendering.office_copy import for_libreoffice
from service.request import GenerationRequest
from service.services import Making

MOST_PAGES = 300  #: a longer file is refused; the longest papers are some hundred pages
_OF_CHAPTER_9 = ("GB/T 15834", "GB/T 15835")
_SEALED, _UNSEALED = "GB/T 9704 7.3.5.1", "GB/T 9704 7.3.5.2"
_ZI_PER_PAGE = 22 * 28
Convert = Callable[[bytes], bytes]
_NO_DIRECTORY = Directory()
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
#: Rules that a 信函, 命令 or 纪要 replaces by its own (chapter 10).
_OF_GENERAL_FORM = frozenset(
    {
        "mark-position", "number-position", "red-rule", "title-place", "text-under-receivers", "type-area", "elements",
        "sealed-date", "sealed-issuer", "unsealed-signature", "imprint-rules", "imprint-rule-thickness",
        "imprint-page", "printing-line", "page-number-text", "page-number-place",
    }
)  # fmt: skip
#: Rules that ask the file and the page for one and the same place: what the file has wrong is told once.
_SAME_PLACE = frozenset(
    {"sealed-date", "sealed-issuer", "unsealed-signature", "paragraph-indent", "page-number-place"}
)
_OF_HEADED = frozenset({"body-on-first-page"})  #: a form or a list without 版头 may begin with a table
_NOT_RENDERED = "只看了 Word 文件本身，没有排成版面量取"
_NOT_IN_WORDS = "此项在这份文件里没有可以量取的内容"
_NOT_EMBEDDED = "PDF 没有嵌入全部字体，字体只按名称核对，换一台电脑看可能不同"
_NO_TEXT = "PDF 里没有文字（可能是扫描件），不能识别要素"
_FORMER = "成文于2012年7月1日以前，适用当时的格式，未按现行国标判断"
_PARTY = "成文于2012年7月1日以前的党的机关公文，适用1996年条例，格式未能核验"
_NO_PAPER = "表格、简报等不是公文，国标没有规定格式"
_SPECIAL = "特定格式，尚无逐条核验的规则"


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


def check_docx(
    data: bytes,
    convert: Convert | None = None,
    day: dt.date | None = None,
    directory: Directory = _NO_DIRECTORY,
) -> Report:
    """Check a Word file by what it says and, with ``convert`` (docx → PDF), by its pages.

    ``day`` is the 成文日期 if the caller knows it better than what can be read; the 机构名录 shows who writes to whom.

    Raises:
        UnreadableDocument: it is no docx, is damaged, encrypted, too large, or has macros or links to contents.
        ConversionError: if the conversion fails.
    """
    file = read_docx(data)
    if linked := linked_contents(data):
        raise UnreadableDocument(
            f"这个 Word 文件引用了文件以外的内容（{linked[0]}），请把它嵌入文件后再检查。"
        )
    _refuse_long(sum(len(p.text) for p in file.paragraphs), len(file.paragraphs))
    passages = of_word_file(file.paragraphs)
    recognition = recognise(passages)
    manuscript = Manuscript(file, recognition, wishes(recognition))
    sealed = sealed_in_word_file(manuscript)
    manuscript = replace(manuscript, elements=wishes(recognition, sealed=sealed))
    rows = [*word_measurements(manuscript), *measure_words(passages, recognition, day or recognition.day)]
    pages: tuple[Page, ...] | None = None
    if convert is not None:
        pages = measure(convert(for_libreoffice(data)), most_pages=MOST_PAGES)
        rows += _only_on_page(_on_pages(pages, recognition), rows)
    why = _NOT_RENDERED if pages is None else _NOT_IN_WORDS
    return _routed(_report("docx", recognition, rows, pages, day, why), recognition, directory)


def check_pdf(data: bytes, day: dt.date | None = None, directory: Directory = _NO_DIRECTORY) -> Report:
    """Check a PDF by its pages; ``day`` and ``directory`` as in `check_docx`.

    Raises:
        UnreadablePdf: it is no PDF, is damaged, needs a password or is too long.
    """
    pages = measure(data, most_pages=MOST_PAGES)
    passages = of_pages(pages)
    recognition = recognise(passages)
    rows = [*_on_pages(pages, recognition), *measure_words(passages, recognition, day or recognition.day)]
    chars = [char for page in pages for line in page.lines for char in line.chars if char.ink]
    report = _report("pdf", recognition, rows, pages, day, _NOT_IN_WORDS if chars else _NO_TEXT)
    report = _routed(report, recognition, directory)
    if all(char.embedded for char in chars):
        return report
    looks = clauses.Unverified(f"{clauses.STANDARD} 5.2.2", "各要素的字体", _NOT_EMBEDDED)
    return replace(report, unverified=(looks, *report.unverified))


def check_content(request: GenerationRequest, making: Making, day: dt.date | None = None) -> Report:
    """Check content by the paper that is made of it, its facts as well; nothing is kept.

    Raises:
        UnknownPaper, InvalidContent, RenderingError: if there is no paper to be made of it.
        ConversionError: if the conversion fails.
    """
    product = render_only(replace(request, formats=None), making)
    pdf = product.files.get("pdf")
    report = check_docx(
        product.files["docx"], None if pdf is None else lambda _docx: pdf, day, making.directory
    )
    told = {finding.rule for finding in product.findings}
    others = tuple(finding for finding in report.findings if finding.rule not in told)
    return replace(report, kind="json", findings=(*product.findings, *others))


def is_pdf(data: bytes) -> bool:
    """Tell whether a file says that it is a PDF; readers allow for some bytes before that."""
    return b"%PDF-" in data[:1024]


def _refuse_long(characters: int, paragraphs: int) -> None:
    pages = max(characters // _ZI_PER_PAGE, paragraphs // 60)
    if pages > MOST_PAGES:
        raise UnreadableDocument(f"这个文件约有 {pages} 页，超过 {MOST_PAGES} 页的上限，请分成几个文件检查。")


def _on_pages(pages: Sequence[Page], recognition: Recognition) -> tuple[Row, ...]:
    """Return what the page rules measure of recognised elements; a title counts as broken where it is."""
    sheet = Sheet(tuple(pages), wishes(recognition), recognition.texts)
    sheet = replace(sheet, elements=wishes(recognition, sealed=sealed_on_page(sheet)))
    rows = measurements(sheet, recognised=True)
    return rows if recognition.form else tuple(row for row in rows if row.rule.id not in _OF_HEADED)


def _only_on_page(rows: Sequence[Row], said: Sequence[Row]) -> list[Row]:
    """Leave out what the Word file says of itself: its fonts are those that it names, not our substitutes."""
    known = {(row.rule.id, row.measurement.subject) for row in said}
    absent = {row.measurement.element for row in said if row.rule.id == "elements" and not row.measurement.ok}
    wrong = {row.rule.id for row in said if not row.measurement.ok} & _SAME_PLACE
    return [
        row
        for row in rows
        if (row.rule.id, row.measurement.subject) not in known
        and not (row.rule.id == "elements" and row.measurement.element in absent)
        and row.rule.id not in wrong
        and row.rule.id != "fonts-embedded"
    ]


def _report(
    kind: str,
    recognition: Recognition,
    rows: Sequence[Row],
    pages: Sequence[Page] | None,
    day: dt.date | None,
    why: str,
) -> Report:
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
        why = _NO_PAPER if why == _NOT_IN_WORDS else why
    elif recognition.form not in ("", "通用格式"):
        rows = [row for row in rows if row.rule.id not in _OF_GENERAL_FORM]
        why = _SPECIAL
    present = {*recognition.passages, *(("rule",) if recognition.form == "通用格式" else ())}
    done = {row.rule.clause or "" for row in rows}
    if any(clause.startswith(_OF_CHAPTER_9) for clause in done):
        done.add(f"{clauses.STANDARD} 9")
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


def _routed(report: Report, recognition: Recognition, directory: Directory) -> Report:
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
