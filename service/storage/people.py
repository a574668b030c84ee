"""Units and people in the database."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from service.storage.access_models import GrantRow, PersonRow, SessionRow, UnitRow
from service.storage.database import Database
from service.storage.person import Person, Role, Unit


@dataclass(frozen=True, slots=True)
class People:
    """The units and people of one database."""

    database: Database

    def add_unit(self, unit: Unit, now: dt.datetime) -> None:
        """Store a new unit."""
        with self.database.writing() as session:
            session.add(UnitRow(id=unit.id, name=unit.name, code=unit.code, created=now))

    def change_unit(self, unit: Unit) -> None:
        """Store the new name and code of a unit."""
        with self.database.writing() as session:
            row = session.get_one(UnitRow, unit.id)
            row.name, row.code = unit.name, unit.code

    def units(self) -> tuple[Unit, ...]:
        """Return all units, the oldest first."""
        oldest = select(UnitRow).order_by(UnitRow.created, UnitRow.id)
        with self.database.reading() as session:
            return tuple(_as_unit(row) for row in session.scalars(oldest))

    def add(self, person: Person, password_hash: str, now: dt.datetime) -> bool:
        """Store a new person; tell False, and store nothing, if the login is taken."""
        with self.database.writing() as session:
            if session.scalar(select(PersonRow.id).where(PersonRow.login == person.login)):
                return False
            session.add(_as_row(person, password_hash, now))
        return True

    def add_first(self, person: Person, password_hash: str, now: dt.datetime) -> bool:
        """Store the first person of all; tell False, and store nothing, if there is anybody."""
        with self.database.writing() as session:
            if session.scalar(select(func.count()).select_from(PersonRow)):
                return False
            session.add(_as_row(person, password_hash, now))
        return True

    def change(self, person: Person) -> None:
        """Store what may change of a person: name, roles, whether he reads papers, whether he is kept out."""
        with self.database.writing() as session:
            row = session.get_one(PersonRow, person.id)
            row.name, row.unit_id = person.name, person.unit_id
            row.reads_papers, row.disabled = person.reads_papers, person.disabled
            kept = {(grant.role, grant.unit_id): grant for grant in row.grants}
            row.grants = [
                kept.get((role, unit), GrantRow(role=role, unit_id=unit)) for role, unit in _pairs(person)
            ]

    def set_password(self, id: str, password_hash: str, must_change: bool) -> None:
        """Store another password and sign the person out everywhere."""
        with self.database.writing() as session:
            row = session.get_one(PersonRow, id)
            row.password_hash, row.must_change = password_hash, must_change
            session.execute(delete(SessionRow).where(SessionRow.person_id == id))

    def get(self, id: str) -> Person | None:
        """Return the person called ``id``, if there is one."""
        with self.database.reading() as session:
            row = session.get(PersonRow, id)
            return None if row is None else as_person(row)

    def by_login(self, login: str) -> tuple[Person, str] | None:
        """Return the person who signs in as ``login``, and the hash of his password."""
        with self.database.reading() as session:
            row = session.scalar(select(PersonRow).where(PersonRow.login == login))
            return None if row is None else (as_person(row), row.password_hash)

    def all(self) -> tuple[Person, ...]:
        """Return everybody, by login."""
        with self.database.reading() as session:
            return tuple(
                as_person(row) for row in session.scalars(select(PersonRow).order_by(PersonRow.login))
            )


def as_person(row: PersonRow) -> Person:
    """Return the value of a row."""
    grants: dict[Role, set[str]] = defaultdict(set)
    for grant in row.grants:
        grants[Role(grant.role)].add(grant.unit_id)
    return Person(
        id=row.id,
        login=row.login,
        name=row.name,
        unit=_as_unit(row.unit),
        grants={role: frozenset(units) for role, units in grants.items()},
        reads_papers=row.reads_papers,
        must_change=row.must_change,
        disabled=row.disabled,
    )


def _as_row(person: Person, password_hash: str, now: dt.datetime) -> PersonRow:
    return PersonRow(
        id=person.id,
        login=person.login,
        name=person.name,
        unit_id=person.unit_id,
        password_hash=password_hash,
        reads_papers=person.reads_papers,
        must_change=person.must_change,
        disabled=person.disabled,
        created=now,
        grants=[GrantRow(role=role, unit_id=unit) for role, unit in _pairs(person)],
    )


def _pairs(person: Person) -> list[tuple[str, str]]:
    return [(role.value, unit) for role, units in person.grants.items() for unit in sorted(units)]


def _as_unit(row: UnitRow) -> Unit:
    return Unit(row.id, row.name, row.code)
