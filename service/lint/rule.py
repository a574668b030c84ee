"""Rules: small functions registered beside their clause. A rule measures; a failure is a finding.

One table holds the rules, whatever they look at: a rendered page, a Word file, the words. A rule that can be
measured on a page and in a Word file has one id, clause, strength and advice, and two functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from service.document.finding import Severity
from service.lint.sheet import Sheet

Strength = Literal["规定", "一般", "推荐", "实务"]
"""How strongly the standard speaks: must, "generally", recommended, or mere practice."""

SEVERITIES: Mapping[Strength, Severity] = {
    "规定": Severity.ERROR,
    "一般": Severity.WARNING,
    "推荐": Severity.NOTE,
    "实务": Severity.NOTE,
}
"""How much it weighs that something isn't as the standard wants it."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One thing that a rule looked at.

    Attributes:
        subject: what was measured, in Chinese (``发文机关标志上边缘``).
        expected: what it should be, in Chinese with unit and tolerance (``72±1 mm``).
        measured: what it is.
        ok: whether it holds.
        page: 1-based page; None if it is about the whole paper.
        element: name of the element, as in a paper's table of elements; "" for the page as such.
        top_mm: where on the page, mm from its top; None if the element's place or the whole page is meant.
        paragraph: 1-based paragraph of the Word file; None if it is about none.
        message: a Chinese sentence that says it all; "" if subject, measured and expected do.
    """

    subject: str
    expected: str
    measured: str
    ok: bool
    page: int | None = None
    element: str = ""
    top_mm: float | None = None
    paragraph: int | None = None
    message: str = ""


Check = Callable[[Sheet], Iterable[Measurement]]


@dataclass(frozen=True, slots=True)
class PageRule:
    """A rule on the rendered page.

    Attributes:
        id: stable English name.
        clause: clause of the standard; None if the standard doesn't ask for it.
        strength: see `Strength`.
        advice: what to do when it fails, a Chinese sentence.
        check: the function that measures.
        known_only: whether it speaks only of papers whose content is known, not of what was recognised.
    """

    id: str
    clause: str | None
    strength: Strength
    advice: str
    check: Check
    known_only: bool = False

    @property
    def severity(self) -> Severity:
        """How much a failed measurement weighs."""
        return SEVERITIES[self.strength]


_REGISTRY: dict[str, PageRule] = {}


def rule(
    id: str, *, clause: str | None, strength: Strength, advice: str, known_only: bool = False
) -> Callable[[Check], Check]:
    """Register the decorated function as a page rule.

    Raises:
        ValueError: if another rule has the same id.
    """

    def register(check: Check) -> Check:
        if id in _REGISTRY:
            raise ValueError(f"two rules are named {id}")
        _REGISTRY[id] = PageRule(id, clause, strength, advice, check, known_only)
        return check

    return register


def registered() -> tuple[PageRule, ...]:
    """Return all registered rules in the order of registration, which is the order of the page."""
    return tuple(_REGISTRY.values())


def near(
    subject: str, value: float, wanted: float, tolerance: float, *, page: int | None, element: str = ""
) -> Measurement:
    """Return the measurement of a length in mm that should be ``wanted`` ± ``tolerance``."""
    ok = abs(value - wanted) <= tolerance + 1e-9
    return Measurement(subject, f"{wanted:g}±{tolerance:g} mm", f"{value:.2f} mm", ok, page, element)


def within(
    subject: str, value: float, low: float, high: float, *, page: int | None, element: str = ""
) -> Measurement:
    """Return the measurement of a length in mm that should be from ``low`` to ``high``."""
    ok = low - 1e-9 <= value <= high + 1e-9
    return Measurement(subject, f"{low:g}～{high:g} mm", f"{value:.2f} mm", ok, page, element)


def at_most(subject: str, value: float, limit: float, *, page: int | None, element: str = "") -> Measurement:
    """Return the measurement of a length in mm that should not exceed ``limit``."""
    return Measurement(
        subject, f"不超过{limit:g} mm", f"{value:.2f} mm", value <= limit + 1e-9, page, element
    )
