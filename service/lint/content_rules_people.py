"""People of a leading group, and the names of a campaign and its plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.document.finding import Finding, Severity
from service.document.names import joined
from service.lint.content_tree import Node, Path, remark, texts, walk

Found = Iterator[tuple[Path, Finding]]
_QUOTED = re.compile('[“"]([\u4e00-\u9fff]{4,8})[”"]')
_SHORT = re.compile('(?:以下|下)?简称[：:]?[“"]([\u4e00-\u9fff]{4,10})[”"]')
_HAN = re.compile("[\u4e00-\u9fff]+")
_ENDING = re.compile("(?:主题|专项|学习|教育|实践|创建)*活动$")
_ISSUED = re.compile("(?:印发|将)《([^》]+)》")
_LENGTH = 4
"""Names of four 字 are two pairs that get mixed up; longer ones are not mistyped that way."""


def one_person_twice(tree: Node) -> Found:
    """A person stands once among the roles of a group; who heads its office may well be in it.

    Different notes (女) or different posts tell two people of one name apart, the latter only with a hint.
    """
    for path, group in walk(tree):
        if isinstance(group, dict) and isinstance(group.get("roles"), list) and "name" in group:
            yield from _twice(path, group["roles"])


def _twice(path: Path, roles: Sequence[Node]) -> Found:
    seen: dict[str, tuple[str, Node]] = {}
    for i, role in enumerate(roles):
        for j, member in enumerate(role["members"]):
            if member["kind"] != "person":
                continue
            name = joined(member["name"])
            first = seen.setdefault(name, (role["label"], member))
            if first[1] is member or first[1].get("note") != member.get("note"):
                continue
            place = (*path, "roles", i, "members", j, "name")
            if _described(first[1]) != _described(member):
                message = f"“{name}”在同一名单里出现两次，职务不同；如是同名的两个人，请加附注区别。"
                yield remark(place, "person-twice", message, Severity.NOTE)
            else:
                message = f"“{name}”已在“{first[0]}”里，又列在“{role['label']}”里，请核对。"
                yield remark(place, "person-twice", message)


def _described(member: Node) -> str:
    """Return unit and posts; the same post with and without its unit counts as two."""
    return str(member.get("unit", "")) + str(member.get("posts", ""))


def campaign_name_changes(tree: Node) -> Found:
    """A campaign's short name keeps the order of its 字: 创先争优 is not 创优争先, unless that is listed as an alias."""
    campaign = tree.get("campaign")
    if not isinstance(campaign, dict):
        return
    known = _known(campaign, tree)
    for path, text in texts(tree):
        for other, name in _disordered(text, known):
            message = f"活动名称写作“{other}”，别处是“{name}”，请统一；如果两种叫法都有，请填进活动的别名。"
            yield remark(path, "campaign-name", message)


def issued_title_agrees(tree: Node) -> Found:
    """A notice that issues a plan calls it by its title, in its own title and in its text."""
    title, paper = tree.get("campaign", {}).get("plan", {}).get("title"), tree.get("paper", {})
    own = paper.get("title", "")
    if not title or not own.startswith("关于印发"):
        return
    for path, text in texts({name: paper[name] for name in ("title", "opening", "text") if name in paper}):
        for match in _ISSUED.finditer(text):
            if match[1] != title:
                message = f"所印发的写作《{match[1]}》，方案的标题是《{title}》，三处应当一字不差，请核对。"
                yield remark(("paper", *path), "issued-title", message)


def _known(campaign: Node, tree: Node) -> frozenset[str]:
    """Return the forms of a campaign's short name that are in order: from name, aliases, and 以下简称."""
    named = [campaign.get("name", ""), *campaign.get("aliases", ())]
    found = {short for name in named for short in (*_QUOTED.findall(name), _ENDING.sub("", name))}
    for _path, text in texts(tree):
        found |= {_ENDING.sub("", short) for short in _SHORT.findall(text)}
    return frozenset(n for n in found if _HAN.fullmatch(n) and len(n) == len(set(n)) == _LENGTH)


def _disordered(text: str, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the other orders of a known name that a text holds, once each; no part of a known name counts."""
    for name in sorted(known):
        for other in _other_orders(name):
            if other in text and other not in known and other in _without(text, known):
                yield other, name


def _other_orders(name: str) -> tuple[str, ...]:
    """Return 创优争先, 争优创先, 争先创优 of 创先争优: verbs stay verbs, so that 率先争创优质工程 is left alone."""
    first, second, third, fourth = tuple(name)
    return first + fourth + third + second, third + fourth + first + second, third + second + first + fourth


def _without(text: str, known: frozenset[str]) -> str:
    for name in known:
        text = text.replace(name, "\0")
    return text
