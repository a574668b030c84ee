from __future__ import annotations

import pytest

from service.document.numbering import Mark, chinese_numeral, ordinal, read_mark


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("一、", "一、", 1), ("二十一、", "一、", 21), ("（二）", "(一)", 2), ("(三)", "(一)", 3), ("（一）、", "(一)、", 1),
        ("2.", "1.", 2), ("2．", "1.", 2), ("2、", "1、", 2), ("（12）", "(1)", 12), ("1）", "1)", 1), ("一. ", "一.", 1),
        ("②", "①", 2), ("⑫", "①", 12), ("⑵", "⑴", 2), ("㈡", "㈠", 2), ("⒉", "⒈", 2), ("二是", "一是", 2), ("第三阶段：", "第一阶段:", 3),
    ],
)  # fmt: skip
def test_marks(text: str, style: str, value: int) -> None:
    assert read_mark(text) == Mark(style, value)


@pytest.mark.parametrize("text", ["", "A.", "◆", "五一要", "1.1", "一一、", "○、"])
def test_what_has_no_number(text: str) -> None:
    assert read_mark(text) is None


@pytest.mark.parametrize("level", [1, 2, 3, 4])
@pytest.mark.parametrize("number", [1, 9, 10, 11, 20, 99, 100, 101, 110, 999])
def test_a_mark_that_is_made_is_read_again(level: int, number: int) -> None:
    found = read_mark(ordinal(number, level))
    assert found is not None
    assert found.value == number


@pytest.mark.parametrize("number", [0, 1000, -1])
def test_numerals_that_there_are_not(number: int) -> None:
    with pytest.raises(ValueError, match="no ordinal"):
        chinese_numeral(number)


def test_there_is_no_fifth_level() -> None:
    with pytest.raises(ValueError, match="no level"):
        ordinal(1, 5)
