"""Holds the words of a recognised paper against the rules on words, each slip with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from service.lint.passages import LARGE_PT, Passage
from service.lint.recognising import Recognition
from service.lint.report import Row
from service.lint.rule import Measurement, PageRule
from service.lint.text_rules import PaperWords, Slip, TextRule, all_text_rules, all_words_rules

_MOST = 100  #: more slips of one rule help nobody
_MEASURED = frozenset({"receivers-colon"})  #: the rule ``receivers`` says the same of a printed paper
#: Elements that are one text, however many lines they take.
_JOINED = (
    "issuer_mark", "document_number", "title", "principal_receivers", "issued_document", "other_receivers",
    "printing_office", "annotation",
)  # fmt: skip
#: What rules may call the texts of an element beside its own name.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "issue_date": (),
    "printing_office": (),
    "issued_document": ("title",),
}


def measure_words(
    passages: Sequence[Passage], recognition: Recognition, day: dt.date | None
) -> tuple[Row, ...]:
    """Return what the rules on words measured: a row for each slip, or one that all is well."""
    named = _names(recognition)
    rules = [rule for rule in all_text_rules() if rule.said.id not in _MEASURED]
    joined = {p.place for element in _JOINED for p in recognition.of(element)}
    alone = [(p, _called(p, named)) for p in passages if p.place not in joined]
    rows = [row for rule in rules for row in _of_texts(rule, alone, recognition, named)]
    paper = PaperWords(recognition.texts, recognition.document_type, recognition.form, day)
    for each in all_words_rules():
        slips = [(slip, _place(slip.element, recognition)) for slip in each.check(paper)]
        rows += _rows(each.said, slips)
    return tuple(rows)


def _place(element: str, recognition: Recognition) -> Passage | None:
    """Return the first passage of an element; one 签发人 stands in that of the 发文字号."""
    found = recognition.of(element) or recognition.of("document_number" if element == "signatory" else "")
    return next(iter(found), None)


def _names(recognition: Recognition) -> Mapping[int, frozenset[str]]:
    """Return what each passage may be called, by its place."""
    names = {}
    for element, passages in recognition.passages.items():
        own = {element, *_ALSO.get(element, ("other",))}
        if element == "title" and recognition.form:
            own.add("paper/title")
        for passage in passages:
            names[passage.place] = frozenset(own)
    return names


def _of_texts(
    rule: TextRule,
    alone: Sequence[tuple[Passage, frozenset[str]]],
    recognition: Recognition,
    named: Mapping[int, frozenset[str]],
) -> Iterator[Row]:
    """Yield the rows of one rule on all texts that it is about: those of an element joined, those ``alone`` singly."""
    judged: list[tuple[str, Passage]] = []
    for element in _JOINED:
        found = recognition.of(element)
        if found and rule.concerns(_names_of(element, found[0], recognition, named)):
            judged.append((recognition.worded.get(element, "".join(p.text for p in found)), found[0]))
    for element in recognition.worded.keys() - set(_JOINED):
        if rule.concerns(frozenset({element, "other"})):
            judged.append((recognition.worded[element], recognition.of(element)[0]))
    judged += [(passage.text, passage) for passage, names in alone if rule.concerns(names)]
    slips = ((slip, passage) for text, passage in judged for slip in rule.check(text))
    if judged:
        yield from _rows(rule.said, list(islice(slips, _MOST)))


def _names_of(
    element: str, passage: Passage, recognition: Recognition, named: Mapping[int, frozenset[str]]
) -> frozenset[str]:
    """Return what the text of an element may be called; one that shares its passage has its own names only."""
    return frozenset({element, "other"}) if element in recognition.worded else named[passage.place]


def _called(passage: Passage, named: Mapping[int, frozenset[str]]) -> frozenset[str]:
    """Return the names of a passage; a line of a list or table on a page may be a piece of a sentence."""
    piece = passage.page is not None and (passage.hanging or passage.in_table or passage.size_pt > LARGE_PT)
    own = named.get(passage.place, frozenset({"other"}))
    return own - {"other", "text", "issued_text"} if piece else own


def _rows(said: PageRule, slips: Sequence[tuple[Slip, Passage | None]]) -> Iterator[Row]:
    if not slips:
        yield Row(said, Measurement(said.advice, "合乎", "合乎", True), "")
    for slip, passage in slips:
        yield Row(
            said,
            Measurement(
                slip.message, slip.expected, slip.measured, False,
                page=passage.page if passage else None,
                element=slip.element,
                top_mm=passage.top_mm if passage else None,
                paragraph=passage.place if passage and passage.page is None else None,
                message=slip.message,
            ),
            "",
        )  # fmt: skip
