from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from service.access.access import Access
from service.access.accounts import (
    AT_HOME,
    Duties,
    add_person,
    add_unit,
    change_person,
    change_unit,
    disable,
    make_first_administrator,
    people_of,
    reset_password,
    units_of,
)
from service.access.errors import AccountNotFound, Forbidden, InvalidAccount
from service.access.signing_in import sign_in, signed_in
from service.storage.person import FIRST_UNIT, Person, Role, Unit

DRAFTER = Duties(frozenset({Role.DRAFTER}))


@pytest.fixture
def other(access: Access) -> Unit:
    return add_unit(access, None, "滨海市水务局", "滨水发")


def an_administrator(access: Access, login: str, *units: str, home: str = FIRST_UNIT) -> Person:
    return add_person(access, None, login, "周明", home, Duties(administers=frozenset(units)))[0]


def test_the_first_administrator_has_every_role_and_is_made_once(access: Access):
    made = make_first_administrator(access)
    assert made is not None
    person, password = made
    signed = signed_in(access, sign_in(access, "admin", password, "192.0.2.1"))
    assert signed == person
    assert person.roles == frozenset(Role)
    assert person.must_change
    assert person.readable_units == {FIRST_UNIT}
    assert make_first_administrator(access) is None
    assert len(access.people.all()) == 1


def test_where_there_is_anybody_no_administrator_is_made(access: Access):
    add_person(access, None, "worker", "林晓", FIRST_UNIT, DRAFTER)
    assert make_first_administrator(access) is None


def test_what_a_person_reads_follows_from_his_roles(access: Access, other: Unit):
    both = frozenset({FIRST_UNIT, other.id})
    person, _ = add_person(
        access, None, "one", "林晓", FIRST_UNIT, Duties(frozenset({Role.REVIEWER}), frozenset({other.id}))
    )
    assert access.people.get(person.id) == person
    assert person.readable_units == both
    chief, _ = add_person(access, None, "two", "周明", FIRST_UNIT, Duties(administers=both))
    assert chief.readable_units == both
    blind = change_person(access, None, chief.id, "周明", Duties(administers=both, reads_papers=False))
    assert blind.readable_units == frozenset()
    assert access.people.get(chief.id) == blind


def test_a_change_takes_roles_away_too(access: Access, other: Unit):
    person, _ = add_person(access, None, "one", "林晓", FIRST_UNIT, Duties(frozenset(AT_HOME)))
    changed = change_person(access, None, person.id, "林晓晓", Duties(archives=frozenset({other.id})))
    assert access.people.get(person.id) == changed
    assert (changed.roles, changed.name) == (frozenset({Role.ARCHIVIST}), "林晓晓")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"login": "a"}, "登录名"),
        ({"login": "a b"}, "登录名"),
        ({"login": "x" * 33}, "登录名"),
        ({"login": "a\u200bb"}, "登录名"),
        ({"name": " "}, "姓名"),
        ({"name": "林\n晓"}, "姓名"),
        ({"duties": Duties()}, "角色"),
        ({"login": "TAKEN"}, "已经有人用了"),
    ],
)
def test_a_person_that_cannot_be_is_not_added(access: Access, changes: dict[str, object], said: str):
    add_person(access, None, "taken", "林晓", FIRST_UNIT, DRAFTER)
    given = {"login": "new", "name": "林晓", "unit_id": FIRST_UNIT, "duties": DRAFTER} | changes
    with pytest.raises(InvalidAccount, match=said):
        add_person(access, None, **given)  # type: ignore[arg-type]
    assert len(access.people.all()) == 1


def test_an_administrator_acts_in_his_units_and_no_others(access: Access, other: Unit):
    by = an_administrator(access, "chief", FIRST_UNIT)
    stranger, _ = add_person(access, None, "stranger", "孙宁", other.id, DRAFTER)
    assert [unit.id for unit in units_of(access, by)] == [FIRST_UNIT]
    assert [person.login for person in people_of(access, by)] == ["chief"]
    forbidden: list[Callable[[], object]] = [
        lambda: add_person(access, by, "new", "林晓", other.id, DRAFTER),
        lambda: add_person(access, by, "new", "林晓", FIRST_UNIT, Duties(archives=frozenset({other.id}))),
        lambda: add_person(access, by, "new", "林晓", FIRST_UNIT, Duties(administers=frozenset({"none"}))),
        lambda: change_person(access, by, stranger.id, "孙宁", DRAFTER),
        lambda: reset_password(access, by, stranger.id),
        lambda: disable(access, by, stranger.id),
        lambda: change_unit(access, by, other.id, "别的名称", ""),
        lambda: reset_password(access, by, "nobody"),
    ]
    for act in forbidden:
        with pytest.raises(AccountNotFound):
            act()
    assert len(access.people.all()) == 2


def test_nobody_takes_over_an_account_that_reaches_further_than_his_own(access: Access, other: Unit):
    by = an_administrator(access, "chief", FIRST_UNIT)
    archivist = Duties(archives=frozenset({FIRST_UNIT, other.id}))
    person, _ = add_person(access, None, "archivist", "孙宁", FIRST_UNIT, archivist)
    for act in (reset_password, disable):
        with pytest.raises(Forbidden, match="别的单位"):
            act(access, by, person.id)
    with pytest.raises(Forbidden):
        change_person(access, by, person.id, "孙宁", DRAFTER)


def test_nobody_changes_his_own_roles_or_shuts_himself_out(access: Access):
    by = an_administrator(access, "chief", FIRST_UNIT)
    with pytest.raises(Forbidden, match="自己的角色"):
        change_person(
            access, by, by.id, "周明", Duties(frozenset(AT_HOME), administers=frozenset({FIRST_UNIT}))
        )
    for act in (reset_password, disable):
        with pytest.raises(Forbidden):
            act(access, by, by.id)


def test_who_may_not_read_makes_nobody_an_administrator_who_may(access: Access):
    by = dataclasses.replace(an_administrator(access, "chief", FIRST_UNIT), reads_papers=False)
    mine = frozenset({FIRST_UNIT})
    with pytest.raises(Forbidden):
        add_person(access, by, "new", "林晓", FIRST_UNIT, Duties(administers=mine))
    assert add_person(access, by, "new", "林晓", FIRST_UNIT, Duties(administers=mine, reads_papers=False))


def test_a_disabled_person_is_out_at_once_and_can_be_let_in_again(access: Access):
    person, once = add_person(access, None, "worker", "林晓", FIRST_UNIT, DRAFTER)
    secret = sign_in(access, "worker", once, "192.0.2.1")
    disable(access, None, person.id)
    assert signed_in(access, secret) is None
    disable(access, None, person.id, disabled=False)
    assert sign_in(access, "worker", once, "192.0.2.1")


def test_who_adds_a_unit_administers_it(access: Access):
    by = an_administrator(access, "chief", FIRST_UNIT)
    unit = add_unit(access, by, " 滨海市水务局 ", "滨水发")
    assert unit.name == "滨海市水务局"
    again = access.people.get(by.id)
    assert again is not None
    assert again.units_as(Role.ADMINISTRATOR) == {FIRST_UNIT, unit.id}
    assert add_person(access, again, "new", "林晓", unit.id, DRAFTER)


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [("局", "", "单位全称"), ("滨海市\n水务局", "", "单位全称"), ("滨海市水务局", "字" * 21, "机关代字")],
)
def test_a_unit_that_cannot_be_is_not_added(access: Access, name: str, code: str, said: str):
    with pytest.raises(InvalidAccount, match=said):
        add_unit(access, None, name, code)
    assert len(access.people.units()) == 1


def test_two_units_have_two_names_and_one_may_keep_its_own(access: Access, other: Unit):
    with pytest.raises(InvalidAccount, match="已经有"):
        add_unit(access, None, other.name, "")
    with pytest.raises(InvalidAccount, match="已经有"):
        change_unit(access, None, FIRST_UNIT, other.name, "")
    assert change_unit(access, None, other.id, other.name, "滨水字").code == "滨水字"
    assert {unit.id: unit.code for unit in access.people.units()}[other.id] == "滨水字"
