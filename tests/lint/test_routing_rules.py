"""Each 行文规则 speaks where it should and is silent where the directory is, or where all is well."""

from __future__ import annotations

from typing import Any

import pytest

from service.document.directory import Directory, read_directory
from service.lint.routing_rules import lint_routing

DIRECTORY = read_directory(
    {
        "units": [
            {"name": "滨海市人民政府", "short_names": ["市政府"], "kind": "政府"},
            {"name": "滨海市人民政府办公室", "superior": "市政府", "kind": "部门"},
            {"name": "滨海市海洋发展局", "short_names": ["市局"], "superior": "市政府", "kind": "部门"},
            {"name": "滨海市财政局", "superior": "市政府", "kind": "部门"},
            {"name": "海洋处", "superior": "市局", "kind": "内设机构"},
            {"name": "人事处", "superior": "市局", "kind": "内设机构"},
            {"name": "局办公室", "superior": "市局", "kind": "内设机构"},
            {"name": "市监测站", "superior": "市局", "kind": "事业单位"},
            {"name": "临港区人民政府", "superior": "市政府", "kind": "政府"},
        ],
        "groups": [{"name": "各区县政府", "members": ["临港区人民政府"]}],
    }
)


def rules(issuer: Any, to: str, cc: str = "", text: str = "", *, upward: bool = False) -> list[str]:
    paper: dict[str, Any] = {"signature": {"issuer": issuer}, "principal_receivers": to, "opening": [text]}
    tree = {"paper": paper | ({"other_receivers": cc} if cc else {})}
    return [finding.rule for _, finding in lint_routing(tree, DIRECTORY, upward=upward)]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ({"issuer": "市监测站", "to": "市政府", "upward": True}, ["skipped-level"]),
        ({"issuer": "市监测站", "to": "市政府", "cc": "市局", "upward": True}, []),
        ({"issuer": "市局", "to": "市政府", "cc": "市监测站", "upward": True}, ["copied-to-subordinate"]),
        ({"issuer": "市局", "to": "市政府", "cc": "滨海市财政局", "upward": True}, []),
        ({"issuer": "市局", "to": "滨海市财政局", "upward": True}, ["receiver-no-superior"]),
        ({"issuer": "市局", "to": "市监测站", "cc": "海洋处"}, []),
        ({"issuer": "市局", "to": "各区县政府", "text": "各地必须按时完成。"}, ["department-commands"]),
        ({"issuer": "市局", "to": "各区县政府", "text": "经市政府同意，各地必须按时完成。"}, []),
        ({"issuer": "滨海市人民政府办公室", "to": "各区县政府", "text": "各地必须按时完成。"}, []),
        ({"issuer": "市局", "to": "各区县政府", "text": "现将情况通报。"}, []),
        ({"issuer": "海洋处", "to": "滨海市财政局"}, ["section-issues"]),
        ({"issuer": "海洋处", "to": "人事处"}, []),
        ({"issuer": "局办公室", "to": "滨海市财政局"}, []),
        ({"issuer": ["市局", "市监测站"], "to": "临港区人民政府"}, ["joint-of-unequals"]),
        ({"issuer": ["市局", "滨海市财政局"], "to": "临港区人民政府"}, []),
        (
            {"issuer": "省海洋局", "to": "市政府", "cc": "省政府"},
            ["routing-unverified", "routing-unverified"],
        ),
    ],
)
def test_a_rule_speaks_where_it_should(arguments: dict[str, Any], found: list[str]) -> None:
    assert rules(**arguments) == found


def test_without_a_directory_nothing_is_said() -> None:
    tree = {"paper": {"signature": {"issuer": "市局"}, "principal_receivers": "市政府"}}
    assert list(lint_routing(tree, Directory(), upward=True)) == []


def test_missing_elements_are_no_error() -> None:
    missing = {"missing": "原件没有"}
    assert list(lint_routing({"paper": {"principal_receivers": missing}}, DIRECTORY, upward=True)) == []
