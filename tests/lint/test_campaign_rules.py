"""Each rule on the facts of a campaign speaks where figures, lists and days disagree, and is silent where they agree."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from service.catalog.catalog import Catalog
from service.inspection import inspect_facts
from service.lint import lint_facts
from service.rendering.content import Content


def found(paper: Any = None, **campaign: Any) -> list[tuple[str, str]]:
    """Return rule and place of each finding on a campaign and a paper."""
    tree = {"campaign": {"name": "试验", **campaign}, "paper": paper or {}}
    before = json.dumps(tree)
    made = lint_facts(tree, lambda path: "/".join(map(str, path)))
    assert json.dumps(tree) == before
    assert all(f.message.endswith("。") for f in made)
    return [(f.rule, f.pointer.removeprefix("/campaign")) for f in made]


def said(**campaign: Any) -> str:
    tree = {"campaign": {"name": "试验", **campaign}, "paper": {}}
    return "".join(f.message for f in lint_facts(tree, lambda path: ""))


def evaluation(**changed: Any) -> dict[str, Any]:
    grades = [{"name": "满意", "weight": "10"}, {"name": "不满意", "weight": "2"}]
    item = {"name": "作风", "votes": ["90票", "10票"], "shares": ["90.0%", "10%"]}
    whole = {"issued": "120张", "returned": "110张", "valid": "100张", "average": "9.2分"}
    return {
        "id": "a",
        "name": "评议",
        "subject": "甲站",
        "grades": grades,
        "items": [item],
        **whole,
        **changed,
    }


def items(*votes: str, **more: Any) -> list[dict[str, Any]]:
    return [{"name": "作风", "votes": list(votes), **more}]


def test_votes_that_agree() -> None:
    assert found(evaluations=[evaluation()]) == []
    assert found(evaluations=[evaluation(items=[{"name": "作风"}])]) == []  # not counted yet
    assert found(evaluations=[evaluation(issued="约120张")]) == []


@pytest.mark.parametrize(
    ("changed", "rule", "place"),
    [
        ({"returned": "130张"}, "votes-issued", "/evaluations/0/returned"),
        ({"returned": "99张"}, "votes-issued", "/evaluations/0/valid"),
        ({"items": items("90票", "9票"), "average": "9.27"}, "votes-sum", "/evaluations/0/items/0/votes"),
        ({"items": items("100票"), "average": ""}, "votes-sum", "/evaluations/0/items/0/votes"),
        (
            {"items": items("90票", "10票", shares=["91%", "10%"])},
            "votes-share",
            "/evaluations/0/items/0/shares/0",
        ),
        ({"average": "9.5"}, "votes-average", "/evaluations/0/average"),
    ],
)
def test_votes_that_disagree(changed: dict[str, Any], rule: str, place: str) -> None:
    assert found(evaluations=[evaluation(**changed)]) == [(rule, place)]


def test_the_computed_share_and_average_are_offered() -> None:
    assert "按得票算是90%" in said(evaluations=[evaluation(items=items("90票", "10票", shares=["91.0%"]))])
    assert "算是9.2，" in said(evaluations=[evaluation(average="9.50")])


def inspection(**changed: Any) -> dict[str, Any]:
    teams = [
        {"name": "第一组", "leader": "甲", "units": ["东站"]},
        {"name": "第二组", "leader": "乙", "units": ["西站"]},
    ]
    scored = [
        {"name": "一", "contents": "一。", "score": "60"},
        {"name": "二", "contents": "二。", "score": "40分"},
    ]
    issues = [
        {"unit": "东站", "text": "一。"},
        {"unit": "东站", "text": "二。"},
        {"unit": "西站", "text": "三。"},
    ]
    whole = {"units": ["东站", "西站"], "teams": teams, "items": scored, "issues": issues}
    return {"id": "a", "name": "检查", "period": "2026年8月", **whole, **changed}


def test_an_inspection_that_agrees() -> None:
    assert found(inspections=[inspection()]) == []
    unscored = [{"name": "一", "contents": "一。", "score": "60"}, {"name": "二", "contents": "二。"}]
    assert found(inspections=[inspection(items=unscored)]) == []
    assert found(inspections=[inspection(units=[])]) == []
    assert found(inspections=[inspection(teams=[])]) == []


def test_scores_that_are_no_hundred() -> None:
    short = [
        {"name": "一", "contents": "一。", "score": "60"},
        {"name": "二", "contents": "二。", "score": "30"},
    ]
    assert found(inspections=[inspection(items=short)]) == [("scores-total", "/inspections/0/items")]
    assert "相加是90" in said(inspections=[inspection(items=short)])


@pytest.mark.parametrize(
    ("units", "rule", "place"),
    [
        ((["东站"], ["西站", "东站"]), "unit-twice", "/inspections/0/teams/1/units/1"),
        ((["东站"], ["西站", "南站"]), "unit-unknown", "/inspections/0/teams/1/units/1"),
        ((["东站"], []), "unit-left-out", "/inspections/0/teams"),
    ],
)
def test_teams_with_repeats_and_gaps(units: tuple[list[str], ...], rule: str, place: str) -> None:
    teams = [{"name": f"第{i}组", "leader": f"甲{i}", "units": own} for i, own in enumerate(units)]
    assert found(inspections=[inspection(teams=teams)]) == [(rule, place)]


@pytest.mark.parametrize(
    ("unit", "text", "expected"),
    [
        ("东站", "发现2个问题。", []),
        ("东站", "存在以下两个方面的突出问题。", []),
        ("东站", "查阅3个问题台账。", []),
        ("东站", "发现3个问题。", [("issues-count", "/paper/opening/0")]),
        ("东站", "存在三个方面的问题。", [("issues-count", "/paper/opening/0")]),
        ("南站", "发现2个问题。", [("issues-count", "/paper/unit")]),
    ],
)
def test_issues_are_as_many_as_the_notice_says(unit: str, text: str, expected: list[tuple[str, str]]) -> None:
    paper = {"inspection": "a", "unit": unit, "opening": [text]}
    assert found(paper, inspections=[inspection()]) == expected


def selection(**changed: Any) -> dict[str, Any]:
    winners = [{"name": "张力", "unit": "东站"}, {"name": "张力", "unit": "西站"}]
    honour = {"name": "标兵", "total": "2名", "winners": winners}
    quotas = [
        {"unit": "东站", "values": ["1"]},
        {"unit": "西站", "values": ["1"]},
        {"unit": "南站", "values": ["—"]},
    ]
    return {
        "id": "a",
        "name": "评选",
        "honours": [honour | changed.pop("honour", {})],
        "quotas": quotas,
        **changed,
    }


def test_a_selection_that_agrees() -> None:
    assert found(selections=[selection()]) == []
    assert found(selections=[selection(honour={"winners": []}, quotas=[])]) == []


@pytest.mark.parametrize(
    ("changed", "rule", "place"),
    [
        ({"quotas": [{"unit": "东站", "values": ["3"]}]}, "quota-total", "/selections/0/honours/0/total"),
        (
            {"quotas": [{"unit": "东站", "values": ["2", "1"]}]},
            "quota-total",
            "/selections/0/quotas/0/values",
        ),
        ({"honour": {"winners": [{"name": "甲"}]}}, "winners-total", "/selections/0/honours/0/winners"),
        (
            {"honour": {"winners": [{"name": "张力"}, {"name": "张　力"}]}},
            "winner-twice",
            "/selections/0/honours/0/winners/1/name",
        ),
    ],
)
def test_a_selection_that_disagrees(changed: dict[str, Any], rule: str, place: str) -> None:
    assert found(selections=[selection(**changed)]) == [(rule, place)]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("授予张力等2名同志“标兵”称号。", []),
        ("授予张力等3名同志“标兵”称号。", ["honours-count"]),
        ("对先进予以表彰。", ["honours-count"]),
        ("全系统3000名干部职工积极参与。授予张力等同志“标兵”称号。", []),
    ],
)
def test_honours_in_the_text_are_those_of_the_list(text: str, rules: list[str]) -> None:
    paper = {"selection": "a", "opening": [text]}
    assert found(paper, selections=[selection()]) == [(rule, "/paper/opening/0") for rule in rules]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("2026年3月27日（星期五）上午9:00", []),
        ("2026年3月27日（周五）", []),
        ("3月27日（星期四）", []),  # of which year?
        ("2026年3月27日（星期四）上午9:00", ["weekday"]),
        ("定于2026年3月29日（星期天）召开。", []),
        ("定于2026年2月30日（星期天）召开。", []),
    ],
)
def test_weekdays(text: str, rules: list[str]) -> None:
    assert [rule for rule, _ in found({"opening": [text]})] == rules


@pytest.mark.parametrize(
    ("due", "late"),
    [
        ("3月25日17:00前", False),
        ("2026年3月26日前", False),
        ("3月27日8:00前", True),
        ("3月底前", True),
        ("尽快", False),
    ],
)
def test_replies_come_before_the_meeting(due: str, late: bool) -> None:
    meeting = {"id": "a", "time": "2026年3月27日上午9:00", "reply_deadline": due}
    assert found(meetings=[meeting]) == ([("reply-late", "/meetings/0/reply_deadline")] if late else [])


@pytest.mark.parametrize(
    ("due", "early"),
    [
        ("2026年9月10日前", False),
        ("9月4日前", False),
        ("9月3日前", True),
        ("2026年8月底前", True),
        ("长期", False),
    ],
)
def test_nothing_is_due_before_the_day_of_issue(due: str, early: bool) -> None:
    paper = {"reply_deadline": due, "signature": {"issuer": "局", "issue_date": "2026年9月4日"}}
    assert found(paper) == ([("due-before-issue", "/paper/reply_deadline")] if early else [])
    assert found({"reply_deadline": due, "signature": {"issue_date": {"missing": "原件没有"}}}) == []


def test_a_deadline_of_another_unit_is_not_the_notices() -> None:
    issues = [{"unit": "西站", "text": "一。", "deadline": "9月1日前"}, {"unit": "东站", "text": "二。"}]
    paper = {"inspection": "a", "unit": "东站", "signature": {"issue_date": "2026年9月4日"}}
    assert found(paper, inspections=[inspection(issues=issues)]) == []
    issues[1]["deadline"] = "9月2日前"
    assert found(paper, inspections=[inspection(issues=issues)]) == [
        ("due-before-issue", "/inspections/0/issues/1/deadline")
    ]


def test_the_self_report_is_asked_for_by_the_notice_of_inspection_alone() -> None:
    late = [inspection(self_report_deadline="8月14日前")]
    signature = {"issue_date": "2026年9月4日"}
    place = "/inspections/0/self_report_deadline"
    assert found({"inspection": "a", "signature": signature}, inspections=late) == [
        ("due-before-issue", place)
    ]
    assert found({"inspection": "a", "unit": "东站", "signature": signature}, inspections=late) == []


def phase(**task: str) -> dict[str, Any]:
    return {"text": [{"kind": "phase", "id": "p", "layout": "lines", "tasks": [task]}]}


def test_a_task_says_what_who_when_and_with_which_result() -> None:
    whole = {"title": "走访", "responsible": "办公室", "deadline": "6月底前", "output": "台账"}
    assert found({"phase": "p"}, plan=phase(**whole)) == []
    assert found({"phase": "p"}, plan=phase(**(whole | {"deadline": "", "period": "6月底前"}))) == []
    assert found({"phase": "p"}, plan=phase(**(whole | {"output": ""}))) == [
        ("task-elements", "/plan/text/0/tasks/0")
    ]
    assert found({}, plan=phase(title="走访")) == []  # a plan needs none of them


def test_a_review_has_three_parts() -> None:
    review = {"id": "a", "achievements": ["好。"], "problems": ["差。"], "directions": ["改。"]}
    assert found(reviews=[review]) == []
    assert found(reviews=[review | {"problems": []}]) == [("review-parts", "/reviews/0")]
    assert found(reviews=[{"id": "a"}]) == []  # to be filled in by hand


def test_only_the_facts_that_a_paper_refers_to_are_looked_at(
    content: Callable[..., Content], catalog: Catalog
) -> None:
    bound = content("binhai", "rally_notice")
    campaign = bound.tree["campaign"]
    other = dict(campaign["meetings"][0], id="other", reply_deadline="3月30日前")
    tree = {**bound.tree, "campaign": {**campaign, "meetings": [other, *campaign["meetings"]]}}
    assert inspect_facts(Content(bound.paper, tree), catalog) == ()
    tree["paper"] = {**bound.tree["paper"], "meeting": "other"}
    assert [f.pointer for f in inspect_facts(Content(bound.paper, tree), catalog)] == [
        "/campaign/meetings/0/reply_deadline"
    ]
