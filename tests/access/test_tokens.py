from __future__ import annotations

import dataclasses

import pytest

from service.access.access import Access
from service.access.accounts import Duties, add_person, add_unit
from service.access.errors import AccountNotFound, Forbidden, InvalidAccount, InvalidToken
from service.access.tokens import create_token, issue_token, revoke_token, token_of
from service.storage.person import FIRST_UNIT, Scope
from tests.access.conftest import Clock


def test_a_token_is_known_by_its_secret_which_is_kept_nowhere(access: Access):
    token, secret = create_token(access, " 办公系统 ", FIRST_UNIT, [Scope.READ], 30)
    assert secret.startswith("cw_")
    assert len(secret) == 3 + 43
    found = token_of(access, secret)
    assert (found.id, found.name, found.unit_id, found.scopes) == (
        token.id,
        "办公系统",
        FIRST_UNIT,
        frozenset({Scope.READ}),
    )
    with access.tokens.database.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM tokens").all()
    assert secret not in str(rows)
    assert secret.removeprefix("cw_") not in str(rows)


def test_its_use_is_noted_to_the_hour(access: Access, clock: Clock):
    _, secret = create_token(access, "甲", FIRST_UNIT, [Scope.READ], 30)
    hour = clock.now.replace(minute=0)
    assert token_of(access, secret).used == hour
    clock.move(minutes=29)
    assert token_of(access, secret).used == hour
    clock.move(minutes=2)
    assert token_of(access, secret).used == hour.replace(hour=hour.hour + 1)
    assert access.tokens.all()[0].used == hour.replace(hour=hour.hour + 1)


def test_it_ends_with_its_time(access: Access, clock: Clock):
    _, secret = create_token(access, "甲", FIRST_UNIT, [Scope.READ], 2)
    clock.move(days=2, seconds=-1)
    assert token_of(access, secret)
    clock.move(seconds=1)
    with pytest.raises(InvalidToken, match="过期"):
        token_of(access, secret)


def test_it_can_be_taken_back_by_those_of_its_unit(access: Access):
    token, secret = create_token(access, "甲", FIRST_UNIT, [Scope.READ], 2)
    with pytest.raises(AccountNotFound):
        revoke_token(access, token.id, {"other"})
    with pytest.raises(AccountNotFound):
        revoke_token(access, "nothing", {FIRST_UNIT})
    assert token_of(access, secret)
    revoke_token(access, token.id, {FIRST_UNIT})
    with pytest.raises(InvalidToken, match="作废"):
        token_of(access, secret)


@pytest.mark.parametrize("secret", ["", "cw_", "cw_x", "字"])
def test_a_wrong_one_is_refused(access: Access, secret: str):
    with pytest.raises(InvalidToken, match="令牌不对"):
        token_of(access, secret)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "用途"),
        ({"name": "字" * 101}, "用途"),
        ({"scopes": []}, "至少选一项"),
        ({"days": 0}, "有效期"),
        ({"days": 3651}, "有效期"),
    ],
)
def test_one_that_means_nothing_is_not_made(access: Access, changes: dict[str, object], said: str):
    given = {"name": "甲", "unit_id": FIRST_UNIT, "scopes": [Scope.READ], "days": 1} | changes
    with pytest.raises(InvalidAccount, match=said):
        create_token(access, **given)  # type: ignore[arg-type]
    assert access.tokens.all() == ()


def test_an_administrator_makes_them_for_his_units_and_not_to_see_more_than_himself(access: Access):
    other = add_unit(access, None, "滨海市水务局", "滨水发")
    duties = Duties(administers=frozenset({FIRST_UNIT}))
    by, _ = add_person(access, None, "chief", "周明", FIRST_UNIT, duties)
    assert issue_token(access, by, "甲", FIRST_UNIT, [Scope.READ], 1)
    with pytest.raises(AccountNotFound):
        issue_token(access, by, "甲", other.id, [Scope.READ], 1)
    blind = dataclasses.replace(by, reads_papers=False)
    assert issue_token(access, blind, "甲", FIRST_UNIT, [Scope.CREATE], 1)
    with pytest.raises(Forbidden):
        issue_token(access, blind, "甲", FIRST_UNIT, [Scope.READ], 1)
