from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from service.assembly import open_making
from service.catalog.catalog import Catalog
from service.catalog.setting_files import read_unit_directory
from service.inspection import inspect, inspect_routing, sheet
from service.rendering.content import Content
from service.settings import Settings
from tests.fakes import a_pdf

Read = Callable[..., Content]
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
    labels = {finding.label for finding in inspect(content, replace(rendering, pdf=a_pdf(), drawn=a_pdf()))}
    assert labels


def test_the_texts_are_those_of_the_paper(made):
    content, rendering = made
    paper, plan = content.tree["paper"], content.tree["campaign"]["plan"]
    texts = sheet(content, replace(rendering, pdf=a_pdf(), drawn=a_pdf())).texts
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
    texts = sheet(content, replace(rendering, pdf=a_pdf(), drawn=a_pdf())).texts
    headings = {paragraph.level: paragraph for paragraph in texts.issued_text if paragraph.heading}
    assert {1, 2} <= set(headings)
    assert all(paragraph.text.startswith(paragraph.heading) for paragraph in headings.values())
    assert headings[1].text[1:2] == "、"


@pytest.mark.parametrize("paper", ["issuing_notice", "leading_group_notice", "final_report"])
def test_the_sample_directory_knows_all_that_the_samples_write_to(
    content: Read, catalog: Catalog, root: Path, paper: str
) -> None:
    directory = read_unit_directory(root / "samples" / "directory.json", catalog)
    assert inspect_routing(content("binhai", paper), catalog, directory) == ()


def test_a_report_that_skips_a_level_is_told_at_its_receivers(
    content: Read, catalog: Catalog, root: Path
) -> None:
    directory = read_unit_directory(root / "samples" / "directory.json", catalog)
    bound = content("binhai", "final_report")
    station = {**bound.tree["paper"]["signature"], "issuer": "滨海市海洋与渔业监测站"}
    paper = {**bound.tree["paper"], "signature": station, "other_receivers": "市委办公室"}
    (found,) = inspect_routing(replace(bound, tree={**bound.tree, "paper": paper}), catalog, directory)
    assert (found.rule, found.pointer, found.label) == (
        "skipped-level", "/paper/principal_receivers", "公文 › 主送机关",
    )  # fmt: skip


def test_a_paper_without_a_head_is_routed_nowhere(content: Read, catalog: Catalog, root: Path) -> None:
    directory = read_unit_directory(root / "samples" / "directory.json", catalog)
    assert inspect_routing(content("binhai", "phase_summary"), catalog, directory) == ()
