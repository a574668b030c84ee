"""Thirty-two cases that a naive model can't hold: each is valid, prints back word for word, and at most raises findings.

A case is a fragment of content with ``printed``, the lines as they must come out of the docx, and ``findings``
(rule, severity, pointer within the fragment): exactly these, no false alarm beside them.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.table import Table

from service.catalog.catalog import Catalog
from service.catalog.validation import validate
from service.document.posts import posts
from service.inspection import inspect_facts
from service.layout.metrics import FontMetrics
from service.rendering.content import Content
from service.rendering.pipeline import render
from service.rendering.roster import roster

CASES = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.glob("*.json"))
}
SIGNATURE = {"issuer": "滨海市养殖试验场", "issue_date": "2026年3月9日"}
PLAN = {"title": "试验方案", "text": [{"kind": "paragraph", "text": "按此试验。"}]}
HEAD = {
    "manuscript_type": "正本", "issuer_mark": "滨海市养殖试验场文件", "document_number": "滨养发〔2026〕1号",
    "title": "关于开展试验的通知", "principal_receivers": "各科室", "signature": SIGNATURE,
    "printing_office": "滨海市养殖试验场办公室", "printing_date": "2026年3月9日",
}  # fmt: skip
INNER = {"manuscript_type": "正本"}


def whole(case: dict[str, Any]) -> tuple[str, dict[str, Any], str]:
    """Return the paper that prints a case, its whole content, and the pointer of the fragment in it."""
    fragment = case["content"]
    campaign: dict[str, Any] = {"name": "试验", "plan": PLAN}
    plan = "/campaign/plan"
    match case["schema"]:
        case "text":
            return (
                "plan_paper",
                {"campaign": campaign | {"plan": PLAN | {"text": fragment}}, "paper": INNER},
                f"{plan}/text",
            )
        case "signatures":
            signed = campaign | {"plan": PLAN | {"signatures": fragment}}
            return "plan_paper", {"campaign": signed, "paper": INNER}, f"{plan}/signatures"
        case "campaign.v1":
            return "plan_paper", {"campaign": fragment, "paper": INNER}, "/campaign"
        case "phase_outcome.v1":
            outcome = campaign | {"outcomes": [fragment]}
            paper = {
                "manuscript_type": "正本",
                "title": "阶段小结",
                "phase": fragment["phase"],
                "signature": SIGNATURE,
            }
            return "phase_summary", {"campaign": outcome, "paper": paper}, "/campaign/outcomes/0"
        case "leading_group.v1" | "office":
            paper = HEAD | {
                "opening": ["经研究决定成立。"],
                "group": fragment["id"],
                "form": case.get("form", "lines"),
            }
            grouped = campaign | {"leading_groups": [fragment]}
            return "leading_group_notice", {"campaign": grouped, "paper": paper}, "/campaign/leading_groups/0"
    if "plan" in fragment:
        facts = campaign | {"plan": fragment["plan"], "leading_groups": fragment.get("groups", [])}
        return "plan_paper", {"campaign": facts, "paper": INNER}, ""
    paper = HEAD | {"text": ["现印发给你们。"]} | fragment["paper"]
    return "issuing_notice", {"campaign": campaign, "paper": paper}, ""


def lines(data: bytes) -> Iterator[str]:
    """Yield what a docx prints in order, without empty lines; a table row is its cells with | between them."""
    for part in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(part, Table):
            yield from ("|".join(cell.text for cell in row.cells) for row in part.rows)
        elif part.text.strip():
            yield part.text.replace("\n", "")


@pytest.fixture(params=CASES.values(), ids=CASES)
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


@pytest.fixture
def content(case: dict[str, Any], catalog: Catalog) -> Content:
    paper, tree, _at = whole(case)
    return Content(catalog.paper(paper), tree)


def test_there_are_thirty_two() -> None:
    assert [case["case"] for case in CASES.values()] == list(range(1, 33))


def test_it_is_valid(content: Content, catalog: Catalog) -> None:
    assert validate(content.tree, content.paper, catalog) == ()


def test_it_is_printed_word_for_word(case: dict[str, Any], content: Content, metrics: FontMetrics) -> None:
    printed = list(lines(render(content, metrics, None).docx))
    if case["schema"] == "text":
        assert printed[1:] == case["printed"]  # all but the title
        return
    rest = iter(printed)
    for line in case["printed"]:
        assert line in rest, (
            f"{line!r} in its place in {printed}"
        )  # consumes rest: the lines come in this order


def test_it_raises_these_findings_and_no_other(
    case: dict[str, Any], content: Content, catalog: Catalog
) -> None:
    at = whole(case)[2]
    found = inspect_facts(content, catalog)
    assert [[f.rule, f.severity.value, f.pointer] for f in found] == [
        [rule, severity, at + pointer] for rule, severity, pointer in case["findings"]
    ]
    assert all(f.label and f.message for f in found)


def test_nothing_of_it_is_changed_by_printing(
    content: Content, catalog: Catalog, metrics: FontMetrics
) -> None:
    before = json.dumps(content.tree)
    render(content, metrics, None)
    inspect_facts(content, catalog)
    assert json.dumps(content.tree) == before


def test_a_group_in_prose_keeps_order_and_posts() -> None:
    case = CASES["13-posts-that-break-rank"]
    assert [block.body for block in roster(case["content"], "prose")] == case["prose"]
    for printed, read in case["posts"]:
        assert posts(printed) == tuple(read)
