from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from service.layout.metrics import FontMetrics
from service.office.converter import Converter
from service.rendering.content import Content
from service.rendering.pipeline import Rendering, render


@pytest.fixture(scope="session")
def make(
    content: Callable[..., Content], metrics: FontMetrics, converter: Converter
) -> Callable[[str, str], tuple[Content, Rendering]]:
    """Render a sample, once for all tests."""

    @cache
    def rendered(name: str, paper: str) -> tuple[Content, Rendering]:
        bound = content(name, paper)
        return bound, render(bound, metrics, converter)

    return rendered
