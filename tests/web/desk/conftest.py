from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.assembly import open_making
from service.drafting.desk import Author, Desk, open_desk
from service.drafting.starting import start_content
from service.services import Making, Services
from service.settings import Settings
from service.storage import Draft
from service.storage.person import FIRST_UNIT
from service.web.desk import present
from tests.fakes import OFF, open_fake_services, signed_in_client

ME = Author(FIRST_UNIT, "林晓")


@pytest.fixture(scope="session")
def making(settings: Settings) -> Making:
    """The real catalogue and rendering, without PDF."""
    return open_making(settings, None, OFF)


@pytest.fixture
def services(tmp_path: Path, making: Making, settings: Settings) -> Iterator[Services]:
    """The real parts over a new database."""
    with open_fake_services(tmp_path, making) as opened:
        yield dataclasses.replace(opened, settings=dataclasses.replace(opened.settings, root=settings.root))


@pytest.fixture
def client(services: Services) -> FlaskClient:
    return signed_in_client(services)


@pytest.fixture
def desk(services: Services) -> Desk:
    return open_desk(services)


def sample(root: Path, name: str) -> Any:
    return json.loads((root / "samples" / name).read_text("utf-8"))


@pytest.fixture
def campaign(desk: Desk, root: Path) -> Draft:
    """The campaign of the sample, as a draft."""
    return start_content(desk, ME, "campaign", {"campaign": sample(root, "binhai/campaign.json")}, None)


@pytest.fixture
def notice(desk: Desk, root: Path, campaign: Draft) -> Draft:
    """The sample's notice about that campaign, as a draft."""
    paper = sample(root, "binhai/issuing_notice.json")["content"]["paper"]
    return start_content(desk, ME, "issuing_notice", {"paper": paper}, campaign.id)


@pytest.fixture
def free(desk: Desk, root: Path) -> Draft:
    """A notice without a campaign, as a draft."""
    paper = sample(root, "genres/notice.json")["content"]["paper"]
    return start_content(desk, ME, "general", {"paper": paper}, None)


@pytest.fixture
def writes_as(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Say who is at the other end from now on."""

    def be(name: str, unit: str = ME.unit_id) -> None:
        monkeypatch.setattr(
            present, "current_person", lambda: SimpleNamespace(name=name, unit=SimpleNamespace(id=unit))
        )

    return be
