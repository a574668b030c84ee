"""``chengwen verify`` and what else the archivist does on the command line."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from service.access.accounts import COMMAND_LINE
from service.archive.damage import Damage
from service.archive.verifying import Kept, extent, verify
from service.settings import Settings
from service.storage import Act, Entry, Files, open_database


@click.command(
    "verify",
    help="校验档案：逐份核对文件、内容、清单的摘要，文号有没有缺漏，日志有没有被改动；有损坏时退出码是 1。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取")
def verify_command(as_json: bool) -> int:
    """Report every damage; the exit code is 1 if there is one."""
    with _kept(Settings.from_environment()) as kept:
        papers, found = kept.vault.count(), list[Damage]()
        with click.progressbar(
            verify(kept), length=extent(kept) + 1, label="正在校验", file=sys.stderr
        ) as bar:
            for damages in bar:
                found += damages
        told = {"papers": papers, "log": kept.log.head()[0], "damages": len(found)}
        kept.log.write(Entry(Act.VERIFIED, dt.datetime.now(dt.UTC), COMMAND_LINE, details=told))
    if as_json:
        click.echo(
            json.dumps(told | {"damages": [each.as_json() for each in found]}, ensure_ascii=False, indent=2)
        )
        return int(bool(found))
    for each in found:
        click.echo(f"✕ {each.place}：{each.message}")
    outcome = f"发现 {len(found)} 处损坏" if found else "没有发现损坏"
    click.echo(f"公文 {papers} 份，日志 {told['log']} 行：{outcome}")
    return int(bool(found))


@contextmanager
def _kept(settings: Settings) -> Iterator[Kept]:
    database = open_database(settings.database_url)
    try:
        yield Kept(database, Files(settings.data / "files"))
    finally:
        database.close()


COMMANDS = (verify_command,)
