"""A meeting that has been held: what it decided, who does it by when, and who was there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.document.date_ranges import parse_range
from service.document.finding import Finding, Severity
from service.lint.content_rules_times import first_day, last_day, shown
from service.lint.content_tree import Node, Path, facts, remark, walk

Found = Iterator[tuple[Path, Finding]]
_ELEMENTS = (("responsible", "责任单位"), ("deadline", "完成时限"))
_ADVICE = re.compile(r"^(?:会议)?建议|^[^，。；]{0,20}同志(?:认为|提出|表示|建议)")
_BETWEEN = re.compile("[、，；,;]")
_AND = re.compile("[和与及]")
_PART = re.compile(r"(?:共同|分别)?(?:牵头|负责|配合|落实|承办|协助)+$|^由")
#: Words for more than one unit, which no list of the campaign names.
_COLLECTIVE = re.compile("各|有关|相关|全体|其他|领导小组")
#: Parts of a campaign that name units and people.
_NAMES = ("name", "unit", "units", "leader", "members", "liaison", "subject", "reviewer", "posts", "seat", "sections",
          "founder", "holder", "aliases")  # fmt: skip
_ATTENDING = (("present", "出席"), ("excused", "请假"), ("observing", "列席"))


def _decisions(tree: Node) -> Iterator[tuple[Path, Node, Node]]:
    """Yield each decision with its path and its meeting."""
    for path, meeting in facts(tree, "meetings"):
        for i, topic in enumerate(meeting.get("topics", ())):
            for j, decision in enumerate(topic.get("decisions", ())):
                yield (*path, "topics", i, "decisions", j), decision, meeting


def decisions_are_whole(tree: Node) -> Found:
    """Every decision says who does it and by when; what somebody only proposes is none."""
    for path, decision, _ in _decisions(tree):
        missing = [word for name, word in _ELEMENTS if not decision.get(name)]
        if missing:
            message = f"议定事项没有写{'、'.join(missing)}，请补上。"
            yield remark(path, "decision-elements", message, Severity.NOTE)
        if _ADVICE.search(decision["text"]):
            message = "这一句像是建议或者个人发言；议定事项只写会议定下来的事，请核对。"
            yield remark((*path, "text"), "decision-advice", message, Severity.NOTE)


def decisions_after_meetings(tree: Node) -> Found:
    """Nothing that a meeting decides is due before the meeting; its minutes are dated no earlier."""
    for path, decision, meeting in _decisions(tree):
        held = first_day(meeting["time"])
        due = last_day(decision.get("deadline", ""), held.year if held else None)
        if held is not None and due is not None and due < held:
            message = f"完成时限“{decision['deadline']}”早于会议日期{shown(held)}，请核对。"
            yield remark((*path, "deadline"), "decision-early", message)
    dated = first_day(tree.get("paper", {}).get("head_date", ""))
    for _, meeting in facts(tree, "meetings"):
        held = first_day(meeting["time"])
        if dated is not None and held is not None and "topics" in meeting and dated < held:
            message = f"纪要日期{shown(dated)}早于会议日期{shown(held)}，请核对。"
            yield remark(("paper", "head_date"), "minutes-early", message)


def responsible_are_known(tree: Node, campaign: Node) -> Found:
    """Who is responsible for a decision is a unit or a person that the campaign knows; silent where it knows none."""
    known = frozenset(_known(campaign))
    for path, decision, _ in _decisions(tree) if known else ():
        for printed in _BETWEEN.split(decision.get("responsible", "")):
            name = _PART.sub("", printed).removeprefix("由").strip()
            if name and not _COLLECTIVE.search(name) and not _is_known(name, known):
                message = f"“{name}”不在活动的单位和人员里，请核对名称。"
                yield remark((*path, "responsible"), "decision-unit", message, Severity.NOTE)


def _known(campaign: Node) -> Iterator[str]:
    """Yield the names of units and people of a campaign, but for what its meetings say of them."""
    for path, value in walk({k: v for k, v in campaign.items() if k not in ("plan", "meetings")}):
        names = [part for part in path if isinstance(part, str)]
        if isinstance(value, str) and names and names[-1] in _NAMES and len(path) > 1:
            yield value


def _is_known(name: str, known: frozenset[str]) -> bool:
    """Tell whether a known name holds the name, or is its end (局办公室 for 办公室); 甲处和乙处 are two."""
    if any(name in one or (len(one) > 1 and name.endswith(one)) for one in known):
        return True
    parts = _AND.split(name)
    return len(parts) > 1 and all(part and _is_known(part, known) for part in parts)


def attendance_agrees(tree: Node, campaign: Node) -> Found:
    """Nobody of a leading group was both there and excused; who presided was present."""
    people = frozenset(_people(campaign))
    for path, meeting in facts(tree, "meetings"):
        seen: dict[str, str] = {}
        for name, word in _ATTENDING:
            for person in sorted(one for one in people if one in meeting.get(name, "")):
                if person in seen:
                    message = f"“{person}”既在“{seen[person]}”里，又在“{word}”里，请核对。"
                    yield remark((*path, name), "attendance-twice", message)
                seen.setdefault(person, word)
        host = next((one for one in people if meeting.get("host", "").endswith(one)), None)
        if host and meeting.get("present") and seen.get(host) != "出席":
            message = f"主持人“{host}”不在出席人员里，请核对。"
            yield remark((*path, "present"), "host-absent", message, Severity.NOTE)


def _people(campaign: Node) -> Iterator[str]:
    for path, value in walk(campaign.get("leading_groups", [])):
        if path and path[-1] == "members" and isinstance(value, list):
            yield from (one["name"] for one in value if one.get("kind") == "person")


def inspections_beside_meetings(tree: Node, campaign: Node) -> Found:
    """An inspection isn't held on the day of one of the campaign's meetings."""
    for path, inspection in facts(tree, "inspections"):
        period = parse_range(inspection["period"])
        first = period.start.earliest() if period.start else None
        last = period.end.latest() if period.end else None
        for meeting in campaign.get("meetings", ()):
            held = first_day(meeting["time"])
            if held is not None and first is not None and last is not None and first <= held <= last:
                message = f"“{meeting['name']}”在{shown(held)}召开，在检查时间“{inspection['period']}”之内，请核对。"
                yield remark((*path, "period"), "inspection-meeting", message, Severity.NOTE)
