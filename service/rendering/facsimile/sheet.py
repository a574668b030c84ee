"""A page of a facsimile: what is written on it, and the lines drawn. Lengths in mm from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.layout import gbt9704 as gb


@dataclass(frozen=True, slots=True)
class Text:
    """Characters in one font on one line.

    Attributes:
        text: the characters.
        x: where they begin.
        y: their baseline.
        width: how far they reach; a browser's other font is squeezed to it.
        family: as the document names it.
        size_pt: of the type.
        color: RRGGBB.
        turn: how far the line is turned about where it begins, degrees clockwise.
    """

    text: str
    x: float
    y: float
    width: float
    family: str
    size_pt: float
    color: str = "000000"
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, ``width`` mm thick."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    color: str = "000000"


@dataclass(frozen=True, slots=True)
class Box:
    """Where an image stands, and what it shows."""

    x: float
    y: float
    width: float
    height: float
    alternative: str


@dataclass
class Sheet:
    """A page: its size, what is written on it, the lines drawn, and where images stand."""

    width: float = gb.PAGE_WIDTH_MM
    height: float = gb.PAGE_HEIGHT_MM
    texts: list[Text] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
