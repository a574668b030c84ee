from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.access.access import Access, open_access
from service.storage import open_database
from tests.fakes import CHEAP, NOW


@dataclass
class Clock:
    """A clock that a test moves."""

    now: dt.datetime = NOW

    def __call__(self) -> dt.datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(tmp_path: Path, clock: Clock) -> Iterator[Access]:
    database = open_database(f"sqlite:///{tmp_path}/chengwen.db")
    yield open_access(database, CHEAP, clock)
    database.close()
