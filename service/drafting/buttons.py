"""What each button of a form does to the draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from service.document.pointer import join, split
from service.drafting.desk import Author, Desk
from service.forms import operations
from service.forms.merging import Post
from service.forms.rows import Trail, Writing, path_of, trail_of, value_at
from service.forms.shapes import Shape, Shapes
from service.storage.draft import Draft, Revision

Act = Callable[[Writing], Writing]


def act_of(
    desk: Desk, author: Author, draft: Draft, base: int, command: str, post: Post
) -> tuple[Act | None, str]:
    """Return what a button's command does, and the trail of the row that it takes away.

    A command is ``verb:pointer``; the pointer is that of the page. Commands that change no rows do nothing.

    Raises:
        DraftNotFound: if there is no such draft or revision.
    """
    verb, _, pointer = command.partition(":")
    if verb not in _ACTS or not pointer.startswith("/"):
        return None, ""
    kind, id = draft.paper_type, draft.id
    shapes, root = desk.shapes, desk.shape(kind)
    seen = desk.store(kind).revision(id, author.unit_id, base)
    if verb == "putback":
        number, _, row = pointer[1:].partition("/")
        if not number.isdecimal():
            return None, ""
        before = _writing(desk.store(kind).revision(id, author.unit_id, int(number)))
        return (lambda now: operations.put_back(shapes, root, now, before, tuple(split("/" + row)))), ""
    trail = trail_at(pointer, seen)
    if trail is None:
        return None, ""
    return _ACTS[verb](shapes, root, trail, post), join(trail) if verb == "remove" else ""


def trail_at(pointer: str, seen: Revision) -> Trail | None:
    """Return the trail of a place by its pointer in a revision; None if there is none such."""
    path: list[str | int] = []
    tree: Any = seen.tree
    for part in split(pointer):
        step = int(part) if isinstance(tree, list) and part.isdecimal() else part
        tree = value_at(tree, (step,))
        path.append(step)
    try:
        return trail_of(tuple(path), seen.ids)
    except LookupError:
        return None


def _add(shapes: Shapes, root: Shape, trail: Trail, _post: Post) -> Act:
    return lambda now: operations.add(shapes, root, now, trail)


def _after(shapes: Shapes, root: Shape, trail: Trail, _post: Post) -> Act:
    def act(now: Writing) -> Writing:
        path = path_of(trail, now.ids)
        return operations.add(shapes, root, now, trail[:-1], int(path[-1]) + 1 if path else None)

    return act


def _remove(shapes: Shapes, root: Shape, trail: Trail, _post: Post) -> Act:
    return lambda now: operations.remove(shapes, root, now, trail)


def _up(shapes: Shapes, root: Shape, trail: Trail, _post: Post) -> Act:
    return lambda now: operations.move(shapes, root, now, trail, -1)


def _down(shapes: Shapes, root: Shape, trail: Trail, _post: Post) -> Act:
    return lambda now: operations.move(shapes, root, now, trail, 1)


def _paste(shapes: Shapes, root: Shape, trail: Trail, post: Post) -> Act:
    text, columns = "\n".join(post("pasted")), "".join(post("columns")[:1]).split(",")
    return lambda now: operations.paste(shapes, root, now, trail, columns, text)


def _missing(shapes: Shapes, root: Shape, trail: Trail, _post: Post) -> Act:
    def act(now: Writing) -> Writing:
        shape = operations.shape_at(shapes, root, now, trail)
        return operations.set_missing(now, trail, f"原件没有{shape.title}") if shape.may_be_missing else now

    return act


def _present(_shapes: Shapes, _root: Shape, trail: Trail, _post: Post) -> Act:
    return lambda now: operations.set_missing(now, trail, None)


def _wider(_shapes: Shapes, _root: Shape, trail: Trail, _post: Post) -> Act:
    return lambda now: operations.add_column(now, trail, 1)


def _narrower(_shapes: Shapes, _root: Shape, trail: Trail, _post: Post) -> Act:
    return lambda now: operations.add_column(now, trail, -1)


def _detach(_shapes: Shapes, _root: Shape, trail: Trail, _post: Post) -> Act:
    return lambda now: operations.take_out(now, trail, "file")


def _name(shapes: Shapes, root: Shape, trail: Trail, post: Post) -> Act:
    return lambda now: operations.add_names(
        shapes, root, now, trail, [name for name in post("names") if name]
    )


_ACTS: Mapping[str, Callable[[Shapes, Shape, Trail, Post], Act]] = {
    "add": _add, "after": _after, "remove": _remove, "up": _up, "down": _down, "paste": _paste,
    "missing": _missing, "present": _present, "wider": _wider, "narrower": _narrower, "name": _name, "detach": _detach,
    "putback": _add,
}  # fmt: skip


def _writing(revision: Revision) -> Writing:
    return Writing(revision.tree, revision.ids)
