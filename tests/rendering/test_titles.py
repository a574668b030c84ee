from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from service.layout import gbt9704 as gb
from service.layout.nominal import nominal_metrics
from service.rendering.title_words import words
from service.rendering.titles import break_title
from service.rendering.typesetting import Typesetter
from tests.rendering.title_rules import is_hourglass, objections

#: 20 字 of 二号 fit on a line of 156 mm.
TYPESETTER = Typesetter(nominal_metrics())
WIDEST = 20.0
OWN = Path(__file__).with_name("titles.txt")
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
ACCEPTABLE_SHARE = 0.99
#: What the list of the corpus adds to a title where the text has none, or only a part of it.
LIST_NOTE = re.compile(r"（[^（）]*(?:题为补|末段|部分|第四页|动态|所附|起|阶段与组织领导|号)[^（）]*）$")
NAMED = re.compile(r"《([^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*)》")


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
        assert "".join("".join(broken).split()) == "".join(title.split())
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


def own_titles() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in OWN.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            title, _, whole = line.partition("\t")
            yield title, tuple(filter(None, whole.split("|")))


@pytest.mark.parametrize(("title", "whole"), tuple(own_titles()))
def test_nobody_objects_to_the_lines_of_an_invented_title(title: str, whole: tuple[str, ...]) -> None:
    broken = lines(title)
    assert "".join("".join(broken).split()) == "".join(title.split())
    assert list(objections(broken, WIDEST, whole)) == []


@pytest.mark.parametrize(
    ("broken", "objection"),
    [
        (("关于召开2019", "年工作会议的通知"), "拆开数与单位：2019年"),
        (("国务院", "办公厅关于工作的通知"), "拆开机关：国务院办公厅"),
        (("关于深入开展“四强", "四优”活动的意见"), "拆开引语：“四强四优”"),
        (("关于印发工作方案", "的通知及其附件"), "行首：的"),
        (("滨海市海洋局关于", "印发要点的通知"), "行尾：关于"),
        (("关于印发《", "渔船检验工作要点》的通知"), "行尾：发《"),
        (("关于印发工作方案的", "通知"), "行太短：通知"),
        (("关于进一步做好海洋渔业", "安全生产", "监督管理若干工作的通知"), "沙漏形"),
        (("关于" + "海" * 19,), "行太宽：关于" + "海" * 19),
        (("关于学习张伟", "同志事迹的通知"), "拆开称呼：伟同志"),
    ],
)
def test_the_rules_object_to_bad_lines(broken: tuple[str, ...], objection: str) -> None:
    assert objection in objections(broken, WIDEST)


def test_an_hourglass_is_told_from_other_shapes() -> None:
    assert is_hourglass([15, 10, 14])
    assert is_hourglass([16, 12, 12, 15])
    assert not is_hourglass([10, 14, 18])
    assert not is_hourglass([18, 14, 10])
    assert not is_hourglass([10, 18, 10])
    assert not is_hourglass([16, 15, 16])


def corpus_titles() -> list[str]:
    """Return every title of the list and every one that a text names between 《》."""
    with (CORPUS / "index.tsv").open(encoding="utf-8", newline="") as listed:
        titles = [
            LIST_NOTE.sub("", row["title"])
            for row in csv.DictReader(listed, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    for path in sorted(CORPUS.rglob("*.txt")):
        titles += NAMED.findall(path.read_text(encoding="utf-8", errors="replace"))
    return list(dict.fromkeys(titles))


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of published papers lies beside the checkout only"
)
def test_nobody_objects_to_nearly_all_titles_of_the_corpus(
    record_property: Callable[[str, object], None],
) -> None:
    titles = corpus_titles()
    broken = [title for title in titles if len(lines(title)) > 1]
    failing = {title: found for title in broken if (found := list(objections(lines(title), WIDEST)))}
    share = 1 - len(failing) / len(broken)
    record_property("titles", len(titles))
    record_property("titles_of_several_lines", len(broken))
    record_property("objectionable", len(failing))
    record_property("acceptable_share", f"{share:.2%}")
    print(f"{len(broken)} of {len(titles)} titles broken, {share:.2%} acceptable, {len(failing)} not")
    assert len(titles) > 100
    assert share >= ACCEPTABLE_SHARE, failing
