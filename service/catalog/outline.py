"""The outline of a template: which paragraphs it will print, in which style, without making the docx.

Made from the same paragraphs and tags as the docx itself, as a Jinja template of its own that prints plain text
between marks. So typesetting sees every paragraph of a paper, those that an office wrote into the template
included, before the template is filled. A paragraph that stands in ``{%p for block in … %}`` carries its block's key,
one in ``{%p for signature in … %}`` that of its signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from jinja2 import Template
from lxml import etree

from service.catalog.environment import TemplateEnvironment
from service.catalog.formats import Format, Formats, Typeface
from service.catalog.scanning import W, style_of

#: Content holds no control characters, so these can't be met in it.
_RECORD, _FIELD, _RUN, _CELL, _INNER = "\x1e", "\x1d", "\x1f", "\x1c", "\x1b"
_PARAGRAPH, _TABLE, _ROW = "P", "T", "R"
_TAG = re.compile(r"\{[{%].*?[%}]\}", re.S)
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_INDENTS = ("left", "right", "hanging", "firstLine")
#: Left and right margin of a cell in twips, Word's default.
_CELL_MARGIN = 108
#: Looks that are remembered: content decides indents, so that there is no end of them.
_MOST_LOOKS = 4096
_PREFIXED = re.compile(r"(\{[{%])(?:p|tr|tc|r)\s")
_STATEMENT = re.compile(r"\{%(p|tr|tc)\s(.*?)%\}", re.S)
_NO_KEYS = _FIELD
_KEYS = "{{ block.key if block is defined else '' }}\x1d{{ signature.key if signature is defined else '' }}"


class PrintedRun(NamedTuple):
    """Text in one font; a manual line break is a line feed, a tab a tab."""

    text: str
    typeface: Typeface


class Printed(NamedTuple):
    """A paragraph that will be printed.

    Attributes:
        format: of its style.
        runs: its text by font.
        pitch: exact height of a line in twips; its own, or that of the style.
        page_break: it begins a page.
        key: of the block that it prints; None if it prints none, or stands in a table.
        signature: key of the signature that it belongs to; None if it belongs to none.
    """

    format: Format
    runs: tuple[PrintedRun, ...]
    pitch: int
    page_break: bool
    key: int | None
    signature: int | None

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(r.text for r in self.runs)


class PrintedCell(NamedTuple):
    """A cell of a table: its inner width in twips, its paragraphs, whether it is one with cells above or under it."""

    width: int
    paragraphs: tuple[Printed, ...]
    is_merged: bool = False


class PrintedRow(NamedTuple):
    """A table row that will be printed.

    Attributes:
        cells: each as `Outline.cell` reads it. A table has thousands, few of them unlike all others: whoever
            wants to know something of each remembers it by this text.
        table: which table of the paper, from 1.
        is_header: it is printed again on each further page of the table.
        least_height: in twips; 0 for that of its text.
    """

    cells: tuple[str, ...]
    table: int
    is_header: bool
    least_height: int = 0


def text_of_cell(cell: str) -> tuple[str, str]:
    """Return what a cell of a `PrintedRow` is, and its text; of several paragraphs or fonts the last one's."""
    look, field, text = cell.rpartition(_FIELD)
    return look + field, text


class Outline:
    """The outline of one template."""

    def __init__(self, body: etree._Element, formats: Formats, default_style: str) -> None:
        environment = TemplateEnvironment(escape=False)
        self._formats = formats
        self._default = default_style
        self._template: Template = environment.from_string("".join(self._source(body)))
        self._heads: dict[str, tuple[Format, int, bool]] = {}
        self._faces: dict[tuple[str, Format], Typeface] = {}

    def printed(self, context: Mapping[str, object]) -> tuple[Printed | PrintedRow, ...]:
        """Return the paragraphs and rows that the template prints of a context, in order.

        Raises:
            jinja2.UndefinedError: if the context lacks a name that its contract promises.
        """
        return tuple(self._read(self._template.render(context).split(_RECORD)[1:]))

    def cell(self, cell: str) -> PrintedCell:
        """Return a cell of a `PrintedRow`, read."""
        head, *inner = cell.split(_INNER)
        width, _, merge = head.partition(_FIELD)
        found = tuple(self._printed(record) for record in inner if record[0] == _PARAGRAPH)
        return PrintedCell(int(width) - 2 * _CELL_MARGIN, found, bool(merge))

    def _source(self, parent: etree._Element, keys: str = _KEYS) -> Iterator[str]:
        for child in parent:
            if child.tag == f"{W}p":
                yield self._paragraph(child, keys)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)

    def _paragraph(self, paragraph: etree._Element, keys: str) -> str:
        runs = _runs(paragraph)
        statement = _STATEMENT.search("".join(text for _, text in runs))
        if statement is not None and statement[1] == "p":
            return "{% " + statement[2].strip() + " %}"
        properties = paragraph.find(f"{W}pPr")
        if properties is not None and properties.find(f"{W}framePr") is not None:
            return ""
        pitch, page_break = (
            _attribute(properties, "spacing", "line"),
            _attribute(properties, "pageBreakBefore", "val"),
        )
        indents = (_attribute(properties, "ind", name) for name in _INDENTS)
        head = _FIELD.join(
            (_PARAGRAPH, style_of(paragraph, self._default), pitch, page_break, *indents, keys)
        )
        body = "".join(_RUN + look + _FIELD + _PREFIXED.sub(r"\1 ", _straight(text)) for look, text in runs)
        return f"{_RECORD}{head}{body}"

    def _table(self, table: etree._Element) -> Iterator[str]:
        yield _RECORD + _TABLE
        for row in table.iter(f"{W}tr"):
            statement = _STATEMENT.search("".join(str(t) for t in row.itertext(f"{W}t")))
            if statement is not None and statement[1] == "tr":
                yield "{% " + statement[2].strip() + " %}"
                continue
            header = row.find(f"{W}trPr/{W}tblHeader") is not None
            yield f"{_RECORD}{_ROW}{_FIELD}{'1' if header else ''}{_FIELD}{_value(row, 'trPr', 'trHeight')}"
            for cell in row.iter(f"{W}tc"):
                statement = _STATEMENT.search("".join(str(t) for t in cell.itertext(f"{W}t")))
                if statement is not None and statement[1] == "tc":
                    yield "{% " + statement[2].strip() + " %}"
                    continue
                width, merge = _value(cell, "tcPr", "tcW", "w"), _value(cell, "tcPr", "vMerge")
                yield f"{_CELL}{width or 0}{_FIELD if merge else ''}{merge}"
                yield "".join(self._source(cell, _NO_KEYS)).replace(_RECORD, _INNER)

    def _read(self, records: Iterable[str]) -> Iterator[Printed | PrintedRow]:
        table = 0
        for record in records:
            if record[0] == _PARAGRAPH:
                yield self._printed(record)
            elif record[0] == _ROW:
                head, *cells = record.split(_CELL)
                _, header, height = head.split(_FIELD)
                yield PrintedRow(tuple(cells), table, bool(header), int(height or 0))
            else:
                table += 1

    def _printed(self, record: str) -> Printed:
        head, *runs = record.split(_RUN)
        look, key, signature = head.rsplit(_FIELD, 2)
        form, pitch, page_break = self._heads.get(look) or self._head(look)
        return Printed(
            form,
            tuple([self._run(run, form) for run in runs]),
            pitch,
            page_break,
            int(key) if key else None,
            int(signature) if signature else None,
        )

    def _head(self, look: str) -> tuple[Format, int, bool]:
        """Return a paragraph's format with its own indents, its pitch, and whether it begins a page; read once."""
        _, style, pitch, page_break, *indents = look.split(_FIELD)
        form = self._formats.paragraph(style)
        left, right, hanging, first = indents
        first_line = -int(hanging) if hanging else int(first) if first else form.first_line
        form = form._replace(
            left=int(left or form.left), right=int(right or form.right), first_line=first_line
        )
        breaks = page_break not in ("0", "") or (not page_break and form.page_break)
        made = form, int(pitch) if pitch else form.pitch, breaks
        if len(self._heads) < _MOST_LOOKS:
            self._heads[look] = made
        return made

    def _run(self, run: str, form: Format) -> PrintedRun:
        look, text = run.rsplit(_FIELD, 1)
        return PrintedRun(text, self._faces.get((look, form)) or self._face(look, form))

    def _face(self, look: str, form: Format) -> Typeface:
        """Return a run's font; read once."""
        style, family, half_points = look.split(_FIELD)
        face = self._formats.typeface(style, form)
        size = int(half_points) / 2 if half_points else face.size_pt
        made = Typeface(family or face.family, size)
        if len(self._faces) < _MOST_LOOKS:
            self._faces[look, form] = made
        return made


def _runs(paragraph: etree._Element) -> list[tuple[str, str]]:
    """Return look and text of each run; a tag that Word split over runs stands in the first."""
    found: list[tuple[str, str]] = []
    for run in paragraph.iter(f"{W}r"):
        text = "".join(map(_piece, run))
        if found and _is_open(found[-1][1]):
            found[-1] = (found[-1][0], found[-1][1] + text)
        elif text:
            found.append((_look(run.find(f"{W}rPr")), text))
    return found


def _look(properties: etree._Element | None) -> str:
    """Return a run's character style, own family and own size in half points, each "" where it has none."""
    if properties is None:
        return _FIELD * 2
    found = (("rStyle", "val"), ("rFonts", "eastAsia"), ("sz", "val"))
    return _FIELD.join(
        "" if (element := properties.find(W + name)) is None else element.get(W + attribute, "")
        for name, attribute in found
    )


def _straight(text: str) -> str:
    """Return a text whose tags have straight quotes, as docxtpl makes them of Word's curly ones."""
    return _TAG.sub(lambda m: m[0].translate(_QUOTES), text)


def _piece(node: etree._Element) -> str:
    return {f"{W}t": node.text or "", f"{W}br": "\n", f"{W}tab": "\t"}.get(str(node.tag), "")


def _is_open(text: str) -> bool:
    return text.count("{{") + text.count("{%") > text.count("}}") + text.count("%}")


def _attribute(properties: etree._Element | None, name: str, attribute: str) -> str:
    element = None if properties is None else properties.find(W + name)
    default = "1" if name == "pageBreakBefore" else ""
    return "" if element is None else str(element.get(W + attribute, default))


def _value(element: etree._Element, owner: str, name: str, attribute: str = "val") -> str:
    """Return an attribute of a row's or a cell's property, with the statements that it is printed under; "" if none."""
    found = element.find(f"{W}{owner}/{W}{name}")
    if found is None:
        return ""
    value = str(found.get(W + attribute, "continue"))
    before = found.getprevious()
    condition = ((before.tail or "") if before is not None else "").rpartition("{% endif %}")[2]
    return f"{condition}{value}{{% endif %}}" if condition.startswith("{% if") else value
