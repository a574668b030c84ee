"""The tables of rules on words, each rule registered beside its clause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from service.lint.rule import PageRule, Strength
from service.lint.texts import Texts

ANY = frozenset({"*"})


class Slip(NamedTuple):
    """What a rule on words found wrong.

    Attributes:
        message: a Chinese sentence that says what is wrong and what to do.
        measured: what is written.
        expected: what should be.
        element: the element that it is about, for a rule on all the words of a paper; "" for the paper.
    """

    message: str
    measured: str
    expected: str
    element: str = ""


TextCheck = Callable[[str], Iterator[Slip]]


@dataclass(frozen=True, slots=True)
class TextRule:
    """A rule on one text.

    Attributes:
        said: id, clause, strength and advice, as of a page rule.
        check: yields what is wrong with a text.
        elements: the names of the texts that it is about; ``paper/title`` is the title of the paper itself, which
            is a ``title`` too. `ANY`: every text.
        facts: whether it also looks at the facts of our own papers before they are printed.
    """

    said: PageRule
    check: TextCheck
    elements: frozenset[str]
    facts: bool

    def concerns(self, names: frozenset[str]) -> bool:
        """Tell whether the rule is about a text of these names."""
        return self.elements is ANY or bool(self.elements & names)


class PaperWords(NamedTuple):
    """All the words of a paper.

    Attributes:
        texts: the texts of the elements.
        document_type: the statutory type in the title; "" if there is none.
        form: the form of the paper; "" without 版头.
        day: 成文日期; None if it is not known.
    """

    texts: Texts
    document_type: str
    form: str
    day: dt.date | None

    @property
    def title(self) -> str:
        """The title on one line."""
        return "".join(self.texts.title)

    @property
    def body(self) -> str:
        """The paragraphs of the paper's own text."""
        return "\n".join(paragraph.text for paragraph in self.texts.text)


WordsCheck = Callable[[PaperWords], Iterator[Slip]]


@dataclass(frozen=True, slots=True)
class WordsRule:
    """A rule on all the words of a paper."""

    said: PageRule
    check: WordsCheck


_TEXT: dict[str, TextRule] = {}
_WORDS: dict[str, WordsRule] = {}


def text_rule(
    id: str,
    *,
    clause: str | None,
    strength: Strength,
    advice: str,
    on: tuple[str, ...] = (),
    facts: bool = False,
) -> Callable[[TextCheck], TextCheck]:
    """Register the decorated function as a rule on texts named in ``on``; without names, on every text.

    Raises:
        ValueError: if another rule on words has the same id.
    """

    def register(check: TextCheck) -> TextCheck:
        _free(id)
        said = PageRule(id, clause, strength, advice, lambda sheet: ())
        _TEXT[id] = TextRule(said, check, frozenset(on) if on else ANY, facts)
        return check

    return register


def words_rule(
    id: str, *, clause: str | None, strength: Strength, advice: str
) -> Callable[[WordsCheck], WordsCheck]:
    """Register the decorated function as a rule on all the words of a paper.

    Raises:
        ValueError: if another rule on words has the same id.
    """

    def register(check: WordsCheck) -> WordsCheck:
        _free(id)
        _WORDS[id] = WordsRule(PageRule(id, clause, strength, advice, lambda sheet: ()), check)
        return check

    return register


def _free(id: str) -> None:
    if id in _TEXT or id in _WORDS:
        raise ValueError(f"two rules are named {id}")


def text_rules() -> tuple[TextRule, ...]:
    """Return the rules on one text, in the order of registration."""
    return tuple(_TEXT.values())


def words_rules() -> tuple[WordsRule, ...]:
    """Return the rules on all the words, in the order of registration."""
    return tuple(_WORDS.values())
