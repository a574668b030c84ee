"""A form as it is shown: sections of fields, tables and cards, made from a form layout, the schemas and a writing.

What a row seldom needs is shown only where it is filled or was asked for (更多), so that a form stays calm and small.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

from service.document.finding import Finding
from service.document.pointer import join, split
from service.forms.parts import Field, Form, Part, Row, Rows, Section, Written
from service.forms.places import MISSING, MISSING_TEXT, Path, shape_of
from service.forms.rows import Trail, Writing, trail_of, value_at
from service.forms.shapes import Kind, Shape, Shapes
from service.forms.typed import ABSENT, show
from service.forms.weaving import reader_at
from service.forms.written import outline, spans

LOOKS: Mapping[str, Any] = json.loads((File(__file__).parent / "looks.json").read_text("utf-8"))
"""How records are shown; one that isn't listed is shown by what it holds."""

ATTACHMENT = "common.v1#/$defs/attachment"
_COLUMNS = 5  #: a record of at most so many texts is a row of a table

_MANY = "几个机关联合时，一行写一个"

Codes = Mapping[str, Sequence[tuple[str, str]]]


@dataclass
class _Maker:
    """Makes the parts of one form."""

    shapes: Shapes
    writing: Writing
    findings: Sequence[Finding]
    opened: frozenset[str]
    codes: Codes
    shown: set[str] = field(default_factory=set)
    alive: list[str] = field(default_factory=list)

    def at(self, pointer: str) -> tuple[Finding, ...]:
        self.shown.add(pointer)
        return tuple(f for f in self.findings if f.pointer == pointer)

    def is_told_of(self, path: Path) -> bool:
        pointer = join(path)
        return any(f.pointer == pointer or f.pointer.startswith(pointer + "/") for f in self.findings)

    def is_open(self, trail: Iterable[str]) -> bool:
        name = join(trail)
        if name in self.opened:
            self.alive.append(name)
        return name in self.opened

    def parts(
        self, path: Path, trail: Trail, shape: Shape, value: Any, wanted: bool, title: str = ""
    ) -> Iterator[Part]:
        """Yield what shows a value: a field, rows, or the parts of a record."""
        if shape.kind is Kind.RECORD:
            required = self.shapes.required(shape, value)
            for name, part in self.shapes.fields(shape, value):
                inner = value.get(name, ABSENT) if isinstance(value, dict) else ABSENT
                yield from self.parts((*path, name), (*trail, name), part, inner, name in required)
        elif shape.kind is Kind.ROWS:
            yield self.rows(path, trail, shape, value, wanted)
        else:
            yield self.field(path, shape, value, wanted, title)

    def field(self, path: Path, shape: Shape, value: Any, wanted: bool, title: str = "") -> Field:
        title, missing = title or shape.title, shape.may_be_missing and isinstance(value, dict)
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        if missing:
            path, shape, value = (*path, MISSING), MISSING_TEXT, value.get(MISSING, ABSENT)
        pointer = join(path)
        self.shown.add(pointer)
        said = tuple(f for f in self.findings if f.pointer == pointer or f.pointer.startswith(pointer + "/"))
        size = LOOKS["sizes"].get(name, "rest")
        options = self.codes.get(name, ()) if shape.kind is Kind.CODE else ()
        signs = "、".join(f"【{words}】" for _, values in shape.marks for _, words in values)
        many = _MANY + (f"；要排在右边的字写在末行后面：{signs}" if signs else "")
        hint = many if shape.one_or_many else shape.hint if size == "rest" else ""
        hint = "" if any(isinstance(part, int) for part in path) else hint
        return Field(
            pointer, title, shape, value, show(shape, value), wanted, size, said, options, name, hint, missing,
            self.digest(path, shape),
        )  # fmt: skip

    def digest(self, path: Path, shape: Shape) -> str:
        """Return what names the data of a place that lies beside the document."""
        beside = value_at(self.writing.tree, (*path[:-1], "digest")) if shape.kind is Kind.DATA else ""
        return beside if isinstance(beside, str) else ""

    def rows(self, path: Path, trail: Trail, shape: Shape, value: Any, wanted: bool) -> Rows:
        item = self.shapes.at(shape.item)
        look = _look(self.shapes, item)
        held = value if isinstance(value, list) else []
        ids = self.writing.ids.get(join(trail), ())
        what = look.get("what") or (item.title if len(item.title) <= 6 else "一项")
        name = look.get("name") or "项" + what.removeprefix("一")
        made = tuple(
            self.row((*path, i), (*trail, id), item, row, f"第{i + 1}{name}", len(held))
            for i, (id, row) in enumerate(zip(ids, held, strict=True))
        )
        columns = tuple((self.title(item, c), c.get("size", "rest")) for c in look.get("columns", ()))
        names = tuple(
            name for c in look.get("columns", ()) for name in c["of"][:1] if name != item.kind_field
        )
        kind = "grid" if item.kind is Kind.CELLS else look["look"]
        pointer = join(path)
        hint = shape.hint if not any(isinstance(part, int) for part in path) else ""
        return Rows(
            pointer, join(trail), shape.title, what, kind, columns, names, made, hint, wanted, self.at(pointer),
            item.definition == ATTACHMENT,
        )  # fmt: skip

    def title(self, item: Shape, column: Mapping[str, Any]) -> str:
        """Return the heading of a column: its own, else that of the part which some kind of row has in it."""
        if "title" in column:
            return str(column["title"])
        kinds: list[Mapping[str, Any]] = [{item.kind_field: kind} for kind, _ in item.kinds] or [{}]
        named = {name: part.title for kind in kinds for name, part in self.shapes.fields(item, kind)}
        return named[column["of"][0]]

    def written(self, path: Path, trail: Trail, shape: Shape, value: Any, wanted: bool) -> Written:
        """Return a text of blocks as one box."""
        pointer, reader = join(path), reader_at(self.shapes, self.writing, trail, value)
        where, said = spans(reader.shown), list[tuple[Finding, int, int]]()
        for finding in self.findings:
            if finding.pointer == pointer or finding.pointer.startswith(pointer + "/"):
                index, *_ = [*split(finding.pointer)[len(path) :], ""]
                self.shown.add(finding.pointer)
                said.append((finding, *(where[int(index)] if index and int(index) < len(where) else (0, 0))))
        headings = outline(reader.rows, reader.shown)
        self.shown.add(pointer)
        return Written(
            pointer, join(trail), shape.title, reader.text(), wanted, tuple(said), headings, tuple(where)
        )

    def row(self, path: Path, trail: Trail, item: Shape, value: Any, name: str, count: int) -> Row:
        pointer, index = join(path), int(path[-1])
        told = self.at(pointer)
        if item.kind is Kind.CELLS:
            cells: tuple[tuple[Field, ...], ...] = ((self.field(path, item, value, False, name),),)
            return Row(pointer, join(trail), name, cells, (), (), told, index, index == count - 1)
        look, held = _look(self.shapes, item), value if isinstance(value, dict) else {}
        fields = dict(self.shapes.fields(item, held))
        required = self.shapes.required(item, held)
        columns = [[n for n in column["of"] if n in fields] for column in look.get("columns", ())]
        cells = tuple(
            tuple(self.field((*path, n), fields[n], held.get(n, ABSENT), n in required) for n in column)
            for column in columns
        )
        first = _first(self.shapes, item, held, look)
        everything = self.is_open(trail)
        parts, closed = list[Part](), list[str]()
        for n in (n for n in fields if not any(n in column for column in columns)):
            if n in look.get("bodies", ()) and not self.is_open((*trail, n)):
                at = (*path, n), (*trail, n), fields[n]
                parts.append(self.written(*at, held.get(n, ABSENT), n in required))
            elif everything or n in held or n in first or self.is_told_of((*path, n)):
                parts += self.parts((*path, n), (*trail, n), fields[n], held.get(n, ABSENT), n in required)
            else:
                closed.append(fields[n].title)
        order = {n: i for i, n in enumerate(first)}
        parts.sort(key=lambda part: order.get(split(part.pointer)[len(path)], len(order)))
        file = held.get("file") if item.definition == ATTACHMENT else None
        return Row(
            pointer,
            join(trail),
            name,
            cells,
            tuple(parts),
            tuple(closed),
            told,
            index,
            index == count - 1,
            file,
        )


def form(
    shapes: Shapes,
    root: Shape,
    layout: Mapping[str, Any],
    writing: Writing,
    findings: Sequence[Finding] = (),
    opened: Iterable[str] = (),
    codes: Codes | None = None,
) -> Form:
    """Return the form that shows a writing.

    Args:
        shapes: the shapes of all schemas.
        root: the shape of the whole tree.
        layout: sections and their fields.
        writing: what was written.
        findings: what is said of it.
        opened: trails of rows, and ids of sections, of which everything is to be shown.
        codes: name of a code → the codes that it can refer to, with words.
    """
    maker = _Maker(shapes, writing, findings, frozenset(opened), codes or {})
    made = [_section(maker, root, i, section) for i, section in enumerate(layout["sections"], 1)]
    anchors = [(finding, _anchor(maker.shown, finding.pointer)) for finding in findings]
    inside = [[split(f["pointer"]) for f in section["fields"]] for section in layout["sections"]]
    counts = [
        sum(any(split(f.pointer)[: len(p)] == p for p in places) for f, _ in anchors) for places in inside
    ]
    sections = tuple(
        Section(section.id, section.title, section.parts, section.closed, count)
        for section, count in zip(made, counts, strict=True)
    )
    return Form(layout["title"], sections, tuple(anchors), tuple(maker.alive))


def _section(maker: _Maker, root: Shape, number: int, section: Mapping[str, Any]) -> Section:
    id, parts, closed = f"section-{number}", list[Part](), list[str]()
    everything = maker.is_open([id])
    for entry in section["fields"]:
        path = tuple(split(entry["pointer"]))
        shape = shape_of(maker.shapes, root, maker.writing.tree, path)
        value = value_at(maker.writing.tree, path)
        if shape is None:
            continue
        if everything or not entry.get("folded") or value is not ABSENT or maker.is_told_of(path):
            above = shape_of(maker.shapes, root, maker.writing.tree, path[:-1])
            wanted = above is not None and path[-1] in maker.shapes.required(above, None)
            trail = trail_of(path, {})
            if entry.get("widget") == "body" and not maker.is_open(trail):
                parts.append(maker.written(path, trail, shape, value, wanted))
            else:
                parts += maker.parts(path, trail, shape, value, wanted, entry.get("title", ""))
        else:
            closed.append(entry.get("title") or shape.title)
    return Section(id, section["title"], tuple(parts), tuple(closed), 0)


def _look(shapes: Shapes, item: Shape) -> dict[str, Any]:
    """Return how rows of a shape are shown, with the columns of a table."""
    look = dict(LOOKS["records"].get(item.definition, {}))
    fields = shapes.fields(item, {})
    texts = [name for name, part in fields if part.kind in (Kind.TEXT, Kind.NUMBER, Kind.TEXTS)]
    nested = any(not part.is_leaf for _, part in fields) or bool(item.kinds)
    look.setdefault("look", "cards" if nested or len(texts) > _COLUMNS else "table")
    if look["look"] == "table" and "columns" not in look:
        sizes = LOOKS["sizes"]
        look["columns"] = [
            {"of": [name], "size": sizes.get(name, "rest")} for name, part in fields if part.is_leaf
        ]
    return look


def _first(shapes: Shapes, item: Shape, value: Any, look: Mapping[str, Any]) -> list[str]:
    """Return the parts of a record that are always shown, in the order in which they are."""
    listed = list(look.get("first", ()))
    fields = shapes.fields(item, value)
    chosen = value.get(item.kind_field) if isinstance(value, dict) else None
    rest = dict(item.kinds).get(chosen) if isinstance(chosen, str) else None
    if rest:
        listed += LOOKS["records"].get(shapes.at(rest).definition, {}).get("first", ())
    required = shapes.required(item, value)
    if "first" not in look and not look.get("columns"):
        listed += [name for name, part in fields if part.kind in (Kind.TEXT, Kind.TEXTS, Kind.ROWS)]
    return listed + [name for name, part in fields if name in required and name not in listed]


def _anchor(shown: set[str], pointer: str) -> str:
    """Return the nearest place at or above ``pointer`` that is shown, else one below it; "" if there is none."""
    below = min((place for place in shown if place.startswith(pointer + "/")), default="") if pointer else ""
    while pointer and pointer not in shown:
        pointer = pointer.rpartition("/")[0]
    return pointer or below
