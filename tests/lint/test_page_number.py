"""Page numbers around a blank page before the imprint (7.5)."""

from dataclasses import replace

import pytest

from service.lint import Texts, lint_pages
from tests.lint import papers
from tests.lint.papers import TEXTS, correct

SHEET = correct()


@pytest.mark.parametrize(
    ("texts", "numbered", "found"),
    [
        (TEXTS, (), []),
        (Texts(), (), []),
        (TEXTS, (5, 6), [5]),
        (TEXTS, (6,), [6]),
    ],
)
def test_a_blank_page_before_the_imprint_and_the_imprints_page_have_no_numbers(texts, numbered, found):
    """7.5; the imprint is known by how it reads if its text isn't known."""
    *whole, fourth = SHEET.pages
    *others, _ = fourth.lines
    imprint, _ = papers.foot()
    text = tuple(one for one in others if one not in imprint)
    number = {n: (papers.page_number(n),) if n in numbered else () for n in (5, 6)}
    pages = (
        *whole,
        replace(fourth, lines=(*text, papers.page_number(4)), rules=()),
        replace(fourth, number=5, lines=number[5], rules=()),
        replace(fourth, number=6, lines=(*imprint, *number[6])),
    )
    findings = lint_pages(replace(SHEET, pages=pages, texts=texts))
    assert [f.page for f in findings if f.rule == "page-number-text"] == found


def test_behind_a_blank_page_without_an_imprint_a_page_has_its_number():
    fifth = replace(SHEET.pages[2], number=6, lines=SHEET.pages[2].lines[:-1])
    blank = replace(fifth, number=5, lines=())
    findings = lint_pages(replace(SHEET, pages=(*SHEET.pages, blank, fifth)))
    assert [f.page for f in findings if f.rule == "page-number-text"] == [6]
