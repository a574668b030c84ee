"""What a page shows, as values. All lengths in mm from the page's top left corner, y downwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Ink:
    """The box that really is black: a glyph's outline without its side bearings, in mm."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: Ink) -> Ink:
        """Return the smallest box around both."""
        return Ink(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Char:
    """One printed character.

    Attributes:
        text: one character (a ligature or a failed mapping may give none or several).
        x0: where the pen stood, mm: the left edge of the advance box, not of the ink.
        x1: ``x0`` plus the glyph's own advance, mm, without letter-spacing.
        baseline: mm.
        size_pt: font size as printed, pt, scaling included.
        font: base font name as embedded, without the subset prefix (``Chengwen Fang``).
        embedded: whether the PDF carries the font's glyphs.
        color: fill colour as RRGGBB.
        ink: the glyph's outline; None for white space.
        is_turned: whether it lies on its right side: its line runs down the page.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size_pt: float
    font: str
    embedded: bool
    color: str
    ink: Ink | None
    is_turned: bool = False


@dataclass(frozen=True)
class Line:
    """The characters on one baseline, left to right, without white space at either end.

    Never empty: ``chars`` has at least one character with ink.
    """

    chars: tuple[Char, ...]

    @cached_property
    def text(self) -> str:
        """The line's characters, with the spaces that the PDF prints and no others."""
        return "".join(c.text for c in self.chars)

    @property
    def baseline(self) -> float:
        """Baseline of the first character, mm."""
        return self.chars[0].baseline

    @property
    def x0(self) -> float:
        """Left edge of the first character's advance box, mm."""
        return self.chars[0].x0

    @property
    def x1(self) -> float:
        """Right edge of the last character's advance box, mm."""
        return self.chars[-1].x1

    @property
    def center(self) -> float:
        """Middle of the advance boxes, mm."""
        return (self.x0 + self.x1) / 2

    @cached_property
    def ink(self) -> Ink:
        """The smallest box around the ink of all characters."""
        boxes = [c.ink for c in self.chars if c.ink]
        return Ink(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )

    @property
    def ink_top(self) -> float:
        """Upper edge of the highest glyph, mm."""
        return self.ink.top

    @property
    def ink_bottom(self) -> float:
        """Lower edge of the lowest glyph, mm."""
        return self.ink.bottom


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line: ``y`` is the middle of its thickness. Lengths in mm, colour as RRGGBB."""

    x0: float
    x1: float
    y: float
    thickness: float
    color: str

    @property
    def width(self) -> float:
        """Length from left to right, mm."""
        return self.x1 - self.x0

    @property
    def top(self) -> float:
        """Upper edge, mm."""
        return self.y - self.thickness / 2

    @property
    def bottom(self) -> float:
        """Lower edge, mm."""
        return self.y + self.thickness / 2


@dataclass(frozen=True, slots=True)
class Picture:
    """The place of an image, a shading or a drawing that is not a horizontal rule."""

    box: Ink


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``number`` counts from 1; ``width`` and ``height`` in mm; lines, rules from top to bottom.

    ``turned`` are the lines of a page across that run down it, as they stand when the page is bound like any other:
    turned a quarter anticlockwise, in mm from the bound page's top left corner.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Picture, ...] = ()
    turned: tuple[Line, ...] = ()

    @property
    def is_landscape(self) -> bool:
        """Whether it lies across."""
        return self.width > self.height
