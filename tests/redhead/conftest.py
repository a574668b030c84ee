from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from service.catalog.catalog import Catalog
from service.layout.metrics import FontMetrics
from service.redhead.making import PAPER, SCHEMA
from service.redhead.shell import Shell, cut
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.filling import fill
from tests.redhead.bodies import ELEMENTS


@pytest.fixture(scope="session")
def shell(catalog: Catalog, metrics: FontMetrics) -> Callable[..., Shell]:
    """The pieces of a paper, after so many turned pages; the last footers print nothing if ``blank``."""

    def made(turns: int = 0, *, blank: bool = False) -> Shell:
        paper = replace(catalog.paper(PAPER), schema_name=SCHEMA)
        tree = {"paper": {"manuscript_type": "正本", "title": "正文", "text": [], **ELEMENTS["paper"]}}
        context = compose(Content(paper, tree), metrics).context
        imprint = replace(context.imprint, page_breaks=tuple(range(turns)), unnumbered=blank)
        return cut(fill(paper.template, replace(context, imprint=imprint)), paper.docx)

    return made
