from __future__ import annotations

import pytest

from service.access.errors import InvalidAccount
from service.access.passwords import (
    LONGEST,
    SHORTEST,
    _common,
    check_password,
    default_passwords,
    one_time_password,
)
from tests.fakes import CHEAP


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "红旗渠畔的第三棵柳树",
        "aaaaabbbbbccc",
        "x" + "ab" * 5,
        "七个字不够长所以再加些",
        "worker likes tea",
    ],
)
def test_any_long_password_will_do(password: str):
    check_password(password, "worker")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "至少 10 个字符"),
        ("ninechars", "至少 10 个字符"),
        ("x" * (LONGEST + 1), "最长"),
        ("qwertyuiop", "太常见"),
        ("QWERTYUIOP", "太常见"),
        ("ｑｗｅｒｔｙｕｉｏｐ", "太常见"),
        ("woaini1314520", "太常见"),
        ("p@ssw0rd2026", "太常见"),
        ("aaaaaaaaaaaa", "太常见"),
        ("abababababab", "太常见"),
        ("123123123123", "太常见"),
        ("23456789:;<=", "太常见"),
        ("worker2026worker", "登录名"),
        ("worker20261122", "登录名"),
    ],
)
def test_a_password_that_others_would_guess_is_refused(password: str, said: str):
    with pytest.raises(InvalidAccount, match=said):
        check_password(password, "worker")


def test_the_list_of_common_ones_holds_only_what_the_length_lets_through():
    assert len(_common()) > 150
    assert all(len(each) >= SHORTEST and each == each.casefold() for each in _common())


def test_a_hash_is_salted_and_matches_its_password_in_any_width():
    first, second = CHEAP.hash("ｐassword 甲"), CHEAP.hash("password 甲")
    assert first != second
    assert CHEAP.matches("password 甲", first)
    assert not CHEAP.matches("password 乙", first)
    assert not CHEAP.matches("password 甲", "no hash at all")


def test_the_service_hashes_with_argon2id_at_no_lesser_cost_than_owasp_asks():
    hasher = default_passwords().hasher
    assert hasher.type.name == "ID"
    assert (hasher.memory_cost, hasher.time_cost) >= (19_456, 2)


def test_a_one_time_password_can_be_typed_and_is_never_the_same():
    made = {one_time_password() for _ in range(100)}
    assert len(made) == 100
    assert not set("".join(made)) & set("01ilo")
    for each in made:
        check_password(each, "worker")
