from __future__ import annotations

from itertools import product

from service.forms.three_way import join_lists

LISTS = ["".join(rows) for size in range(5) for rows in product("ab", repeat=size)]
"""All lists of up to four rows of two kinds."""


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


def test_with_one_person_it_is_what_he_wants() -> None:
    for base, own in product(LISTS, repeat=2):
        assert joined(base, base, own) == own
        assert joined(base, own, base) == own


def test_it_is_the_same_whoever_comes_last() -> None:
    for base, newest, own in product(LISTS, repeat=3):
        assert joined(base, newest, own) == joined(base, own, newest)
