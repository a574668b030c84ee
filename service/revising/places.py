"""The content that a copy was made of, as its lines lead to it: rows, blocks, and which lines print them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from service.forms.places import BLOCK, Path, shape_of
from service.forms.rows import value_at
from service.forms.shapes import Kind, Shape, Shapes
from service.revising.origins import Leaf, Sourced


@dataclass(frozen=True)
class Copy:
    """A copy, line by line, with the content that it was made of.

    Attributes:
        shapes: of all schemas.
        roots: ``paper`` and, for a campaign's paper, ``campaign`` → the shape of what holds it.
        tree: the content.
        leaves: its printed texts.
        lines: the lines of the copy.
    """

    shapes: Shapes
    roots: Mapping[str, Shape]
    tree: Mapping[str, Any]
    leaves: Sequence[Leaf]
    lines: Sequence[Sourced]

    def shape(self, path: Path) -> Shape | None:
        """Return what stands at a path; None if the schema knows no such place."""
        root = self.roots.get(str(path[0])) if path else None
        return shape_of(self.shapes, root, self.tree, path) if root else None

    @cached_property
    def _lists(self) -> dict[Path, str]:
        return {}

    def list_kind(self, path: Path) -> str:
        """Return ``blocks`` for a text of blocks, ``rows`` for other rows, "" for anything else."""
        if path not in self._lists:
            shape = self.shape(path)
            is_rows = shape is not None and shape.kind is Kind.ROWS
            blocks = is_rows and shape is not None and self.shapes.at(shape.item).definition == BLOCK
            self._lists[path] = "blocks" if blocks else "rows" if is_rows else ""
        return self._lists[path]

    def rows(self, path: Path) -> tuple[Path, ...]:
        """Return the rows that a place lies in, the outermost first; only those inside a text of blocks, and its blocks."""
        found: list[Path] = []
        for i, part in enumerate(path):
            if isinstance(part, int):
                kind = self.list_kind(path[:i])
                if kind == "blocks" or (kind and found):
                    found.append(path[: i + 1])
        return tuple(found)

    def block(self, path: Path) -> Path | None:
        """Return the innermost block that a place lies in; None outside of any text."""
        rows = [row for row in self.rows(path) if self.list_kind(row[:-1]) == "blocks"]
        return rows[-1] if rows else None

    @cached_property
    def printing(self) -> Mapping[Path, frozenset[int]]:
        """Row → the lines that print anything of it."""
        found: dict[Path, set[int]] = defaultdict(set)
        for number, line in enumerate(self.lines):
            for leaf in line.leaves:
                for row in self.rows(self.leaves[leaf].path):
                    found[row].add(number)
        return {row: frozenset(lines) for row, lines in found.items()}

    def rows_of(self, number: int) -> tuple[Path, ...]:
        """Return the rows that a line prints, by its first leaf that lies in any; () for none."""
        for leaf in self.lines[number].leaves:
            if rows := self.rows(self.leaves[leaf].path):
                return rows
        return ()

    def value(self, path: Path) -> Any:
        """Return what stands at a path."""
        return value_at(self.tree, path)
