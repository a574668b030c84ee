"""An upward paper without a seal: what must not be there is seen by its look, a longer date has its own place."""

from dataclasses import replace

import pytest

from service.lint import lint_pages
from tests.lint import papers
from tests.lint.papers import PITCH, line, on_line, with_line

UPWARD = papers.upward()
ANNOTATION = line("（此件公开发布）", 250, x0=28 + 2 * papers.ZI)


@pytest.mark.parametrize(
    ("element", "extra"), [("issuer_mark", None), ("principal_receivers", None), ("annotation", ANNOTATION)]
)
def test_a_forbidden_element_is_seen_by_its_look(element, extra):
    """Its text is not known, as in a paper that has no such element."""
    texts = replace(papers.UPWARD, **{element: ""})
    seen = replace(UPWARD, elements={**UPWARD.elements, element: "forbidden"}, texts=texts)
    seen = with_line(seen, 1, extra) if extra else seen
    assert any(f.rule == "elements" and "要求没有" in f.message for f in lint_pages(seen))


def test_an_issued_document_is_seen_by_its_title_at_the_top_of_a_page():
    sheet = on_line(UPWARD, 3, "附件2", lambda one: None)
    sheet = replace(sheet, texts=replace(papers.UPWARD, attachments=papers.UPWARD.attachments[:1]))
    assert any(f.rule == "elements" and "所印发的文件" in f.message for f in lint_pages(sheet))


def test_a_longer_date_ends_2_zi_before_the_edge():
    """7.3.5.2: where 成文日期 is longer than 署名 it is the date that keeps two 字 on its right."""
    page = UPWARD.pages[0]
    issuer = next(one for one in page.lines if one.text == papers.UPWARD.issuer)
    date = papers.ending(papers.UPWARD.issue_date, issuer.baseline + PITCH, right=184 - 2 * papers.ZI)
    short = line("工会", issuer.baseline, x0=date.x0 - 2 * papers.ZI)
    sheet = on_line(UPWARD, 1, papers.UPWARD.issuer, lambda one: short)
    sheet = on_line(sheet, 1, papers.UPWARD.issue_date, lambda one: date)
    assert lint_pages(replace(sheet, texts=replace(papers.UPWARD, issuer="工会"))) == ()
