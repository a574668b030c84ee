"""Rules on Word files: what a file says of itself, without being laid out.

Where a rule on the rendered page asks the same thing, the rule here takes over its id, clause, strength and advice.
"""

from service.lint.word_rules import (  # noqa: F401, I001  # importing registers, in the order of the page
    paper,
    heading,
    formats,
    body,
    signature,
    attachments,
    footers,
)
from service.lint.word_rules.registry import WordRule, registered


def all_word_rules() -> tuple[WordRule, ...]:
    """Return all rules on Word files, in the order of the page."""
    return registered()
