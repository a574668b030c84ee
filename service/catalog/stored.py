"""A paper's template as it was when a record was made, read from the bytes that were kept."""

from __future__ import annotations

import json

from service.catalog.catalog import Paper, read_paper
from service.catalog.contract import Fields
from service.catalog.sources import Sources


def stored_paper(sources: Sources, contract: Fields) -> Paper:
    """Return the paper that was read from ``sources``, without a form; ``contract`` is what a template may name today.

    Raises:
        TemplateError: if the template names what today's service no longer gives.
    """
    return read_paper(sources.docx, json.loads(sources.manifest), contract)
