"""Changing a draft: what a page posts is joined with what others did meanwhile, then the button does its work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.document.pointer import join
from service.drafting.buttons import Act
from service.drafting.desk import Author, Desk
from service.forms.merging import Change, Post, changes, merge
from service.forms.places import Path
from service.forms.rows import LAST, Writing, path_of, value_at
from service.forms.typed import show
from service.storage.draft import Draft, Revision
from service.storage.drafts import CAMPAIGN, Entry


@dataclass(frozen=True)
class Saved:
    """What became of a post.

    Attributes:
        draft: the draft now.
        writing: its newest revision.
        conflicts: what was typed where somebody else had typed something else meanwhile.
        aside: number of the revision that keeps what its author wanted there; None if nothing was in the way.
        others: who else changed the draft since the page was made, in order.
        undo: trail of the row that was taken away; "" if none was.
        before: number of the revision that the button found.
        mended: name → text, of what was typed in another form than it is kept in.
    """

    draft: Draft
    writing: Writing
    conflicts: tuple[Change, ...] = ()
    aside: int | None = None
    others: tuple[str, ...] = ()
    undo: str = ""
    before: int = 0
    mended: Mapping[str, str] = field(default_factory=dict)


def writing_of(revision: Revision) -> Writing:
    """Return what was written in a revision."""
    return Writing(revision.tree, revision.ids)


@dataclass(frozen=True)
class Posted:
    """What a page posted.

    Attributes:
        base: number of the revision that the page was made of.
        page: what tells this page from every other.
        values: the values of a name; none if the page has no such field.
    """

    base: int
    page: str
    values: Post


def save(
    desk: Desk, author: Author, draft: Draft, posted: Posted, act: Act | None = None, undo: str = ""
) -> Saved:
    """Keep what a page posted, then do ``act`` on it.

    Args:
        desk: see `Desk`.
        author: who posted.
        draft: what it belongs to.
        posted: what was posted.
        act: what the button does; None: nothing but saving.
        undo: trail of the row that ``act`` takes away.

    Raises:
        DraftNotFound: if there is no such draft or revision.
    """
    kind, id = draft.paper_type, draft.id
    store, shapes, root = desk.store(kind), desk.shapes, desk.shape(kind)
    history = store.history(id, author.unit_id)
    base = _last_of_page(history, posted)
    seen = writing_of(store.revision(id, author.unit_id, base))
    changed = changes(shapes, root, seen, posted.values)
    told: dict[str, Any] = {}

    def made(newest: Revision) -> tuple[Entry, ...]:
        merged = merge(shapes, root, writing_of(newest), changed)
        told.update(conflicts=merged.conflicts, before=newest.number, writing=writing_of(newest))
        entries = []
        # What was typed is kept before the button does its work, so that undoing that leaves the text.
        for writing in (merged.writing, _acted(act, merged.writing)):
            if not _alike(writing, told["writing"]):
                title = title_of(desk, kind, writing.tree)
                entries.append(Entry(writing.tree, writing.ids, base, page=posted.page, title=title))
            told["writing"] = writing
        if merged.conflicts:
            mine = merge(shapes, root, seen, changed).writing
            note = "与别人同时改了同一处，另存在此"
            entries.append(Entry(mine.tree, mine.ids, base, note, aside=True, page=posted.page))
        return tuple(entries)

    now, added = store.change(id, author.unit_id, author.name, desk.clock(), made)
    others = [r.author for r in history if r.number > base and not r.aside and r.page != posted.page]
    return Saved(
        draft=now,
        writing=told["writing"],
        conflicts=told["conflicts"],
        aside=next((revision.number for revision in added if revision.aside), None),
        others=tuple(dict.fromkeys(others)),
        undo=undo,
        before=_before(told["before"], added),
        mended=_mended(seen, changed, posted),
    )


def _before(newest: int, added: Sequence[Revision]) -> int:
    """Return the number of the revision before the last one; of the newest one there was if none was added."""
    numbers = [newest, *(revision.number for revision in added if not revision.aside)]
    return numbers[-2] if len(numbers) > 1 else newest


def _last_of_page(history: Sequence[Revision], posted: Posted) -> int:
    """Return the newest revision up to which only the page itself has saved: what stands on it still, but for typing."""
    base = posted.base
    for revision in reversed(history):
        if revision.number > base and not revision.aside:
            if not posted.page or revision.page != posted.page:
                break
            base = revision.number
    return base


def _mended(seen: Writing, changed: Iterable[Change], posted: Posted) -> dict[str, str]:
    """Return, by name, how a place shows what was typed there otherwise: 2026-3-16 as 2026年3月16日."""
    shown = {
        join(path_of(c.trail, seen.ids) or ()): show(c.shape, c.after) for c in changed if c.shape.is_leaf
    }
    typed = {name: "".join(posted.values(name)[-1:]).replace("\r\n", "\n") for name in shown}
    return {name: text for name, text in shown.items() if text != typed[name] and "\t" not in text}


def _acted(act: Act | None, writing: Writing) -> Writing:
    try:
        return act(writing) if act else writing
    except LookupError:  # somebody else took the row away; there is nothing to do it on
        return writing


def _alike(writing: Writing, other: Writing) -> bool:
    """Tell whether a writing says what another one says; ids that rows only might get are no difference."""
    ids, others = ({k: list(v) for k, v in w.ids.items() if k != LAST} for w in (writing, other))
    return writing.tree == other.tree and ids == others


def title_of(desk: Desk, kind: str, tree: Mapping[str, Any]) -> str:
    """Return what a draft is called in lists."""
    path = ("campaign", "name") if kind == CAMPAIGN else ("paper", "title")
    return str(value_at(tree, path)) if _told(tree, path) else desk.title(kind)


def _told(tree: Mapping[str, Any], path: Path) -> bool:
    value = value_at(tree, path)
    return isinstance(value, str) and bool(value.strip())
