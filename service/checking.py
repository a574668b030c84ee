"""Checks a paper from anywhere against GB/T 9704: a Word file by what it says and how it is laid out, a PDF by its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from service.document.directory import Directory
from service.docx import Docx, read_docx
from service.errors import UnreadableDocument
from service.generation import render_only
from service.lint import clauses
from service.lint.judging import NO_TEXT, NOT_EMBEDDED, NOT_IN_WORDS, NOT_RENDERED, Report, judge, routed
from service.lint.manuscript import Manuscript
from service.lint.page_rules.geometry import is_red
from service.lint.passages import Passage, of_pages, of_word_file
from service.lint.recognising import Recognition, recognise
from service.lint.report import Row, measurements, word_measurements
from service.lint.sheet import Sheet
from service.lint.wishes import sealed_in_word_file, sealed_on_page, wishes
from service.lint.word_rules.paper import red_rules_in
from service.lint.words import measure_words
from service.office.links import linked_contents
from service.page import Page, measure
from service.rendering.office_copy import for_libreoffice
from service.request import GenerationRequest
from service.services import Making

MOST_PAGES = 300  #: a longer file is refused; the longest papers are some hundred pages
_ZI_PER_PAGE = 22 * 28
Convert = Callable[[bytes], bytes]
_NO_DIRECTORY = Directory()
#: Rules that ask the file and the page for one and the same place: what the file has wrong is told once.
_SAME_PLACE = frozenset(
    {"sealed-date", "sealed-issuer", "unsealed-signature", "paragraph-indent", "page-number-place"}
)
_OF_HEADED = frozenset({"body-on-first-page"})  #: a form or a list without 版头 may begin with a table
_SHORTEST_RULE_MM = 100.0


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
    _refuse_long(file)
    passages = of_word_file(file.paragraphs)
    if convert is None:
        recognition = recognise(passages, red_rules_in(file))
        rows, pages = _in_word_file(file, passages, recognition, day), None
    else:
        with ThreadPoolExecutor(1) as beside:  # LibreOffice works in a process of its own
            pdf = beside.submit(convert, for_libreoffice(data))
            recognition = recognise(passages, red_rules_in(file))
            rows = _in_word_file(file, passages, recognition, day)
            pages = measure(pdf.result(), most_pages=MOST_PAGES)
        if (seen := recognise(passages, _red_rules_on(pages))).form != recognition.form:
            recognition, rows = seen, _in_word_file(file, passages, seen, day)
        rows += _only_on_page(_on_pages(pages, recognition), rows)
    why = NOT_RENDERED if pages is None else NOT_IN_WORDS
    return routed(judge("docx", recognition, rows, pages, day, why), recognition, directory)


def _in_word_file(
    file: Docx, passages: Sequence[Passage], recognition: Recognition, day: dt.date | None
) -> list[Row]:
    """Return what the rules on Word files and on words measure."""
    manuscript = Manuscript(file, recognition, wishes(recognition))
    sealed = sealed_in_word_file(manuscript)
    manuscript = replace(manuscript, elements=wishes(recognition, sealed=sealed))
    return [*word_measurements(manuscript), *measure_words(passages, recognition, day or recognition.day)]


def _red_rules_on(pages: Sequence[Page]) -> int:
    """Return how many red rules lie across the first page."""
    return (
        sum(rule.width > _SHORTEST_RULE_MM and is_red(rule.color) for rule in pages[0].rules) if pages else 0
    )


def check_pdf(data: bytes, day: dt.date | None = None, directory: Directory = _NO_DIRECTORY) -> Report:
    """Check a PDF by its pages; ``day`` and ``directory`` as in `check_docx`.

    Raises:
        UnreadablePdf: it is no PDF, is damaged, needs a password or is too long.
    """
    pages = measure(data, most_pages=MOST_PAGES)
    passages = of_pages(pages)
    recognition = recognise(passages, _red_rules_on(pages))
    rows = [*_on_pages(pages, recognition), *measure_words(passages, recognition, day or recognition.day)]
    chars = [char for page in pages for line in page.lines for char in line.chars if char.ink]
    report = judge("pdf", recognition, rows, pages, day, NOT_IN_WORDS if chars else NO_TEXT)
    report = routed(report, recognition, directory)
    if all(char.embedded for char in chars):
        return report
    looks = clauses.Unverified(f"{clauses.STANDARD} 5.2.2", "各要素的字体", NOT_EMBEDDED)
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


def _refuse_long(file: Docx) -> None:
    """Refuse what is surely too long before LibreOffice sets it."""
    characters, count = sum(len(p.text) for p in file.paragraphs), len(file.paragraphs)
    pages = max(characters // _ZI_PER_PAGE, count // 60, sum(p.new_page for p in file.paragraphs))
    if pages > MOST_PAGES:
        raise UnreadableDocument(f"这个文件约有 {pages} 页，超过 {MOST_PAGES} 页的上限，请分成几个文件检查。")


def _on_pages(pages: Sequence[Page], recognition: Recognition) -> tuple[Row, ...]:
    """Return what the page rules measure of recognised elements; a title counts as broken where it is."""
    sheet = Sheet(tuple(pages), wishes(recognition), recognition.texts, format=recognition.format)
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
