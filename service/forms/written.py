"""A text of blocks as it is typed in one box: a line for a paragraph or heading, cells of a table between tabs.

Whoever edits the box changes only what he touches: a line that reads as before stands for the block that it was shown
for, whatever the reading of 序数 would make of it. Blocks that lines can't tell (pictures, phases, lists of lists) stand
as 【图片 3：…】, a line that may be moved or taken away.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from service.document.marks import as_heading, read_number
from service.forms.shapes import Shape
from service.forms.typed import read_cells, show_cells

Block = Mapping[str, Any]
Row = tuple[Block, str | None]
"""A block, and the id of the row that it already has; None if it is new."""

BREAK = "↵"  #: stands for a new line inside a cell
NOTE = "注："
_KEPT = re.compile(r"【(\S+) ([0-9a-z]+)(?:：.*)?】")
_PLAIN_ITEM = frozenset(("number", "title", "end_mark", "body"))
_RULE = re.compile(r"[-:\t]*-{3,}[-:\t]*")  #: what Markdown puts under a table's header
_EXCERPT_ZI = 16
_EDGE = " \u3000\u00a0\ufeff"


def lines_of(block: Block, id: str, kinds: Mapping[str, str], cells: Shape) -> list[str]:
    """Return the lines that stand for a block.

    Args:
        block: schema ``blocks.v1``.
        id: id of its row.
        kinds: kind → its Chinese name.
        cells: the shape of a table's row.
    """
    match block:
        case {"kind": "paragraph", "text": str(text)}:
            made = text.split("\n")
        case {"kind": "heading" | "run_in"}:
            made = [_line(block, "number", "title", "end_mark", "body")]
        case {"kind": "key_value"}:
            made = [f"{block.get('key', '')}{block.get('separator', '：')}{block.get('value', '')}"]
        case {"kind": "list", "layout": "lines", "items": list(items)} if _are_plain(items):
            made = [block["lead"]] if "lead" in block else []
            made += [_line(item, "number", "title", "end_mark", "body") for item in items]
        case {"kind": "table", "rows": list(rows)} if _are_lines(block, rows):
            made = [_row(cells, row) for row in [*([block["header"]] if "header" in block else []), *rows]]
            made += [block["note"]] if block.get("note", "").startswith(NOTE) else []
        case _:
            made = []
    made = [_bare(line) for line in made]
    if made and all(made):
        return made
    kind = kinds.get(str(block.get("kind")), "") or "块"
    said = "".join(_texts(block))[:_EXCERPT_ZI]
    return [f"【{kind} {id}{f'：{said}' if said else ''}】"]


def _line(record: Mapping[str, Any], *parts: str) -> str:
    return "".join(str(record.get(part, "")) for part in parts)


def _are_plain(items: Sequence[Any]) -> bool:
    return all(isinstance(item, dict) and item.keys() <= _PLAIN_ITEM and _line(item, *item) for item in items)


def _are_lines(table: Block, rows: Sequence[Any]) -> bool:
    note = table.get("note", NOTE)
    every = [table.get("header", ("", "")), *rows]
    return all(isinstance(row, list | tuple) and len(row) > 1 for row in every) and note.startswith(NOTE)


def _row(cells: Shape, row: Sequence[Any]) -> str:
    return "\t".join(cell.replace("\t", " ").replace("\n", BREAK) for cell in show_cells(cells, list(row)))


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of what a marker can't show, to know it by; never codes, data or file names."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if name not in ("kind", "layout", "id", "data", "digest", "form", "group"):
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield " ".join(value.replace("【", "〔").replace("】", "〕").split())


def _bare(line: str) -> str:
    return line.strip(_EDGE).removesuffix("\r")


def _celled(line: str) -> str:
    """Return a row typed as ｜甲｜乙｜ with tabs between its cells."""
    if len(line) < 3 or line[0] not in "|｜" or line[-1] not in "|｜" or "\t" in line:
        return line
    return "\t".join(cell.strip(_EDGE) for cell in re.split("[|｜]", line[1:-1]))


@dataclass(frozen=True)
class Reader:
    """Reads what was typed against what was shown.

    Attributes:
        rows: the blocks that were shown, each with its id.
        kinds: kind → its Chinese name.
        cells: the shape of a table's row.
    """

    rows: Sequence[tuple[Block, str]]
    kinds: Mapping[str, str]
    cells: Shape
    shown: list[list[str]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shown", [lines_of(b, i, self.kinds, self.cells) for b, i in self.rows])

    def text(self) -> str:
        """Return what is shown."""
        return text_of(self.shown)

    def read(self, typed: str) -> list[Row]:
        """Return the blocks that a typed text stands for."""
        lines = [_celled(_bare(line)) for line in re.split("\r\n|[\n\r\v\f\u2028\u2029]", typed)]
        lines = [line for line in lines if not _RULE.fullmatch(line)]
        told = [i for i, line in enumerate(lines) if line.strip(_EDGE + "\t") or "\t" in line]
        kept = self._kept([lines[i] for i in told])
        found: list[Row] = []
        next_block, at = 0, 0
        while at < len(told):
            if (index := kept.get(at)) is not None:
                found.append(self.rows[index])
                next_block, at = index + 1, at + len(self.shown[index])
                continue
            end = next((p for p in range(at, len(told)) if p in kept), len(told))
            until = kept[end] if end in kept else len(self.rows)
            run = [(lines[told[p]], p > at and told[p] - told[p - 1] > 1) for p in range(at, end)]
            found += self._reread(_units(run), [self.rows[i][0] for i in range(next_block, until)])
            at = end
        return found

    def _kept(self, lines: Sequence[str]) -> dict[int, int]:
        """Return, for each line that a block left alone begins at, the index of the block."""
        flat = [line for lines in self.shown for line in lines]
        match = SequenceMatcher(None, flat, lines, autojunk=False)
        where = {a + i: b + i for a, b, size in match.get_matching_blocks() for i in range(size)}
        kept, at = {}, 0
        for index, own in enumerate(self.shown):
            places = [where.get(at + i) for i in range(len(own))]
            at += len(own)
            if places[0] is not None and places == list(range(places[0], places[0] + len(own))):
                kept[places[0]] = index
        return kept

    def _reread(self, units: Sequence[Sequence[str]], old: Sequence[Block]) -> Iterator[Row]:
        """Yield the blocks of lines that were typed where ``old`` stood."""
        tables = iter([block for block in old if block.get("kind") == "table"])
        pairs = zip_longest(units, old if len(old) == len(units) else ())
        for unit, was in pairs:
            if "\t" in unit[0]:
                before = was if was and was.get("kind") == "table" else next(tables, None)
                yield _table(unit, before, self.cells), None
            elif (held := self._held(unit[0])) is not None:
                yield held
            else:
                yield read_line(unit[0], was), None

    def _held(self, line: str) -> Row | None:
        """Return the block that a line such as 【图片 3：…】 stands for."""
        match = _KEPT.fullmatch(line)
        row = next(((b, i) for b, i in self.rows if match and i == match[2]), None)
        return (copy.deepcopy(row[0]), None) if row else None


def text_of(shown: Sequence[Sequence[str]]) -> str:
    """Return blocks' lines as one text; an empty line keeps two tables apart."""
    made: list[str] = []
    for lines in shown:
        if made and "\t" in made[-1] and "\t" in lines[0]:
            made.append("")
        made += lines
    return "\n".join(made)


def _units(run: Sequence[tuple[str, bool]]) -> list[list[str]]:
    """Return the lines of each block: those of a table together, any other alone."""
    units: list[list[str]] = []
    for line, apart in run:
        in_table = bool(units) and "\t" in units[-1][0] and not apart
        if not in_table:
            line = _numbered(line)
        if in_table and ("\t" in line or line.startswith(NOTE)) and not units[-1][-1].startswith(NOTE):
            units[-1].append(line)
        else:
            units.append([line])
    return units


def _numbered(line: str) -> str:
    """Return a line without the tab that an automatic 序数 is followed by."""
    number, _, rest = line.partition("\t")
    found = read_number(number)
    return number + rest if found and found.number == number and "\t" not in rest else line


def _table(lines: Sequence[str], was: Block | None, cells: Shape) -> Block:
    note = lines[-1] if "\t" not in lines[-1] else ""
    rows = [
        read_cells(cells, [cell.strip(_EDGE).replace(BREAK, "\n") for cell in line.split("\t")])
        for line in lines
        if "\t" in line
    ]
    headed = "header" in was if was else len(rows) > 1
    made: dict[str, Any] = {"kind": "table"}
    if was:
        made |= {name: value for name, value in was.items() if name not in ("header", "rows", "note")}
        _drop_unfit(made, was, rows)
    if headed and len(rows) > 1:
        made |= {"header": rows[0]}
        rows = rows[1:]
    return made | {"rows": rows} | ({"note": note} if note else {})


def _drop_unfit(made: dict[str, Any], was: Block, rows: Sequence[Sequence[Any]]) -> None:
    """Take away widths and heights that were given for other columns and rows."""
    old = [*([was["header"]] if "header" in was else []), *was.get("rows", ())]
    if max(map(len, old), default=0) != max(map(len, rows)):
        made.pop("columns", None)
    if len(old) != len(rows):
        made.pop("heights", None)


def read_line(line: str, was: Block | None) -> Block:
    """Return the block of a line; what its 序数 don't tell is as in the block that stood there."""
    breaks = {"page_break": was["page_break"]} if was and "page_break" in was else {}
    return {**_read_plain(line, was or {}), **breaks}


def _read_plain(line: str, was: Block) -> Block:
    numbered, kind = read_number(line), was.get("kind")
    if kind == "paragraph" and numbered and as_heading(was.get("text", "")) is not None:
        return {"kind": "paragraph", "text": line}  # somebody had decided that it is none
    if kind == "heading" and "number" not in was and not numbered:
        return as_heading(line, depth=was.get("level", 1)) or {"kind": "paragraph", "text": line}
    lead = _line(was, "title", "end_mark") if kind == "run_in" else ""
    if lead and line.startswith(lead) and len(line) > len(lead):
        return {**was, "body": line[len(lead) :]}
    sign = was.get("separator", "：")
    key, found, value = line.partition(sign)
    if kind == "key_value" and found and key and value:
        return {**was, "key": key, "value": value}
    return as_heading(line) or {"kind": "paragraph", "text": line}


@dataclass(frozen=True)
class Heading:
    """A line of the outline.

    Attributes:
        level: 1 to 5.
        text: 序数 and title.
        start: where it begins in the text, in UTF-16 units, as browsers count.
        end: where its line ends.
    """

    level: int
    text: str
    start: int
    end: int


def spans(shown: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return where each block begins and ends in the text, in UTF-16 units."""
    found, at = [], 0
    for i, lines in enumerate(shown):
        before = shown[i - 1][-1] if i else ""
        at += 1 if "\t" in before and "\t" in lines[0] else 0
        length = len("\n".join(lines).encode("utf-16-le")) // 2
        found.append((at, at + length))
        at += length + 1
    return found


def outline(rows: Sequence[tuple[Block, str]], shown: Sequence[Sequence[str]]) -> tuple[Heading, ...]:
    """Return the headings of a text, in order."""
    return tuple(
        Heading(block["level"], _line(block, "number", "title"), *span)
        for (block, _), span in zip(rows, spans(shown), strict=True)
        if block.get("kind") == "heading" and isinstance(block.get("level"), int)
    )
