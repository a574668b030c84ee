from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.services import Services
from service.storage import Claims, Jobs
from tests.fakes import fake_making, open_fake_services


@dataclass
class FakeClock:
    """A monotonic clock that stands still until it is told to go on."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now

    def go(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making()) as services:
        yield services


@pytest.fixture
def jobs(services: Services) -> Jobs:
    return Jobs(services.database)


@pytest.fixture
def claims(services: Services) -> Claims:
    return Claims(services.database)
