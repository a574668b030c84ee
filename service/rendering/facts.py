"""Sections of a paper put together from a campaign's facts, as its manifest lists them.

A manifest says ``"sections": [{"title": "组成人员", "from": "group.members"}, …]``: a section whose facts are
absent is left out, the others are numbered 一、二、…. A section may hold a pattern instead (``"text": [blocks]``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from service.document.numbering import ordinal
from service.rendering.blocks import Groups, text_blocks
from service.rendering.context import Section
from service.rendering.nesting import deeper
from service.rendering.patterns import expanded, values_of
from service.rendering.roster import in_prose, roster
from service.rendering.text_block import TextBlock

Stored = Mapping[str, Any]
_OVERALL = "overall"
_BODY = re.compile(r"(领导小组|指挥部|委员会|工作专班|工作组|小组)$")


def sections(listed: Sequence[Stored], tree: Stored) -> tuple[Section, ...]:
    """Return the sections that a manifest lists, as far as the facts are there."""
    made = [(entry.get("title", ""), tuple(_of_entry(entry, tree))) for entry in listed]
    full = [(title, text) for title, text in made if text]
    return tuple(Section((*_heading(title, i), *text)) for i, (title, text) in enumerate(full, 1))


def _heading(title: str, number: int) -> tuple[TextBlock, ...]:
    """Return a section's heading; none for one that has its own headings in it."""
    return (TextBlock(level=1, heading=f"{ordinal(number, 1)}{title}"),) if title else ()


def _of_entry(entry: Stored, tree: Stored) -> Iterator[TextBlock]:
    """Yield a section's text: of a source, or of a pattern; ``"from": "meeting.place"`` is a pattern of that fact."""
    if entry.get("from") in _SOURCES:
        yield from _SOURCES[entry["from"]](tree)
        return
    pattern = entry.get("text") or [{"kind": "facts", "of": entry["from"]}]
    yield from text_blocks(expanded(pattern, values_of(tree)), groups(tree))


def groups(tree: Stored) -> Groups:
    """Return the campaign's leading groups by id, those inside others too."""
    found: dict[str, Stored] = {}
    waiting = list(tree.get("campaign", {}).get("leading_groups", ()))
    while waiting:
        group = waiting.pop(0)
        found.setdefault(group["id"], group)
        waiting += group.get("subgroups", ())
    return found


def _group(tree: Stored) -> Stored:
    return groups(tree)[tree["paper"]["group"]]


def _members(tree: Stored) -> Iterator[TextBlock]:
    yield from roster(_group(tree), tree["paper"]["form"])


def _numbered(texts: Sequence[str]) -> Iterator[TextBlock]:
    """Yield paragraphs （一）（二）…; a single one without a number."""
    for i, text in enumerate(texts, 1):
        yield TextBlock(body=(ordinal(i, 2) if len(texts) > 1 else "") + text)


def _duties(tree: Stored) -> Iterator[TextBlock]:
    yield from _numbered(_group(tree).get("duties", ()))


def _offices(tree: Stored) -> Iterator[TextBlock]:
    group = _group(tree)
    for office in group.get("offices", ()):
        yield TextBlock(body=_office(office, _body(group)))
        yield from _numbered(office.get("duties", ()))


def _office(office: Stored, body: str) -> str:
    if "none" in office:
        return str(office["none"])
    name = office.get("name", "办公室")
    parts = [f"{body}下设{name}"]
    if "seat" in office:
        parts.append(f"设在{office['seat']}")
    heads = [
        f"{'、'.join(map(in_prose, role['members']))}兼任{name}{role['label']}"
        for role in office.get("heads", ())
        if role["members"]
    ]
    if heads:
        parts.append("由" + "，".join(heads))
    inside = f"{name}内设{'、'.join(office['sections'])}。" if office.get("sections") else ""
    return "，".join(parts) + "。" + inside + str(office.get("staff", ""))


def _body(group: Stored) -> str:
    """Return what kind of body a group is, as the text calls it for short."""
    match = _BODY.search(group["name"])
    return match[0] if match else "领导小组"


def _mechanism(tree: Stored) -> Iterator[TextBlock]:
    group = _group(tree)
    for name in ("adjustment", "term"):
        if name in group:
            yield TextBlock(body=group[name])


def _outcomes(tree: Stored) -> list[Stored]:
    """Return the outcomes that a paper is about: of its phase, or all, the whole campaign's first."""
    outcomes = tree["campaign"].get("outcomes", ())
    phase = tree["paper"].get("phase")
    chosen = [o for o in outcomes if phase in (None, o["phase"])]
    return sorted(chosen, key=lambda o: o["phase"] != _OVERALL)


def _figures(tree: Stored) -> Iterator[TextBlock]:
    names = {} if "phase" in tree["paper"] else phase_names(tree)
    for outcome in _outcomes(tree):
        if outcome.get("figures"):
            name = names.get(outcome["phase"], "")
            lead = f"{name.removesuffix('阶段')}阶段，" if name else ""
            yield TextBlock(body=lead + "；".join(map(_figure, outcome["figures"])) + "。")


def _figure(figure: Stored) -> str:
    parts = "、".join(f"{p['label']}{p['value']}" for p in figure.get("parts", ()))
    return f"{figure['label']}{figure['value']}" + (f"，其中{parts}" if parts else "")


def phase_names(tree: Stored) -> dict[str, str]:
    """Return the printed name of each phase of the plan by its id, nested ones too."""
    found: dict[str, str] = {}

    def walk(blocks: Sequence[Stored]) -> None:
        for block in blocks:
            if block["kind"] == "phase" and "id" in block:
                found[block["id"]] = str(block.get("name") or block.get("label", "")).rstrip("：:")
            for entry in (*block.get("tasks", ()), *block.get("items", ())):
                walk(entry.get("text", ()))
            if block["kind"] == "phase":
                walk(block.get("text", ()))

    walk(tree["campaign"]["plan"]["text"])
    return found


def _done(tree: Stored) -> Iterator[TextBlock]:
    names, several = phase_names(tree), "phase" not in tree["paper"]
    number = 0
    for outcome in _outcomes(tree):
        done = outcome["done"]
        if several and outcome["phase"] in names and done:
            number += 1
            yield TextBlock(level=2, heading=f"{ordinal(number, 2)}{names[outcome['phase']]}")
            done = deeper(done)
        yield from text_blocks(done, groups(tree))


def _gathered(name: str) -> Callable[[Stored], Iterator[TextBlock]]:
    """Return a source of what the outcomes say; what the whole campaign's says stands for all phases."""

    def gather(tree: Stored) -> Iterator[TextBlock]:
        outcomes = [o for o in _outcomes(tree) if o.get(name)]
        if outcomes and outcomes[0]["phase"] == _OVERALL:
            outcomes = outcomes[:1]
        yield from _numbered([text for outcome in outcomes for text in outcome[name]])

    return gather


_SOURCES: Mapping[str, Callable[[Stored], Iterator[TextBlock]]] = {
    "group.members": _members,
    "group.duties": _duties,
    "group.offices": _offices,
    "group.mechanism": _mechanism,
    "outcomes.figures": _figures,
    "outcomes.done": _done,
    "outcomes.problems": _gathered("problems"),
    "outcomes.next": _gathered("next"),
}
