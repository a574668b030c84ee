"""Lines that came, went or moved: which rows of the content they are."""

from __future__ import annotations

import copy as copying
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from service.document.marks import as_heading, read_number
from service.forms.places import Path
from service.forms.shapes import Kind
from service.revising.changes import Edit, Inserted, Removed, Reworded, Step, Unmatched
from service.revising.lines import Line
from service.revising.places import Copy

NOWHERE = "不知道该放进稿里哪一处；需要的话，请复制到稿里"
MADE_LINE = "这一段是系统排出来的，稿里没有单独的一处；要删请到稿里删去相应的内容"
OTHER_TABLE = "这一行的格数和原表不一样，请到稿里改表格"
_ITEM = ("number", "title", "end_mark", "body")


@dataclass(frozen=True)
class Found:
    """Changes that can be taken, and what leads nowhere."""

    edits: tuple[Edit, ...]
    unmatched: tuple[Unmatched, ...]


def placed(copy: Copy, edited: Sequence[Line], gone: Sequence[int], new: Sequence[tuple[int, int]]) -> Found:
    """Return what the lines that are gone, and those that are new, mean for the content."""
    work = _Work(copy, edited, list(new))
    work.remove(gone)
    work.insert()
    return Found(tuple(work.edits), tuple(work.unmatched))


@dataclass
class _Work:
    copy: Copy
    edited: Sequence[Line]
    new: list[tuple[int, int]]
    edits: list[Edit] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)

    def remove(self, gone: Sequence[int]) -> None:
        left = set(gone)
        for number in gone:
            if number not in left:
                continue
            rows = self._whole_rows(number, set(gone))
            if not rows:
                self._remove_line(number)
                left.discard(number)
                continue
            lines = sorted(frozenset[int]().union(*(self.copy.printing[row] for row in rows)))
            left -= set(lines)
            old = "\n".join(self.copy.lines[line].line.text.strip() for line in lines)
            taken = Edit("removed", number, rows[0], old, "", tuple(map(Removed, rows)))
            self.edits.append((self._moved(rows[0], lines, old) if len(rows) == 1 else None) or taken)

    def _whole_rows(self, number: int, gone: set[int]) -> list[Path]:
        """Return the rows that are gone with a line, each as a whole; none if something of the line is in no such row."""
        found: dict[Path, None] = {}
        for leaf in self.copy.lines[number].leaves:
            rows = self.copy.rows(self.copy.leaves[leaf].path)
            row = next((row for row in rows if self.copy.printing[row] <= gone), None)
            if row is None:
                return []
            found[row] = None
        return list(found)

    def _remove_line(self, number: int) -> None:
        """Note that a line is gone that is no row: its texts are taken away, if nothing else prints them."""
        ours = self.copy.lines[number]
        leaves = [self.copy.leaves[leaf] for leaf in ours.leaves]
        elsewhere = {leaf for i, line in enumerate(self.copy.lines) if i != number for leaf in line.leaves}
        if not leaves or any(self.copy.rows(leaf.path) for leaf in leaves) or elsewhere & set(ours.leaves):
            self.unmatched.append(Unmatched(number, ours.line.text.strip(), "", MADE_LINE))
            return
        steps: tuple[Step, ...] = tuple(Reworded(leaf.path, "") for leaf in leaves)
        sure = not any(leaf.place.required for leaf in leaves)
        self.edits.append(Edit("removed", number, leaves[0].path, ours.line.text.strip(), "", steps, sure))

    def _moved(self, row: Path, lines: Sequence[int], old: str) -> Edit | None:
        """Return the removal of a row as its move, if it stands elsewhere now."""
        keys = [self.copy.lines[line].line.key for line in lines]
        for start in range(len(self.new) - len(keys) + 1):
            run = self.new[start : start + len(keys)]
            if [self.edited[j].key for _, j in run] != keys:
                continue
            target = self._target(run[0][0], self.copy.list_kind(row[:-1]) == "blocks")
            if target is None or (self.copy.list_kind(row[:-1]) == "rows" and target[0] != row[:-1]):
                return None
            del self.new[start : start + len(keys)]
            value = copying.deepcopy(self.copy.value(row))
            return Edit("moved", lines[0], row, old, old, (Removed(row), Inserted(*target, value)))
        return None

    def insert(self) -> None:
        for table, group in groupby(self.new, key=lambda each: (self.edited[each[1]].table, each[0])):
            run = list(group)
            if table[0]:
                self._insert_rows(run[0][0], [self.edited[j] for _, j in run])
                continue
            for at, j in run:
                self._insert_line(at, self.edited[j].text.strip())

    def _insert_line(self, at: int, text: str) -> None:
        target = self._target(at, blocks=False)
        row = self._row(target[0], text) if target else None
        if target is None or row is None:
            target = self._target(at, blocks=True)
            row = None if target is None else _block(text)
        if target is None:
            self.unmatched.append(Unmatched(at, "", text, NOWHERE))
            return
        self.edits.append(Edit("added", at, target[0], "", text, (Inserted(*target, row),)))

    def _row(self, path: Path, text: str) -> Any:
        """Return what a line is as a row of a list; None if it can be none."""
        if self.copy.list_kind(path) == "blocks":
            return _block(text)
        shape = self.copy.shape(path)
        item = self.copy.shapes.at(shape.item) if shape else None
        if item is None or "body" not in dict(item.fields):
            return None
        read = as_heading(text) or {}
        if {"title", "number"} <= read.keys():
            return {name: read[name] for name in _ITEM if name in read}
        number = read_number(text)
        return {"number": number.number, "body": text[len(number.number) :]} if number else {"body": text}

    def _insert_rows(self, at: int, lines: Sequence[Line]) -> None:
        """Note new rows of a table, or a new table."""
        shown = "\n".join(line.text for line in lines)
        beside = list(self._tables_at(at))
        if not beside:
            target = self._target(at, blocks=True)
            if target is None:
                self.unmatched.append(Unmatched(at, "", shown, NOWHERE))
                return
            self.edits.append(Edit("added", at, target[0], "", shown, (Inserted(*target, _table(lines)),)))
            return
        path, index = beside[0]
        rows = self.copy.value(path)
        for line in lines:
            cells = [cell.strip() for cell in line.cells]
            if all(len(row) == len(cells) for row in rows):
                step = Inserted(path, index, cells)
                self.edits.append(Edit("added", at, path, "", line.text, (step,)))
            else:
                self.unmatched.append(Unmatched(at, "", line.text, OTHER_TABLE))

    def _tables_at(self, at: int) -> Iterator[tuple[Path, int]]:
        """Yield the rows of the table that a place is in, with the index there."""
        for number, after in ((at - 1, 1), (at, 0)):
            if not 0 <= number < len(self.copy.lines) or not self.copy.lines[number].line.table:
                continue
            for row in reversed(self.copy.rows_of(number)):
                shape = self.copy.shape(row)
                if shape is not None and shape.kind is Kind.CELLS and isinstance(row[-1], int):
                    yield row[:-1], row[-1] + after
            block = self.copy.rows_of(number)[-1:]
            if after and block and "header" in (self.copy.value(block[0]) or {}):
                yield (*block[0], "rows"), 0

    def _target(self, at: int, blocks: bool) -> tuple[Path, int] | None:
        """Return the list, and the index in it, that a line before line ``at`` of the copy belongs to.

        With ``blocks`` only a text of blocks will do.
        """
        before, after = (
            [row for row in self._rows_at(number) if not blocks or self.copy.list_kind(row[:-1]) == "blocks"]
            for number in (at - 1, at)
        )
        for row in reversed(before):
            for other in after:
                if row[:-1] == other[:-1] and _index(other) > _index(row):
                    return row[:-1], _index(row) + 1
        shared = [row for row in before if row in after]
        if shared and after[-1] != shared[-1]:  # under the heading of a block, before its first row
            row = after[after.index(shared[-1]) + 1]
            return row[:-1], _index(row)
        if shared and before[-1] != shared[-1]:  # behind the last of them
            row = before[before.index(shared[-1]) + 1]
            return row[:-1], _index(row) + 1
        texts = [row for row in before if self.copy.list_kind(row[:-1]) == "blocks"]
        if texts and not {row[:-1] for row in texts} & {row[:-1] for row in after}:
            return texts[0][:-1], _index(texts[0]) + 1
        if after and not before:
            return after[0][:-1], _index(after[0])
        return None

    def _rows_at(self, number: int) -> tuple[Path, ...]:
        return self.copy.rows_of(number) if 0 <= number < len(self.copy.lines) else ()


def _index(row: Path) -> int:
    return int(row[-1])


def _block(text: str) -> Mapping[str, Any]:
    return as_heading(text) or {"kind": "paragraph", "text": text}


def _table(lines: Sequence[Line]) -> Mapping[str, Any]:
    rows = [[cell.strip() for cell in line.cells] for line in lines]
    return (
        {"kind": "table", "header": rows[0], "rows": rows[1:]}
        if len(rows) > 1
        else {"kind": "table", "rows": rows}
    )
