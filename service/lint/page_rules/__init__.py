"""Rules on the rendered page, one module for each part of the page."""

from service.lint.page_rules import (  # noqa: F401, I001  # importing registers, in the order of the page
    grid,
    elements,
    corner,
    heading,
    formats,
    body,
    signature,
    attachments,
    imprint,
    page_number,
    landscape,
)
from service.lint.rule import PageRule, registered


def all_rules() -> tuple[PageRule, ...]:
    """Return all page rules, in the order of the page."""
    return registered()
