"""``chengwen verify`` and what else the archivist does on the command line."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from service.access.accounts import COMMAND_LINE
from service.archive.damage import Damage
from service.archive.verifying import extent, open_kept, verify
from service.console import whole_number
from service.errors import InvalidRequest
from service.filing.four_checks import Result
from service.filing.packaging import make_package
from service.filing.packing import Stage
from service.regenerate_command import regenerate_command
from service.settings import Settings
from service.storage import Act, Entry
from service.storage.person import Unit


@click.command(
    "verify",
    help="校验档案：逐份核对文件、内容、清单的摘要，文号有没有缺漏，日志有没有被改动；有损坏时退出码是 1。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取")
def verify_command(as_json: bool) -> int:
    """Report every damage; the exit code is 1 if there is one."""
    with open_kept(Settings.from_environment()) as kept:
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


@click.command(
    "package",
    help="打包一年整理好的档案：归档交本单位档案室，移交交档案馆；连同目录、元数据和四性检测报告。有不通过的，退出码是 1。",
)
@click.option("--stage", type=click.Choice([each.value for each in Stage]), required=True, help="归档或移交")
@click.option("--year", required=True, metavar="年度", callback=whole_number(1949, 2999), help="归档年度")
@click.option("--unit", metavar="全称", help="单位的全称或编号；只有一个单位时不用写")
@click.option(
    "-o", "--out", "target", default=".", metavar="目录", help="放在哪里，默认当前目录；在里面新建一个文件夹"
)
def package_command(stage: str, year: int, unit: str | None, target: str) -> int:
    """Make a package and present its report."""
    from service.assembly import open_services

    services = open_services(Settings.from_environment())
    try:
        folder = Path(target)
        if not folder.is_dir():
            raise InvalidRequest(f"没有目录 {target}，请先建好")
        unit_id = _unit_id(services.access.people.units(), unit)
        with click.progressbar(length=1, label="正在打包", file=sys.stderr) as bar:

            def watch(done: int, count: int) -> None:
                bar.length = count
                bar.update(1)

            made = make_package(services, unit_id, Stage(stage), year, folder, watch)
        details = {"stage": stage, "year": year, "items": made.items}
        services.log.write(Entry(Act.FILED, services.clock(), COMMAND_LINE, unit_id, "", details))
    finally:
        services.database.close()
    click.echo(f"{made.folder}：{made.items}件")
    for each in made.checks:
        told = f"：{each.told}" if each.told else ""
        click.echo(f"{each.result}　{each.group} {each.code} {each.name}{told}")
    counts = Counter(each.result for each in made.checks)
    click.echo("，".join(f"{result}{counts[result]}项" for result in Result))
    return int(counts[Result.FAILED] > 0)


def _unit_id(units: Sequence[Unit], wanted: str | None) -> str:
    found = [unit.id for unit in units if wanted in (None, unit.name, unit.id)]
    if len(found) == 1:
        return found[0]
    names = "、".join(unit.name for unit in units)
    raise InvalidRequest(
        f"请用 --unit 写明单位：{names}" if wanted is None else f"没有单位“{wanted}”，现有：{names}"
    )


COMMANDS = (verify_command, package_command, regenerate_command)
