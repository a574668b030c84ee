"""行文规则 that need the 机构名录: 条例第十四至十七条. Where the directory is silent they say 未能核验, and judge nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from service.document.directory import Directory, Unit
from service.document.finding import Finding, Severity
from service.lint.content_tree import Path, remark, texts

_OFFICES = ("办公厅", "办公室")
_COMMANDS = re.compile(r"应当|必须|严禁|不得")
_APPROVED = re.compile(r"经[^，。；]{0,20}(?:党委|政府|市委|县委|区委|省委)[^，。；]{0,6}(?:同意|批准)")
_GOVERNING = ("党委", "政府")
_RECEIVERS, _OTHERS = ("paper", "principal_receivers"), ("paper", "other_receivers")


class Routing(NamedTuple):
    """Who writes to whom.

    Attributes:
        issuers: the units that sign, as far as the directory has them.
        receivers: the units of 主送.
        others: the units of 抄送.
        upward: the paper goes to a superior.
        directory: the 机构名录.
        tree: the content.
    """

    issuers: tuple[Unit, ...]
    receivers: tuple[Unit, ...]
    others: tuple[Unit, ...]
    upward: bool
    directory: Directory
    tree: Mapping[str, Any]


Found = Iterator[tuple[Path, Finding]]


def lint_routing(tree: Mapping[str, Any], directory: Directory, *, upward: bool) -> Found:
    """Yield (path, finding) of what the directory shows of a paper's issuers and receivers.

    An empty directory yields nothing: the office keeps none.
    """
    if not directory.units:
        return
    yield from _unknown(tree, directory)
    routing = Routing(
        tuple(filter(None, map(directory.unit, _issuers(tree)))),
        _units(tree, _RECEIVERS, directory),
        _units(tree, _OTHERS, directory),
        upward,
        directory,
        tree,
    )
    for rule in ROUTING_RULES:
        yield from rule(routing)


def _issuers(tree: Mapping[str, Any]) -> tuple[str, ...]:
    issuer = (tree["paper"].get("signature") or {}).get("issuer", ())
    return (issuer,) if isinstance(issuer, str) else tuple(issuer)


def _text(tree: Mapping[str, Any], path: Path) -> str:
    value = tree["paper"].get(path[-1], "")
    return value if isinstance(value, str) else ""


def _units(tree: Mapping[str, Any], path: Path, directory: Directory) -> tuple[Unit, ...]:
    return tuple(unit for _, units in directory.named(_text(tree, path)) for unit in units)


def _unknown(tree: Mapping[str, Any], directory: Directory) -> Found:
    """Say which names can't be verified."""
    places: tuple[tuple[Path, list[str]], ...] = (
        (("paper", "signature", "issuer"), [n for n in _issuers(tree) if directory.unit(n) is None]),
        *(
            (path, [name for name, units in directory.named(_text(tree, path)) if not units])
            for path in (_RECEIVERS, _OTHERS)
        ),
    )
    for path, names in places:
        if names:
            message = f"机构名录里没有“{'”“'.join(names)}”，行文关系未能核验，请列入名录或自行核对"
            yield remark(path, "routing-unverified", message, Severity.NOTE)


def skips_a_level(routing: Routing) -> Found:
    """X-1, 条例第十四条: a superior's superior is written to only with a copy to the one that is passed over."""
    for issuer in routing.issuers:
        above = routing.directory.superiors(issuer)
        for receiver in routing.receivers:
            between = above[: above.index(receiver)] if receiver in above else ()
            passed = [unit.name for unit in between if unit not in routing.others]
            if passed:
                message = f"越级向“{receiver.name}”行文，应当同时抄送被越过的“{'”“'.join(passed)}”"
                yield remark(_RECEIVERS, "skipped-level", message)


def copies_to_subordinate(routing: Routing) -> Found:
    """X-3, 条例第十五条（一）: an upward paper is not copied to subordinates."""
    if not routing.upward:
        return
    for unit in routing.others:
        if any(routing.directory.is_above(issuer, unit) for issuer in routing.issuers):
            message = f"上行文不抄送下级机关，请从抄送里去掉“{unit.name}”"
            yield remark(_OTHERS, "copied-to-subordinate", message, Severity.ERROR)


def receiver_is_no_superior(routing: Routing) -> Found:
    """条例第十五条: an upward paper goes to a superior of its issuer."""
    if not routing.upward or not routing.issuers:
        return
    for unit in routing.receivers:
        if not any(routing.directory.is_above(unit, issuer) for issuer in routing.issuers):
            message = f"上行文应当主送上级机关，名录里“{unit.name}”不是“{routing.issuers[0].name}”的上级"
            yield remark(_RECEIVERS, "receiver-no-superior", message)


def department_commands(routing: Routing) -> Found:
    """X-10, 条例第十六条（二）: a department, 办公厅（室） excepted, gives no orders to lower party committees or governments."""
    departments = [u for u in routing.issuers if u.kind == "部门" and not u.name.endswith(_OFFICES)]
    governed = [u for u in routing.receivers if u.kind in _GOVERNING and not _is_above_any(u, routing)]
    if not departments or not governed:
        return
    said = [at.value for at in texts(routing.tree)]
    if any(map(_COMMANDS.search, said)) and not any(map(_APPROVED.search, said)):
        message = f"部门不得向下级党委、政府（“{governed[0].name}”）发指令性公文；经同意行文的，请在文中注明已经同意"
        yield remark(_RECEIVERS, "department-commands", message)


def _is_above_any(unit: Unit, routing: Routing) -> bool:
    return any(routing.directory.is_above(unit, issuer) for issuer in routing.issuers)


def section_issues(routing: Routing) -> Found:
    """X-12, 条例第十七条: no internal section but the 办公厅（室） sends papers outside its own body."""
    for issuer in routing.issuers:
        if issuer.kind != "内设机构" or issuer.name.endswith(_OFFICES):
            continue
        body = routing.directory.superiors(issuer)[:1]
        outside = [
            u for u in routing.receivers if u not in body and routing.directory.superiors(u)[:1] != body
        ]
        if outside:
            message = f"内设机构“{issuer.name}”不得对外正式行文（主送“{outside[0].name}”），请以本机关名义发"
            yield remark(("paper", "signature", "issuer"), "section-issues", message, Severity.ERROR)


def joint_of_unequals(routing: Routing) -> Found:
    """X-12, 条例第十七条: units that issue a paper together are of one level."""
    first, *others = routing.issuers or (None,)
    for other in others:
        if first and (routing.directory.is_above(first, other) or routing.directory.is_above(other, first)):
            message = f"联合行文的应当是同级机关，“{first.name}”与“{other.name}”有隶属关系"
            yield remark(("paper", "signature", "issuer"), "joint-of-unequals", message, Severity.ERROR)


ROUTING_RULES: tuple[Callable[[Routing], Found], ...] = (
    skips_a_level,
    copies_to_subordinate,
    receiver_is_no_superior,
    department_commands,
    section_issues,
    joint_of_unequals,
)
"""The rules, in the order of their findings."""
