from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.forms.three_way import join_lists


def joined(base: str, newest: str, own: str) -> str | None:
    picks = join_lists(base, newest, own)
    return None if picks is None else "".join((newest if theirs else own)[i] for theirs, i in picks)


def test_changes_in_different_places_are_both_kept() -> None:
    assert joined("abcd", "aXcd", "abcdY") == "aXcdY"
    assert joined("abcd", "bcd", "abd") == "bd"
    assert joined("", "", "ab") == "ab"


def test_the_same_change_is_made_once() -> None:
    assert joined("abc", "aXc", "aXc") == "aXc"


def test_different_changes_of_one_place_are_a_conflict() -> None:
    assert joined("abc", "aXc", "aYc") is None
    assert joined("abc", "ac", "aYc") is None


rows = st.text("abcd", max_size=8)


@given(rows, rows)
def test_with_one_person_it_is_what_he_wants(base: str, own: str) -> None:
    assert joined(base, base, own) == own
    assert joined(base, own, base) == own


@given(rows, rows, rows)
def test_nothing_that_both_kept_is_lost(base: str, newest: str, own: str) -> None:
    found = joined(base, newest, own)
    swapped = joined(base, own, newest)
    assert (found is None) == (swapped is None)
    assert found == swapped
