"""Font metrics as a value: how wide a character is and how high its ink, after font fallback. No I/O.

All measures are in 1/1000 em, so that they do not depend on the size of the type nor on the font's own units.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

EM = 1000  #: units per em of every measure in this module


class Ink(NamedTuple):
    """Vertical extent of ink against the baseline, in 1/1000 em, upwards positive."""

    bottom: float
    top: float


@dataclass(frozen=True)
class Face:
    """One font file.

    Attributes:
        name: family name that the font gives itself.
        advances: advance width of each code point that the font has, in 1/1000 em.
        missing_advance: advance of the glyph drawn for a character without one (.notdef).
        ink: extent of a code point's ink; None where nothing is drawn (a space, a character that it lacks).
    """

    name: str
    advances: Mapping[int, float]
    missing_advance: float
    ink: Callable[[int], Ink | None]


@dataclass(frozen=True, eq=False)
class FontMetrics:
    """Metrics of every family that a document may name; each is equal to itself only, so that it can be a key.

    Attributes:
        faces: for each family of the document (仿宋_GB2312 …) the font that stands for it, then its
            fallbacks in the order in which they are asked.
    """

    faces: Mapping[str, tuple[Face, ...]]
    _cache: dict[str, dict[str, float]] = field(default_factory=dict, repr=False, compare=False)
    _steps: dict[tuple[str, float, int], Steps] = field(default_factory=dict, repr=False, compare=False)

    def advances(self, family: str) -> Mapping[str, float]:
        """Return a mapping from any character to its advance in ``family``, fallback resolved, in 1/1000 em.

        Raises:
            KeyError: if the family is unknown.
        """
        if family not in self._cache:
            self._cache[family] = _Advances(self.faces[family])
        return self._cache[family]

    def steps(self, family: str, scale: float, extra: int) -> Steps:
        """Return a mapping from any character to ``scale`` times its advance, rounded, and ``extra`` added.

        Raises:
            KeyError: if the family is unknown.
        """
        key = family, scale, extra
        if key not in self._steps:
            self._steps[key] = Steps(self.advances(family), scale, extra)
        return self._steps[key]

    @cached_property
    def even_digits(self) -> bool:
        """Whether in each family all digits are equally wide, so that texts that differ in digits break alike."""
        return all(len({self.advances(family)[d] for d in "0123456789"}) == 1 for family in self.faces)

    def face_of(self, family: str, char: str) -> Face | None:
        """Return the font that draws ``char`` in ``family``; None if no font of the chain has it."""
        return next((f for f in self.faces[family] if ord(char) in f.advances), None)

    def fallback_characters(self, text: str, family: str) -> tuple[str, ...]:
        """Return the characters of ``text`` that a fallback draws, each once, in order."""
        own = self.faces[family][0]
        found = dict.fromkeys(text)
        return tuple(c for c in found if (face := self.face_of(family, c)) is not None and face is not own)

    def missing_characters(self, text: str, family: str) -> tuple[str, ...]:
        """Return the characters of ``text`` that no font of the family's chain has, each once, in order."""
        return tuple(c for c in dict.fromkeys(text) if self.face_of(family, c) is None)

    def ink(self, text: str, family: str) -> Ink | None:
        """Return the vertical extent of the ink of ``text`` in 1/1000 em; None if it draws nothing."""
        found = [
            ink
            for c in dict.fromkeys(text)
            if (face := self.face_of(family, c)) is not None and (ink := face.ink(ord(c))) is not None
        ]
        if not found:
            return None
        return Ink(min(i.bottom for i in found), max(i.top for i in found))


class _Advances(dict[str, float]):
    """Advances by character, filled on first use."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, char: str) -> float:
        code = ord(char)
        for face in self._faces:
            if code in face.advances:
                self[char] = face.advances[code]
                break
        else:
            self[char] = self._faces[0].missing_advance
        return self[char]


class Steps(dict[str, int]):
    """Advances in another unit by character, filled on first use."""

    def __init__(self, advances: Mapping[str, float], scale: float, extra: int) -> None:
        super().__init__()
        self._advances, self._scale, self._extra = advances, scale, extra
        self._alike: dict[int, set[str]] = {}

    def __missing__(self, char: str) -> int:
        self[char] = step = int(self._advances[char] * self._scale + 0.5) + self._extra
        self._alike.setdefault(step, set()).add(char)
        return step

    def common(self, text: str) -> int | None:
        """Return the step of each character of ``text``, which is not empty; None if they differ."""
        step = self[text[0]]
        if self._alike[step].issuperset(text) or all(self[c] == step for c in text):
            return step
        return None
