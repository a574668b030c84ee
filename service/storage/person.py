"""Units, people, sessions and tokens: who may do what, and where. Values only, no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

FIRST_UNIT = "first"
"""Id of the unit that every new database has; records made before there were units belong to it."""


class Role(StrEnum):
    """What a person does in a unit."""

    DRAFTER = "drafter"  #: 经办人
    REVIEWER = "reviewer"  #: 审核人
    APPROVER = "approver"  #: 签发人; ``signatory`` is the element of the paper
    ARCHIVIST = "archivist"  #: 档案员
    ADMINISTRATOR = "administrator"  #: 管理员


class Scope(StrEnum):
    """What a program may do with a token."""

    READ = "read"
    CREATE = "create"
    CHECK = "check"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit (单位) that drafts papers; other units don't see them.

    Attributes:
        id: never changes.
        name: 全称.
        code: 机关代字, such as “滨水发”; "" if none has been given.
    """

    id: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in.

    Attributes:
        id: never changes.
        login: the name typed to sign in, in lower case.
        name: 姓名.
        unit: where he works; what he makes belongs to it.
        grants: role → ids of the units in which he has it.
        reads_papers: whether being an administrator lets him read the papers of his units.
        must_change: whether his password is a one-time one, good only for choosing another.
        disabled: whether he is kept out.
    """

    id: str
    login: str
    name: str
    unit: Unit
    grants: Mapping[Role, frozenset[str]] = field(default_factory=dict)
    reads_papers: bool = True
    must_change: bool = False
    disabled: bool = False

    @property
    def unit_id(self) -> str:
        """Id of his unit."""
        return self.unit.id

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that he has anywhere."""
        return frozenset(role for role, units in self.grants.items() if units)

    def units_as(self, role: Role) -> frozenset[str]:
        """Return the ids of the units in which he has ``role``."""
        return self.grants.get(role, frozenset())

    @property
    def readable_units(self) -> frozenset[str]:
        """Ids of the units whose papers he may read; to him, those of others don't exist."""
        reading = set(Role) if self.reads_papers else set(Role) - {Role.ADMINISTRATOR}
        return frozenset().union(*(self.units_as(role) for role in reading))

    @property
    def all_units(self) -> frozenset[str]:
        """Ids of all units in which he has any say, and his own."""
        return frozenset({self.unit_id}).union(*self.grants.values())


@dataclass(frozen=True, slots=True)
class Token:
    """A program's right to use the API; its secret is known to its owner alone.

    Attributes:
        id: names it in lists; no secret.
        name: what it is for, in the words of who made it.
        unit_id: what is made with it belongs to this unit; it sees no other's papers.
        scopes: what may be done with it.
        created: when it was made, in UTC.
        expires: from when on it is refused, in UTC.
        used: when it was used last, to the hour, in UTC; None if never.
        revoked: whether it has been taken back.
    """

    id: str
    name: str
    unit_id: str
    scopes: frozenset[Scope]
    created: dt.datetime
    expires: dt.datetime
    used: dt.datetime | None = None
    revoked: bool = False

    @property
    def readable_units(self) -> frozenset[str]:
        """Ids of the units whose papers it opens."""
        return frozenset({self.unit_id})


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody's being signed in on one browser.

    Attributes:
        id: hex SHA-256 of the secret in the browser's cookie.
        person_id: who it is.
        created: when he signed in, in UTC.
        used: when it was used last, to a few minutes, in UTC.
    """

    id: str
    person_id: str
    created: dt.datetime
    used: dt.datetime


@dataclass(frozen=True, slots=True)
class Failures:
    """Attempts to sign in that failed, of one account or from one address.

    Attributes:
        count: how many, since the last success.
        last: when the last one was, in UTC.
    """

    count: int
    last: dt.datetime
