"""What a leader's Word file says differently, each change by itself, so that each can be taken or left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from service.forms.places import Path


@dataclass(frozen=True)
class Reworded:
    """A text inside a place that reads otherwise: ``path`` of a leaf, and its new text ("" takes it away)."""

    path: Path
    text: str


@dataclass(frozen=True)
class Reblocked:
    """A block that stands for one line and is read anew from it."""

    path: Path
    block: Any


@dataclass(frozen=True)
class Inserted:
    """A row put into a list before its row ``index``, as it was counted before all changes."""

    path: Path
    index: int
    row: Any


@dataclass(frozen=True)
class Removed:
    """A row taken out of its list."""

    path: Path


Step = Reworded | Reblocked | Inserted | Removed

#: What a change is called.
KINDS = {"reworded": "改", "added": "加", "removed": "删", "moved": "移"}


@dataclass(frozen=True)
class Edit:
    """One change that can be taken or left.

    Attributes:
        kind: a key of `KINDS`.
        at: number of the line of the copy that it stands at.
        path: the place that it is shown under.
        old: the text before; "" for what was added.
        new: the text after; "" for what was removed.
        steps: what taking it does.
        sure: whether it is plain what was meant, so that it is taken unless somebody says otherwise.
    """

    kind: str
    at: int
    path: Path
    old: str
    new: str
    steps: tuple[Step, ...]
    sure: bool = True

    @property
    def in_campaign(self) -> bool:
        """Whether it changes the facts of the campaign, and with them its other papers."""
        return self.path[0] == "campaign"

    @property
    def difference(self) -> tuple[tuple[str, str], ...]:
        """Stretches of text with what became of them: ``same``, ``gone`` or ``new``."""
        return difference(self.old, self.new)


@dataclass(frozen=True)
class Unmatched:
    """A text that leads to no place, or to one that the file alone can't change.

    Attributes:
        at: number of the line of the copy that it stands at.
        old: the text before; "" if there was none.
        new: the text after; "" if it was taken away.
        why: a sentence.
    """

    at: int
    old: str
    new: str
    why: str


@dataclass(frozen=True)
class Comparison:
    """What was found: changes that can be taken, and what leads nowhere, both from top to bottom."""

    edits: tuple[Edit, ...]
    unmatched: tuple[Unmatched, ...]
    alike: float
    """Share of the copy's lines that are still there, 0 to 1."""


def difference(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return two texts as one, in stretches that are the same, gone or new."""
    found: list[tuple[str, str]] = []
    match = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, x, y in match.get_opcodes():
        if kind == "equal":
            found.append(("same", old[a:b]))
            continue
        found += [(mark, text) for mark, text in (("gone", old[a:b]), ("new", new[x:y])) if text]
    return (
        tuple(found)
        if _is_legible(found)
        else tuple((mark, text) for mark, text in (("gone", old), ("new", new)) if text)
    )


def _is_legible(stretches: Sequence[tuple[str, str]]) -> bool:
    """Tell whether what stayed the same is more than a scatter of single characters."""
    same = [text for mark, text in stretches if mark == "same"]
    return not same or sum(map(len, same)) >= 2 * len(same)
