from __future__ import annotations

import pytest

from service.layout.latin import latin_break, may_break


def breaks(text: str) -> str:
    """Show where a text may be broken."""
    return text[0] + "".join(("|" if may_break(text, i) else "") + text[i] for i in range(1, len(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two words", "two |words"),
        ("第1章", "第|1|章"),
        ("12.5%的", "12.5%|的"),
        ("1,234.56元", "1,234.56|元"),
        ("$300（约）", "$300（约）"),
        ("2026-03-01", "2026-|03-|01"),
        ("10:30", "10:30"),
        ("24/7", "24/7"),
        ("and/or", "and/|or"),
        ("R&D部", "R&D|部"),
        ("(abc)字", "(abc)|字"),
        ("字(abc)", "字|(abc)"),
        ("“5G”的", "“5G”的"),
        ("A—B", "A|—|B"),
        ("45°角", "45°|角"),
        ("a\u00a0b", "a\u00a0b"),
        ("( a", "( a"),
        ("）字", "）|字"),
    ],
)
def test_a_text_may_be_broken_only_at_the_bars(text: str, expected: str) -> None:
    assert breaks(text) == expected


def test_the_last_break_of_the_line_is_taken() -> None:
    assert latin_break("one two three", 12, 0) == 8
    assert latin_break("one two three", 7, 0) == 4
    assert latin_break("one", 2, 0) == 0


def test_a_break_before_the_line_is_none() -> None:
    assert latin_break("one three", 8, 4) == 0


def test_a_break_behind_a_slash_moves_to_the_blank_before_it() -> None:
    assert latin_break("see a/b/cde", 10, 0) == 4
    assert latin_break("a/b/cde", 6, 0) == 4
    assert latin_break("see " + "a" * 70 + "/bcd", 77, 0) == 75
