from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from service.access.access import Access
from service.access.accounts import AT_HOME, Duties, add_person, disable, reset_password
from service.access.errors import InvalidAccount, SignInFailed, TooManyFailures
from service.access.lockout import FORGOTTEN_AFTER, RULES
from service.access.passwords import Passwords
from service.access.signing_in import (
    ABSOLUTE,
    IDLE,
    change_password,
    csrf_token,
    is_csrf_token,
    sign_in,
    sign_out,
    signed_in,
)
from service.storage.person import FIRST_UNIT, Person
from tests.access.conftest import Clock
from tests.fakes import PASSWORD

HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def worker(access: Access) -> Person:
    person, once = add_person(access, None, "Worker", "林晓", FIRST_UNIT, Duties(frozenset(AT_HOME)))
    change_password(access, person, once, PASSWORD, PASSWORD, HERE)
    return person


def fails(access: Access, login: str = "worker", address: str = HERE, password: str = "wrong") -> str:
    with pytest.raises((SignInFailed, TooManyFailures)) as caught:
        sign_in(access, login, password, address)
    return caught.value.code


@pytest.mark.parametrize("login", ["worker", " WORKER ", "ｗｏｒｋｅｒ"])
def test_it_works_however_the_login_is_typed(access: Access, worker: Person, login: str):
    person = signed_in(access, sign_in(access, login, PASSWORD, HERE))
    assert person is not None
    assert (person.id, person.must_change) == (worker.id, False)


def test_every_session_is_a_new_one_and_the_database_knows_no_secret(access: Access, worker: Person):
    first, second = (sign_in(access, "worker", PASSWORD, HERE) for _ in range(2))
    assert first != second
    assert access.sessions.get(first) is None
    assert len(first) >= 43  # 256 bits


def test_a_session_ends_when_nobody_uses_it(access: Access, worker: Person, clock: Clock):
    secret = sign_in(access, "worker", PASSWORD, HERE)
    for _ in range(3):
        clock.now += IDLE - dt.timedelta(minutes=1)
        assert signed_in(access, secret)
    clock.now += IDLE + dt.timedelta(minutes=1)
    assert signed_in(access, secret) is None


def test_a_session_ends_after_a_day_however_much_it_is_used(access: Access, worker: Person, clock: Clock):
    secret = sign_in(access, "worker", PASSWORD, HERE)
    end = clock.now + ABSOLUTE
    while clock.now <= end:
        assert signed_in(access, secret)
        clock.move(hours=1)
    assert signed_in(access, secret) is None


def test_signing_out_ends_this_session_only(access: Access, worker: Person):
    first, second = (sign_in(access, "worker", PASSWORD, HERE) for _ in range(2))
    sign_out(access, first)
    assert signed_in(access, first) is None
    assert signed_in(access, second)


def test_unknown_wrong_and_disabled_get_the_same_answer_and_the_same_work(
    access: Access, worker: Person, monkeypatch: pytest.MonkeyPatch
):
    compared: list[str | None] = []
    matches = Passwords.matches

    def counted(self: Passwords, password: str, stored: str | None) -> bool:
        compared.append(stored)
        return matches(self, password, stored)

    monkeypatch.setattr(Passwords, "matches", counted)
    said = []
    for login, password in (("nobody", PASSWORD), ("worker", "wrong"), ("worker", PASSWORD)):
        if password is PASSWORD and login == "worker":
            disable(access, None, worker.id)
        with pytest.raises(SignInFailed) as caught:
            sign_in(access, login, password, HERE)
        said.append(str(caught.value))
    assert len(set(said)) == 1
    assert len(compared) == 3


def test_the_hash_of_nobody_costs_what_everybody_s_costs(access: Access):
    assert access.passwords.matches("", None) is False
    parameters = {hash.rsplit("$", 2)[0] for hash in (access.passwords._nobody, access.passwords.hash("x"))}
    assert len(parameters) == 1


def test_an_account_is_locked_longer_and_longer_and_says_until_when(
    access: Access, worker: Person, clock: Clock
):
    rule = RULES["account"]
    for _ in range(rule.free):
        assert fails(access) == "sign_in_failed"
    for minutes in (*rule.minutes, rule.minutes[-1]):
        with pytest.raises(TooManyFailures, match=f"请在 {minutes} 分钟后（") as caught:
            sign_in(access, "worker", PASSWORD, THERE)
        assert caught.value.retry_after_s == minutes * 60 + 1
        clock.move(minutes=minutes - 0.1)
        assert fails(access, password=PASSWORD) == "too_many_failures"
        clock.move(minutes=0.1)
        assert fails(access) == "sign_in_failed"


def test_the_time_is_told_as_clocks_here_show_it(access: Access, worker: Person):
    for _ in range(RULES["account"].free):
        fails(access)
    with pytest.raises(TooManyFailures, match="16:31"):  # 08:30 in UTC, and a minute
        sign_in(access, "worker", PASSWORD, HERE)


def test_an_unknown_account_is_locked_just_so(access: Access):
    codes = [fails(access, "nobody") for _ in range(RULES["account"].free + 1)]
    assert codes == ["sign_in_failed"] * RULES["account"].free + ["too_many_failures"]


def test_success_forgets_the_failures_of_the_account(access: Access, worker: Person):
    for _ in range(3):
        for _ in range(RULES["account"].free - 1):
            fails(access)
        sign_in(access, "worker", PASSWORD, HERE)


def test_an_address_that_tries_many_accounts_is_locked_and_others_are_not(access: Access, worker: Person):
    for number in range(RULES["address"].free):
        assert fails(access, f"guess{number}") == "sign_in_failed"
    assert fails(access, "another") == "too_many_failures"
    assert fails(access, password=PASSWORD) == "too_many_failures"
    assert sign_in(access, "worker", PASSWORD, THERE)


def test_success_does_not_unlock_an_address(access: Access, worker: Person):
    """Or whoever has one account could guess at all others for ever."""
    codes = []
    for number in range(RULES["address"].free + 1):
        codes.append(fails(access, f"guess{number}"))
        if codes[-1] == "sign_in_failed" and number < RULES["address"].free - 1:
            sign_in(access, "worker", PASSWORD, HERE)
    assert codes[-1] == "too_many_failures"


def test_failures_are_forgotten_in_the_end(access: Access, worker: Person, clock: Clock):
    for _ in range(RULES["account"].free - 1):
        fails(access)
    clock.now += FORGOTTEN_AFTER + dt.timedelta(minutes=1)
    for _ in range(RULES["account"].free):
        assert fails(access) == "sign_in_failed"


def test_a_reset_unlocks_and_ends_all_sessions(access: Access, worker: Person):
    secret = sign_in(access, "worker", PASSWORD, HERE)
    for _ in range(RULES["account"].free):
        fails(access)
    once = reset_password(access, None, worker.id)
    assert signed_in(access, secret) is None
    assert fails(access, password=PASSWORD) == "sign_in_failed"
    person = signed_in(access, sign_in(access, "worker", once, HERE))
    assert person is not None
    assert person.must_change


def test_changing_the_password_ends_the_other_sessions(access: Access, worker: Person):
    elsewhere = sign_in(access, "worker", PASSWORD, THERE)
    secret = change_password(access, worker, PASSWORD, "另一句好记的话也行吧", "另一句好记的话也行吧", HERE)
    assert signed_in(access, elsewhere) is None
    assert signed_in(access, secret)
    assert fails(access, password=PASSWORD) == "sign_in_failed"


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", "long enough now", "long enough now", "登录名或密码不对"),
        (PASSWORD, "long enough now", "long enough no", "两次输入"),
        (PASSWORD, PASSWORD, PASSWORD, "一样"),
        (PASSWORD, "too short", "too short", "至少 10 个字符"),
    ],
)
def test_a_new_password_that_cannot_be_taken_changes_nothing(
    access: Access, worker: Person, old: str, new: str, again: str, said: str
):
    with pytest.raises((InvalidAccount, SignInFailed), match=said):
        change_password(access, worker, old, new, again, HERE)
    assert sign_in(access, "worker", PASSWORD, HERE)


def test_guessing_at_the_old_password_locks_as_well(access: Access, worker: Person):
    codes: list[Any] = []
    for _ in range(RULES["account"].free + 1):
        with pytest.raises((SignInFailed, TooManyFailures)) as caught:
            change_password(access, worker, "wrong", "long enough now", "long enough now", HERE)
        codes.append(caught.value.code)
    assert codes[-1] == "too_many_failures"


def test_the_token_of_a_form_belongs_to_one_session():
    assert is_csrf_token(csrf_token("a"), "a")
    assert not is_csrf_token(csrf_token("a"), "b")
    assert not is_csrf_token("", "a")
