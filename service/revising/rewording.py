"""Texts that stand where they stood and read otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from service.forms.places import Path
from service.forms.written import read_line
from service.revising.changes import Edit, Reblocked, Reworded, Unmatched
from service.revising.lines import Line, bare
from service.revising.origins import Cell, Origin
from service.revising.places import Copy
from service.revising.placing import Found

MADE = "这里的字是系统排出来的（文号、序号、固定用语、名单的排法等），不在稿里；要改请到稿里改相应的内容"
_IN_ONE_LINE = frozenset(("paragraph", "heading", "run_in", "key_value"))
_LATIN_GAP = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
"""Blanks but for those between Latin words: what typesetting puts between characters."""


@dataclass(frozen=True)
class _Piece:
    """A stretch of a leaf's text, blanks left out, that reads ``text`` in the file."""

    start: int
    end: int
    text: str
    line: int
    sure: bool


@dataclass
class Reworder:
    """Sees pair after pair of lines; each text that changed is one change, however many lines print it."""

    copy: Copy
    pieces: dict[int, list[_Piece]] = field(default_factory=lambda: defaultdict(list))
    edits: list[Edit] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)

    def see(self, number: int, line: Line) -> None:
        """Note what a line of the copy reads like in the file."""
        ours = self.copy.lines[number]
        if ours.line.key == line.key:
            return
        block = self._whole_block(number, line)
        if block is not None:
            text = line.text.strip()
            read = read_line(text, self.copy.value(block))
            if read != self.copy.value(block):
                old = ours.line.text.strip()
                self.edits.append(Edit("reworded", number, block, old, text, (Reblocked(block, read),)))
            return
        told = [
            self._compare(number, index, cell, text)
            for index, (cell, text) in enumerate(zip(ours.cells, line.cells, strict=True))
        ]
        if not all(told):
            self.unmatched.append(Unmatched(number, ours.line.text, line.text, MADE))

    def _whole_block(self, number: int, line: Line) -> Path | None:
        """Return the block that a line, and nothing else, prints."""
        ours = self.copy.lines[number]
        blocks = {self.copy.block(self.copy.leaves[leaf].path) for leaf in ours.leaves}
        block = blocks.pop() if len(blocks) == 1 else None
        if block is None or line.table or "\n" in line.text.strip() or "\t" in line.text.strip():
            return None
        alone = self.copy.printing[block] == {number} and None not in ours.cells[0].origins
        kind = self.copy.value(block).get("kind")
        return block if alone and kind in _IN_ONE_LINE else None

    def _compare(self, number: int, index: int, cell: Cell, text: str) -> bool:
        """Note the pieces of a cell that changed; tell whether all of them lead to a place."""
        if bare(cell.text) == bare(text):
            return True
        if not bare(cell.text):
            return self._fill(number, index, text)
        theirs, raw = bare(text), [i for i, char in enumerate(text) if bare(char)]
        told = True
        match = SequenceMatcher(None, bare(cell.text), theirs, autojunk=False)
        for kind, a, b, x, y in match.get_opcodes():
            if kind == "equal":
                continue
            new = _LATIN_GAP.sub("", text[raw[x] : raw[y - 1] + 1]) if y > x else ""
            found = list(self._pieces(cell.origins, a, b, new, number))
            for leaf, piece in found:
                self.pieces[leaf].append(piece)
            told = told and bool(found) and None not in cell.origins[a:b]
        return told

    def _fill(self, number: int, index: int, text: str) -> bool:
        """Note what was written into an empty cell; its place is told by the other cells of the row."""
        for at, cell in enumerate(self.copy.lines[number].cells):
            for origin in cell.origins:
                path = self.copy.leaves[origin[0]].path if origin else ()
                if path and isinstance(path[-1], int) and isinstance(path[-2], int):
                    blank = (*path[:-1], path[-1] + index - at)
                    if self.copy.value(blank) == "":
                        new = text.strip()
                        step = Reworded(blank, new)
                        self.edits.append(Edit("reworded", number, blank, "", new, (step,)))
                        return True
        return False

    def _pieces(
        self, origins: Sequence[Origin | None], a: int, b: int, new: str, line: int
    ) -> Iterator[tuple[int, _Piece]]:
        """Yield what becomes of the leaves in a stretch of a cell."""
        if a == b:
            left, right = origins[a - 1] if a else None, origins[a] if a < len(origins) else None
            if right and (left is None or left[0] == right[0] or self._is_number(left[0])):
                yield right[0], _Piece(right[1], right[1], new, line, True)
            elif left:
                yield left[0], _Piece(left[1] + 1, left[1] + 1, new, line, True)
            return
        runs = list(_runs(origins[a:b]))
        longest = max(runs, key=lambda run: run[2] - run[1], default=None)
        for leaf, start, end in runs:
            yield (
                leaf,
                _Piece(
                    start, end, new if (leaf, start, end) == longest else "", line, len(runs) == 1 or not new
                ),
            )

    def _is_number(self, leaf: int) -> bool:
        return self.copy.leaves[leaf].path[-1] == "number"

    def result(self) -> Found:
        """Return the changes of all lines that were seen."""
        for index, pieces in self.pieces.items():
            leaf = self.copy.leaves[index]
            fitting = list(self._agreeing(pieces))
            new = _with_pieces(leaf.text, fitting)
            if new == leaf.text:
                continue
            sure = all(piece.sure for piece in fitting) and bool(new or not leaf.place.required)
            kind = "reworded" if new else "removed"
            at = min(piece.line for piece in fitting)
            self.edits.append(Edit(kind, at, leaf.path, leaf.text, new, (Reworded(leaf.path, new),), sure))
        return Found(tuple(self.edits), tuple(self.unmatched))

    def _agreeing(self, pieces: Sequence[_Piece]) -> Iterator[_Piece]:
        """Yield the pieces that go together; what another line prints of the same text otherwise is told apart."""
        taken: list[_Piece] = []
        for piece in pieces:
            same = [
                other
                for other in taken
                if (other.start, other.end, other.text) == (piece.start, piece.end, piece.text)
            ]
            if same and same[0].line != piece.line:
                continue
            if any(
                other.line != piece.line and other.start <= piece.end and piece.start <= other.end
                for other in taken
            ):
                line = self.copy.lines[piece.line].line
                why = "同一处文字印在几个地方，改得不一样；上面列出的是第一处的改法"
                self.unmatched.append(Unmatched(piece.line, line.text, piece.text, why))
                continue
            taken.append(piece)
            yield piece


def _runs(origins: Sequence[Origin | None]) -> Iterator[tuple[int, int, int]]:
    """Yield leaf, start and end of each stretch of one leaf."""
    held: tuple[int, int, int] | None = None
    for origin in origins:
        if held and origin and origin[0] == held[0] and origin[1] == held[2]:
            held = (held[0], held[1], held[2] + 1)
            continue
        if held:
            yield held
        held = (origin[0], origin[1], origin[1] + 1) if origin else None
    if held:
        yield held


def _with_pieces(text: str, pieces: Sequence[_Piece]) -> str:
    where = [i for i, char in enumerate(text) if bare(char)] + [len(text)]
    for piece in sorted(pieces, key=lambda each: (each.start, each.end), reverse=True):
        start = (
            where[piece.start]
            if piece.start < len(where) - 1 or piece.end > piece.start
            else len(text.rstrip())
        )
        end = where[piece.end - 1] + 1 if piece.end > piece.start else start
        text = text[:start] + piece.text + text[end:]
    return text
