from __future__ import annotations

import pytest

from service.layout.scripts import is_letter_or_number, stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("字字", ["字字"]),
        ("第2026年", ["第", "2026", "年"]),
        ("字“abc”字", ["字“", "abc”", "字"]),
        ("“字", ["“", "字"]),
        ("“abc", ["“abc"]),
        ("字，abc", ["字，", "abc"]),
        ("字·字", ["字", "·", "字"]),
        ("字—①字", ["字—①字"]),
        ("字\u00a0字", ["字", "\u00a0", "字"]),
        ("a b", ["a b"]),
        ("㐀𠮷１", ["㐀𠮷１"]),
        ("", []),
    ],
)
def test_a_paragraph_is_cut_where_the_script_changes(text: str, expected: list[str]) -> None:
    found = stretches(text)
    assert [text[s.start : s.end] for s in found] == expected
    assert [s.start for s in found[1:]] == [s.end for s in found[:-1]]


@pytest.mark.parametrize(
    ("char", "expected"), [("字", True), ("7", True), ("½", True), ("〇", True), ("，", False), (" ", False)]
)
def test_letters_and_numbers_are_told_from_marks(char: str, expected: bool) -> None:
    assert is_letter_or_number(char) is expected
