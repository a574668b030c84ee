from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from service.layout.metrics import FontMetrics
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.elements import printed
from tests.rendering.papers import MISSING, altered, paragraphs
from tests.rendering.papers import printed as printed_block

Read = Callable[[str], Content]


def test_what_is_missing_prints_nothing() -> None:
    assert (printed("甲"), printed(MISSING)) == ("甲", "")


def test_every_element_of_the_sample_is_in_the_context(content: Read, metrics: FontMetrics) -> None:
    paper = content("binhai")
    stored = paper.tree["paper"]
    context = compose(paper, metrics).context
    assert context.mark.text == stored["issuer_mark"]
    assert context.document_number == stored["document_number"]
    assert "".join(context.title_lines) == stored["title"] == context.properties.title
    assert context.principal_receivers == stored["principal_receivers"]
    assert "".join(map(printed_block, context.text)) == "".join(stored["text"])
    assert context.signatures[0].issuer == stored["signature"]["issuer"]
    assert context.signatures[0].issue_date == stored["signature"]["issue_date"]
    assert "".join(context.issued_document.title_lines) == paper.tree["campaign"]["plan"]["title"]
    assert "".join(context.imprint.printing_office) == stored["printing_office"]
    assert context.imprint.printing_date == stored["printing_date"] + "印发"
    assert context.imprint.other_receivers == stored.get("other_receivers", "")


def test_missing_elements_are_absent_and_the_reason_is_never_printed(
    content: Read, metrics: FontMetrics
) -> None:
    paper = content("yingkou")
    context = compose(paper, metrics).context
    assert context.document_number == context.principal_receivers == context.signatures[0].issue_date == ""
    assert (context.imprint.printing_office, context.imprint.printing_date) == ((), "")
    assert context.imprint.page_breaks == ()
    assert "原件" not in repr([getattr(context, f.name) for f in fields(context) if f.name != "annotation"])


def test_composing_changes_nothing_and_gives_the_same(content: Read, metrics: FontMetrics) -> None:
    paper = content("binhai")
    before = paper.canonical
    assert compose(paper, metrics) == compose(paper, metrics)
    assert Content(paper.paper, paper.tree).canonical == before


def test_the_plan_begins_on_a_new_page(content: Read, metrics: FontMetrics) -> None:
    made = compose(altered(content("binhai"), text=paragraphs(["甲"])), metrics)
    assert made.pages.page_count == 2
    assert made.context.imprint.page_breaks == ()
    assert made.page_count == 2


def test_a_plan_with_a_signature_of_its_own(content: Read, metrics: FontMetrics) -> None:
    signature = {"issuer": "滨海市海洋发展局", "issue_date": "2026年3月16日"}
    made = compose(altered(content("binhai"), signatures=[signature]), metrics).context.issued_document
    (signed,) = made.signatures
    assert (signed.issuer, signed.blank_lines) == ("滨海市海洋发展局", (0,))


@pytest.mark.parametrize("count", range(1, 70))
def test_the_imprint_is_always_on_an_even_last_page(content: Read, metrics: FontMetrics, count: int) -> None:
    made = compose(altered(content("binhai"), text=paragraphs(["一段正文。"] * count)), metrics)
    assert made.page_count % 2 == 0
    assert made.page_count - made.pages.page_count == len(made.context.imprint.page_breaks) <= 2


@pytest.mark.parametrize("lines", range(1, 24))
def test_the_signature_of_the_notice_is_never_alone(content: Read, metrics: FontMetrics, lines: int) -> None:
    """However long the notice is, each page that holds the signature or a part of it holds text as well."""
    paper: dict[str, Any] = {"text": ["字" * (26 + 28 * (lines - 1))]}
    made = compose(altered(content("binhai"), paper), metrics)
    notice = made.context.text
    assert "".join(map(printed_block, notice)) == paper["text"][0]
    assert sum(b.page_break for b in notice) <= 1


def test_the_blank_lines_above_a_signature_give_way_to_an_only_line(
    content: Read, metrics: FontMetrics
) -> None:
    """One line of text, and the signature would not fit under it with its blank lines."""
    found = set()
    for lines in range(1, 15):
        paper = {"principal_receivers": "字" * (28 * lines - 1), "text": ["一行正文。"]}
        made = compose(altered(content("binhai"), paper), metrics)
        found.add(len(made.context.signatures[0].blank_lines))
    assert 2 in found
    assert found & {0, 1}
