"""The parts of a form as it is shown: sections of fields, tables and cards. Values only; `service.forms.view` makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from service.document.finding import Finding, Severity
from service.forms.shapes import Kind, Shape
from service.forms.typed import show_cells
from service.forms.written import Heading

_CHOSEN = ("kind", "document_type")  #: words that are none of the choices are wrong there
_SHORT_CHOICE = 6  #: a longer choice of signs is typed, with a list to pick from


@dataclass(frozen=True)
class Field:
    """One input.

    Attributes:
        pointer: its place, and its name.
        title: what it is called.
        shape: what it takes.
        value: what stands there.
        text: the same as shown.
        required: whether the schema wants it.
        size: width class: xs, s, m, or rest.
        findings: what is said of it.
        options: code and words to choose from, of a code that refers to something.
        name: the last named part of its pointer.
        hint: what is said under it; "" for nothing.
        of_missing: whether it holds the note on a missing element.
        digest: of data that lies beside the document; "" if it is in it, or there is none.
    """

    pointer: str
    title: str
    shape: Shape
    value: Any
    text: str
    required: bool
    size: str
    findings: tuple[Finding, ...]
    options: Sequence[tuple[str, str]] = ()
    name: str = ""
    hint: str = ""
    of_missing: bool = False
    digest: str = ""
    is_list: ClassVar[bool] = False

    @property
    def is_wrong(self) -> bool:
        """Whether a finding stands in the way of generating."""
        return any(found.severity is Severity.ERROR for found in self.findings)

    @property
    def takes_receivers(self) -> bool:
        """Whether names of the 机构名录 belong there."""
        return self.name in ("principal_receivers", "other_receivers") and not self.of_missing

    @property
    def lines(self) -> int:
        """How many lines its box should have."""
        return self.lines_in(50)

    def lines_in(self, zi: int) -> int:
        """How many lines its box should have if a line holds ``zi`` characters."""
        typed = sum(1 + len(line) // zi for line in self.text.split("\n"))
        least = 2 if self.shape.kind is Kind.TEXTS and not self.shape.one_or_many else 1
        return max(least, min(typed, 14))

    @property
    def cells(self) -> list[str]:
        """The texts of a row of cells."""
        return show_cells(self.shape, self.value) if isinstance(self.value, list) else []

    @property
    def words(self) -> list[str]:
        """The words of its choices."""
        return [words for _, words in self.shape.choices]

    @property
    def codes(self) -> set[str]:
        """The codes that it can refer to."""
        return {code for code, _ in self.options}

    @property
    def widget(self) -> str:
        """How it is typed: line, box, choice, list or cells; data is not."""
        shape = self.shape
        if shape.kind is Kind.DATA:
            return "data"
        if shape.kind is Kind.CELLS:
            return "cells"
        if shape.kind is Kind.CODE:
            return "pick" if self.options or self.name != "id" else "line"
        if shape.kind is Kind.CHOICE:
            return "choice" if len(shape.choices) <= _SHORT_CHOICE or self.name in _CHOSEN else "sign"
        return (
            "box"
            if shape.is_long or "\n" in self.text or (shape.kind is Kind.TEXTS and shape.lines)
            else "line"
        )


@dataclass(frozen=True)
class Row:
    """One row: a line of a table or a card.

    Attributes:
        pointer: its place.
        trail: its place by ids, joined.
        name: what it is called, such as 第2项任务.
        cells: in a table, the fields of each column.
        parts: what is shown under the cells, or in the card.
        closed: titles of what it could have too.
        findings: what is said of the row itself.
        index: from 0.
        is_last: whether no row comes after it.
        file: name and digest of the file that it is; None if it is none.
    """

    pointer: str
    trail: str
    name: str
    cells: tuple[tuple[Field, ...], ...]
    parts: tuple[Part, ...]
    closed: tuple[str, ...]
    findings: tuple[Finding, ...]
    index: int
    is_last: bool
    file: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Rows:
    """A list of rows.

    Attributes:
        pointer: its place.
        trail: its place by ids, joined.
        title: what it is called.
        what: what one row is called.
        look: table, cards or grid.
        columns: title and width class of each column of a table.
        names: of the parts that lines pasted from a spreadsheet go into.
        rows: the rows.
        hint: the schema's description.
        required: whether there must be one.
        findings: what is said of the list itself.
        takes_files: whether a row can be a file.
    """

    pointer: str
    trail: str
    title: str
    what: str
    look: str
    columns: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    hint: str
    required: bool
    findings: tuple[Finding, ...]
    takes_files: bool = False
    is_list: ClassVar[bool] = True

    @property
    def table(self) -> str:
        """Pointer of what the list is a part of."""
        return self.pointer.rpartition("/")[0]


@dataclass(frozen=True)
class Written:
    """A text of blocks in one box.

    Attributes:
        pointer: its place, and its name.
        trail: its place by ids, joined.
        title: what it is called.
        text: what stands there, as lines.
        required: whether the schema wants it.
        findings: what is said of it, each with where in the text, in UTF-16 units; (0, 0) for the whole.
        outline: its headings.
        spans: where each block begins and ends in the text, in UTF-16 units.
    """

    pointer: str
    trail: str
    title: str
    text: str
    required: bool
    findings: tuple[tuple[Finding, int, int], ...]
    outline: tuple[Heading, ...]
    spans: tuple[tuple[int, int], ...] = ()
    is_list: ClassVar[bool] = False
    widget: ClassVar[str] = "written"

    @property
    def in_row(self) -> bool:
        """Whether it is a part of a row, of which there may be several of the same name."""
        return any(part.isdecimal() for part in self.pointer.split("/"))

    @property
    def is_wrong(self) -> bool:
        """Whether a finding stands in the way of generating."""
        return any(found.severity is Severity.ERROR for found, _, _ in self.findings)

    @property
    def lines(self) -> int:
        """How many lines its box should have."""
        return max(14, min(sum(1 + len(line) // 34 for line in self.text.split("\n")), 40))


Part = Field | Rows | Written


@dataclass(frozen=True)
class Section:
    """A section of the form, as printed.

    Attributes:
        id: the anchor.
        title: its heading.
        parts: what is in it.
        closed: titles of what it could show too.
        count: how many places in it are wrong.
    """

    id: str
    title: str
    parts: tuple[Part, ...]
    closed: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Form:
    """A whole form.

    Attributes:
        title: such as 发文稿纸.
        sections: in order.
        errors: each finding with the anchor of the place where it is shown.
        opened: trails of what was asked for, and still is there.
    """

    title: str
    sections: tuple[Section, ...]
    errors: tuple[tuple[Finding, str], ...]
    opened: tuple[str, ...]
