from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from service.access.accounts import add_person
from service.drafting.desk import Desk
from service.drafting.starting import start_content
from service.issuing.issue import copy_of
from service.revising.returning import Returned, accept, returned
from service.services import Services
from service.storage import Draft
from service.storage.person import FIRST_UNIT, Person
from tests.fakes import EVERYTHING
from tests.web.desk.conftest import ME, desk, making, services  # noqa: F401


@pytest.fixture
def leader(services: Services) -> Person:  # noqa: F811
    return add_person(services.access, None, "leader", "周明远", FIRST_UNIT, EVERYTHING)[0]


class Trip:
    """A draft of a sample, its copy in Word, and what comes back."""

    def __init__(self, desk: Desk, services: Services, person: Person, draft: Draft) -> None:  # noqa: F811
        self.desk, self.services, self.person, self.id = desk, services, person, draft.id

    @property
    def draft(self) -> Draft:
        return self.desk.papers.get(self.id, FIRST_UNIT)

    @property
    def paper(self) -> Any:
        return self.desk.papers.revision(self.id, FIRST_UNIT).tree["paper"]

    @property
    def campaign(self) -> Any:
        return self.desk.campaigns.revision(self.draft.campaign_id or "", FIRST_UNIT).tree["campaign"]

    def copy(self) -> bytes:
        return copy_of(self.desk, self.services, self.draft, wants_pdf=False).files["docx"]

    def edited(self, change: Callable[[Any], None], data: bytes | None = None) -> bytes:
        """The copy after somebody worked in it with python-docx."""
        document, saved = docx.Document(io.BytesIO(data or self.copy())), io.BytesIO()
        change(document)
        document.save(saved)
        return saved.getvalue()

    def back(self, data: bytes) -> Returned:
        return returned(self.desk, self.services, self.person, self.draft, data)

    def take(self, found: Returned, chosen: Any = None) -> Any:
        numbers = range(len(found.comparison.edits)) if chosen is None else chosen
        return accept(
            self.desk, self.services, self.person, self.draft, found.posted, frozenset(map(str, numbers))
        )


@pytest.fixture
def trip(desk: Desk, services: Services, leader: Person, root: Path) -> Callable[[str], Trip]:  # noqa: F811
    """Begin a draft of a sample, in its campaign if it has one."""

    def begin(name: str) -> Trip:
        file = root / "samples" / f"{name}.json"
        request = json.loads(file.read_text("utf-8"))
        content, facts, campaign_id = request["content"], file.parent / "campaign.json", None
        tree = content.get("campaign") or (json.loads(facts.read_text("utf-8")) if facts.exists() else None)
        if tree is not None and desk.takes_campaign(desk.catalog.paper(request["paper_type"])):
            campaign_id = start_content(desk, ME, "campaign", {"campaign": tree}, None).id
        draft = start_content(desk, ME, request["paper_type"], {"paper": content["paper"]}, campaign_id)
        return Trip(desk, services, leader, draft)

    return begin


def paragraph(document: Any, text: str) -> Any:
    """The one paragraph that has a text in it."""
    found = [each for each in document.paragraphs if text in each.text]
    assert len(found) == 1, [each.text for each in found]
    return found[0]


def retype(paragraph: Any, old: str, new: str) -> None:
    """Write other words into a paragraph, in one run, as some programs do."""
    text = paragraph.text
    assert old in text
    first, *rest = paragraph.runs
    first.text = text.replace(old, new)
    for run in rest:
        run.text = ""
