from __future__ import annotations

import random
from itertools import pairwise

import pytest

from service.layout import gbt9704 as gb
from service.layout.nominal import nominal_metrics
from service.rendering.titles import break_title, words
from service.rendering.typesetting import Typesetter

#: 20 字 of 二号 fit on a line of 156 mm.
TYPESETTER = Typesetter(nominal_metrics())


def lines(title: str, *terms: str) -> tuple[str, ...]:
    return TYPESETTER.title_lines(title, None, terms)


def shape(title: str, *terms: str) -> list[int]:
    return [len(line) for line in lines(title, *terms)]


def test_a_short_title_is_one_line() -> None:
    assert lines("关于开展活动的通知") == ("关于开展活动的通知",)
    assert shape("字" * 20) == [20]


@pytest.mark.parametrize(
    ("title", "term"),
    [
        ("关于印发《滨海市海洋发展局“优服务、促发展”活动实施方案》的通知", "“优服务、促发展”活动"),
        (
            "中共滨海市委海洋发展工作委员会关于深入开展“四强四优”创先争优活动的实施方案",
            "“四强四优”创先争优活动",
        ),
        ("滨海市海洋发展局关于成立机关作风建设和优化营商环境工作领导小组的通知", "滨海市海洋发展局"),
        ("关于表彰先进基层党组织和优秀共产党员优秀党务工作者的决定", "优秀共产党员"),
    ],
)
def test_terms_and_words_stay_whole(title: str, term: str) -> None:
    broken = lines(title, term)
    assert len(broken) > 1
    assert any(term in line for line in broken)
    ends = {0}
    for word in words(title, (term,)):
        ends.add(max(ends) + len(word))
    at = 0
    for line in broken:
        at += len(line)
        assert at in ends


def test_no_line_begins_or_ends_with_what_may_not() -> None:
    for line in lines(
        "关于印发《滨海市海洋发展局机关作风建设、优化营商环境和支持海洋渔业发展工作实施方案》的通知"
    ):
        assert line[0] not in "的和及与、，。：；》）”’"
        assert line[-1] not in "《（“‘、"


def test_a_title_is_no_hourglass() -> None:
    for title in (
        "关于印发《滨海市海洋发展局机关作风建设、优化营商环境和支持海洋渔业发展工作实施方案》的通知",
        "滨海市海洋发展局关于进一步加强机关作风建设优化营商环境支持海洋渔业经济高质量发展的若干意见",
    ):
        widths = shape(title)
        assert max(widths) <= 20
        falls = [b - a for a, b in pairwise(widths)]
        assert not any(a < 0 < b for a, b in pairwise(falls)), widths


def test_the_fewest_lines_are_taken() -> None:
    assert len(lines("关于印发《营口站关于创先争优活动的实施方案》的通知")) == 2


def test_lines_fixed_by_hand_are_kept() -> None:
    assert TYPESETTER.title_lines("甲乙丙", ["甲", "乙丙"], ()) == ("甲", "乙丙")


def test_the_longest_title_that_the_schema_takes_is_broken_between_words() -> None:
    title = ("关于" + "进一步深入推进海洋渔业经济高质量发展和" * 12)[:196] + "的通知。"
    broken = lines(title)
    assert "".join(broken) == title
    assert all(len(line) <= 20 for line in broken)
    ends, at = {0}, 0
    for word in words(title):
        at += len(word)
        ends.add(at)
    at = 0
    for line in broken:
        at += len(line)
        assert at in ends


def test_a_word_wider_than_a_line_is_cut() -> None:
    assert shape("甲" * 50, "甲" * 50) == [20, 20, 10]
    latin = lines("A" * 200)
    assert "".join(latin) == "A" * 200
    assert all(
        TYPESETTER.width(line, gb.FONT_TITLE, gb.TITLE_SIZE_PT) <= gb.TYPE_AREA_WIDTH_TWIPS for line in latin
    )


def test_lines_always_join_to_the_title_and_fit() -> None:
    pieces = [
        "关于",
        "印发",
        "《",
        "》",
        "的",
        "通知",
        "滨海市",
        "“",
        "”",
        "、",
        "A",
        "2026年",
        " ",
        "海洋发展局",
        "（试行）",
        "𠮷",
        "和",
    ]
    chance = random.Random(9704)
    for _ in range(300):
        title = "".join(chance.choices(pieces, k=chance.randint(1, 60)))[:200]
        broken = lines(title, chance.choice(pieces))
        assert "".join(broken) == title
        assert all(broken)
        widths = [TYPESETTER.width(line, gb.FONT_TITLE, gb.TITLE_SIZE_PT) for line in broken]
        assert max(widths) <= gb.TYPE_AREA_WIDTH_TWIPS


def test_the_work_for_a_long_title_of_short_words_is_bounded() -> None:
    asked = 0

    def width(text: str) -> float:
        nonlocal asked
        asked += 1
        return len(text)

    title = "我你他她" * 50
    assert "".join(break_title(title, width, 40)) == title
    assert asked < 200_000
