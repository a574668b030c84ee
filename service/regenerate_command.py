"""``chengwen regenerate``: issued papers made again, and compared with what was issued."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

from service.access.accounts import COMMAND_LINE
from service.archive.attempts import Attempt, attempt_all, left_of, wanted_year
from service.archive.telling import RESULT_NAMES, attempt_lines, told_attempt
from service.archive.verifying import Kept, open_kept
from service.errors import RecordNotFound
from service.offline import open_offline
from service.services import Making
from service.settings import Settings
from service.storage.regenerations import Result
from service.storage.whole import Wanted


@click.command(
    "regenerate",
    help="用当时的内容和模板重新生成已发的公文，与印发时的文件比较；存下的文件不动。中断了再运行一次就接着做。",
)
@click.option("--year", type=click.IntRange(1949, 9999), metavar="年份", help="这一年印发的")
@click.option("--id", "ids", multiple=True, metavar="编号", help="记录的编号，可以写几个")
@click.option("--number", metavar="文号", help="文号，如 滨海发〔2026〕1号")
@click.option("--again", is_flag=True, help="用现在的工具核对过的也再做一遍")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，一行一份，供程序读取")
@click.pass_context
def regenerate_command(
    context: click.Context,
    year: int | None,
    ids: tuple[str, ...],
    number: str | None,
    again: bool,
    as_json: bool,
) -> int:
    """Make issued papers again; the exit code is 1 if one is different or can't be made."""
    if sum((year is not None, bool(ids), bool(number))) != 1:
        raise click.BadParameter("--year、--id、--number 要写一样，也只写一样", context)
    wanted = Wanted(ids=ids, number=number or "") if year is None else wanted_year(year)
    settings = Settings.from_environment()
    with open_kept(settings) as kept:
        chosen = kept.vault.ids(wanted)
        missing = sorted(set(ids) - set(chosen)) or ([number] if number and not chosen else [])
        if missing:
            raise RecordNotFound(f"没有这样的公文：{'、'.join(missing)}")
        with open_offline(settings, pdf=True) as making:
            left = chosen if again else left_of(chosen, kept, making)
            attempts = _watched_attempts(left, kept, making)
    return _present(attempts, len(chosen) - len(left), as_json)


def _watched_attempts(ids: Sequence[str], kept: Kept, making: Making) -> list[Attempt]:
    made = attempt_all(ids, kept, making, COMMAND_LINE)
    with click.progressbar(made, length=len(ids), label="正在重新生成", file=sys.stderr) as bar:
        return list(bar)


def _present(attempts: list[Attempt], earlier: int, as_json: bool) -> int:
    results = [None if each.made is None else each.made.result for each in attempts]
    bad = any(result not in (Result.IDENTICAL, Result.SAME_TEXT) for result in results)
    if as_json:
        for each in attempts:
            click.echo(json.dumps(told_attempt(each), ensure_ascii=False))
        return int(bad)
    for each in attempts:
        for line in attempt_lines(each):
            click.echo(line)
    counts = "，".join(f"{name} {results.count(result)} 份" for result, name in RESULT_NAMES.items())
    skipped = f"；另有 {earlier} 份用现在的工具核对过，没有再做（要再做加 --again）" if earlier else ""
    click.echo(f"共 {len(attempts)} 份：{counts}，没有做成 {results.count(None)} 份{skipped}")
    return int(bad)
