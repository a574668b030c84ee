from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from service.assembly import open_making
from service.inspection import inspect, sheet
from service.settings import Settings
from tests.fakes import a_pdf

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def made(sample):
    settings = Settings.from_environment(
        {"CHENGWEN_ROOT": str(ROOT), "CHENGWEN_FONTS_CONF": "/none/fonts.conf"}
    )
    making = open_making(settings, None, "")
    tree = sample("binhai")["content"]
    content = making.content(making.catalog.paper("issuing_notice"), tree)
    return content, making.render(content, None)


def test_without_a_pdf_there_is_nothing_to_measure(made):
    assert inspect(*made) == ()


def test_blank_pages_lack_what_the_paper_must_have(made):
    content, rendering = made
    labels = {finding.label for finding in inspect(content, replace(rendering, pdf=a_pdf()))}
    assert labels


def test_the_texts_are_those_of_the_paper(made):
    content, rendering = made
    paper, plan = content.tree["paper"], content.tree["campaign"]["plan"]
    texts = sheet(content, replace(rendering, pdf=a_pdf())).texts
    assert "".join(texts.title) == paper["title"]
    assert texts.issuer_mark == paper["issuer_mark"]
    assert texts.document_number == paper["document_number"]
    assert (texts.issuer, texts.issue_date) == (
        paper["signature"]["issuer"],
        paper["signature"]["issue_date"],
    )
    assert "".join(texts.issued_title) == plan["title"]
    assert "".join(paragraph.text for paragraph in texts.text) == "".join(paper["text"])


def test_headings_keep_their_level(made):
    content, rendering = made
    texts = sheet(content, replace(rendering, pdf=a_pdf())).texts
    headings = {paragraph.level: paragraph for paragraph in texts.issued_text if paragraph.heading}
    assert {1, 2} <= set(headings)
    assert all(paragraph.text.startswith(paragraph.heading) for paragraph in headings.values())
    assert headings[1].text[1:2] == "、"
