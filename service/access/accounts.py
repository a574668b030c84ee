"""What administrators do: units, people, their roles, their one-time passwords.

``by`` is the administrator, who acts within the units he administers; None is the command line, whose user has
the database in his hands anyway.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from service.access.access import Access
from service.access.errors import AccountNotFound, Forbidden, InvalidAccount
from service.access.passwords import one_time_password
from service.access.signing_in import account_key, normal_login
from service.storage import Act
from service.storage.person import FIRST_UNIT, Person, Role, Unit
from service.storage.record import new_id

FIRST_LOGIN = "admin"
FIRST_NAME = "管理员"
COMMAND_LINE = "命令行"
ROLE_NAMES: Mapping[Role, str] = {
    Role.DRAFTER: "经办人",
    Role.REVIEWER: "审核人",
    Role.APPROVER: "签发人",
    Role.ARCHIVIST: "档案员",
    Role.ADMINISTRATOR: "管理员",
}
AT_HOME = (Role.DRAFTER, Role.REVIEWER, Role.APPROVER)
"""Roles that a person has in his own unit only; archivists and administrators have a list of units."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What a person shall do.

    Attributes:
        at_home: roles in his own unit.
        archives: ids of the units whose archivist he is.
        administers: ids of the units whose administrator he is.
        reads_papers: whether being an administrator lets him read papers.
    """

    at_home: frozenset[Role] = frozenset()
    archives: frozenset[str] = frozenset()
    administers: frozenset[str] = frozenset()
    reads_papers: bool = True

    def grants(self, unit_id: str) -> dict[Role, frozenset[str]]:
        """Return role → units for somebody who works in ``unit_id``."""
        home = {role: frozenset({unit_id}) for role in AT_HOME if role in self.at_home}
        lists = {Role.ARCHIVIST: self.archives, Role.ADMINISTRATOR: self.administers}
        return home | {role: units for role, units in lists.items() if units}


def make_first_administrator(access: Access) -> tuple[Person, str] | None:
    """Make the administrator of a new database, who has every role; None if there is anybody already.

    Returns:
        Who it is, and the one-time password.
    """
    if access.people.all():
        return None
    units = frozenset(unit.id for unit in access.people.units())
    home = next(unit for unit in access.people.units() if unit.id == FIRST_UNIT)
    duties = Duties(frozenset(AT_HOME), units, units)
    person = _new(access, FIRST_LOGIN, FIRST_NAME, home, duties)
    password = one_time_password()
    added = access.people.add_first(person, access.passwords.hash(password), access.clock())
    return (person, password) if added else None


def add_person(
    access: Access, by: Person | None, login: str, name: str, unit_id: str, duties: Duties
) -> tuple[Person, str]:
    """Store a new person and return him with his one-time password.

    Raises:
        InvalidAccount: if login or name can't be taken or there is no role.
        AccountNotFound, Forbidden: if a unit or a right is not the administrator's to give.
    """
    unit = unit_of(access, by, unit_id)
    person = _new(access, _checked_login(login), _checked_name(name), unit, duties)
    _refuse_beyond(access, by, person)
    password = one_time_password()
    if not access.people.add(person, access.passwords.hash(password), access.clock()):
        raise InvalidAccount(f"登录名 {person.login} 已经有人用了，请换一个")
    _log(access, by, person, "增加用户", _duties_told(person))
    return person, password


def change_person(access: Access, by: Person | None, id: str, name: str, duties: Duties) -> Person:
    """Store a person's new name and duties; a session notices with its next request.

    Raises:
        InvalidAccount, AccountNotFound, Forbidden: as `add_person`; and nobody changes his own duties.
    """
    person = person_of(access, by, id)
    _refuse_self(by, person, "不能改自己的角色，请另一位管理员来改")
    grants = duties.grants(person.unit_id)
    changed = replace(person, name=_checked_name(name), grants=grants, reads_papers=duties.reads_papers)
    _refuse_beyond(access, by, changed)
    access.people.change(changed)
    _log(access, by, changed, "修改角色", _duties_told(changed))
    return changed


def reset_password(access: Access, by: Person | None, id: str) -> str:
    """Give a person a one-time password, end his sessions, forget his failures; return the password.

    Raises:
        AccountNotFound, Forbidden: if it isn't the administrator's to do.
    """
    person = person_of(access, by, id)
    _refuse_self(by, person, "改自己的密码请用“修改密码”")
    password = one_time_password()
    access.people.set_password(person.id, access.passwords.hash(password), must_change=True)
    access.failures.forget(account_key(person.login))
    _log(access, by, person, "重设密码")
    return password


def disable(access: Access, by: Person | None, id: str, disabled: bool = True) -> Person:
    """Keep a person out, or let him in again.

    Raises:
        AccountNotFound, Forbidden: if it isn't the administrator's to do.
    """
    person = person_of(access, by, id)
    _refuse_self(by, person, "不能停用自己")
    changed = replace(person, disabled=disabled)
    access.people.change(changed)
    if disabled:
        access.sessions.end_all(person.id)
    _log(access, by, changed, "停用用户" if disabled else "启用用户")
    return changed


def add_unit(access: Access, by: Person | None, name: str, code: str) -> Unit:
    """Store a new unit, and make the administrator its administrator.

    Raises:
        InvalidAccount: if the name or the code can't be taken.
    """
    now = access.clock()
    unit = _checked_unit(access, Unit(new_id(now), name, code))
    access.people.add_unit(unit, now)
    if by is not None:
        mine = by.units_as(Role.ADMINISTRATOR) | {unit.id}
        access.people.change(replace(by, grants={**by.grants, Role.ADMINISTRATOR: mine}))
    access.log(Act.ADMINISTERED, _name(by), unit.id, unit.id, what="增加单位", name=unit.name)
    return unit


def change_unit(access: Access, by: Person | None, id: str, name: str, code: str) -> Unit:
    """Store a unit's new name and code.

    Raises:
        InvalidAccount, AccountNotFound: if they can't be taken, or the unit isn't the administrator's.
    """
    unit = _checked_unit(access, replace(unit_of(access, by, id), name=name, code=code))
    access.people.change_unit(unit)
    access.log(Act.ADMINISTERED, _name(by), unit.id, unit.id, what="修改单位", name=unit.name, code=unit.code)
    return unit


def units_of(access: Access, by: Person | None) -> tuple[Unit, ...]:
    """Return the units that the administrator has, the oldest first."""
    mine = None if by is None else by.units_as(Role.ADMINISTRATOR)
    return tuple(unit for unit in access.people.units() if mine is None or unit.id in mine)


def people_of(access: Access, by: Person | None) -> tuple[Person, ...]:
    """Return the people who work in those units, by login."""
    units = {unit.id for unit in units_of(access, by)}
    return tuple(person for person in access.people.all() if person.unit_id in units)


def unit_of(access: Access, by: Person | None, id: str) -> Unit:
    """Return the unit called ``id``.

    Raises:
        AccountNotFound: if there is none, or it isn't the administrator's.
    """
    for unit in units_of(access, by):
        if unit.id == id:
            return unit
    raise AccountNotFound("没有这个单位，或者不归你管理")


def person_of(access: Access, by: Person | None, id: str) -> Person:
    """Return the person called ``id``, for a change.

    Raises:
        AccountNotFound: if there is none, or he works in a unit that isn't the administrator's.
        Forbidden: if he has a say in such a unit: whoever could reset his password could act as he.
    """
    person = access.people.get(id)
    if person is None or (by is not None and person.unit_id not in by.units_as(Role.ADMINISTRATOR)):
        raise AccountNotFound("没有这个用户，或者不归你管理")
    if by is not None and not person.all_units <= by.units_as(Role.ADMINISTRATOR):
        raise Forbidden(f"{person.name}还管着别的单位的公文，请管理那些单位的管理员来办")
    return person


def _log(access: Access, by: Person | None, person: Person, what: str, duties: str = "") -> None:
    told = {"what": what, "login": person.login} | ({"duties": duties} if duties else {})
    access.log(Act.ADMINISTERED, _name(by), person.unit_id, person.id, **told)


def _name(by: Person | None) -> str:
    return COMMAND_LINE if by is None else by.name


def _duties_told(person: Person) -> str:
    return "、".join(name for role, name in ROLE_NAMES.items() if role in person.roles)


def _new(access: Access, login: str, name: str, unit: Unit, duties: Duties) -> Person:
    return Person(
        id=new_id(access.clock()),
        login=login,
        name=name,
        unit=unit,
        grants=duties.grants(unit.id),
        reads_papers=duties.reads_papers,
        must_change=True,
    )


def _refuse_beyond(access: Access, by: Person | None, person: Person) -> None:
    """Refuse what the administrator hasn't himself: other units, or reading papers as an administrator."""
    if not person.roles:
        raise InvalidAccount("请至少选一个角色；不再使用的用户请停用")
    known = {unit.id for unit in access.people.units()}
    mine = known if by is None else by.units_as(Role.ADMINISTRATOR)
    if not person.all_units <= mine & known:
        raise AccountNotFound("没有这个单位，或者不归你管理")
    reads = Role.ADMINISTRATOR in person.roles and person.reads_papers
    if by is not None and reads and not by.reads_papers:
        raise Forbidden("你不能查看公文，也就不能让别的管理员查看")


def _refuse_self(by: Person | None, person: Person, message: str) -> None:
    if by is not None and by.id == person.id:
        raise Forbidden(message)


def _checked_login(login: str) -> str:
    plain = normal_login(login)
    if not (2 <= len(plain) <= 32 and all(char.isalnum() or char in "._-@" for char in plain)):
        raise InvalidAccount("登录名用 2 到 32 个汉字、字母或数字，中间可以有 . _ - @")
    return plain


def _checked_name(name: str) -> str:
    plain = name.strip()
    if not (1 <= len(plain) <= 50 and _is_printed(plain)):
        raise InvalidAccount("姓名用 1 到 50 个字")
    return plain


def _checked_unit(access: Access, unit: Unit) -> Unit:
    unit = replace(unit, name=unit.name.strip(), code=unit.code.strip())
    if not (2 <= len(unit.name) <= 100 and _is_printed(unit.name)):
        raise InvalidAccount("单位全称用 2 到 100 个字，例如“滨海市水务局”")
    if not (len(unit.code) <= 20 and _is_printed(unit.code)):
        raise InvalidAccount("机关代字最长 20 个字，例如“滨水发”")
    others: Collection[Unit] = [other for other in access.people.units() if other.id != unit.id]
    if any(other.name == unit.name for other in others):
        raise InvalidAccount(f"已经有名为“{unit.name}”的单位")
    return unit


def _is_printed(text: str) -> bool:
    """Tell whether there is nothing invisible in it: no control, format or line break characters."""
    return not any(unicodedata.category(char).startswith("C") for char in text)
