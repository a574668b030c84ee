"""The door for the command line: parses, calls one function, presents; errors end in their exit codes."""

from __future__ import annotations

import datetime as dt
import json
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from service.account_commands import token, user
from service.archive_commands import COMMANDS
from service.batch_files import count_items, render_batch
from service.console import ChineseGroup, calendar_day, explain_usage, finding_line, table, whole_number
from service.document.finding import Severity
from service.errors import ServiceError
from service.offline import (
    STANDARD_INPUT,
    Outcome,
    Wishes,
    check_sources,
    open_offline,
    read_campaign_file,
    read_layout_file,
    read_source,
    render_files,
    write_result,
)
from service.request import FORMATS, in_order, read_elements
from service.settings import Settings

Result = TypeVar("Result")
_USAGE_EXIT = 64
_INTERNAL_EXIT = 70
_INTERRUPTED_EXIT = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; None takes the arguments of the process."""
    try:
        return int(chengwen.main(arguments, prog_name="chengwen", standalone_mode=False) or 0)
    except click.UsageError as error:
        return _fail(explain_usage(error), _USAGE_EXIT)
    except ServiceError as error:
        code = _fail(f"{error.title}：{error}", error.exit_code)
        _print_findings(error.findings)
        return code
    except (click.Abort, KeyboardInterrupt):
        return _fail("已中断", _INTERRUPTED_EXIT)
    except Exception as error:  # the last of the three translators: nobody is shown a traceback
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__}，{Path(place.filename).name} 第 {place.lineno} 行：{error}"
        return _fail(f"程序内部出错，请把这一行告诉管理员：{where}", _INTERNAL_EXIT)


@click.group(
    cls=ChineseGroup,
    invoke_without_command=True,
    help="成文：把一项活动的事实排成合乎 GB/T 9704—2012 的公文。",
)
@click.pass_context
def chengwen(context: click.Context) -> None:
    """Show the help when no command is named."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@chengwen.command(help="启动服务：网页和接口，连同 PDF 转换。")
@click.option("--host", metavar="地址", help="监听的地址，默认 CHENGWEN_HOST 或 127.0.0.1")
@click.option(
    "--port", metavar="端口", callback=whole_number(1, 65535), help="监听的端口，默认 CHENGWEN_PORT 或 8000"
)
def serve(host: str | None, port: int | None) -> None:
    """Serve pages and API, with a converter process beside them."""
    from service.serving import serve as run

    settings = Settings.from_environment()
    run(replace(settings, host=host or settings.host, port=port or settings.port), _say)


def _formats(ctx: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    formats = [format.strip() for format in value.lower().split(",")]
    if not set(formats) <= set(FORMATS):
        raise click.BadParameter(f"--format 只能是 {'、'.join(FORMATS)}，用逗号隔开", ctx, parameter)
    return in_order(formats)


@chengwen.command(help="把请求文件排成公文，不留记录；文件名写 - 从标准输入读。")
@click.argument("files", nargs=-1, metavar="文件.json...")
@click.option(
    "--batch",
    metavar="一批.json",
    help="一个文件里的许多份请求（JSON 数组，或一行一份），按文号和标题命名；中断了再运行一次就接着做",
)
@click.option("--campaign", metavar="活动.json", help="活动单独存成的文件；请求里没有活动时从这里取")
@click.option(
    "--layout", metavar="版式.json", help="单位的版式约定；不写就按 CHENGWEN_LAYOUT，再没有就按国标"
)
@click.option(
    "-o", "--output", "--out", "folder", default=".", metavar="目录", help="结果放在哪里，默认当前目录"
)
@click.option(
    "--format", "formats", metavar="docx,pdf,pdfa,ofd", callback=_formats, help="要哪些文件，默认由请求决定"
)
@click.pass_context
def render(
    context: click.Context,
    files: tuple[str, ...],
    batch: str | None,
    campaign: str | None,
    layout: str | None,
    folder: str,
    formats: tuple[str, ...] | None,
) -> int:
    """Render request files, or a batch, into a folder; the exit code is that of the first error."""
    if not files and batch is None:
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    if files and batch is not None:
        raise click.BadParameter("请求文件和 --batch 只能用一样", context)
    check_sources(files)
    facts = None if campaign is None else read_campaign_file(campaign)
    look = None if layout is None else read_layout_file(layout)
    pdf = formats is None or formats != ("docx",)
    settings = Settings.from_environment()
    limit = settings.max_request_bytes
    count = None if batch is None else count_items(batch, limit)
    with open_offline(settings, pdf=pdf) as making:
        if batch is not None and count is not None:
            wishes = Wishes(formats, facts, look)
            return _present_batch(render_batch(batch, Path(folder), wishes, making, limit), count)
        outcomes = render_files(
            files,
            Path(folder),
            formats,
            making,
            facts,
            layout=look,
            most_bytes=limit,
            files_bytes=settings.max_upload_bytes,
        )
        codes = [_present(outcome) for outcome in _watched(outcomes, len(files))]
    return next((code for code in codes if code), 0)


@chengwen.command(
    "import", help="把 Markdown、Word、纯文本里的文字读成正文的块（JSON）；文件名写 - 从标准输入读 Markdown。"
)
@click.argument("source", metavar="文件")
@click.option("-o", "--output", "target", metavar="正文.json", help="结果写到哪个文件，默认写到标准输出")
def import_text(source: str, target: str | None) -> int:
    """Write the blocks of a text from elsewhere; what was not kept goes to standard error."""
    from service.importing.reading import format_of, read_document
    from service.secrecy import refuse_classified

    settings = Settings.from_environment()
    format = "markdown" if source == STANDARD_INPUT else format_of(source)
    imported = read_document(read_source(source, settings.max_upload_bytes), format)
    refuse_classified(imported.as_json(), settings.secrecy_responsible)
    text = json.dumps(imported.as_json(), ensure_ascii=False, indent=2)
    if target is None:
        click.echo(text)
    else:
        write_result(Path(target), f"{text}\n".encode())
        click.echo(target)
    _print_findings(imported.findings)
    return 0


@chengwen.command(
    help="按 GB/T 9704 检查文件：Word 文件（docx）、PDF，或内容（JSON）；文件名写 - 从标准输入读。"
)
@click.argument("files", nargs=-1, required=True, metavar="文件...")
@click.option("--no-render", is_flag=True, help="Word 文件只看文件本身，不排成版面量取（快，查不出版面的错）")
@click.option("--date", "day", metavar="年-月-日", callback=calendar_day, help="成文日期；不写就从文件里认")
@click.option("--campaign", metavar="活动.json", help="活动单独存成的文件；内容里没有活动时从这里取")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取")
def check(
    files: tuple[str, ...], no_render: bool, day: dt.date | None, campaign: str | None, as_json: bool
) -> int:
    """Check files; the exit code is 1 if one breaks the standard, that of the first error if one can't be read."""
    from service.check_files import check_files, open_checker, report_lines

    facts = None if campaign is None else dict(read_campaign_file(campaign))
    settings = Settings.from_environment()
    with open_checker(settings, render=not no_render, day=day, campaign=facts) as checker:
        checked = [*_watched(check_files(files, checker), len(files), "正在检查")]
    if as_json:
        listed = [
            {"source": each.source, **each.report.as_json()}
            if each.report
            else {"source": each.source, "error": each.error and each.error.code, "detail": str(each.error)}
            for each in checked
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    for each in checked:
        if each.error is not None:
            click.echo(f"{each.source}：{each.error.title}：{each.error}", err=True)
            _print_findings(each.error.findings)
        elif not as_json:
            click.echo("\n".join(report_lines(each)))
    refused = next((each.error.exit_code for each in checked if each.error), 0)
    return refused or int(any(each.report and each.report.count(Severity.ERROR) for each in checked))


@chengwen.command(help="套红：给现成的正文（Word 文件）加上版头、版记和页码，正文一字不动。")
@click.argument("body", metavar="正文.docx")
@click.argument("elements", metavar="要素.json")
@click.option("-o", "--output", "target", required=True, metavar="成品.docx", help="结果写到哪个文件")
@click.option("--format", "formats", metavar="docx,pdf", callback=_formats, help="要哪些文件，默认 docx")
def redhead(body: str, elements: str, target: str, formats: tuple[str, ...] | None) -> int:
    """Write a body with 版头, 版记 and page numbers; files are named like ``target``, by format."""
    settings = Settings.from_environment()
    text = read_source(body, settings.max_upload_bytes)
    told = read_elements(read_source(elements, settings.max_request_bytes))
    with open_offline(settings, pdf=True) as making:
        made = making.redhead(text, told)
    for format, content in made.files.items():
        if format in (formats or ("docx",)):
            path = Path(target).with_suffix(f".{format}")
            write_result(path, content)
            click.echo(str(path))
    _print_findings(made.findings)
    return 0


for _command in (user, token, *COMMANDS):
    chengwen.add_command(_command)


@chengwen.command(help="检查各个组件：版本、字体、模板、能不能生成 PDF。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取")
def doctor(as_json: bool) -> int:
    """Report every component; the exit code is 1 if one is missing or wrong."""
    from service.doctor import State, examine

    checks = examine(Settings.from_environment())
    if as_json:
        listed = [asdict(check) | {"state": check.state.name.lower()} for check in checks]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        rows = [(check.component, check.state.value, check.version, check.advice) for check in checks]
        click.echo(table([("组件", "状态", "版本", "怎样处理"), *rows]))
    return int(any(check.state in (State.MISSING, State.WRONG) for check in checks))


def _watched(outcomes: Iterable[Result], count: int, label: str = "正在生成") -> Iterator[Result]:
    """Yield the outcomes; if there are several and somebody watches, all at once behind a bar."""
    if count < 2 or not sys.stderr.isatty():
        yield from outcomes
        return
    with click.progressbar(outcomes, length=count, label=label, file=sys.stderr, show_eta=False) as bar:
        finished = list(bar)
    yield from finished


def _present_batch(outcomes: Iterable[Outcome], count: int) -> int:
    """Show how far a batch is, then what failed and how many were made; return the code of the first error."""
    made, failed = 0, []
    with click.progressbar(outcomes, length=count, label="正在生成", file=sys.stderr) as bar:
        for outcome in bar:
            made += bool(outcome.written)
            failed += [outcome] if outcome.error else []
    codes = [_present(outcome) for outcome in failed]
    earlier = count - made - len(failed)
    click.echo(f"共 {count} 份：新做 {made} 份，先前已做 {earlier} 份，未能制作 {len(failed)} 份")
    return next((code for code in codes if code), 0)


def _present(outcome: Outcome) -> int:
    """Print what became of one file and return its exit code."""
    for path in outcome.written:
        click.echo(str(path))
    if outcome.error is not None:
        click.echo(f"{outcome.source}：{outcome.error.title}：{outcome.error}", err=True)
    elif outcome.findings:
        click.echo(f"{outcome.source}：有 {len(outcome.findings)} 条提示，请核对", err=True)
    _print_findings(outcome.findings)
    return 0 if outcome.error is None else outcome.error.exit_code


def _print_findings(findings: Iterable[Any]) -> None:
    for finding in findings:
        click.echo(finding_line(finding), err=True)


def _say(text: str) -> None:
    click.echo(text)
    sys.stdout.flush()


def _fail(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code
