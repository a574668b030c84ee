"""The checker finds every planted fault, and nothing on our own papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from service.checking import Report, check_docx, check_pdf
from service.office.converter import Converter
from service.rendering.pipeline import render
from tests.planted import FAULTS, NO_CLOSING_PHRASE, edited

PAPERS = [
    ("binhai", "issuing_notice"),
    ("binhai", "leading_group_notice"),
    ("binhai", "phase_summary"),
    ("binhai", "final_report"),
    ("binhai", "plan_paper"),
    ("extremes", "issuing_notice"),
    ("extremes", "members_as_lines"),
    ("extremes", "members_as_prose"),
    ("extremes", "members_as_table"),
    ("extremes", "phase_summary"),
    ("extremes", "final_report"),
    ("extremes", "plan_paper"),
]


@pytest.fixture(scope="module")
def word_file(content, metrics) -> Callable[[str, str], bytes]:
    made: dict[tuple[str, str], bytes] = {}

    def make(sample: str, paper: str) -> bytes:
        if (sample, paper) not in made:
            made[sample, paper] = render(content(sample, paper), metrics, None).docx
        return made[sample, paper]

    return make


def told(report: Report) -> list[str]:
    return [f"{finding.rule}: {finding.message}" for finding in report.findings]


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


@pytest.mark.parametrize(("name", "paper"), PAPERS)
def test_our_own_word_files_have_no_findings(word_file, name, paper):
    report = check_docx(word_file(name, paper))
    assert told(report) == []
    assert report.measured > 60


def test_there_are_38_faults():
    assert len(FAULTS) + 1 == 38


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found(word_file, fault):
    report = check_docx(edited(word_file("binhai", "issuing_notice"), fault.edit))
    assert fault.rule in rules(report), told(report)
    found = next(f for f in report.findings if f.rule == fault.rule)
    assert found.strength
    assert found.measured != found.expected


def test_a_notice_without_a_closing_phrase_is_only_hinted_at(word_file):
    whole = word_file("binhai", "leading_group_notice")
    report = check_docx(edited(whole, NO_CLOSING_PHRASE.edit))
    (finding,) = report.findings
    assert (finding.rule, finding.strength) == (NO_CLOSING_PHRASE.rule, "实务")


@pytest.mark.xdist_group("office")
@pytest.mark.parametrize(("name", "paper"), PAPERS)
def test_our_own_pages_have_no_findings(content, metrics, converter: Converter, name, paper):
    made = render(content(name, paper), metrics, converter)
    assert told(check_pdf(made.pdf)) == []
    assert told(check_docx(made.docx, converter.convert)) == []


def test_an_old_paper_without_its_missing_elements_is_not_blamed_for_its_age(word_file):
    report = check_docx(word_file("yingkou", "issuing_notice"), day=dt.date(2010, 6, 18))
    assert report.former
    assert "elements" not in rules(report)
    assert any("2012年7月1日以前" in each.reason for each in report.unverified)
