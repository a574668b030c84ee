"""Closing words and titles of each 文种: spoken where they are wrong or absent, silent where they are as usual."""

from __future__ import annotations

from typing import Any

import pytest

from service.document.finding import Severity
from service.lint import lint_facts
from service.lint.content_rules_genre import CLOSINGS
from service.lint.wordings import DOCUMENT_TYPES


def found(kind: str, *texts: str, title: str | None = None) -> list[tuple[str, str]]:
    paper: dict[str, Any] = {
        "document_type": kind,
        "title": title or f"关于防汛的{kind}",
        "text": [{"kind": "paragraph", "text": text} for text in texts],
    }
    findings = lint_facts({"paper": paper}, lambda path: "/".join(map(str, path)))
    return [(f.rule, f.pointer) for f in findings]


def test_every_type_of_the_regulations_has_its_closing_words() -> None:
    assert set(CLOSINGS) == set(DOCUMENT_TYPES) - {"令"}


@pytest.mark.parametrize("kind", sorted(CLOSINGS))
def test_the_words_that_are_offered_are_accepted(kind: str) -> None:
    for offered in CLOSINGS[kind].offered:
        assert found(kind, "甲方来函收悉。", offered) == []


@pytest.mark.parametrize(
    ("kind", "text", "rule"),
    [
        ("请示", "我局拟新建一所学校。", "closing-absent"),
        ("报告", "各项工作进展顺利。", "closing-absent"),
        ("报告", "特此通知。", "closing-of-another-type"),
        ("纪要", "特此纪要。", "closing-of-another-type"),
        ("通知", "特此通报。", "closing-of-another-type"),
    ],
)
def test_absent_and_foreign_words_are_told(kind: str, text: str, rule: str) -> None:
    if kind == "纪要":
        assert found(kind, text) == []
        return
    assert found(kind, "正文。", text) == [(rule, "/paper/text/1/text")]


def test_an_absent_closing_is_only_a_note_with_the_words_to_use() -> None:
    paper = {
        "document_type": "请示",
        "title": "关于建校的请示",
        "text": [{"kind": "paragraph", "text": "拟建校。"}],
    }
    (finding,) = lint_facts({"paper": paper}, lambda path: "")
    assert finding.severity is Severity.NOTE
    assert "妥否，请批示。" in finding.message
    assert paper["text"] == [{"kind": "paragraph", "text": "拟建校。"}]


def test_a_notice_says_it_once() -> None:
    assert found("通知", "现将有关事项通知如下：", "请于5日前报送。") == []
    assert found("通知", "现将有关事项通知如下：", "特此通知。") == [("closing-twice", "/paper/text/1/text")]


def test_a_title_of_another_type_is_told() -> None:
    assert found("通知", "特此通知。", title="关于防汛的通报") == [("title-type-differs", "/paper/title")]
    assert found("命令", "特此发布。", title="关于防汛的令") == []


def test_a_paper_of_no_declared_type_is_left_alone() -> None:
    assert lint_facts({"paper": {"title": "关于情况的报告", "text": ["完了。"]}}, lambda path: "") == ()


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("甲局　乙局关于丙的通知", 0),
        ("甲局乙局关于丙的通知", 1),
        ("关于丙的通知", 0),
    ],
)
def test_agencies_that_issue_together_stand_apart(title: str, count: int) -> None:
    def said(**changed: Any) -> int:
        paper = {"title": title, "signature": {"issuer": ["甲局", "乙局"]}, **changed}
        findings = lint_facts({"paper": paper}, lambda path: "/".join(map(str, path)))
        return [f.rule for f in findings].count("joint-title")

    assert said() == count
    assert said(signature={"issuer": "甲局"}) == said(title_lines=["甲局", "乙局关于丙的通知"]) == 0
