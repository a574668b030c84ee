"""Rules on meetings, bulletins, publicity, teams, reviews and pledges: each with what it speaks of and what it lets pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from service.catalog.catalog import Catalog
from service.inspection import inspect_facts
from service.lint import lint_facts
from service.rendering.content import Content

GROUP = {
    "name": "领导小组",
    "roles": [
        {"label": "组长", "members": [{"kind": "person", "name": "周海宁", "posts": "局长"}]},
        {"label": "成员", "members": [{"kind": "person", "name": "沈岳", "posts": "局办公室主任"}]},
    ],
}


def found(paper: Any = None, **campaign: Any) -> list[tuple[str, str]]:
    """Return rule and place of each finding on a campaign and a paper."""
    tree = {"campaign": {"name": "试验", **campaign}, "paper": paper or {}}
    before = json.dumps(tree)
    made = lint_facts(tree, lambda path: "/".join(map(str, path)))
    assert json.dumps(tree) == before
    assert all(f.message.endswith("。") for f in made)
    return [(f.rule, f.pointer.removeprefix("/campaign")) for f in made]


def held(decision: dict[str, Any] | None = None, **changed: Any) -> dict[str, Any]:
    whole = {"text": "完善台账。", "responsible": "局办公室", "deadline": "2026年7月15日前"}
    topic = {"title": "整改", "decisions": [whole | (decision or {})]}
    return {
        "meetings": [{"id": "m", "name": "例会", "time": "2026年7月7日", "topics": [topic], **changed}],
        "leading_groups": [GROUP],
    }


@pytest.mark.parametrize(
    ("decision", "rule", "place"),
    [
        ({}, None, ""),
        ({"responsible": ""}, "decision-elements", ""),
        ({"deadline": ""}, "decision-elements", ""),
        ({"text": "建议完善台账。"}, "decision-advice", "/text"),
        ({"text": "沈岳同志提出，可以完善台账。"}, "decision-advice", "/text"),
        ({"deadline": "2026年7月6日前"}, "decision-early", "/deadline"),
        ({"deadline": "长期坚持"}, None, ""),
        ({"responsible": "局政策法规处"}, "decision-unit", "/responsible"),
        ({"responsible": "沈岳"}, None, ""),
        ({"responsible": "局办公室牵头，各单位配合"}, None, ""),
        ({"responsible": "由局办公室、局财务处负责"}, "decision-unit", "/responsible"),
    ],
)
def test_a_decision_says_who_and_by_when(decision: dict[str, Any], rule: str | None, place: str) -> None:
    said = [(rule, f"/meetings/0/topics/0/decisions/0{place}")] if rule else []
    assert found(**held(decision)) == said


def test_a_campaign_without_names_knows_nobody_and_says_so_of_nobody() -> None:
    assert found(**held({"responsible": "局政策法规处"}) | {"leading_groups": []}) == []


def test_who_presides_is_present_and_nobody_is_both() -> None:
    assert found(**held(host="组长周海宁", present="周海宁、沈岳")) == []
    assert found(**held(host="组长周海宁", present="沈岳")) == [("host-absent", "/meetings/0/present")]
    assert found(**held(present="周海宁、沈岳", excused="沈岳")) == [
        ("attendance-twice", "/meetings/0/excused")
    ]


def test_minutes_are_dated_after_the_meeting_and_ask_no_more_for_replies() -> None:
    assert found({"head_date": "2026年7月6日"}, **held()) == [("minutes-early", "/paper/head_date")]
    assert found({"head_date": "2026年7月7日"}, **held(reply_deadline="7月8日前")) == []
    signed = {"signature": {"issue_date": "2026年12月1日"}}
    assert found(signed, **held(reply_deadline="2026年7月5日前")) == []


@pytest.mark.parametrize(
    ("period", "rules"),
    [
        ("2026年8月17日至28日", []),
        ("2026年7月1日至10日", ["inspection-meeting"]),
        ("2026年6月下旬", []),
        ("下半年", []),
    ],
)
def test_an_inspection_leaves_the_meetings_alone(period: str, rules: list[str]) -> None:
    made = found(inspections=[{"id": "a", "name": "检查", "period": period}], **held())
    assert [rule for rule, _ in made] == rules


def test_nobody_is_in_two_teams() -> None:
    def teams(**changed: Any) -> list[tuple[str, str]]:
        first = {"name": "第一组", "leader": "林瀚", "members": ["沈岳"], "units": ["甲站"]}
        second = {"name": "第二组", "leader": "陈思远", "members": ["许砚"], "units": ["乙站"]} | changed
        return found(inspections=[{"id": "a", "name": "检查", "period": "8月", "teams": [first, second]}])

    assert teams() == teams(liaison="许砚") == []
    assert teams(members=["沈　岳"]) == [("team-person-twice", "/inspections/0/teams/1/members/0")]
    assert teams(leader="林瀚") == [("team-person-twice", "/inspections/0/teams/1/leader")]
    assert teams(liaison="白晓禾") == [("team-liaison", "/inspections/0/teams/1/liaison")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("拟表彰名单公示5个工作日。", 0),
        ("公示期不少于七个工作日。", 0),
        ("公示7天。", 0),
        ("公示3个工作日。", 1),
        ("名单在局网站公示三个工作日，无异议的报批。", 1),
        ("公示5天。", 1),
        ("公示时间为2026年11月23日至11月27日。", 0),
        ("公示时间为2026年11月26日至11月30日。", 1),
        ("公示时间为2026年9月30日至10月9日。", 1),  # 国庆
        ("公示于11月23日结束。", 0),
        ("政务公开5天办结。", 0),
    ],
)
def test_names_are_public_for_five_working_days(text: str, count: int) -> None:
    assert [rule for rule, _ in found({"text": [text]})] == ["publicity-days"] * count


@pytest.mark.parametrize(
    ("issue", "text", "rules"),
    [
        ("第12期（总第12期）", "6月17日召开会议。", []),
        ("第12期（总第11期）", "6月17日召开会议。", ["issue-number"]),
        ("第12期", "6月19日召开会议。", ["bulletin-early"]),
        ("第12期", "2026年6月19日，召开会议。", ["bulletin-early"]),
        ("第12期", "会议将于6月20日召开。", []),
        ("第12期", "各单位6月25日前报送总结。", []),
        ("第12期", "6月31日召开会议。", []),
    ],
)
def test_a_bulletin_tells_of_what_was(issue: str, text: str, rules: list[str]) -> None:
    paper = {"issue": issue, "issue_date": "2026年6月18日", "text": [text]}
    assert [rule for rule, _ in found(paper)] == rules


def test_a_reviewer_ranks_no_lower() -> None:
    def reviewed(reviewer: str, subject: str) -> list[tuple[str, str]]:
        return found(reviews=[{"id": "r", "reviewer": reviewer, "subject": subject}], leading_groups=[GROUP])

    assert reviewed("周海宁", "局办公室主任沈岳") == reviewed("沈岳", "市渔船检验站") == []
    assert reviewed("沈岳", "局长周海宁") == [("review-rank", "/reviews/0/reviewer")]


def test_a_pledge_has_three_to_six_items_with_their_times() -> None:
    def pledged(count: int, **changed: Any) -> list[tuple[str, str]]:
        items = [{"text": "办结。", "deadline": "长期坚持"} | changed for _ in range(count)]
        return found(pledges=[{"id": "p", "kind": "person", "name": "沈岳", "items": items}])

    assert pledged(3) == pledged(6) == pledged(0) == []
    assert pledged(2) == pledged(7) == [("pledge-items", "/pledges/0/items")]
    assert pledged(3, deadline="") == [("pledge-items", f"/pledges/0/items/{i}") for i in range(3)]


def test_few_ballots_are_not_published_alone() -> None:
    def counted(valid: str) -> list[tuple[str, str]]:
        return found(evaluations=[{"id": "e", "grades": [], "items": [], "valid": valid}])

    assert counted("5张") == counted("若干") == []
    assert counted("4张") == [("votes-few", "/evaluations/0/valid")]


def test_a_plan_is_issued_by_its_title() -> None:
    def issuing(title: str, text: str) -> list[tuple[str, str]]:
        paper = {"title": title, "text": [{"kind": "paragraph", "text": text}]}
        return [one for one in found(paper, plan={"title": "甲方案", "text": []}) if one[0] == "issued-title"]

    assert issuing("关于印发《甲方案》的通知", "现将《甲方案》印发给你们。") == []
    assert issuing("关于印发《乙方案》的通知", "依据《条例》，现将《甲方案》印发给你们。") == [
        ("issued-title", "/paper/title")
    ]
    assert issuing("关于印发《甲方案》的通知", "现将《甲的方案》印发给你们。") == [
        ("issued-title", "/paper/text/0/text")
    ]


def test_the_sample_agrees_and_is_held_against_its_whole_campaign(
    content: Callable[..., Content], catalog: Catalog
) -> None:
    bound = content("binhai", "meeting_minutes")
    assert inspect_facts(bound, catalog) == ()
    tree = json.loads(json.dumps(bound.tree))
    tree["campaign"]["meetings"][1]["topics"][0]["decisions"][0]["responsible"] = "市渔业处"
    (said,) = inspect_facts(Content(bound.paper, tree), catalog)
    assert (said.rule, said.pointer) == (
        "decision-unit",
        "/campaign/meetings/1/topics/0/decisions/0/responsible",
    )
    assert "责任单位" in said.label
