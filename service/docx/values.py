"""What a Word file says, as values. Lengths in mm, sizes in pt, colours as RRGGBB."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Alignment = Literal["left", "center", "right", "both"]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look.

    Attributes:
        text: a tab is a tab, a forced line break a newline.
        east_asia: family that Chinese characters are set in, as the file names it; "" if it names none.
        latin: family that letters and digits are set in; "" if the file names none.
        size_pt: font size, pt.
        color: RRGGBB; 000000 for automatic.
        bold: whether Chinese characters are bold.
    """

    text: str
    east_asia: str
    latin: str
    size_pt: float
    color: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Border:
    """The line over or under a paragraph: colour as RRGGBB, thickness in mm."""

    color: str
    thickness_mm: float


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with everything that styles and defaults give it.

    Attributes:
        number: 1-based, counting every paragraph of the body, those in tables and frames too.
        runs: its visible characters; an automatic number is the first run.
        alignment: a distributed paragraph counts as both.
        left_mm: where its lines begin, from the left margin; negative hangs into the margin.
        right_mm: what is kept free before the right margin.
        first_line_mm: how much further in the first line begins; negative for a hanging indent.
        pitch_pt: distance of its lines if it is fixed; None if it follows the font.
        multiple: line spacing as a multiple of the font's own, where it is not fixed.
        snaps: whether its lines stand on the section's grid.
        new_page: whether it begins a page.
        top: border above; None for none.
        bottom: border below.
        in_table: whether it stands in a table.
        in_frame: whether it stands in a frame or a text box, away from the flow.
        section: index of its section.
    """

    number: int
    runs: tuple[Run, ...]
    alignment: Alignment = "left"
    left_mm: float = 0.0
    right_mm: float = 0.0
    first_line_mm: float = 0.0
    pitch_pt: float | None = None
    multiple: float = 1.0
    snaps: bool = True
    new_page: bool = False
    top: Border | None = None
    bottom: Border | None = None
    in_table: bool = False
    in_frame: bool = False
    section: int = 0

    @cached_property
    def text(self) -> str:
        """All its characters."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands at the foot of pages: ``kind`` is default (odd pages, where even ones differ), even or first."""

    kind: str
    paragraphs: tuple[Paragraph, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Paper, margins and grid of a part of the file.

    Attributes:
        width_mm: of the paper as it lies before the reader.
        grid_pitch_pt: distance of the grid's lines; None if there is no grid.
        footers: its own or those it takes over from the section before it.
        first_differs: whether its first page has footers of its own.
    """

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    grid_pitch_pt: float | None
    footers: tuple[Footer, ...] = ()
    first_differs: bool = False


@dataclass(frozen=True, slots=True)
class Docx:
    """A Word file.

    Attributes:
        even_differs: whether even pages have footers of their own.
        drawn_lines: colours of the lines that are drawn, not borders.
    """

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    even_differs: bool = False
    drawn_lines: tuple[str, ...] = ()
