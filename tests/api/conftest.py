from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.services import Services
from tests.fakes import FakeConverter, fake_making, open_fake_services, token_client


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        yield services


@pytest.fixture
def client(services: Services) -> FlaskClient:
    """A program with a token."""
    return token_client(services)


@pytest.fixture
def client_without_pdf(tmp_path: Path) -> Iterator[FlaskClient]:
    with open_fake_services(tmp_path / "without-pdf", fake_making()) as services:
        yield token_client(services)
