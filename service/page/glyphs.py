"""The characters of a page through PDFium's text page."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2 import raw

from service.page.frame import Frame
from service.page.ink import Char

#: PDFium says this for a hyphen at the end of a line, as if the word had been divided there.
_LINE_END_HYPHEN = 0x02
_SUBSET_PREFIX = re.compile(r"^[A-Z]{6}\+")


def glyphs(text_page: Any, frame: Frame) -> Iterator[Char]:
    """Yield every printed character of a PDFium text page, in the order of the content stream."""
    reader = _Reader(text_page, frame)
    for index, text in characters(text_page):
        yield reader.char(index, text)


def characters(text_page: Any) -> Iterator[tuple[int, str]]:
    """Yield index and text of every printed character; "" where the PDF doesn't tell what it is.

    Left out: what PDFium adds by itself (guessed spaces, line ends).
    """
    high: tuple[int, int] | None = None
    for index in range(raw.FPDFText_CountChars(text_page)):
        if raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code == _LINE_END_HYPHEN:
            code = ord("-")
        if 0xD800 <= code < 0xDC00:  # a character beyond the BMP comes as two halves
            high = (index, code)
        elif 0xDC00 <= code < 0xE000 and high:
            yield high[0], chr(0x10000 + ((high[1] - 0xD800) << 10) + (code - 0xDC00))
            high = None
        else:
            yield index, chr(code) if code else ""


class _Look(NamedTuple):
    """What all characters of one text object have in common."""

    font: str
    embedded: bool
    size_pt: float
    color: str
    is_turned: bool


@dataclass
class _Reader:
    """Reads characters of one text page; each font and each text object is looked up once."""

    text_page: Any
    frame: Frame
    fonts: dict[int | None, tuple[str, bool]] = field(default_factory=dict)
    looks: dict[int, _Look] = field(default_factory=dict)
    loose: Any = field(default_factory=raw.FS_RECTF)
    tight: tuple[ctypes.c_double, ...] = field(
        default_factory=lambda: tuple(ctypes.c_double() for _ in range(4))
    )

    def char(self, index: int, text: str) -> Char:
        """Return the character at ``index``, printed as ``text``."""
        left, baseline = self._origin(index)
        loose = self.loose
        raw.FPDFText_GetLooseCharBox(self.text_page, index, loose)
        advance = self.frame.box(loose.left, loose.bottom, loose.right, loose.top)
        raw.FPDFText_GetCharBox(self.text_page, index, *self.tight)
        x0, x1, y0, y1 = (side.value for side in self.tight)
        blank = not text.strip() or x1 <= x0 or y1 <= y0
        look = self._look(index)
        return Char(
            text=text,
            x0=left,
            x1=advance.bottom if look.is_turned else max(advance.right, left),
            baseline=baseline,
            size_pt=look.size_pt,
            font=look.font,
            embedded=look.embedded,
            color=look.color,
            ink=None if blank else self.frame.box(x0, y0, x1, y1),
            is_turned=look.is_turned,
        )

    def _origin(self, index: int) -> tuple[float, float]:
        x, y = self.tight[:2]
        raw.FPDFText_GetCharOrigin(self.text_page, index, x, y)
        return self.frame.point(x.value, y.value)

    def _look(self, index: int) -> _Look:
        text_object = raw.FPDFText_GetTextObject(self.text_page, index)
        key = ctypes.addressof(text_object.contents) if text_object else 0
        look = self.looks.get(key)
        if look is None:
            font, embedded = _font(text_object, self.fonts)
            size, turned = self._size(index)
            look = _Look(font, embedded, size, text_color(self.text_page, index), turned)
            if key:
                self.looks[key] = look
        return look

    def _size(self, index: int) -> tuple[float, bool]:
        """Return the size as printed, and whether the text lies on its right side."""
        matrix = raw.FS_MATRIX()
        size: float = raw.FPDFText_GetFontSize(self.text_page, index)
        if not raw.FPDFText_GetMatrix(self.text_page, index, matrix):
            return round(size, 3), False
        turned = matrix.b < 0 and abs(matrix.a) < -matrix.b / 100 and not self.frame.quarter_turns
        return round(size * math.hypot(matrix.c, matrix.d), 3), turned


def text_color(text_page: Any, index: int) -> str:
    """Return the colour of a character, RRGGBB."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFText_GetFillColor(text_page, index, red, green, blue, alpha):
        return "000000"
    return f"{red.value:02X}{green.value:02X}{blue.value:02X}"


def font_of(text_page: Any, index: int, known: dict[int | None, tuple[str, bool]]) -> tuple[str, bool]:
    """Return name and whether it is embedded of a character's font; ``known`` keeps what was looked up."""
    return _font(raw.FPDFText_GetTextObject(text_page, index), known)


def _font(text_object: Any, known: dict[int | None, tuple[str, bool]]) -> tuple[str, bool]:
    font = raw.FPDFTextObj_GetFont(text_object) if text_object else None
    key = ctypes.addressof(font.contents) if font else None
    if key not in known:
        known[key] = _describe(font) if font else ("", False)
    return known[key]


def _describe(font: Any) -> tuple[str, bool]:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    name = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFFont_GetBaseFontName(font, name, length)
    embedded = raw.FPDFFont_GetIsEmbedded(font) == 1
    return _SUBSET_PREFIX.sub("", name.value.decode("utf-8", "replace")), embedded
