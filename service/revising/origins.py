"""Which character of a printed line comes from which place of the content.

Each text of the content is printed once more with a mark before it, a character that no font and no paper has; the
lines between the marks tell where every character of the real copy comes from.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from service.forms.places import Path, Place, places, put
from service.forms.rows import value_at
from service.forms.shapes import Kind, Shape, Shapes
from service.forms.typed import ABSENT
from service.layout.nominal import nominal_metrics
from service.rendering.block_images import image_files
from service.rendering.content import Content
from service.rendering.elements import elements
from service.rendering.filling import fill
from service.rendering.typesetting import Typesetter
from service.revising.lines import Line, bare, read_lines

_FIRST = 0xF0000  #: of the planes that are left to private use
_MOST = 0xFFFD
_MARK = re.compile("[\U000f0000-\U000ffffd]")
_TEXTS = (Kind.TEXT, Kind.TEXTS, Kind.CELLS)
_FILED = ("digest", "encoded", "data")  #: what a file is known by
_NUMBER = "number"  #: is counted and nested by what prints it, which a mark would hinder


@dataclass(frozen=True)
class Leaf:
    """A text of the content.

    Attributes:
        path: where it stands in the tree; inside `place` if that holds several texts.
        place: the place that it belongs to.
        text: what stands there.
    """

    path: Path
    place: Place
    text: str


Origin = tuple[int, int]
"""Index of a leaf, and which of its characters it is, blanks left out."""


@dataclass(frozen=True)
class Cell:
    """A paragraph, or a cell of a row, with where each character comes from.

    Attributes:
        text: as printed.
        origins: of each character that is no blank; None is what no place of the content says.
    """

    text: str
    origins: tuple[Origin | None, ...]


@dataclass(frozen=True)
class Sourced:
    """A line of the copy with where it comes from."""

    line: Line
    cells: tuple[Cell, ...]

    @property
    def leaves(self) -> tuple[int, ...]:
        """The leaves that it prints, in their order."""
        told = (origin[0] for cell in self.cells for origin in cell.origins if origin)
        return tuple(dict.fromkeys(told))


def leaves_of(shapes: Shapes, root: Shape, tree: Mapping[str, Any]) -> tuple[Leaf, ...]:
    """Return the texts of a tree that are printed as they are; codes, choices and counts are none."""
    found = []
    for place in places(shapes, root, tree):
        if place.value is not ABSENT and place.shape.kind in _TEXTS and not place.shape.lines:
            found += [
                Leaf((*place.path, *path), place, text) for path, text in _texts(place.shape, place.value)
            ]
    return tuple(leaf for leaf in found if bare(leaf.text))


def _texts(shape: Shape, value: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, list):
        for i, each in enumerate(value):
            yield from (((i, *path), text) for path, text in _texts(shape, each))
    elif isinstance(value, dict) and shape.marked in value:
        yield from (((shape.marked, *path), text) for path, text in _texts(shape, value[shape.marked]))


def sourced(
    lines: Sequence[Line], content: Content, leaves: Sequence[Leaf], joined: Sequence[Path]
) -> tuple[Sourced, ...]:
    """Return the lines of a copy with where they come from.

    Args:
        lines: of the copy.
        content: what the copy was made of.
        leaves: see `leaves_of`.
        joined: places that say a text once more, broken into lines.
    """
    tree = copy.deepcopy(dict(content.tree))
    for path in joined:
        put(tree, path, ABSENT)
    for index, leaf in enumerate(leaves[:_MOST]):
        if _takes_mark(leaf):
            put(tree, leaf.path, chr(_FIRST + index) + leaf.text)
    marked = replace(content, tree=tree, attached={})  # pages of files say nothing that is in the content
    context = replace(elements(marked, Typesetter(nominal_metrics(), marked.layout)), apart=())
    printed = read_lines(fill(marked.template, context, image_files(tree, context))).lines
    traced = [_traced(line, state, leaves) for line, state in _states(printed, leaves)]
    origins = _aligned(lines, traced)
    made, at = [], 0
    for line in lines:
        cells = []
        for cell in line.cells:
            size = len(bare(cell))
            cells.append(Cell(cell, tuple(origins[at : at + size])))
            at += size
        made.append(Sourced(line, tuple(_completed(cells, leaves, content.tree))))
    return tuple(made)


def _takes_mark(leaf: Leaf) -> bool:
    return not leaf.place.shape.date and leaf.path[-1] not in (_NUMBER, *_FILED)


_State = tuple[int, int] | None
_Traced = tuple[str, list[Origin | None]]


def _states(lines: Sequence[Line], leaves: Sequence[Leaf]) -> Iterator[tuple[Line, _State]]:
    """Yield each line with the leaf that goes on from the line before."""
    state: _State = None
    for line in lines:
        yield line, state
        for cell in line.cells:
            state = _walked(bare(cell), state, leaves)[1]


def _traced(line: Line, state: _State, leaves: Sequence[Leaf]) -> _Traced:
    found: list[Origin | None] = []
    for cell in line.cells:
        told, state = _walked(bare(cell), state, leaves)
        found += told
    return _MARK.sub("", line.key), found


def _walked(text: str, state: _State, leaves: Sequence[Leaf]) -> tuple[list[Origin | None], _State]:
    found: list[Origin | None] = []
    for char in text:
        if _MARK.match(char):
            state = ord(char) - _FIRST, 0
        elif state and bare(leaves[state[0]].text)[state[1] : state[1] + 1] == char:
            found.append(state)
            state = state[0], state[1] + 1
        else:
            found.append(None)
            state = None
    return found, state


def _aligned(lines: Sequence[Line], traced: Sequence[_Traced]) -> list[Origin | None]:
    """Return the origin of each character of the lines, which may be broken elsewhere than the traced ones."""
    keys = [line.key for line in lines]
    match = SequenceMatcher(None, keys, [key for key, _ in traced], autojunk=False)
    found: list[Origin | None] = []
    for kind, a, b, x, y in match.get_opcodes():
        theirs = [origin for _, origins in traced[x:y] for origin in origins]
        if kind == "equal":
            found += theirs
        else:
            ours = "".join(keys[a:b]).replace("\x1f", "")
            found += _by_character(ours, "".join(key for key, _ in traced[x:y]).replace("\x1f", ""), theirs)
    return found


def _by_character(ours: str, theirs: str, origins: Sequence[Origin | None]) -> list[Origin | None]:
    found: list[Origin | None] = [None] * len(ours)
    for a, b, size in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        found[a : a + size] = origins[b : b + size]
    return found


def _completed(cells: Sequence[Cell], leaves: Sequence[Leaf], tree: Mapping[str, Any]) -> Iterator[Cell]:
    """Yield the cells with the origins of what bore no mark: a number before its title, a date alone or at an end."""
    for cell in cells:
        chars, found = bare(cell.text), list(cell.origins)
        at = 0
        while at < len(chars):
            if found[at] is not None:
                at += 1
                continue
            end = next((i for i in range(at, len(chars)) if found[i] is not None), len(chars))
            behind = found[end] if end < len(chars) else None
            for index, start in _fitting(chars[at:end], behind, leaves):
                size = len(bare(leaves[index].text))
                found[at + start : at + start + size] = [(index, i) for i in range(size)]
            at = end
        yield Cell(cell.text, tuple(found))


def _fitting(text: str, behind: Origin | None, leaves: Sequence[Leaf]) -> Iterator[tuple[int, int]]:
    """Yield the leaf that an unmarked stretch of text is, and where it begins in it."""
    if behind is not None and behind[1] == 0:
        record = leaves[behind[0]].path[:-1]
        for index, leaf in enumerate(leaves):
            if leaf.path == (*record, _NUMBER) and text.endswith(bare(leaf.text)):
                yield index, len(text) - len(bare(leaf.text))
                return
    dates = [(i, bare(leaf.text)) for i, leaf in enumerate(leaves) if leaf.place.shape.date]
    printing = text.endswith("印发")
    for index, date in sorted(
        dates, key=lambda each: ("printing" in str(leaves[each[0]].path)) is not printing
    ):
        if text in (date, f"{date}印发"):
            yield index, 0
            return


def joined_places(shapes: Shapes, root: Shape, tree: Mapping[str, Any]) -> tuple[Path, ...]:
    """Return the places that say a text once more, broken into lines by hand."""
    found = (place for place in places(shapes, root, tree) if place.shape.lines)
    return tuple(place.path for place in found if value_at(tree, place.path) is not ABSENT)
