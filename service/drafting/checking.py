"""What is said of a draft: what is wrong, what is questionable, and what is still missing from a campaign's papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from service.catalog.catalog import Paper
from service.catalog.labels import label_in
from service.catalog.validation import validate_by
from service.document.finding import Finding, Severity
from service.document.pointer import split
from service.drafting.desk import DIRECTORY, Author, Desk
from service.drafting.starting import prefilled
from service.forms.places import shape_of
from service.forms.shapes import Kind
from service.inspection import inspect_facts
from service.lint.content import lint_facts
from service.numbering import NumberPlace, number_place, numbered
from service.rendering.content import Content
from service.storage.draft import Draft
from service.storage.drafts import CAMPAIGN

_TOO_LITTLE = 2  #: parts of a label that only say which half of the document is meant


def check(desk: Desk, author: Author, draft: Draft, tree: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return what is wrong with a draft, then what is questionable, in document order.

    Of a campaign's paper, what is wrong with the campaign is told too, at its places there.
    """
    wrong = wrong_in(desk, draft.paper_type, tree)
    if draft.paper_type == DIRECTORY:
        return short(wrong)
    if draft.paper_type == CAMPAIGN:
        label = partial(label_in, desk.catalog, desk.schema(CAMPAIGN))
        return short(wrong or lint_facts({**tree, "paper": {}}, label))
    whole = whole_tree(desk, author, draft, tree)
    if "campaign" in whole:
        wrong += wrong_in(desk, CAMPAIGN, {"campaign": whole["campaign"]})
    if wrong:
        return short(wrong)
    paper = desk.catalog.paper(draft.paper_type)
    place = number_place(desk.catalog, paper)
    found = inspect_facts(Content(paper, numbered(place, whole)), desk.catalog)
    return short(
        [one for one in found if place is None or one.pointer != place.pointer or _bears(place, whole)]
    )


def _bears(place: NumberPlace, tree: Mapping[str, Any]) -> bool:
    return bool(tree.get("paper", {}).get(place.name))


def wrong_in(desk: Desk, kind: str, tree: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return what is wrong with what a draft holds; of a record that is not there, each part that it must have."""
    paper = next((paper for paper in desk.newest() if paper.id == kind), None)
    if paper is not None:
        # The number is given when the paper is issued; until then nothing is missing.
        tree = numbered(number_place(desk.catalog, paper), tree)
    found = validate_by(desk.schema(kind), tree, desk.catalog)
    return tuple(each for finding in found for each in _parted(desk, kind, tree, finding))


def _parted(desk: Desk, kind: str, tree: Mapping[str, Any], finding: Finding) -> Iterator[Finding]:
    path = tuple(int(part) if part.isdecimal() else part for part in split(finding.pointer))
    shape = shape_of(desk.shapes, desk.shape(kind), tree, path) if finding.rule == "required" else None
    if shape is None or shape.kind is not Kind.RECORD:
        yield finding
        return
    for name, part in desk.shapes.fields(shape, {}):
        if name in shape.required:
            label = f"{finding.label} › {part.title}"
            yield from _parted(
                desk, kind, tree, replace(finding, pointer=f"{finding.pointer}/{name}", label=label)
            )


def whole_tree(desk: Desk, author: Author, draft: Draft, tree: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tree that a paper is made from: its campaign's facts as they are now, and its own part."""
    if draft.campaign_id is None:
        return dict(tree)
    return {**desk.campaigns.revision(draft.campaign_id, author.unit_id).tree, **tree}


def short(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings with labels that leave out what the page says anyway."""
    return tuple(replace(found, label=_label(found.label)) for found in findings)


def _label(label: str) -> str:
    parts = label.split(" › ")
    return " › ".join(parts[1:] if len(parts) >= _TOO_LITTLE else parts)


def errors_in(findings: Sequence[Finding]) -> int:
    """Return how many findings stand in the way of generating."""
    return sum(found.severity is Severity.ERROR for found in findings)


@dataclass(frozen=True)
class Possible:
    """A paper that can be made from a campaign.

    Attributes:
        paper: its kind.
        drafts: those begun already, the last changed first.
        missing: how many places are still to be filled or mended in the newest draft, or in one begun now.
    """

    paper: Paper
    drafts: tuple[Draft, ...]
    missing: int


def papers_of(desk: Desk, author: Author, campaign_id: str) -> tuple[Possible, ...]:
    """Return the papers that can be made from a campaign, each with what is still missing in its own part."""
    return tuple(_possible(desk, author, campaign_id))


def _possible(desk: Desk, author: Author, campaign_id: str) -> Iterator[Possible]:
    begun = desk.papers.list(author.unit_id, campaign_id=campaign_id)
    for paper in filter(desk.takes_campaign, desk.newest()):
        drafts = tuple(draft for draft in begun if draft.paper_type == paper.id)
        if drafts:
            tree = desk.papers.revision(drafts[0].id, author.unit_id).tree
        else:
            tree = prefilled(desk, author, paper.id, campaign_id)
        yield Possible(paper, drafts, len(wrong_in(desk, paper.id, tree)))


def codes_in(tree: Mapping[str, Any]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the codes that a paper or an outcome can refer to, each with the words a person knows it by."""
    campaign = tree.get("campaign", {})
    groups = [g for g in campaign.get("leading_groups", ()) if isinstance(g, dict) and g.get("id")]
    phases = [b for b in campaign.get("plan", {}).get("text", ()) if b.get("kind") == "phase" and b.get("id")]
    return {
        "group": tuple((g["id"], g.get("name") or g["id"]) for g in groups),
        "phase": (
            *((p["id"], "".join(filter(None, (p.get("label"), p.get("name")))) or p["id"]) for p in phases),
            ("overall", "整个活动"),
        ),
    }
