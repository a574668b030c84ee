"""Tokens for programs: made once, shown once, kept as a digest, good for some things and some time."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace

from service.access.access import Access
from service.access.accounts import COMMAND_LINE, unit_of
from service.access.errors import AccountNotFound, Forbidden, InvalidAccount, InvalidToken
from service.storage import Act
from service.storage.person import Person, Scope, Token
from service.storage.record import new_id

PREFIX = "cw_"
"""What every token begins with, so that one in a log or a repository is recognised."""
LONGEST_DAYS = 3650
SCOPE_NAMES: Mapping[Scope, str] = {
    Scope.READ: "读取记录和文件",
    Scope.CREATE: "制作公文",
    Scope.CHECK: "检查公文",
    Scope.IMPORT: "导入旧件",
}


def create_token(
    access: Access, name: str, unit_id: str, scopes: Collection[Scope], days: int, by: Person | None = None
) -> tuple[Token, str]:
    """Store a new token and return it with its secret, which nobody can find out again; ``by`` None: the command line.

    Raises:
        InvalidAccount: if it has no name, no scope, or lasts for no time or too long.
    """
    name = name.strip()
    if not 1 <= len(name) <= 100:
        raise InvalidAccount("请写明令牌的用途，1 到 100 个字，例如“办公系统”")
    if not scopes:
        raise InvalidAccount("请至少选一项令牌可以做的事")
    if not 1 <= days <= LONGEST_DAYS:
        raise InvalidAccount(f"令牌的有效期应是 1 到 {LONGEST_DAYS} 天")
    now = access.clock()
    token = Token(
        id=new_id(now),
        name=name,
        unit_id=unit_id,
        scopes=frozenset(scopes),
        created=now,
        expires=now + dt.timedelta(days=days),
    )
    secret = PREFIX + secrets.token_urlsafe(32)
    access.tokens.add(token, _digest(secret))
    _log(access, by, token, "生成令牌")
    return token, secret


def issue_token(
    access: Access, by: Person, name: str, unit_id: str, scopes: Collection[Scope], days: int
) -> tuple[Token, str]:
    """Store a new token that an administrator makes, and return it with its secret.

    Raises:
        InvalidAccount: as `create_token`.
        AccountNotFound, Forbidden: if the unit isn't his, or the token would show him what he may not see.
    """
    unit = unit_of(access, by, unit_id)
    if Scope.READ in scopes and unit.id not in by.readable_units:
        raise Forbidden("你不能查看这个单位的公文，也就不能生成能读取的令牌")
    return create_token(access, name, unit.id, scopes, days, by)


def token_of(access: Access, secret: str) -> Token:
    """Return the token with this secret, and note the hour of its use.

    Raises:
        InvalidToken: if there is none, or it is over; the message says which only of a token that was right.
    """
    token = access.tokens.by_digest(_digest(secret))
    if token is None:
        raise InvalidToken("令牌不对，请检查 Authorization 里的令牌是否写全")
    now = access.clock()
    if token.revoked:
        raise InvalidToken("令牌已作废，请向管理员要新的")
    if token.expires <= now:
        raise InvalidToken("令牌已过期，请向管理员要新的")
    hour = now.replace(minute=0, second=0, microsecond=0)
    if token.used != hour:
        access.tokens.touch(token.id, hour)
        token = replace(token, used=hour)
    return token


def revoke_token(access: Access, id: str, units: Collection[str], by: Person | None = None) -> Token:
    """Take back the token called ``id`` of one of the ``units`` (ids), for good.

    Raises:
        AccountNotFound: if there is none.
    """
    token = access.tokens.get(id)
    if token is None or token.unit_id not in units:
        raise AccountNotFound("没有这个令牌，请检查编号")
    access.tokens.revoke(id)
    _log(access, by, token, "作废令牌")
    return token


def _log(access: Access, by: Person | None, token: Token, what: str) -> None:
    scopes = "、".join(name for scope, name in SCOPE_NAMES.items() if scope in token.scopes)
    who = COMMAND_LINE if by is None else by.name
    access.log(Act.ADMINISTERED, who, token.unit_id, token.id, what=what, name=token.name, scopes=scopes)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
