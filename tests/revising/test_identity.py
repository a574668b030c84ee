"""A copy that nobody edited changes nothing, whatever program saved it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.revising.returning import copy_with_places
from tests.revising.conftest import Trip

SAMPLES = (
    "binhai/issuing_notice",
    "binhai/final_report",
    "binhai/meeting_minutes",
    "binhai/leading_group_notice",
    "binhai/phase_arrangement_notice",
    "binhai/public_pledge",
    "extremes/members_as_prose",
    "general/landscape_table",
    "general/long_title",
    "genres/joint_ten",
    "genres/letter_urgent",
    "genres/minutes",
    "genres/notice",
    "genres/order",
    "genres/preprinted",
)


@pytest.mark.parametrize("name", SAMPLES)
def test_an_unedited_copy_changes_nothing(trip: Callable[[str], Trip], name: str):
    begun = trip(name)
    found = begun.back(begun.copy())
    assert found.known
    assert (found.comparison.edits, found.comparison.unmatched) == ((), ())


@pytest.mark.parametrize(
    "name", ["binhai/issuing_notice", "genres/notice", "genres/joint_ten", "genres/letter"]
)
def test_nearly_every_character_leads_to_its_place(trip: Callable[[str], Trip], name: str):
    begun = trip(name)
    copy = copy_with_places(begun.desk, begun.services, begun.draft, begun.back(begun.copy()).mark)
    chars = [origin for line in copy.lines for cell in line.cells for origin in cell.origins]
    assert sum(origin is not None for origin in chars) / len(chars) > 0.95
