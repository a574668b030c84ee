"""``chengwen check``: files from the disk, each checked as what it is, and the report as a person reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from service.checking import Convert, check_content, check_docx, check_pdf, is_pdf
from service.document.directory import Directory
from service.document.finding import Finding, Severity
from service.errors import InvalidRequest, ServiceError
from service.lint.judging import Report
from service.offline import open_converter, read_source
from service.request import read_request, with_campaign
from service.services import Making
from service.settings import Settings

_SIGNS = {Severity.ERROR: "✕ 不合格", Severity.WARNING: "⚠ 请核对", Severity.NOTE: "· 提示"}
_FORMS = {"": "没有版头"}


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one file: its report, or the error why there is none."""

    source: str
    report: Report | None = None
    error: ServiceError | None = None


@dataclass(frozen=True, slots=True)
class Checker:
    """What a check is made with.

    Attributes:
        making: opens the parts that render content.
        directory: gives the 机构名录; an empty one if the office keeps none.
        convert: docx → PDF; None: Word files are judged without being laid out.
        day: 成文日期 of the papers; None: as it is read.
        campaign: the campaign of content files that name none; None: they must have their own.
        most_bytes: the longest file that is read.
    """

    making: Callable[[], Making]
    directory: Callable[[], Directory]
    convert: Convert | None
    day: dt.date | None
    campaign: dict[str, object] | None
    most_bytes: int


@contextmanager
def open_checker(
    settings: Settings,
    *,
    render: bool,
    day: dt.date | None = None,
    campaign: dict[str, object] | None = None,
) -> Iterator[Checker]:
    """Yield what checks files, with a converter of its own if pages shall be looked at and can be made here."""
    from service.assembly import open_making

    with open_converter(settings, pdf=render) as (converter, off):
        making = cache(lambda: open_making(settings, converter, off))
        convert = converter.convert if converter else None

        def directory() -> Directory:
            return making().directory if settings.directory else Directory()

        yield Checker(making, directory, convert, day, campaign, settings.max_upload_bytes)


def check_files(sources: Sequence[str], checker: Checker) -> Iterator[Checked]:
    """Yield what is found on each file; one that can't be read doesn't stop the rest."""
    for source in sources:
        try:
            data = read_source(source, checker.most_bytes)
            yield Checked(source, check_bytes(data, checker))
        except ServiceError as error:
            yield Checked(source, error=error)


def check_bytes(data: bytes, checker: Checker) -> Report:
    """Check a file by what it begins with: a PDF, a Word file, else content as JSON.

    Raises:
        ServiceError: as `service.checking` does.
    """
    if is_pdf(data):
        return check_pdf(data, checker.day, checker.directory())
    if data[:1] in (b"{", b"[", b" ", b"\n", b"\r", b"\t", b"\xef"):
        request = read_request(data)
        if checker.campaign is not None and "campaign" not in request.content:
            request = with_campaign(request, checker.campaign)
        if "campaign" not in request.content:
            raise InvalidRequest(
                "请求里没有活动（campaign）；活动单独存成文件的，请用 --campaign 指明是哪个文件"
            )
        return check_content(request, checker.making(), checker.day)
    return check_docx(data, checker.convert, checker.day, checker.directory())


def report_lines(checked: Checked, *, quiet: bool = False) -> Iterator[str]:
    """Yield the report on one file as lines of Chinese; ``quiet`` leaves out what could not be verified."""
    report = checked.report
    if report is None:
        return
    yield f"{checked.source}：{_said(report)}"
    for finding in report.findings:
        yield _line(finding)
    counts = "、".join(f"{sign[2:]}{report.count(weight)}处" for weight, sign in _SIGNS.items())
    yield f"  共量取{report.measured}项：{counts}"
    if report.unverified and not quiet:
        yield f"  未能核验{len(report.unverified)}条："
        for each in report.unverified:
            yield f"    {each.clause} {each.title}——{each.reason}"


def _said(report: Report) -> str:
    parts = [report.form or _FORMS[""], report.document_type]
    parts.append(f"成文日期{report.day:%Y}年{report.day.month}月{report.day.day}日" if report.day else "")
    parts.append(f"{report.pages}页" if report.pages is not None else "未排版")
    parts.append("适用2012年7月1日以前的格式" if report.former else "")
    return "，".join(part for part in parts if part)


def _line(finding: Finding) -> str:
    height = "" if finding.top_mm is None else f"（距页顶{finding.top_mm:g} mm）"
    basis = "，".join(part for part in (finding.clause, finding.strength) if part)
    where = f"{finding.label}：" if finding.label else ""
    return f"  {_SIGNS[finding.severity]}　{where}{finding.message}{height}{f'〔{basis}〕' if basis else ''}"
