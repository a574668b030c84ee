from __future__ import annotations

import pytest

from service.document.posts import posts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("站长", ("站长",)),
        ("党支部书记、副站长", ("党支部书记", "副站长")),
        ("市委常委、常务副市长", ("市委常委", "常务副市长")),
        ("党委委员、副校长、工会主席", ("党委委员", "副校长", "工会主席")),
        ("校长助理、办公室主任、行政党支部书记", ("校长助理", "办公室主任", "行政党支部书记")),
        ("教科室主任兼教学处副主任", ("教科室主任", "教学处副主任")),
        ("办公室、人事处主任", ("办公室、人事处主任",)),
        ("副局长（主持工作、分管财务）、高级工程师", ("副局长（主持工作、分管财务）", "高级工程师")),
        ("兼职律师", ("兼职律师",)),
        ("养殖科", ("养殖科",)),
        ("书记、后勤科", ("书记", "后勤科")),
        ("副站长、党支部书记", ("副站长", "党支部书记")),  # as printed: no rank comes first
    ],
)
def test_posts_in_their_printed_order(text: str, expected: tuple[str, ...]) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize("text", ["党委委员、办公室、人事处主任", "书记兼主任、科长", "、、科长"])
def test_no_character_of_a_post_is_lost(text: str) -> None:
    assert sorted("".join(posts(text)).replace("、", "")) == sorted(text.replace("、", "").replace("兼", ""))
