"""Rules on words: on one text at a time, or on all the words of a paper. False alarms cost more than misses."""

from service.lint.text_rules import (  # noqa: F401, I001  # importing registers, in the order of the page
    elements,
    attached,
    numbering,
    punctuation,
    numbers,
    wording,
    regulation,
    joint,
    titles,
    consistency,
)
from service.lint.text_rules.registry import PaperWords, Slip, TextRule, WordsRule, text_rules, words_rules

__all__ = ["PaperWords", "Slip", "TextRule", "WordsRule", "all_text_rules", "all_words_rules"]


def all_text_rules() -> tuple[TextRule, ...]:
    """Return the rules that look at one text at a time."""
    return text_rules()


def all_words_rules() -> tuple[WordsRule, ...]:
    """Return the rules that look at all the words of a paper."""
    return words_rules()
