"""Looking back: choosing between two people's texts, and going back to an old revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from service.drafting.changing import title_of, writing_of
from service.drafting.desk import Author, Desk
from service.errors import DraftNotFound
from service.forms.merging import Change, differences, merge
from service.forms.places import Path
from service.forms.rows import LAST, path_of, value_at
from service.storage.draft import Draft, Revision
from service.storage.drafts import Entry


@dataclass(frozen=True)
class Choice:
    """A place where two people wrote different things.

    Attributes:
        change: the place; ``after`` is what was set aside.
        path: where it is now; None if its row is gone.
        now: what stands there.
    """

    change: Change
    path: Path | None
    now: Any


def choices(desk: Desk, author: Author, draft: Draft, number: int) -> tuple[Revision, tuple[Choice, ...]]:
    """Return a revision that was set aside, and each place where the draft still says something else.

    Raises:
        DraftNotFound: if nothing was set aside under this number.
    """
    kind, id = draft.paper_type, draft.id
    store, shapes, root = desk.store(kind), desk.shapes, desk.shape(kind)
    aside, newest = (store.revision(id, author.unit_id, n) for n in (number, None))
    if not aside.aside:
        raise DraftNotFound(f"第{number}次保存的稿没有与别人冲突")
    base = store.revision(id, author.unit_id, aside.based_on)
    found = []
    for change in differences(shapes, root, writing_of(base), writing_of(aside)):
        path = path_of(change.trail, newest.ids)
        now = None if path is None else value_at(newest.tree, path)
        if path is None or now != change.after:
            found.append(Choice(change, path, now))
    return aside, tuple(found)


def choose(desk: Desk, author: Author, draft: Draft, number: int, mine: frozenset[str]) -> Draft:
    """Put what was set aside into the draft at the places ``mine``; elsewhere the draft stays as it is."""
    kind, id = draft.paper_type, draft.id
    _, found = choices(desk, author, draft, number)
    wanted = [choice.change for choice in found if choice.change.name in mine]

    def made(newest: Revision) -> tuple[Entry, ...]:
        writing = merge(desk.shapes, desk.shape(kind), writing_of(newest), wanted, insist=True).writing
        title = title_of(desk, kind, writing.tree)
        return (Entry(writing.tree, writing.ids, newest.number, "逐处选定冲突的文字", title=title),)

    return desk.store(kind).change(id, author.unit_id, author.name, desk.clock(), made)[0]


def restore(desk: Desk, author: Author, draft: Draft, number: int) -> Draft:
    """Make an old revision the newest one; what is newer stays in the history."""
    kind, id = draft.paper_type, draft.id
    old = desk.store(kind).revision(id, author.unit_id, number)

    def made(newest: Revision) -> tuple[Entry, ...]:
        title = title_of(desk, kind, old.tree)
        # Ids that were given since must not be given again.
        ids = {**old.ids, LAST: newest.ids.get(LAST, ())}
        return (Entry(old.tree, ids, newest.number, f"恢复第{number}次保存的稿", title=title),)

    return desk.store(kind).change(id, author.unit_id, author.name, desk.clock(), made)[0]
