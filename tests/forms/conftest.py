from __future__ import annotations

import pytest

from service.catalog.catalog import Catalog
from service.forms.shapes import Shapes


@pytest.fixture(scope="session")
def shapes(catalog: Catalog) -> Shapes:
    return Shapes(catalog.schemas)
