"""The edit page: what it shows of a draft, and what it remembers from one post to the next."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from service.document.finding import Finding, Severity
from service.document.pointer import join, split
from service.drafting.changing import Saved, writing_of
from service.drafting.checking import Possible, check, codes_in, papers_of, whole_tree
from service.drafting.desk import DIRECTORY
from service.drafting.receivers import Named, find_receivers
from service.drafting.starting import known_names
from service.forms.merging import Post
from service.forms.parts import Form
from service.forms.rows import path_of, value_at
from service.forms.view import form
from service.named_files import digests_in
from service.numbering import number_place
from service.storage.draft import Draft
from service.storage.drafts import CAMPAIGN
from service.web.current import services
from service.web.desk.present import author, desk

_KEPT = 40  #: opened rows that a page remembers


@dataclass(frozen=True)
class State:
    """What the page shows beside the draft.

    Attributes:
        opened: trails of rows and ids of sections that show everything.
        checked: whether findings are shown.
        find: pointer of the receivers that names are sought for; "" if none are.
        query: what is sought.
        undo: command that puts the last removed row back; "" if none was.
        anchor: where the page opens, with its #; "" at the top.
    """

    opened: tuple[str, ...] = ()
    checked: bool = False
    find: str = ""
    query: str = ""
    undo: str = ""
    anchor: str = ""

    def after(self, command: str, saved: Saved, post: Post) -> State:
        """Return the state after a button was pressed."""
        verb, _, place = command.partition(":")
        state = replace(self, find="", query="", undo="", anchor="")
        if verb == "check":
            return state.checked_now()
        if verb == "open":
            return replace(state, opened=(*self.opened, place)[-_KEPT:], anchor=_opened_at(place, saved))
        if verb == "close":
            left = tuple(trail for trail in self.opened if trail != place)
            return replace(state, opened=left, anchor=_opened_at(place, saved))
        if verb == "find":
            return replace(state, find=place, query="".join(post(f"find:{place}")[:1]), anchor=f"#{place}")
        if saved.undo:
            state = replace(state, undo=f"putback:/{saved.before}{saved.undo}")
        return replace(state, anchor=_worked_at(verb, place, saved))

    def checked_now(self) -> State:
        """Return the state with the findings shown."""
        return replace(self, checked=True, undo="", anchor="#findings")

    def as_query(self) -> dict[str, Any]:
        """Return the state as parameters of the page's address."""
        told = {"open": list(self.opened), "checked": "1" if self.checked else "", "find": self.find}
        told |= {"query": self.query, "undo": self.undo}
        return {name: value for name, value in told.items() if value}


def _opened_at(trail: str, saved: Saved) -> str:
    path = path_of(tuple(split(trail)), saved.writing.ids) if trail.startswith("/") else None
    return f"#{join(path)}" if path and not trail.startswith("/section-") else f"#{trail[1:]}"


def _worked_at(verb: str, pointer: str, saved: Saved) -> str:
    """Return the anchor of the row that a button made or moved, as far as the page's pointers still hold."""
    if not pointer.startswith("/") or verb == "putback":
        return ""
    above, _, last = pointer.rpartition("/")
    if verb == "add":
        parts = (int(part) if part.isdecimal() else part for part in split(pointer))
        rows = value_at(saved.writing.tree, tuple(parts))
        return f"#{pointer}/{len(rows) - 1}" if isinstance(rows, list) and rows else f"#{pointer}"
    if last.isdecimal():
        return f"#{above}/{max(0, int(last) + _STEPS.get(verb, 0))}"
    return f"#{pointer}"


_STEPS = {"up": -1, "down": 1, "after": 1, "paste": 1, "remove": -1}


def state_of(values: Any) -> State:
    """Return the state that the parameters of an address, or the fields of a form, tell."""
    return State(
        opened=tuple(values.getlist("open"))[-_KEPT:],
        checked=values.get("checked") == "1",
        find=values.get("find", ""),
        query=values.get("query", ""),
        undo=values.get("undo", ""),
    )


@dataclass(frozen=True)
class Page:
    """All that the template of the edit page shows.

    Attributes:
        draft: the draft.
        kind: what its kind is called.
        form: its form.
        state: see `State`.
        token: what tells this page from every other.
        findings: what was found, if it was asked.
        names: name of a part → what can be offered there.
        found: names found for the receivers; None if none were sought.
        campaign: the campaign that the paper is about; None if there is none.
        papers: of a campaign, the papers that can be made.
        others: who else changed the draft meanwhile.
        can_generate: whether the draft is a paper.
        files: digest → size in words, of the files that the draft names.
        said: pointer → why a file could not be put there.
        most_mb: the longest file that is taken.
        number_pointer: the place of the number that is given when it is issued; "" if it bears none.
    """

    draft: Draft
    kind: str
    form: Form
    state: State
    token: str
    findings: tuple[Finding, ...]
    names: Mapping[str, Sequence[str]]
    found: tuple[Named, ...] | None
    campaign: Draft | None
    papers: tuple[Possible, ...]
    others: tuple[str, ...]
    can_generate: bool
    number_pointer: str
    files: Mapping[str, str]
    said: Mapping[str, str]
    most_mb: float

    @property
    def errors(self) -> tuple[tuple[Finding, str], ...]:
        """Findings that stand in the way of generating, with their anchors."""
        return tuple((f, at) for f, at in self.form.errors if f.severity is Severity.ERROR)

    @property
    def remarks(self) -> tuple[tuple[Finding, str], ...]:
        """Findings that may be passed over, with their anchors."""
        return tuple((f, at) for f, at in self.form.errors if f.severity is not Severity.ERROR)


def page_of(
    draft: Draft, state: State, saved: Saved | None = None, said: Mapping[str, str] | None = None
) -> Page:
    """Return what is shown of a draft; ``said`` tells, by pointer, why a file could not be put there."""
    held, who, kind = desk(), author(), draft.paper_type
    writing = (
        saved.writing
        if saved
        else writing_of(held.store(kind).revision(draft.id, who.unit_id, draft.revision))
    )
    tree = whole_tree(held, who, draft, writing.tree)
    findings = check(held, who, draft, writing.tree) if state.checked else ()
    made = form(
        held.shapes, held.shape(kind), held.layouts[kind], writing, findings, state.opened, codes_in(tree)
    )
    campaign = held.campaigns.get(draft.campaign_id, who.unit_id) if draft.campaign_id else None
    return Page(
        draft=draft,
        kind=held.title(kind),
        form=made,
        state=state,
        token=secrets.token_hex(8),
        findings=findings,
        names=known_names(held, who, writing),
        found=find_receivers(held, who, state.query) if state.find else None,
        campaign=campaign,
        papers=papers_of(held, who, draft.id) if kind == CAMPAIGN and saved is None else (),
        others=saved.others if saved else (),
        can_generate=kind not in (CAMPAIGN, DIRECTORY),
        number_pointer=_number_pointer(kind),
        files=_sizes(held.uploads.sizes(who.unit_id, digests_in(writing.tree))),
        said=said or {},
        most_mb=services().settings.max_upload_bytes / 1e6,
    )


def _sizes(sizes: Mapping[str, int]) -> Mapping[str, str]:
    return {d: f"{n / 1e6:.1f} MB" if n >= 1_000_000 else f"{-(-n // 1000)} kB" for d, n in sizes.items()}


def _number_pointer(kind: str) -> str:
    if kind in (CAMPAIGN, DIRECTORY):
        return ""
    place = number_place(desk().catalog, desk().catalog.paper(kind))
    return place.pointer if place else ""
