"""The table of rules on Word files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from service.lint import page_rules
from service.lint.manuscript import Manuscript
from service.lint.rule import Measurement, PageRule, Strength

WordCheck = Callable[[Manuscript], Iterable[Measurement]]


@dataclass(frozen=True, slots=True)
class WordRule:
    """A rule on Word files: what it says, as of a page rule, and the function that measures."""

    said: PageRule
    check: WordCheck

    @property
    def id(self) -> str:
        """Stable English name, the same as that of the page rule that asks the same thing."""
        return self.said.id


_REGISTRY: dict[str, WordRule] = {}


def word_rule(
    id: str, *, clause: str | None = "", strength: Strength = "规定", advice: str = ""
) -> Callable[[WordCheck], WordCheck]:
    """Register the decorated function as a rule on Word files.

    ``id`` alone takes over a page rule; with clause and advice it is a rule of its own.

    Raises:
        ValueError: if another rule has the id, or no page rule has it and clause or advice is missing.
    """

    def register(check: WordCheck) -> WordCheck:
        known = next((rule for rule in page_rules.all_rules() if rule.id == id), None)
        if id in _REGISTRY or (known is None) == (not advice) or (known is not None and clause):
            raise ValueError(f"{id} is taken, or belongs to no page rule and says nothing")
        said = known or PageRule(id, clause, strength, advice, lambda sheet: ())
        _REGISTRY[id] = WordRule(said, check)
        return check

    return register


def registered() -> tuple[WordRule, ...]:
    """Return all registered rules in the order of registration."""
    return tuple(_REGISTRY.values())
