from __future__ import annotations

import pytest

from service.layout.metrics import EM, Face, FontMetrics
from service.layout.predictor import Block, Place, Run, break_lines, paginate

HALF = {ord(c): EM / 2 for c in map(chr, range(0x20, 0x7F))}
FULL = {ord(c): float(EM) for c in "一二三四五六七八九十人字，。、；：？！“”‘’（）《》〔〕—…％①\u3000"}
FACE = Face("test", HALF | FULL | {0xA0: EM / 2}, EM, lambda code: None)
METRICS = FontMetrics({"仿宋_GB2312": (FACE,), "楷体_GB2312": (FACE,)})


def lengths(text: str, **indents: int) -> list[int]:
    lines = break_lines([Run(text)], metrics=METRICS, **indents)
    assert "".join(lines) == text
    return [len(line) for line in lines]


def lines_of(text: str) -> tuple[str, ...]:
    """Break a paragraph without indent: a line holds 28 字."""
    return break_lines([Run(text)], metrics=METRICS, first_indent=0)


def test_a_line_holds_28_zi_and_the_first_line_26() -> None:
    assert lengths("字" * 82) == [26, 28, 28]
    assert lengths("字" * 83) == [26, 28, 28, 1]


def test_an_empty_paragraph_has_one_empty_line() -> None:
    assert break_lines([], metrics=METRICS) == ("",)
    assert break_lines([Run("")], metrics=METRICS) == ("",)


def test_indents_narrow_the_lines() -> None:
    assert lengths("字" * 60, left_indent=1120, right_indent=280, first_indent=-840) == [26, 23, 11]


@pytest.mark.parametrize("mark", "，。、；：？！”’）》〕")
def test_no_closing_mark_begins_a_line(mark: str) -> None:
    assert lines_of("字" * 28 + mark + "字")[1] == "字" + mark + "字"


@pytest.mark.parametrize("mark", "“‘（《〔")
def test_no_opening_mark_ends_a_line(mark: str) -> None:
    assert lines_of("字" * 27 + mark + "字字")[1] == mark + "字字"


def test_several_marks_move_together_with_the_zi_before_them() -> None:
    assert lines_of("字" * 28 + "。”）")[1] == "字。”）"


def test_dashes_and_ellipses_may_begin_a_line() -> None:
    assert lines_of("字" * 28 + "——字")[1] == "——字"
    assert lines_of("字" * 28 + "……字")[1] == "……字"


def test_numbers_and_words_are_not_broken() -> None:
    assert lines_of("字" * 26 + "2026年")[1] == "2026年"
    assert lines_of("字" * 26 + "abcdef字")[1] == "abcdef字"
    assert lines_of("字" * 26 + "12.5%字")[1] == "12.5%字"


def test_a_mark_behind_a_number_takes_the_number_along() -> None:
    assert lines_of("字" * 25 + "202620，字")[1] == "202620，字"


def test_a_range_may_be_broken_behind_its_hyphen() -> None:
    assert lines_of("字" * 26 + "20-26字") == ("字" * 26 + "20-", "26字")


def test_an_address_is_broken_behind_a_slash_or_at_the_blank_before_it() -> None:
    assert lines_of("字" * 21 + "http://a.cn/bcdef") == ("字" * 21 + "http://a.cn/", "bcdef")
    assert lines_of("字" * 21 + " http://a.cn/bcdef") == ("字" * 21 + " ", "http://a.cn/bcdef")


def test_a_blank_hangs_over_the_end_of_the_line() -> None:
    assert lines_of("字" * 28 + " 字") == ("字" * 28 + " ", "字")


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert [len(line) for line in lines_of("a" * 130)] == [57, 57, 16]


def test_between_han_and_digit_a_fifth_of_the_size_is_left_free() -> None:
    # 27 字 and two digits: 27 × 320 − 26 × 5 + 2 × 160 − 5 = 8825 fits, with 64 twips between them it does not
    assert lines_of("字" * 27 + "“1”")[0] == "字" * 27  # no gap at a mark, but the mark does not end a line
    assert lines_of("字" * 27 + "12")[1:] == ("12",)


def test_where_the_gap_does_not_fit_the_line_ends_whatever_follows() -> None:
    assert lines_of("字" * 27 + "①1字")[0] == "字" * 27 + "①"


def test_runs_of_one_font_are_one_text() -> None:
    whole = break_lines([Run("字" * 20 + "2026年")], metrics=METRICS)
    assert break_lines([Run("字" * 20 + "20"), Run("26年")], metrics=METRICS) == whole


def test_a_change_of_font_costs_the_letter_spacing_once() -> None:
    # 28 字 are 8825 twips of 8844: three changes of font add 15, four add 20
    def runs(changes: int) -> list[Run]:
        families = ("仿宋_GB2312", "楷体_GB2312")
        return [Run("字" * 5, families[i % 2]) for i in range(changes)] + [
            Run("字" * (29 - 5 * changes), families[changes % 2])
        ]

    assert len(break_lines(runs(3), metrics=METRICS, first_indent=0)[0]) == 28
    assert len(break_lines(runs(4), metrics=METRICS, first_indent=0)[0]) == 27


def test_sizes_may_differ() -> None:
    title = Run("字" * 21, size_pt=22, letter_spacing_twips=0)
    assert [len(x) for x in break_lines([title], metrics=METRICS, first_indent=0)] == [20, 1]


def test_an_unknown_family_is_an_error() -> None:
    with pytest.raises(KeyError):
        break_lines([Run("字", "隶书")], metrics=METRICS)


@pytest.mark.parametrize("text", ["，" * 20_000, "a" * 20_000, "a，" * 10_000, "1/" * 10_000, " " * 20_000])
def test_absurd_text_is_kept_whole(text: str) -> None:
    assert "".join(break_lines([Run(text)], metrics=METRICS)) == text


def test_a_page_holds_22_lines() -> None:
    assert paginate([Block(44)]).pages == (22, 22)
    assert paginate([Block(45)]).pages == (22, 22, 1)


def test_the_first_page_sums_the_heights_of_its_blocks() -> None:
    pagination = paginate([Block(1, 2500), Block(1, 1200), Block(22)])
    assert pagination.pages == (2 + 15, 7)
    assert pagination.places[2][0] == Place(1, 3, 3700)
    assert pagination.places[2][15] == Place(2, 1, 0)
    assert pagination.used_twips == 7 * 579
    assert (pagination.page_count, pagination.lines_on_last_page) == (2, 7)


def test_a_break_begins_a_page_unless_nothing_is_on_it() -> None:
    assert paginate([Block(3), Block(2, page_break_before=True)]).pages == (3, 2)
    assert paginate([Block(2, page_break_before=True)]).pages == (2,)


def test_a_paper_without_lines_has_one_page() -> None:
    assert paginate([]).pages == (0,)


def test_a_header_that_is_printed_again_takes_its_room_on_each_further_page() -> None:
    rows = [Block(1, 589, repeated_twips=589) for _ in range(60)]
    made = paginate([Block(1, 589), *rows])
    assert made.pages == (21, 20, 20)
    assert next(places[0].top_twips for places in made.places if places[0].page > 1) == 589
