from __future__ import annotations

import pytest

from service.rendering.nesting import deeper, deeper_number


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("一、", "（一）"), ("（二）", "2."), ("（十一）", "11."), ("3.", "（3）"), ("3．", "（3）"), ("（4）", "④"),
        ("（21）", "（21）"), ("一是", "一是"), ("①", "①"), ("㈠", "㈠"), ("（〇）", "（〇）"),
    ],
)  # fmt: skip
def test_a_number_keeps_its_value_and_takes_the_next_mark(number: str, expected: str) -> None:
    assert deeper_number(number) == expected


def test_headings_and_items_go_down_with_all_that_hangs_on_them() -> None:
    item = {
        "number": "1.",
        "body": "甲",
        "text": [{"kind": "heading", "level": 4, "number": "（1）", "title": "乙"}],
    }
    blocks = [
        {"kind": "heading", "level": 2, "number": "（一）", "title": "丙"},
        {"kind": "list", "layout": "lines", "items": [item]},
        {"kind": "paragraph", "text": "丁"},
    ]
    heading, listed, paragraph = deeper(blocks)
    assert (heading["level"], heading["number"]) == (3, "1.")
    assert listed["items"][0]["number"] == "（1）"
    assert listed["items"][0]["text"] == [{"kind": "heading", "level": 4, "number": "①", "title": "乙"}]
    assert paragraph == {"kind": "paragraph", "text": "丁"}
    assert blocks[0]["level"] == 2
