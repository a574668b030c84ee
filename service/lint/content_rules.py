"""Rules on the texts of our own papers, before anything is rendered: those of `text_rules` that look at facts.

A text comes with its pointer; the last part of the pointer says what it is (``document_number``, ``title``). What
is wrong here is questionable, never invalid: the schema has let it pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from service.document import pointer as pointers
from service.document.finding import Finding, Severity
from service.lint.text_rules import TextRule, all_text_rules

_DATE_NAMES = frozenset({"issue_date", "printing_date"})


class TextAt(NamedTuple):
    """A text of the content: its JSON Pointer, the Chinese label of the place, and the text itself."""

    pointer: str
    label: str
    text: str

    @property
    def name(self) -> str:
        """The last part of the pointer that is a name, not the index of a row."""
        parts = [part for part in pointers.split(self.pointer) if not part.isdigit()]
        return parts[-1] if parts else ""

    @property
    def names(self) -> frozenset[str]:
        """What rules may call it: its name, ``paper/title`` for the paper's own, ``other`` for what is no date."""
        own = {"paper/title"} if self.pointer == "/paper/title" else set()
        other = set() if self.name in _DATE_NAMES else {"other"}
        return frozenset({self.name, *own, *other})


def lint_content(texts: Iterable[TextAt | tuple[str, str, str]]) -> tuple[Finding, ...]:
    """Return the findings on ``texts`` (pointer, label, text), in the order of the texts."""
    rules = [rule for rule in all_text_rules() if rule.facts]
    return tuple(finding for text in texts for finding in _findings(TextAt(*text), rules))


def _findings(place: TextAt, rules: Iterable[TextRule]) -> Iterator[Finding]:
    names = place.names
    for rule in rules:
        if rule.concerns(names):
            severity = Severity.NOTE if rule.said.strength == "实务" else Severity.WARNING
            for slip in rule.check(place.text):
                yield Finding(
                    rule.said.id, slip.message, place.pointer, place.label, severity, rule.said.clause
                )
