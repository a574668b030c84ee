"""Sessions, tokens and failed attempts in the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from service.storage.access_models import FailureRow, PersonRow, SessionRow, TokenRow
from service.storage.database import Database
from service.storage.people import as_person
from service.storage.person import Failures, Person, Scope, Session, Token


@dataclass(frozen=True, slots=True)
class Sessions:
    """Who is signed in, in one database."""

    database: Database

    def add(self, session: Session, forget_before: dt.datetime) -> None:
        """Store a new session, and drop those that began before a time."""
        with self.database.writing() as database:
            database.execute(delete(SessionRow).where(SessionRow.created < forget_before))
            database.add(
                SessionRow(
                    id=session.id, person_id=session.person_id, created=session.created, used=session.used
                )
            )

    def get(self, id: str) -> tuple[Session, Person] | None:
        """Return the session called ``id``, and whose it is."""
        both = select(SessionRow, PersonRow).join(PersonRow, PersonRow.id == SessionRow.person_id)
        with self.database.reading() as database:
            found = database.execute(both.where(SessionRow.id == id)).one_or_none()
            if found is None:
                return None
            row, person = found
            return Session(row.id, row.person_id, row.created, row.used), as_person(person)

    def touch(self, id: str, now: dt.datetime) -> None:
        """Note that the session was used."""
        with self.database.writing() as database:
            database.execute(update(SessionRow).where(SessionRow.id == id).values(used=now))

    def end(self, id: str) -> None:
        """Drop the session, if there is one."""
        with self.database.writing() as database:
            database.execute(delete(SessionRow).where(SessionRow.id == id))

    def end_all(self, person_id: str) -> None:
        """Sign a person out everywhere."""
        with self.database.writing() as database:
            database.execute(delete(SessionRow).where(SessionRow.person_id == person_id))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one database, by the digest of their secrets."""

    database: Database

    def add(self, token: Token, digest: str) -> None:
        """Store a new token."""
        with self.database.writing() as database:
            database.add(
                TokenRow(
                    id=token.id,
                    digest=digest,
                    name=token.name,
                    unit_id=token.unit_id,
                    scopes=sorted(token.scopes),
                    created=token.created,
                    expires=token.expires,
                    used=token.used,
                    revoked=token.revoked,
                )
            )

    def by_digest(self, digest: str) -> Token | None:
        """Return the token whose secret has this digest."""
        with self.database.reading() as database:
            row = database.scalar(select(TokenRow).where(TokenRow.digest == digest))
            return None if row is None else _as_token(row)

    def get(self, id: str) -> Token | None:
        """Return the token called ``id``."""
        with self.database.reading() as database:
            row = database.get(TokenRow, id)
            return None if row is None else _as_token(row)

    def all(self) -> tuple[Token, ...]:
        """Return all tokens, the newest first."""
        newest = select(TokenRow).order_by(TokenRow.created.desc(), TokenRow.id)
        with self.database.reading() as database:
            return tuple(_as_token(row) for row in database.scalars(newest))

    def touch(self, id: str, now: dt.datetime) -> None:
        """Note that the token was used."""
        with self.database.writing() as database:
            database.execute(update(TokenRow).where(TokenRow.id == id).values(used=now))

    def revoke(self, id: str) -> None:
        """Take the token back, for good."""
        with self.database.writing() as database:
            database.execute(update(TokenRow).where(TokenRow.id == id).values(revoked=True))


@dataclass(frozen=True, slots=True)
class FailureCounts:
    """The failed attempts of one database, by account or address."""

    database: Database

    def add(
        self,
        key: str,
        now: dt.datetime,
        forget_before: dt.datetime,
        locked_until: Callable[[Failures], dt.datetime | None],
    ) -> dt.datetime | None:
        """Count one more and return None; if what is known is locked, count nothing and return until when.

        Looking and counting are one step, so that many attempts at once don't all find the door open.
        Failures whose last one was before ``forget_before`` are dropped.
        """
        with self.database.writing() as database:
            database.execute(delete(FailureRow).where(FailureRow.last < forget_before))
            row = database.get(FailureRow, key) or FailureRow(key=key, count=0, last=now)
            until = locked_until(Failures(row.count, row.last))
            if until is None:
                row.count, row.last = row.count + 1, now
                database.add(row)
            return until

    def take_back(self, key: str) -> None:
        """Count one less."""
        with self.database.writing() as database:
            one_less = update(FailureRow).where(FailureRow.key == key, FailureRow.count > 0)
            database.execute(one_less.values(count=FailureRow.count - 1))

    def forget(self, key: str) -> None:
        """Drop what is known of ``key``."""
        with self.database.writing() as database:
            database.execute(delete(FailureRow).where(FailureRow.key == key))


def _as_token(row: TokenRow) -> Token:
    return Token(
        id=row.id,
        name=row.name,
        unit_id=row.unit_id,
        scopes=frozenset(map(Scope, row.scopes)),
        created=row.created,
        expires=row.expires,
        used=row.used,
        revoked=row.revoked,
    )
