"""The paragraphs of a filled template, read as they will be drawn: lengths in twips, as in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from lxml import etree

from service.catalog.formats import Decoration, Format, Formats, Typeface, tab_stops
from service.catalog.outline import PrintedRun
from service.catalog.scanning import W

_PIECES = {f"{W}br": "\n", f"{W}tab": "\t"}
_SHOWN = (f"{W}t", *_PIECES)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a filled template.

    Attributes:
        format: of its style, with its own indents.
        look: the rest of its style, with its own alignment and tab stops.
        runs: its text by font; a line break is a line feed, a tab a tab.
        pitch: exact height of a line.
        scale: width of its type in percent.
    """

    format: Format
    look: Decoration
    runs: tuple[PrintedRun, ...]
    pitch: int
    scale: int


def read_paragraph(formats: Formats, element: etree._Element) -> Paragraph:
    """Return a ``w:p`` read."""
    properties = element.find(f"{W}pPr")
    style = value_of(properties, "pStyle", "val")
    form, look = formats.paragraph(style), formats.decoration(style)
    indent = None if properties is None else properties.find(f"{W}ind")
    if indent is not None:
        hanging, first = int(indent.get(f"{W}hanging", 0)), indent.get(f"{W}firstLine")
        form = form._replace(
            left=int(indent.get(f"{W}left", form.left)),
            right=int(indent.get(f"{W}right", form.right)),
            first_line=-hanging if hanging else form.first_line if first is None else int(first),
        )
    tabs = None if properties is None else properties.find(f"{W}tabs")
    look = look._replace(
        align=value_of(properties, "jc", "val") or look.align,
        tabs=look.tabs if tabs is None else tab_stops(tabs),
    )
    pitch = int(value_of(properties, "spacing", "line") or form.pitch)
    scale = next((int(w.get(f"{W}val", 100)) for w in element.iterfind(f"{W}r/{W}rPr/{W}w")), 100)
    return Paragraph(form, look, tuple(_runs(formats, element, form)), pitch, scale)


def _runs(formats: Formats, element: etree._Element, form: Format) -> Iterator[PrintedRun]:
    for run in element.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        face = formats.typeface(value_of(properties, "rStyle", "val"), form)
        half_points = value_of(properties, "sz", "val")
        family = value_of(properties, "rFonts", "eastAsia") or face.family
        size = int(half_points) / 2 if half_points else face.size_pt
        text = "".join(_PIECES.get(str(node.tag), node.text or "") for node in run if node.tag in _SHOWN)
        if text:
            yield PrintedRun(text, Typeface(family, size))


def value_of(properties: etree._Element | None, name: str, attribute: str) -> str:
    """Return an attribute of a property; "" if there is none."""
    element = None if properties is None else properties.find(W + name)
    return "" if element is None else str(element.get(W + attribute, ""))


def divided(runs: Sequence[PrintedRun], lengths: Sequence[int]) -> Iterator[list[PrintedRun]]:
    """Yield the runs of each line; line feeds count for nothing."""
    letters = [(c, run.typeface) for run in runs for c in run.text if c != "\n"]
    for start, end in pairwise(accumulate(lengths, initial=0)):
        line: list[PrintedRun] = []
        for c, face in letters[start:end]:
            if line and line[-1].typeface == face:
                line[-1] = PrintedRun(line[-1].text + c, face)
            else:
                line.append(PrintedRun(c, face))
        yield line


def split_at(runs: Sequence[PrintedRun], mark: str) -> list[list[PrintedRun]]:
    """Return the runs before, between and behind tabs or line feeds."""
    parts: list[list[PrintedRun]] = [[]]
    for run in runs:
        first, *rest = run.text.split(mark)
        if first:
            parts[-1].append(PrintedRun(first, run.typeface))
        for text in rest:
            parts.append([PrintedRun(text, run.typeface)] if text else [])
    return parts
