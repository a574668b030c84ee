"""Which places of a draft can be columns of a spreadsheet, which of them usually are, and which column is meant by a name."""

from __future__ import annotations

import copy
import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from service.catalog.catalog import Paper
from service.catalog.labels import label
from service.document.pointer import join, split
from service.drafting.desk import Desk
from service.forms.places import BLOCK, MISSING, Path, places, put, shape_of
from service.forms.rows import value_at
from service.forms.shapes import Kind, Shape
from service.forms.typed import ABSENT
from service.issuing.issue import tree_of
from service.storage.draft import Draft

#: What tells papers of a batch apart, by the name of the part, the surest first.
TELLING = ("name", "principal_receivers", "unit", "subject", "title", "posts")
_USUAL = frozenset(TELLING)
_NEVER = frozenset((Kind.CODE, Kind.DATA, Kind.CELLS))
_LIKE = 0.6  #: how like a column's name must be to a place's
_PART = " › "  #: between the parts of a label
_NOISE = re.compile(r"[\s*＊:：（）()]|必填|选填")


@dataclass(frozen=True)
class Column:
    """A place of a draft that each row may fill in its own way.

    Attributes:
        path: where in the whole content.
        name: its Chinese name, such as no other column has.
        shape: what it takes.
        required: whether the schema wants it.
        usual: whether it is chosen unless somebody chooses otherwise.
        filled: name of the part that holds each line, where lines become rows; "" otherwise.
    """

    path: Path
    name: str
    shape: Shape
    required: bool
    usual: bool
    filled: str = ""

    @property
    def key(self) -> str:
        """Its JSON Pointer, which is what forms call it."""
        return join(self.path)

    @property
    def is_text(self) -> bool:
        """Whether it takes a whole text of blocks."""
        return self.shape.kind is Kind.ROWS and not self.filled


@dataclass(frozen=True)
class Base:
    """A draft as the base of a batch.

    Attributes:
        paper: its kind.
        tree: the whole content that each row changes.
        columns: the places that a row can change.
        listed: path of the campaign's list of which each row is the only entry; None if papers of its kind are
            made of no such list. So 公开承诺书 is made for the person of the row.
    """

    paper: Paper
    tree: dict[str, Any]
    columns: tuple[Column, ...]
    listed: Path | None

    def column(self, key: str) -> Column | None:
        """Return a column by its key; None if there is none such."""
        return next((column for column in self.columns if column.key == key), None)


def base_of(desk: Desk, draft: Draft) -> Base:
    """Return a draft as the base of a batch."""
    paper = desk.catalog.paper(draft.paper_type)
    tree = copy.deepcopy(tree_of(desk, draft))
    listed = _listed(desk, paper, tree)
    root = desk.shapes.at(f"{paper.schema_name}#")
    found = []
    for at in (*([(*listed, 0)] if listed else []), ("paper",)):
        shape = shape_of(desk.shapes, root, tree, at)
        if shape is not None:
            found += list(
                _columns(desk, paper, shape, value_at(tree, at), at, usual=not listed or at == (*listed, 0))
            )
    return Base(paper, tree, tuple(_named(found)), listed)


def _listed(desk: Desk, paper: Paper, tree: dict[str, Any]) -> Path | None:
    """Return the path of the list that papers of a kind are made of, one page an entry, and leave its first entry in it."""
    for at, listing in desk.catalog.schema(paper.schema_name).get("x-refers", {}).items():
        chooser, path = tuple(split(at)), tuple(split(listing))
        shape = shape_of(desk.shapes, desk.shapes.at(f"{paper.schema_name}#"), tree, chooser)
        if shape is None or shape.kind is not Kind.TEXTS:
            continue
        held, wanted = value_at(tree, path), value_at(tree, chooser)
        entries = [each for each in (held if isinstance(held, list) else []) if isinstance(each, dict)]
        chosen = [each for each in entries if isinstance(wanted, list) and each.get("id") in wanted]
        put(tree, path, [*(chosen or entries), {}][:1])
        put(tree, chooser, ABSENT)
        return path
    return None


def _columns(
    desk: Desk, paper: Paper, shape: Shape, value: Any, at: Path, *, usual: bool
) -> Iterator[Column]:
    whole = list(_wholes(desk, shape, value, at))
    taken = [path for path, _, _ in whole]
    listed = at[0] != "paper"
    for place in places(desk.shapes, shape, {} if value is ABSENT else value, at):
        covered = any(place.path[: len(path)] == path for path in taken)
        if covered or place.shape.kind in _NEVER or place.shape.lines or place.path[-1] == MISSING:
            continue
        chosen = usual and len(place.path) == len(at) + 1
        chosen = chosen and (place.path[-1] in _USUAL or (listed and place.required))
        yield Column(place.path, _label(desk, paper, place.path), place.shape, place.required, chosen)
    required = desk.shapes.required(shape, value)
    for path, rows, part in whole:
        wanted = path[-1] in required
        yield Column(path, _label(desk, paper, path), rows, wanted, listed and wanted, part)


def _wholes(desk: Desk, shape: Shape, value: Any, at: Path) -> Iterator[tuple[Path, Shape, str]]:
    """Yield the rows of a record that one cell can hold: a text of blocks, or lines of one text each."""
    for name, part in desk.shapes.fields(shape, value):
        if part.kind is Kind.ROWS:
            item = desk.shapes.at(part.item)
            texts = [name for name, each in desk.shapes.fields(item, {}) if each.kind is Kind.TEXT]
            needed = [each for each in texts if each in item.required]
            if item.definition == BLOCK:
                yield (*at, name), part, ""
            elif len(needed) == 1 and item.required == set(needed):
                yield (*at, name), part, needed[0]


def _label(desk: Desk, paper: Paper, path: Path) -> str:
    parts = label(desk.catalog, paper.schema_name, path).split(_PART)
    return _PART.join(parts[1:] if path[0] == "paper" else parts[3:])


def _named(columns: Sequence[Column]) -> Iterator[Column]:
    """Yield the columns, the usual ones first, each by the last part of its name where that is no other's."""
    lasts = Counter(column.name.rpartition(_PART)[2] for column in columns)
    seen: set[str] = set()
    for column in sorted(columns, key=lambda each: not each.usual):
        last = column.name.rpartition(_PART)[2]
        name = last if lasts[last] == 1 else column.name
        if name not in seen:
            seen.add(name)
            yield replace(column, name=name)


def guessed(titles: Sequence[str], columns: Sequence[Column]) -> dict[int, Column]:
    """Return which place each column of a spreadsheet most likely means: the same name, one in the other, or a like one."""
    found: dict[int, Column] = {}
    for alike in (_same, _within, _similar):
        for index, title in enumerate(titles):
            free = [column for column in columns if column not in found.values()]
            if index in found or not _bare(title):
                continue
            match = next((column for column in free if alike(_bare(title), _bare(column.name))), None)
            if match is not None:
                found[index] = match
    return dict(sorted(found.items()))


def _bare(name: str) -> str:
    return _NOISE.sub("", name)


def _same(one: str, other: str) -> bool:
    return one == other


def _within(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 1 and (one in other or other in one)


def _similar(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one, other).ratio() >= _LIKE


def telling(columns: Sequence[Column]) -> Column | None:
    """Return the column that most likely tells the papers apart; None if there is none."""

    def rank(column: Column) -> int:
        last = str(column.path[-1])
        return TELLING.index(last) if last in TELLING else len(TELLING)

    return min(columns, key=rank, default=None)
