"""Signing in and out, sessions, changing one's password.

A browser's cookie holds a secret of 256 random bits; the database knows its SHA-256 only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Mapping
from functools import partial

from service.access.access import Access
from service.access.errors import InvalidAccount, SignInFailed, TooManyFailures
from service.access.lockout import FORGOTTEN_AFTER, RULES, locked_until
from service.access.passwords import check_password
from service.storage import Act
from service.storage.person import Person, Session

IDLE = dt.timedelta(hours=2)
"""A session that nobody used for so long has ended."""
ABSOLUTE = dt.timedelta(hours=12)
"""No session lasts longer: a working day."""
NOTED_EVERY = dt.timedelta(minutes=5)
"""How exactly a session's last use is kept."""
BEIJING = dt.timezone(dt.timedelta(hours=8))

_LONGEST_LOGIN = 64


def sign_in(access: Access, login: str, password: str, address: str) -> str:
    """Begin a session and return its secret; every attempt is counted before the password is looked at.

    Raises:
        SignInFailed: if login or password is wrong or the account is disabled; it takes the same time.
        TooManyFailures: if the account or the address is locked.
    """
    login = normal_login(login)
    keys = _failure_keys(login, address)
    now = access.clock()
    _count_attempt(access, keys, now)
    person, stored = access.people.by_login(login) or (None, None)
    if not access.passwords.matches(password, stored) or person is None or person.disabled:
        if person is not None:  # of an unknown login nothing is kept: it may be a password in the wrong box
            access.log(Act.SIGN_IN_FAILED, person.name, person.unit_id, person.id, address=address)
        raise SignInFailed("登录名或密码不对；忘记密码请找管理员重设")
    access.failures.forget(keys["account"])
    access.failures.take_back(keys["address"])
    access.log(Act.SIGNED_IN, person.name, person.unit_id, person.id, address=address)
    return _begin(access, person, now)


def signed_in(access: Access, secret: str) -> Person | None:
    """Return who the session with this secret belongs to; None if it ended or never was."""
    id, now = _digest(secret), access.clock()
    found = access.sessions.get(id)
    if found is None:
        return None
    session, person = found
    if now - session.used > IDLE or now - session.created > ABSOLUTE or person.disabled:
        return None
    if now - session.used > NOTED_EVERY:
        access.sessions.touch(id, now)
    return person


def sign_out(access: Access, secret: str) -> None:
    """End the session with this secret."""
    access.sessions.end(_digest(secret))


def change_password(access: Access, person: Person, old: str, new: str, again: str, address: str) -> str:
    """Store a new password, end all sessions of the person, begin another and return its secret.

    Raises:
        InvalidAccount: if the new password can't be taken, isn't new, or wasn't typed twice alike.
        SignInFailed, TooManyFailures: as `sign_in`, for the old one.
    """
    sign_out(access, sign_in(access, person.login, old, address))
    if new != again:
        raise InvalidAccount("两次输入的新密码不一样，请重新输入")
    if new == old:
        raise InvalidAccount("新密码和现在的密码一样，请换一个")
    check_password(new, person.login)
    access.people.set_password(person.id, access.passwords.hash(new), must_change=False)
    access.log(Act.ADMINISTERED, person.name, person.unit_id, person.id, what="修改自己的密码")
    return _begin(access, person, access.clock())


def csrf_token(secret: str) -> str:
    """Return the token that every form of the session with this secret carries."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def is_csrf_token(given: str, secret: str) -> bool:
    """Tell whether a form belongs to the session with this secret; takes the same time for any answer."""
    return hmac.compare_digest(given.encode(), csrf_token(secret).encode())


def new_secret() -> str:
    """Return 256 random bits as text for a cookie."""
    return secrets.token_urlsafe(32)


def normal_login(login: str) -> str:
    """Return a login as it is stored and compared: full-width letters and capitals make no difference."""
    return unicodedata.normalize("NFKC", login).strip().casefold()[:_LONGEST_LOGIN]


def _failure_keys(login: str, address: str) -> Mapping[str, str]:
    return {"address": f"address:{address}"[:100], "account": account_key(login)}


def account_key(login: str) -> str:
    """Return under which key the failures of an account are counted."""
    return f"account:{login}"


def _count_attempt(access: Access, keys: Mapping[str, str], now: dt.datetime) -> None:
    """Count the attempt as failed until it has succeeded; refuse it if address or account is locked."""
    for kind, key in keys.items():
        locked = partial(locked_until, rule=RULES[kind], now=now)
        until = access.failures.add(key, now, now - FORGOTTEN_AFTER, locked)
        if until is not None:
            raise _too_many(until, now)


def _too_many(until: dt.datetime, now: dt.datetime) -> TooManyFailures:
    wait = until - now
    minutes = -(-wait // dt.timedelta(minutes=1))
    return TooManyFailures(
        f"登录失败次数过多，请在 {minutes} 分钟后（{until.astimezone(BEIJING):%H:%M}）再试；"
        "忘记密码请找管理员重设",
        retry_after_s=int(wait.total_seconds()) + 1,
    )


def _begin(access: Access, person: Person, now: dt.datetime) -> str:
    secret = new_secret()
    access.sessions.add(Session(_digest(secret), person.id, now, now), forget_before=now - ABSOLUTE)
    return secret


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
