"""Starting a draft: empty, prefilled from the campaign and the unit's last paper of its kind, or copied from another."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from service.catalog.validation import MAX_DEPTH
from service.document.pointer import split, walk
from service.drafting.changing import title_of
from service.drafting.desk import DIRECTORY, Author, Desk
from service.forms.places import ordered, put
from service.forms.rows import Writing, identified, value_at
from service.forms.typed import ABSENT
from service.named_files import without_images
from service.storage.draft import Draft
from service.storage.drafts import CAMPAIGN, Drafts, Entry
from service.storage.record import new_id

_PLACE = re.compile(r"\{(/[^{}]*)\}")
#: Parts that an office's papers have in common, and so are taken over from the last of its kind.
_LASTING = (
    "/paper/issuer_mark", "/paper/principal_receivers", "/paper/other_receivers", "/paper/printing_office",
    "/paper/signature/issuer", "/paper/signatories", "/paper/annotation",
)  # fmt: skip
#: Parts that belong to one paper alone, and so are left out of a copy (套用上次) and of a correction.
OWN = (
    "/paper/document_number",
    "/paper/issue",
    "/paper/approval_date",
    "/paper/signature/issue_date",
    "/paper/printing_date",
)


def start_campaign(desk: Desk, author: Author) -> Draft:
    """Start a campaign with nothing in it."""
    return start_content(desk, author, CAMPAIGN, {"campaign": {"plan": {"text": []}}}, None)


def start_paper(desk: Desk, author: Author, kind: str, campaign_id: str | None) -> Draft:
    """Start a paper, prefilled with what can be known.

    Raises:
        UnknownPaper: if there is no such kind.
        DraftNotFound: if the unit has no such campaign.
    """
    desk.catalog.paper(kind)
    return start_content(desk, author, kind, prefilled(desk, author, kind, campaign_id), campaign_id)


def copy_draft(desk: Desk, author: Author, draft: Draft) -> Draft:
    """Start a draft that says what another one says, but for what belongs to that one alone (套用上次)."""
    kind = draft.paper_type
    old = desk.store(kind).revision(draft.id, author.unit_id)
    tree = copy.deepcopy(dict(old.tree))
    for pointer in OWN:
        put(tree, tuple(split(pointer)), ABSENT)
    return start_content(desk, author, kind, tree, draft.campaign_id, f"套用《{draft.title}》")


def directory_of(desk: Desk, author: Author) -> Draft | None:
    """Return the unit's 机构名录; None if it has none yet."""
    return next(iter(desk.papers.list(author.unit_id, paper_type=DIRECTORY)), None)


def prefilled(desk: Desk, author: Author, kind: str, campaign_id: str | None) -> dict[str, Any]:
    """Return what a new paper begins with: defaults of its form, then what the last of its kind said."""
    campaign = desk.campaigns.revision(campaign_id, author.unit_id).tree if campaign_id else {}
    tree: dict[str, Any] = {"paper": {"manuscript_type": "正本"}}
    for path, value in _lasting(desk, author, kind):
        put(tree, path, value)
    for section in desk.layouts[kind]["sections"]:
        for field in section["fields"]:
            value = _default(field.get("default", ""), campaign)
            if value is not ABSENT:
                put(tree, tuple(split(field["pointer"])), value)
    return tree


def _lasting(desk: Desk, author: Author, kind: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield what the unit's last paper of the kind said where such papers agree; of any kind where there is none."""
    drafts = [d for d in desk.papers.list(author.unit_id) if d.paper_type != DIRECTORY]
    last = next((d for d in drafts if d.paper_type == kind), drafts[0] if drafts else None)
    if last is None:
        return
    tree = desk.papers.revision(last.id, author.unit_id).tree
    root = desk.shape(kind)
    known = dict(desk.shapes.fields(desk.shapes.at(dict(root.fields)["paper"]), {}))
    for pointer in _LASTING:
        path = tuple(split(pointer))
        value = value_at(tree, path)
        if value is not ABSENT and path[1] in known and not (isinstance(value, dict) and "missing" in value):
            yield path, copy.deepcopy(value)


def _default(pattern: str, campaign: Mapping[str, Any]) -> Any:
    """Return a default with the campaign's words in it; `ABSENT` if it needs one that isn't there yet."""
    told = {place: _at(campaign, place) for place in _PLACE.findall(pattern)}
    if not pattern or not all(isinstance(value, str) and value for value in told.values()):
        return ABSENT
    return _PLACE.sub(lambda match: str(told[match[1]]), pattern)


def _at(tree: Mapping[str, Any], pointer: str) -> Any:
    return value_at(tree, tuple(int(part) if part.isdecimal() else part for part in split(pointer)))


def start_content(
    desk: Desk,
    author: Author,
    kind: str,
    tree: dict[str, Any],
    campaign_id: str | None,
    note: str = "起草",
    corrects: str | None = None,
) -> Draft:
    """Start a draft that holds ``tree``, its images kept beside it; its campaign is None if it is about none, ``corrects`` if it corrects none."""
    now, root = desk.clock(), desk.shape(kind)
    named, images = without_images(tree)
    for image in images.values():
        desk.uploads.put(author.unit_id, image, now)
    writing = identified(desk.shapes, root, ordered(desk.shapes, root, named), {})
    draft = Draft(
        id=new_id(now),
        unit_id=author.unit_id,
        paper_type=kind,
        campaign_id=campaign_id,
        title=title_of(desk, kind, writing.tree),
        revision=1,
        created=now,
        changed=now,
        author=author.name,
        corrects=corrects,
    )
    return desk.store(kind).add(draft, Entry(writing.tree, writing.ids, 0, note))


def known_names(desk: Desk, author: Author, writing: Writing) -> Mapping[str, tuple[str, ...]]:
    """Return, by the name of a part, what the unit wrote there lately: units, posts, offices."""
    told = [_names_in(writing.tree)]
    for store in (desk.papers, desk.campaigns):
        drafts = store.list(author.unit_id)[:_LATELY]
        told += [_names_once(store, draft.id, author.unit_id, draft.revision) for draft in drafts]
    return {
        name: tuple(dict.fromkeys(w for one in told for w in one[name]))[:_OFFERED] for name in _SUGGESTED
    }


_SUGGESTED = (
    "issuer",
    "issuer_mark",
    "printing_office",
    "unit",
    "posts",
    "holder",
    "founder",
    "seat",
    "responsible",
)
_LATELY = 8  #: drafts looked through
_OFFERED = 40  #: words offered; more make a page heavy and help nobody

Names = Mapping[str, Mapping[str, None]]


@lru_cache(maxsize=500)
def _names_once(store: Drafts, id: str, unit_id: str, revision: int) -> Names:
    return _names_in(store.revision(id, unit_id, revision).tree)


def _names_in(tree: Any) -> Names:
    found: dict[str, dict[str, None]] = {name: {} for name in _SUGGESTED}
    for path, value in walk(tree, MAX_DEPTH):
        if path and path[-1] in found and isinstance(value, str) and 0 < len(value) <= 60:
            found[str(path[-1])][value] = None
    return found
