"""Figures, read from what is printed: 25个, 98.6%, 1.2万人. They are compared, never recomputed in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
_NUMBER = r"(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_UNIT = r"(?P<unit>%|‰|[^\d\s，,、。；;（()）—~～%\-+]*)"
_FIGURE = re.compile(rf"{_NUMBER}\s*(?P<scale>百万|千万|[百千万亿]?){_UNIT}")
_SHARE = re.compile(r"(?P<figure>.+?)\s*[，,（(]\s*(?:占[^\d]*)?(?P<share>\d+(?:\.\d+)?%)\s*[）)]?")
#: 3000余人, 约20个, 近百家: not exact, so that nothing can be said of their sums.
_VAGUE = re.compile("余|多|约|近|左右|以上|以下|上下|超|逾|不足|几|第")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure.

    Attributes:
        number: its exact value, 1.2万 is 12000; of a percentage, what stands before %.
        unit: 个, 人, %, "" if there is none.
        step: the smallest difference that its printed digits can show: 0.1 of 98.6%, 1000 of 1.2万.
        share: the percentage printed behind it (50人，占20%); None if there is none.
    """

    number: Decimal
    unit: str
    step: Decimal
    share: Figure | None = None

    @property
    def percent(self) -> bool:
        """Whether it is a percentage."""
        return self.unit == "%"


def read_figure(text: str) -> Figure | None:
    """Return the figure that a text is; None if it is vague, a range, a fraction or none at all."""
    text = text.translate(_FULL_WIDTH).strip()
    if _VAGUE.search(text):
        return None
    with_share = _SHARE.fullmatch(text)
    if with_share:
        figure, share = read_figure(with_share["figure"]), read_figure(with_share["share"])
        return figure and Figure(figure.number, figure.unit, figure.step, share)
    match = _FIGURE.fullmatch(text)
    if match is None:
        return None
    scale = Decimal(_SCALES[match["scale"]])
    digits = Decimal(re.sub("[,，]", "", match["number"]))
    exponent = digits.as_tuple().exponent
    return Figure(digits * scale, match["unit"], Decimal(1).scaleb(int(exponent)) * scale)


def written(number: Decimal, unit: str, step: Decimal) -> str:
    """Return a computed value as one writes it beside printed ones: rounded to ``step``, 万 where they have it."""
    rounded = (number / step).quantize(Decimal(1)) * step
    if step >= 1000 or (rounded >= 10_000 and step % 10_000 == 0):
        return f"{_plain(rounded / 10_000)}万{unit}"
    return f"{_plain(rounded)}{unit}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def sum_of(parts: Sequence[Figure]) -> Decimal:
    """Return the sum of figures of one unit."""
    return sum((part.number for part in parts), Decimal(0))


def adds_up(total: Figure, parts: Sequence[Figure]) -> bool | None:
    """Return whether parts add up to their total, as far as rounding lets one say; None if units differ."""
    if not parts or {part.unit for part in parts} != {total.unit}:
        return None
    steps = [figure.step for figure in (total, *parts)]
    exact = all(step == 1 for step in steps)
    slack = Decimal(0) if exact else sum(steps, Decimal(0)) / 2
    return abs(sum_of(parts) - total.number) <= slack


def ratio(part: Figure, whole: Figure) -> Decimal | None:
    """Return a part of a whole as a percentage; None if units differ or the whole is nothing."""
    return part.number / whole.number * _HUNDRED if part.unit == whole.unit and whole.number else None


def recomputes(printed: Figure, computed: Decimal) -> bool:
    """Return whether a printed percentage is the computed one, rounded or cut off at its printed digits."""
    return abs(printed.number - computed) < printed.step
