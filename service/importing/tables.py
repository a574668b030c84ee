"""A table of pandoc's tree as a block: one header row, every cell a text, merged cells taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.document.marks import list_numbers
from service.importing.inlines import Line, read_inlines
from service.importing.paragraphs import quoted

Node = Mapping[str, Any]

_MOST_COLUMNS, _MOST_ROWS = 20, 2000
_LONGEST_HEADER_CELL, _LONGEST_CELL = 200, 2000


@dataclass(frozen=True)
class Read:
    """A table that was read.

    Attributes:
        block: the block; None if nothing can be kept of it.
        excerpt: the beginning of its text.
        losses: rule and detail of each loss.
        lines: the paragraphs in its cells, with losses of their own.
    """

    block: Mapping[str, Any] | None
    excerpt: str
    losses: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


def read_table(content: Sequence[Any]) -> Read:
    """Return a table; ``content`` is what pandoc's Table holds."""
    head, bodies, foot = content[3], content[4], content[5]
    header_rows = head[1]
    raw = [*header_rows, *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    lines: list[Line] = []
    losses: list[tuple[str, str]] = []
    rows = list(_grid(raw, len(content[2]), lines, losses))
    count = len(header_rows)
    if count and not any(rows[0]):
        rows, count = rows[1:], 0
    header, body = (rows[0], rows[1:]) if count and len(rows) > 1 else (None, rows)
    if count > 1:
        losses.append(("header-rows", ""))
    excerpt = next((cell for row in rows for cell in row if cell), "")
    if not any(any(row) for row in rows):
        return Read(None, "", tuple(losses), tuple(lines))
    for rule, number, most in (
        ("wide-table", len(rows[0]), _MOST_COLUMNS),
        ("long-table", len(body), _MOST_ROWS),
    ):
        if number > most:
            return Read(None, excerpt, (*losses, (rule, str(number))), tuple(lines))
    block: dict[str, Any] = {"kind": "table"}
    if header is not None:
        block["header"] = _cut([header], _LONGEST_HEADER_CELL, losses)[0]
    block["rows"] = _cut(body, _LONGEST_CELL, losses)
    return Read(block, excerpt, tuple(losses), tuple(lines))


def _cut(rows: Sequence[Sequence[str]], longest: int, losses: list[tuple[str, str]]) -> list[list[str]]:
    losses.extend(("long-cell", quoted(cell)) for row in rows for cell in row if len(cell) > longest)
    return [[cell[:longest] for cell in row] for row in rows]


def _grid(
    rows: Sequence[Any], columns: int, lines: list[Line], losses: list[tuple[str, str]]
) -> Iterator[list[str]]:
    """Yield the rows as texts; where a merged cell reaches, nothing stands."""
    covered: dict[int, int] = {}
    for row in rows:
        made = [""] * columns
        column = 0
        left = {c: n - 1 for c, n in covered.items() if n > 1}
        for cell in row[1]:
            while column in covered and column < columns:
                column += 1
            if column >= columns:
                break
            _attributes, _side, down, across, blocks = cell
            text = _cell(blocks, lines, losses)
            made[column] = text
            if down > 1 or across > 1:
                losses.append(("merged-cells", quoted(text)))
            if down > 1:
                left |= dict.fromkeys(range(column, min(column + across, columns)), down - 1)
            column += across
        covered = left
        yield made


def _cell(blocks: Sequence[Node], lines: list[Line], losses: list[tuple[str, str]]) -> str:
    texts: list[str] = []
    for block in _flat(blocks, losses):
        line = read_inlines(block)
        lines.append(line)
        texts.extend(part.text for part in line.parts() if part.text)
    return "\n".join(texts)


def _flat(blocks: Sequence[Node], losses: list[tuple[str, str]]) -> Iterator[Sequence[Node]]:
    """Yield the paragraphs inside a cell, those of its lists and tables too."""
    for block in blocks:
        kind: str = block["t"]
        content: Any = block.get("c")
        match kind:
            case "Para" | "Plain":
                yield content
            case "Header":
                yield content[2]
            case "Div":
                yield from _flat(content[1], losses)
            case "BlockQuote":
                yield from _flat(content, losses)
            case "LineBlock":
                yield from content
            case "BulletList":
                losses.append(("bullet", ""))
                yield from (line for item in content for line in _flat(item, losses))
            case "OrderedList":
                for number, item in zip(list_numbers(content[0]), content[1], strict=False):
                    inner = [*_flat(item, losses), []]
                    yield [{"t": "Str", "c": number}, *inner[0]]
                    yield from inner[1:]
            case "Figure":
                yield from _flat(content[2], losses)
            case "CodeBlock":
                yield [{"t": "Str", "c": line} for line in content[1].splitlines()]
            case "Table":
                within = read_table(content)
                losses.append(("nested-table", quoted(within.excerpt)))
                rows = within.block or {"rows": ()}
                for row in (*([rows["header"]] if "header" in rows else []), *rows["rows"]):
                    yield [{"t": "Str", "c": "　".join(row)}]
            case "HorizontalRule" | "Null":
                continue
            case _:
                losses.append(("unknown", kind))
