from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.access.access import Access, open_access
from service.access.errors import SignInFailed
from service.access.passwords import Passwords, default_passwords
from service.access.signing_in import sign_in, signed_in
from service.access.tokens import token_of
from service.account_commands import _now
from service.cli import main
from service.console import width
from service.storage import open_database
from service.storage.person import FIRST_UNIT, Role, Scope
from tests.fakes import CHEAP


@pytest.fixture(autouse=True)
def access(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Access]:
    monkeypatch.setenv("CHENGWEN_DATA", str(tmp_path))
    monkeypatch.setattr("service.account_commands.default_passwords", lambda: CHEAP)
    database = open_database(f"sqlite:///{tmp_path}/chengwen.db")
    yield open_access(database, CHEAP, _now)
    database.close()


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(arguments) == code
    shown = capsys.readouterr()
    return shown.err if code else shown.out


def added(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    shown = said(capsys, "user", "add", "LinXiao", "--name", "林晓", *more)
    return re.findall("一次性密码：(.*)\n", shown)[0]


def test_a_user_is_added_with_what_is_shown_once(access: Access, capsys: pytest.CaptureFixture[str]):
    once = added(capsys)
    person = signed_in(access, sign_in(access, "linxiao", once, "192.0.2.1"))
    assert person is not None
    assert (person.name, person.unit_id, person.roles) == ("林晓", FIRST_UNIT, {Role.DRAFTER})
    listed = said(capsys, "user", "list")
    assert once not in listed
    assert [line.split() for line in listed.splitlines()] == [
        ["登录名", "姓名", "单位", "角色", "状态"],
        ["linxiao", "林晓", "本单位", "经办人", "待改密码"],
    ]
    assert (
        len(
            {
                width(line[: line.index(name)])
                for line in listed.splitlines()
                for name in ("姓名", "林晓")
                if name in line
            }
        )
        == 1
    )


def test_roles_are_named_in_chinese(access: Access, capsys: pytest.CaptureFixture[str]):
    added(capsys, "--role", "审核人、签发人,档案员，administrator")
    (person,) = access.people.all()
    assert person.roles == set(Role) - {Role.DRAFTER}
    assert person.units_as(Role.ADMINISTRATOR) == {FIRST_UNIT}


def test_who_is_locked_out_gets_in_again(access: Access, capsys: pytest.CaptureFixture[str]):
    added(capsys)
    for _ in range(5):
        with pytest.raises(SignInFailed):
            sign_in(access, "linxiao", "wrong", "192.0.2.1")
    shown = said(capsys, "user", "reset", "LINXIAO")
    assert sign_in(access, "linxiao", shown.strip().partition("：")[2], "192.0.2.1")


def test_a_user_is_disabled_and_enabled(access: Access, capsys: pytest.CaptureFixture[str]):
    once = added(capsys)
    assert said(capsys, "user", "disable", "linxiao") == "已停用 linxiao\n"
    assert "停用" in said(capsys, "user", "list")
    with pytest.raises(SignInFailed):
        sign_in(access, "linxiao", once, "192.0.2.1")
    assert said(capsys, "user", "enable", "linxiao") == "已启用 linxiao\n"
    assert sign_in(access, "linxiao", once, "192.0.2.1")


def test_a_token_is_printed_alone_listed_and_revoked(access: Access, capsys: pytest.CaptureFixture[str]):
    secret = said(capsys, "token", "create", "试用", "--scope", "read,create", "--days", "3").strip()
    token = token_of(access, secret)
    assert (token.scopes, token.unit_id) == ({Scope.READ, Scope.CREATE}, FIRST_UNIT)
    assert (token.expires - token.created).days == 3
    listed = said(capsys, "token", "list")
    assert secret not in listed
    assert "create,read" in listed
    assert said(capsys, "token", "revoke", token.id) == f"已作废令牌 {token.id}（试用）\n"
    assert "已作废" in said(capsys, "token", "list")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["user", "reset", "nobody"], 64, "没有登录名为“nobody”的用户"),
        (["user", "disable", "nobody"], 64, "没有登录名为“nobody”的用户"),
        (
            ["user", "add", "new", "--role", "书记员"],
            64,
            "--role 只能是 经办人、审核人、签发人、档案员、管理员",
        ),
        (["user", "add", "new", "--unit", "别的单位"], 64, "没有名为“别的单位”的单位，现有：本单位"),
        (["user", "add", "a b"], 64, "登录名用 2 到 32 个"),
        (["token", "create", "甲", "--scope", "all"], 64, "--scope 只能是 read、create、check、import"),
        (["token", "create", "甲", "--days", "0"], 64, "--days 应是 1 到 3650 的整数"),
        (["token", "create", "甲", "--unit", "别的单位"], 64, "没有名为“别的单位”的单位"),
        (["token", "revoke", "nothing"], 64, "没有这个令牌"),
        (["user", "reset"], 64, "缺少 登录名"),
    ],
)
def test_a_mistake_is_explained(
    access: Access, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
):
    assert message in said(capsys, *arguments, code=code)
    assert access.people.all() == ()
    assert access.tokens.all() == ()


def test_the_commands_hash_as_the_service_does():
    assert isinstance(default_passwords(), Passwords)
