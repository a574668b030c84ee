"""``chengwen user`` and ``chengwen token``: for whoever has the server, above all when nobody can sign in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator
from contextlib import contextmanager

import click

from service.access import accounts
from service.access.access import Access, open_access
from service.access.accounts import AT_HOME, ROLE_NAMES, Duties
from service.access.errors import AccountNotFound
from service.access.passwords import default_passwords
from service.access.signing_in import normal_login
from service.access.tokens import LONGEST_DAYS, SCOPE_NAMES, create_token, revoke_token
from service.console import ChineseGroup, table, whole_number
from service.settings import Settings
from service.storage import open_database
from service.storage.person import Person, Role, Scope, Unit

DEFAULT_DAYS = 365


@contextmanager
def _access() -> Iterator[Access]:
    database = open_database(Settings.from_environment().database_url)
    try:
        yield open_access(database, default_passwords(), _now)
    finally:
        database.close()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _roles(ctx: click.Context, parameter: click.Parameter, value: str) -> frozenset[Role]:
    names = {name: role for role, name in ROLE_NAMES.items()} | {role.value: role for role in Role}
    return frozenset(names[each] for each in _listed(value, list(ROLE_NAMES.values()), names, ctx, parameter))


def _scopes(ctx: click.Context, parameter: click.Parameter, value: str) -> frozenset[Scope]:
    names = {scope.value: scope for scope in Scope}
    return frozenset(names[each] for each in _listed(value, list(names), names, ctx, parameter))


def _listed(
    value: str, offered: list[str], known: Container[str], ctx: click.Context, parameter: click.Parameter
) -> list[str]:
    given = [each.strip() for each in value.replace("，", ",").replace("、", ",").split(",")]
    if not all(each in known for each in given):
        message = f"{parameter.opts[-1]} 只能是 {'、'.join(offered)}，用逗号隔开"
        raise click.BadParameter(message, ctx, parameter)
    return given


@click.group(cls=ChineseGroup, help="用户：增加、列出、重设密码、停用。")
def user() -> None:
    """Group the commands on people."""


@user.command("add", help="增加用户，显示一次性密码。")
@click.argument("login", metavar="登录名")
@click.option("--name", metavar="姓名", help="姓名，默认同登录名")
@click.option("--unit", metavar="单位全称", help="所在单位，默认第一个单位")
@click.option(
    "--role", "roles", metavar="角色", default="经办人", callback=_roles, help="角色，用逗号隔开，默认经办人"
)
def add(login: str, name: str | None, unit: str | None, roles: frozenset[Role]) -> None:
    """Add a person; archivists and administrators get all units that there are."""
    with _access() as access:
        home = _unit(access, unit)
        everywhere = frozenset(each.id for each in access.people.units())
        duties = Duties(
            at_home=roles & frozenset(AT_HOME),
            archives=everywhere if Role.ARCHIVIST in roles else frozenset(),
            administers=everywhere if Role.ADMINISTRATOR in roles else frozenset(),
        )
        person, password = accounts.add_person(access, None, login, name or login, home.id, duties)
    click.echo(f"已增加 {person.login}（{person.name}，{home.name}），一次性密码：{password}")


@user.command("list", help="列出用户。")
def list_users() -> None:
    """List everybody."""
    with _access() as access:
        rows = [(p.login, p.name, p.unit.name, _role_names(p), _state(p)) for p in access.people.all()]
    click.echo(table([("登录名", "姓名", "单位", "角色", "状态"), *rows]))


@user.command("reset", help="重设密码：显示新的一次性密码，解除锁定，退出所有登录。")
@click.argument("login", metavar="登录名")
def reset(login: str) -> None:
    """Give somebody a one-time password."""
    with _access() as access:
        password = accounts.reset_password(access, None, _person(access, login).id)
    click.echo(f"{normal_login(login)} 的一次性密码：{password}")


@user.command("disable", help="停用用户：不能再登录，做过的公文不受影响。")
@click.argument("login", metavar="登录名")
def disable(login: str) -> None:
    """Keep somebody out."""
    with _access() as access:
        accounts.disable(access, None, _person(access, login).id)
    click.echo(f"已停用 {normal_login(login)}")


@user.command("enable", help="重新启用停用的用户。")
@click.argument("login", metavar="登录名")
def enable(login: str) -> None:
    """Let somebody in again."""
    with _access() as access:
        accounts.disable(access, None, _person(access, login).id, disabled=False)
    click.echo(f"已启用 {normal_login(login)}")


@click.group(cls=ChineseGroup, help="令牌：程序使用接口的凭据。")
def token() -> None:
    """Group the commands on tokens."""


@token.command("create", help="生成令牌，写到标准输出；只显示这一次。")
@click.argument("name", metavar="用途")
@click.option(
    "--scope",
    "scopes",
    metavar="权限",
    default=",".join(Scope),
    callback=_scopes,
    help=f"可以做的事，用逗号隔开，默认全部：{'、'.join(f'{s} {SCOPE_NAMES[s]}' for s in Scope)}",
)
@click.option("--unit", metavar="单位全称", help="属于哪个单位，默认第一个单位")
@click.option(
    "--days",
    metavar="天数",
    callback=whole_number(1, LONGEST_DAYS),
    help=f"有效期，默认 {DEFAULT_DAYS} 天",
)
def create(name: str, scopes: frozenset[Scope], unit: str | None, days: int | None) -> None:
    """Make a token; nothing but the token goes to the standard output, so that a script can take it."""
    with _access() as access:
        made, secret = create_token(access, name, _unit(access, unit).id, scopes, days or DEFAULT_DAYS)
    click.echo(secret)
    click.echo(f"令牌 {made.id} 到 {made.expires:%Y-%m-%d} 为止有效；只显示这一次，请妥善保存", err=True)


@token.command("list", help="列出令牌，不显示令牌本身。")
def list_tokens() -> None:
    """List all tokens."""
    with _access() as access:
        units = {unit.id: unit.name for unit in access.people.units()}
        present = _now()
        rows = [
            (
                each.id,
                each.name,
                units[each.unit_id],
                ",".join(sorted(each.scopes)),
                f"{each.expires:%Y-%m-%d}",
                f"{each.used:%Y-%m-%d}" if each.used else "没有用过",
                "已作废" if each.revoked else "已过期" if each.expires <= present else "有效",
            )
            for each in access.tokens.all()
        ]
    click.echo(table([("编号", "用途", "单位", "权限", "有效期至", "最近使用", "状态"), *rows]))


@token.command("revoke", help="作废令牌，马上生效，不能恢复。")
@click.argument("id", metavar="编号")
def revoke(id: str) -> None:
    """Take a token back."""
    with _access() as access:
        revoked = revoke_token(access, id, {unit.id for unit in access.people.units()})
    click.echo(f"已作废令牌 {revoked.id}（{revoked.name}）")


def _unit(access: Access, name: str | None) -> Unit:
    """Return the unit with this name; without one, the first."""
    units = access.people.units()
    for unit in units:
        if name in (None, unit.name):
            return unit
    raise AccountNotFound(f"没有名为“{name}”的单位，现有：{'、'.join(unit.name for unit in units)}")


def _person(access: Access, login: str) -> Person:
    found = access.people.by_login(normal_login(login))
    if found is None:
        raise AccountNotFound(f"没有登录名为“{login}”的用户，用 chengwen user list 列出")
    return found[0]


def _role_names(person: Person) -> str:
    return "、".join(name for role, name in ROLE_NAMES.items() if role in person.roles)


def _state(person: Person) -> str:
    return "停用" if person.disabled else "待改密码" if person.must_change else "正常"
