"""归档章 (DA/T 22—2015 5.4.4, annex A) laid over the first page of a copy; the file that is kept isn't touched.

The words are drawn as outlines of glyphs, so that the copy needs no font of ours.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pikepdf
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from service.filing.retention import RETENTIONS
from service.office.fonts import FontSet
from service.storage.filing_item import FilingItem, FilingRules

_MM = 72 / 25.4
_CELL_MM = (15.0, 8.0)
_COLUMNS, _ROWS = 3, 2
_FROM_RIGHT_MM, _FROM_TOP_MM = 26.0, 8.0
_RED = "0.75 0 0"
_LARGEST_PT, _ROOM = 11.0, 0.86


def stamped(pdf: bytes, item: FilingItem, rules: FilingRules, fonts: FontSet) -> bytes:
    """Return a copy of ``pdf`` with the 归档章 of ``item`` at the top of its first page.

    Raises:
        pikepdf.PdfError: if it is no PDF.
    """
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        first = document.pages[0]
        matrix, width, height = _seen(first)
        drawn = "\n".join(_drawn(width, height, texts_of(item, rules), fonts))
        first.contents_add(b"q", prepend=True)
        first.contents_add(f"Q q {matrix} cm\n{drawn}\nQ".encode("ascii"))
        document.save(kept, deterministic_id=True)
    return kept.getvalue()


def texts_of(item: FilingItem, rules: FilingRules) -> tuple[str, ...]:
    """Return what stands in the six boxes, line by line: 全宗号 年度 件号, 机构 (问题) 保管期限 页数."""
    number = "" if item.number is None else str(item.number)
    pages = "" if item.pages is None else str(item.pages)
    category = item.category if rules.with_category else ""
    return rules.fonds, str(item.year), number, category, RETENTIONS[item.retention], pages


def _seen(page: pikepdf.Page) -> tuple[str, float, float]:
    """Return the matrix from the page as it is seen to the page as it is written, and width and height as seen, in points."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    matrix = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }.get(turn, (1, 0, 0, 1, left, bottom))
    told = " ".join(f"{value:.3f}" for value in matrix)
    size = (top - bottom, right - left) if turn in (90, 270) else (right - left, top - bottom)
    return told, *size


def _drawn(width: float, height: float, texts: tuple[str, ...], fonts: FontSet) -> Iterator[str]:
    across, down = (size * _MM for size in _CELL_MM)
    left = width - _FROM_RIGHT_MM * _MM - _COLUMNS * across
    top = height - _FROM_TOP_MM * _MM
    yield f"q {_RED} RG {_RED} rg 1 w"
    for column in range(_COLUMNS + 1):
        x = left + column * across
        yield f"{x:.3f} {top:.3f} m {x:.3f} {top - _ROWS * down:.3f} l S"
    for row in range(_ROWS + 1):
        y = top - row * down
        yield f"{left:.3f} {y:.3f} m {left + _COLUMNS * across:.3f} {y:.3f} l S"
    for place, text in enumerate(texts):
        row, column = divmod(place, _COLUMNS)
        yield from _text(text, left + column * across, top - (row + 1) * down, across, down, fonts)
    yield "Q"


def _text(text: str, x: float, y: float, across: float, down: float, fonts: FontSet) -> Iterator[str]:
    glyphs = [_glyph(char, fonts) for char in text]
    wide = sum(advance for advance, _ in glyphs)
    if not wide:
        return
    size = min(_LARGEST_PT, across * _ROOM / wide)
    at, base = x + (across - wide * size) / 2, y + (down - 0.72 * size) / 2
    for advance, outline in glyphs:
        if outline:
            yield f"q {size:.5f} 0 0 {size:.5f} {at:.3f} {base:.3f} cm {outline} f Q"
        at += advance * size


def _glyph(char: str, fonts: FontSet) -> tuple[float, str]:
    """Return how far a character goes on and its outline, both in em; nothing of one that no font has."""
    for face in fonts.served("宋体").chain:
        found = _outline(char, face.path, face.index)
        if found is not None:
            return found
    return 1.0, ""


@lru_cache(maxsize=512)
def _outline(char: str, path: Path, index: int) -> tuple[float, str] | None:
    with path.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=index) as font:
        name = font.getBestCmap().get(ord(char))
        if name is None:
            return None
        shapes, em = font.getGlyphSet(), font["head"].unitsPerEm
        pen = _PdfPen(shapes, em)
        shapes[name].draw(pen)
        return shapes[name].width / em, " ".join(pen.said)


class _PdfPen(BasePen):  # type: ignore[misc]
    """Writes an outline as PDF's path operators, in em."""

    def __init__(self, shapes: object, em: int) -> None:
        super().__init__(shapes)
        self.said: list[str] = []
        self._em = em

    def _say(self, operator: str, *points: tuple[float, float]) -> None:
        told = " ".join(f"{x / self._em:.5f} {y / self._em:.5f}" for x, y in points)
        self.said.append(f"{told} {operator}".strip())

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802  fontTools' names
        self._say("m", point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._say("l", point)

    def _curveToOne(self, a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:  # noqa: N802
        self._say("c", a, b, c)

    def _closePath(self) -> None:  # noqa: N802
        self._say("h")
