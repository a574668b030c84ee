"""An inspection: its scores, its teams and their units, and the issues that a notice speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from service.document.counts import number_of
from service.document.figures import read_figure, sum_of, written
from service.document.finding import Finding, Severity
from service.document.names import joined
from service.lint.content_tree import Node, Path, facts, remark

Found = Iterator[tuple[Path, Finding]]
_FULL = Decimal(100)
_ISSUES = re.compile(
    r"(?:发现|存在|查出|以下|下列)(?:了)?([0-9]+|[一二三四五六七八九十百两]+)(?:个方面|方面|个|项|条)(?:的)?(?:具体|突出|主要)?问题"
)


def scores_are_a_hundred(tree: Node) -> Found:
    """The scores of an inspection's items are 100 together, if all have one."""
    for path, inspection in facts(tree, "inspections"):
        items = inspection.get("items", [])
        read = [figure for item in items if (figure := read_figure(item.get("score", ""))) is not None]
        if read and len(read) == len(items) and sum_of(read) != _FULL:
            message = f"各项分值相加是{written(sum_of(read), '', Decimal(1))}，应当是100，请核对。"
            yield remark((*path, "items"), "scores-total", message)


def units_in_teams(tree: Node) -> Found:
    """Every unit stands in one team: none twice, none left out, none that isn't inspected."""
    for path, inspection in facts(tree, "inspections"):
        wanted, seen = inspection.get("units", []), dict[str, str]()
        for i, team in enumerate(inspection.get("teams", [])):
            for j, unit in enumerate(team["units"]):
                place = (*path, "teams", i, "units", j)
                if unit in seen:
                    message = f"“{unit}”已在“{seen[unit]}”，又列在“{team['name']}”，请核对。"
                    yield remark(place, "unit-twice", message)
                elif wanted and unit not in wanted:
                    message = f"“{team['name']}”的“{unit}”不在受检单位里，请核对名称，或补进受检单位。"
                    yield remark(place, "unit-unknown", message)
                seen.setdefault(unit, team["name"])
        left = [unit for unit in wanted if unit not in seen] if seen else []
        if left:
            shown = "、".join(left[:5]) + (f"等{len(left)}个单位" if len(left) > 5 else "")
            yield remark((*path, "teams"), "unit-left-out", f"{shown}没有分到任何一组，请核对。")


def people_in_teams(tree: Node) -> Found:
    """Nobody is in two teams, nor twice in one; who keeps a team's contacts belongs to it."""
    for path, inspection in facts(tree, "inspections"):
        seen: dict[str, str] = {}
        for i, team in enumerate(inspection.get("teams", [])):
            place = (*path, "teams", i)
            people: list[tuple[Path, str]] = [(("leader",), team["leader"])]
            people += [(("members", j), name) for j, name in enumerate(team.get("members", ()))]
            for where, printed in people:
                name = joined(printed)
                if name in seen:
                    message = f"“{name}”已在“{seen[name]}”，又列在“{team['name']}”，请核对。"
                    yield remark((*place, *where), "team-person-twice", message)
                seen.setdefault(name, team["name"])
            liaison = joined(team.get("liaison", ""))
            if liaison and team.get("members") and liaison not in {joined(name) for _, name in people}:
                message = f"联络员“{liaison}”不是“{team['name']}”的组长或者组员，请核对。"
                yield remark((*place, "liaison"), "team-liaison", message, Severity.NOTE)


def issues_of_the_unit(tree: Node) -> Found:
    """A notice names as many issues as the inspection found in its unit, and at least one."""
    paper = tree.get("paper", {})
    if "unit" not in paper or "inspection" not in paper:
        return
    for _, inspection in facts(tree, "inspections"):
        found = [issue for issue in inspection.get("issues", []) if issue["unit"] == paper["unit"]]
        if not found:
            message = f"督导检查里没有“{paper['unit']}”的问题，问题清单会是空的，请核对单位名称。"
            yield remark(("paper", "unit"), "issues-count", message)
            continue
        for name in ("opening", "requirements", "closing"):
            for i, text in enumerate(paper.get(name, ())):
                for match in _ISSUES.finditer(text):
                    number = int(match[1]) if match[1].isdigit() else number_of(match[1])
                    if number and number != len(found):
                        message = f"文中说“{match[0]}”，问题清单有{len(found)}个，请核对。"
                        yield remark(("paper", name, i), "issues-count", message)
