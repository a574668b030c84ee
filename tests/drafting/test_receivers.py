from __future__ import annotations

import pytest

from service.document.directory import Directory, Unit
from service.drafting.receivers import initials, matching

DIRECTORY = Directory(
    (
        Unit("滨海市人民政府", ("市政府",)),
        Unit("中共滨海市委组织部", ("市委组织部",)),
        Unit("滨海市重庆路街道办事处"),
    ),
    {"各区县海洋发展局": ("甲区海洋发展局", "乙县海洋发展局")},
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("政府", ["滨海市人民政府", "市政府"]),
        ("swzzb", ["中共滨海市委组织部", "市委组织部"]),
        (" SZF ", ["市政府"]),
        ("gqx", ["各区县海洋发展局"]),
        ("cql", ["滨海市重庆路街道办事处"]),
        ("没有这个", []),
    ],
)
def test_names_are_found_by_what_they_hold_or_by_their_initials(query: str, found: list[str]) -> None:
    assert [one.name for one in matching(DIRECTORY, query)] == found


def test_a_group_says_how_many_it_is_and_a_short_name_whose() -> None:
    notes = {one.name: one.note for one in matching(DIRECTORY, "")}
    assert notes["各区县海洋发展局"] == "2个单位"
    assert notes["市政府"] == "滨海市人民政府"


def test_initials_follow_the_word() -> None:
    assert initials("重庆") == "cq"
    assert initials("重要") == "zy"
