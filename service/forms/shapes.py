"""What can be typed at a place of a document, read off its schema: a shape for each schema location.

A location is ``document#/json/pointer``, such as ``blocks.v1#/$defs/task``; schemas refer to themselves (a task
holds blocks), so a shape names the locations of its parts instead of holding them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from service.document.pointer import get, join
from service.errors import TemplateError

_WORDED = re.compile(r"([^：、；（]+)（([A-Za-z_]+)）")
_JOINING = re.compile("^(?:请选|或)")
_CODE = re.compile(r"\^\[a-z\]")
_CELL = "格"
_YES_NO = ((True, "是"), (False, "否"))
_NONE = "无"  #: how the choice of an empty text is shown
_COUNTED = 100  #: the most that a mark can count
_LINE = 200  #: characters; what may be longer gets a box of several lines


class Kind(StrEnum):
    """What a place takes."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    CODE = "code"
    """An id that is never printed, or a reference to one."""
    TEXTS = "texts"
    """A list of plain texts, typed in one box."""
    DATA = "data"
    """What nobody types: an image's bytes as base64. Shown by its size; it stays as it is, or goes with its row."""
    CELLS = "cells"
    """A row of cells; empty ones count."""
    RECORD = "record"
    ROWS = "rows"


@dataclass(frozen=True)
class Shape:
    """What a place takes.

    Attributes:
        kind: see `Kind`.
        place: the location of its schema.
        definition: of a record, the location that lists its parts: the same for all records of a sort.
        title: Chinese name; "" if the schema has none.
        hint: the schema's description.
        longest: most characters of a text.
        pattern: regular expression that a text, or each text of a list, must match; "" if any will do.
        date: whether the text is a full date.
        may_be_missing: whether ``{"missing": …}`` may stand there instead.
        lines: whether each text of a list is a line of its own, because of how the whole is broken.
        one_or_many: whether a list of one is written as a plain text.
        choices: value and Chinese words of each choice.
        fields: name → location of each part of a record.
        required: names of the parts that a record must have.
        kinds: of a record whose parts depend on one of them: its value → location of the rest; else empty.
        kind_field: name of that part; "" if there is none.
        joined: names of parts that are the same text as another, split into lines.
        marks: what can be said of a text in 【】 after it, each by name with its values and their words.
        marked: name of the part that holds the text where something is said beside it; "" if nothing can be.
        numbers: whether a list is of numbers.
        item: location of one row of `ROWS`; "" otherwise.
        most: most rows or texts; None if there is no limit.
    """

    kind: Kind
    place: str
    definition: str = ""
    title: str = ""
    hint: str = ""
    longest: int = _LINE
    pattern: str = ""
    date: bool = False
    may_be_missing: bool = False
    lines: bool = False
    one_or_many: bool = False
    choices: tuple[tuple[Any, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    required: frozenset[str] = frozenset()
    kinds: tuple[tuple[str, str], ...] = ()
    kind_field: str = ""
    joined: frozenset[str] = frozenset()
    marks: tuple[tuple[str, tuple[tuple[Any, str], ...]], ...] = ()
    marked: str = ""
    numbers: bool = False
    item: str = ""
    most: int | None = None

    @property
    def is_long(self) -> bool:
        """Whether a text wants a box of several lines."""
        return self.longest > _LINE

    @property
    def is_leaf(self) -> bool:
        """Whether it is typed in one field."""
        return self.kind not in (Kind.RECORD, Kind.ROWS)


class Shapes:
    """The shapes of a set of schemas, each made once."""

    def __init__(self, schemas: Mapping[str, Mapping[str, Any]]) -> None:
        self._schemas = schemas
        self.at = cache(self._at)
        self._fields = cache(self._parts)

    def _at(self, place: str) -> Shape:
        """Return the shape at a location.

        Raises:
            TemplateError: if the schema there is of a kind that no field can hold.
        """
        found = self._located(place)
        shape = self._made(place, found)
        title, hint = (str(found[key][0]) if key in found else "" for key in ("title", "description"))
        return replace(shape, title=title or shape.title, hint=hint or shape.hint)

    def fields(self, shape: Shape, value: object) -> tuple[tuple[str, Shape], ...]:
        """Return the parts of a record that holds ``value``, in the order of the schema; its kind comes first."""
        rest = self._rest(shape, value)
        return self._fields(shape.place, rest.place if rest else "")

    def _parts(self, place: str, beside: str) -> tuple[tuple[str, Shape], ...]:
        told = [self.at(place)] + ([self.at(beside)] if beside else [])
        lines = {name for shape in told for name in shape.joined}
        parts = [part for shape in told for part in shape.fields]
        return tuple((name, replace(self.at(where), lines=name in lines)) for name, where in parts)

    def required(self, shape: Shape, value: object) -> frozenset[str]:
        """Return the names of the parts that a record that holds ``value`` must have."""
        rest = self._rest(shape, value)
        return shape.required | (rest.required if rest else frozenset())

    def _rest(self, shape: Shape, value: object) -> Shape | None:
        chosen = value.get(shape.kind_field) if shape.kinds and isinstance(value, dict) else None
        place = dict(shape.kinds).get(chosen) if isinstance(chosen, str) else None
        return self.at(place) if place else None

    def _located(self, place: str) -> dict[str, tuple[Any, str]]:
        """Return each keyword at a location with the location that says it; what stands beside ``$ref`` wins."""
        document, _, fragment = place.partition("#")
        schema = get(self._schemas[document], fragment)
        found: dict[str, tuple[Any, str]] = {}
        if "$ref" in schema:
            name, _, rest = schema["$ref"].partition("#")
            found = self._located(f"{name or document}#{rest}")
        return found | {key: (value, place) for key, value in schema.items() if key != "$ref"}

    def _made(self, place: str, found: Mapping[str, tuple[Any, str]]) -> Shape:
        said = {key: value for key, (value, _) in found.items()}
        for keyword in ("oneOf", "anyOf"):
            # Beside properties of its own it only says which of them go together.
            if keyword in said and "properties" not in said:
                return self._either(
                    place, [f"{found[keyword][1]}/{keyword}/{i}" for i in range(len(said[keyword]))]
                )
        if "enum" in said or said.get("type") == "boolean":
            return Shape(Kind.CHOICE, place, choices=tuple(_choices(said)))
        match said.get("type"):
            case "object":
                return self._record(place, found)
            case "array":
                return self._list(place, found)
            case "integer" | "number":
                return Shape(Kind.NUMBER, place)
            case "string" if "contentEncoding" in said:
                return Shape(Kind.DATA, place)
            case "string":
                pattern = said.get("pattern", "")
                kind = Kind.CODE if _CODE.match(pattern) else Kind.TEXT
                date = said.get("format") == "chinese-date"
                longest = _LINE if date else said.get("maxLength", 20_000)
                return Shape(kind, place, longest=longest, pattern=pattern, date=date)
        raise TemplateError(f"数据规范 {place} 的写法，表单里没有对应的填法")

    def _record(self, place: str, found: Mapping[str, tuple[Any, str]]) -> Shape:
        parts, at = found["properties"]
        named = {name: f"{at}{join(('properties', name))}" for name, part in parts.items() if is_typed(part)}
        joined = frozenset(found["x-joined"][0]) if "x-joined" in found else frozenset[str]()
        required = frozenset(found["required"][0]) if "required" in found else frozenset[str]()
        shape = Shape(Kind.RECORD, place, at, required=required, joined=joined)
        kinds, key = dict[str, str](), ""
        for i, branch in enumerate(found.get("allOf", ((), ""))[0]):
            beside = f"{found['allOf'][1]}/allOf/{i}"
            if "then" in branch:
                key, values = _condition(branch["if"])
                kinds |= dict.fromkeys(values, f"{beside}/then")
            else:
                named |= dict(self.at(beside).fields)
        return replace(shape, fields=tuple(named.items()), kinds=tuple(kinds.items()), kind_field=key)

    def _list(self, place: str, found: Mapping[str, tuple[Any, str]]) -> Shape:
        item = self.at(f"{found['items'][1]}/items")
        most = found["maxItems"][0] if "maxItems" in found else None
        if item.kind in (Kind.TEXT, Kind.CODE, Kind.NUMBER):
            cells, numbers = item.title == _CELL, item.kind is Kind.NUMBER
            kind = Kind.CELLS if cells else Kind.TEXTS
            made = Shape(
                kind, place, longest=item.longest, pattern=item.pattern, marks=item.marks, marked=item.marked
            )
            return replace(made, most=most, numbers=numbers)
        return Shape(Kind.ROWS, place, item=item.place, most=most)

    def _marks(self, record: Shape) -> Iterator[tuple[str, tuple[tuple[Any, str], ...]]]:
        """Yield what can be said of a text beside it, each with the words that are typed for it: 跨2列, 居中."""
        for name, place in record.fields[1:]:
            part = self.at(place)
            counted = tuple((n, part.title.replace("几", str(n))) for n in range(1, _COUNTED + 1))
            yield name, part.choices or counted

    def _either(self, place: str, branches: list[str]) -> Shape:
        shapes = [self.at(branch) for branch in branches]
        kept = [s for s in shapes if [name for name, _ in s.fields] != ["missing"]]
        plain = replace(kept[0], place=place, may_be_missing=len(kept) < len(shapes))
        if len(kept) == 1 and plain.is_leaf:
            return plain
        match [s.kind for s in kept]:
            case [Kind.TEXT, Kind.TEXTS]:
                return replace(plain, kind=Kind.TEXTS, one_or_many=True, most=kept[1].most)
            case [Kind.TEXT, Kind.RECORD]:
                return replace(plain, marks=tuple(self._marks(kept[1])), marked=kept[1].fields[0][0])
            case [Kind.TEXT, Kind.TEXTS, Kind.RECORD]:
                several = replace(plain, kind=Kind.TEXTS, one_or_many=True, most=kept[1].most)
                return replace(several, marks=tuple(self._marks(kept[2])), marked=kept[2].fields[0][0])
        raise TemplateError(f"数据规范 {place} 的几种写法，表单里没有对应的填法")


def is_typed(part: Any) -> bool:
    """Tell whether a property is filled in forms: not a placeholder, and not one that only programs give."""
    return part is not True and part.get("x-form") != "none"


def _condition(schema: Mapping[str, Any]) -> tuple[str, list[str]]:
    ((key, wanted),) = schema["properties"].items()
    return key, wanted.get("enum") or [wanted["const"]]


def _choices(said: Mapping[str, Any]) -> Iterator[tuple[Any, str]]:
    """Yield each choice with its words; the schema gives those of English values as 段落（paragraph）."""
    if "enum" not in said:
        yield from _YES_NO
        return
    _, _, told = said.get("x-message", "").partition("：")
    words = {
        value: _JOINING.sub("", text) for text, value in _WORDED.findall(told or said.get("x-message", ""))
    }
    for value in said["enum"]:
        yield value, words.get(value) or (_NONE if value == "" else str(value))
