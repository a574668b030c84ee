"""The terminal in Chinese: click's own words, tables whose columns align, findings as lines."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import click

from service.document.finding import Finding, Severity

_SIGNS = {Severity.ERROR: "✕ 错误", Severity.WARNING: "⚠ 提醒", Severity.NOTE: "· 说明"}
_HELP_WIDTH = 200  #: no line of the help is broken: click would break between any two Chinese characters


class ChineseCommand(click.Command):
    """A command whose help is Chinese throughout."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", {"terminal_width": _HELP_WIDTH})
        kwargs.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = (parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option))
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section("选项"):
            formatter.write_dl([record for record in records if record is not None])


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands whose help is Chinese throughout."""

    command_class = ChineseCommand

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, subcommand_metavar="命令 …", **kwargs)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        ChineseCommand.format_options(self, ctx, formatter)
        names = self.list_commands(ctx)
        with formatter.section("命令"):
            formatter.write_dl(
                [(name, self.commands[name].get_short_help_str(_HELP_WIDTH)) for name in names]
            )


def explain_usage(error: click.UsageError) -> str:
    """Return in Chinese what is wrong with a command line and where its help is."""
    path = error.ctx.command_path if error.ctx else "chengwen"
    return f"{_explanation(error)}（用法见 {path} --help）"


def _explanation(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}{_guess(error.possibilities)}"
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"没有命令 {error.command_name}{_guess(error.possibilities)}"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {error.param.make_metavar(error.ctx) if error.param and error.ctx else '参数'}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的写法不对"
    if isinstance(error, click.BadParameter):
        return error.message
    return "命令的写法不对，可能多写了参数"


def _guess(possibilities: Sequence[str] | None) -> str:
    return f"，是不是 {'、'.join(possibilities)}？" if possibilities else ""


def whole_number(least: int, most: int) -> Callable[[click.Context, click.Parameter, str | None], int | None]:
    """Return a callback that takes a whole number within bounds, and refuses all else in Chinese."""

    def read(ctx: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
            raise click.BadParameter(f"{parameter.opts[-1]} 应是 {least} 到 {most} 的整数", ctx, parameter)
        return int(value)

    return read


def calendar_day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> dt.date | None:
    """Take a day as 2012-07-01, and refuse all else in Chinese."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        message = f"{parameter.opts[-1]} 应写成 2012-07-01 的样子"
        raise click.BadParameter(message, ctx, parameter) from error


def finding_line(finding: Finding) -> str:
    """Return a finding as a line: how much it weighs, where it is, what to do."""
    places = [finding.label, f"（{finding.pointer}）" if finding.pointer else ""]
    page = "" if finding.page is None else f"第 {finding.page} 页 "
    where = page + "".join(places)
    return f"  {_SIGNS[finding.severity]}　{where}{'：' if where else ''}{finding.message}"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as columns that align in a terminal, where a Chinese character is two cells wide."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "\n".join(lines)


def width(text: str) -> int:
    """Return how many cells of a terminal ``text`` takes."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
