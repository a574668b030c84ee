"""Papers from request files into a folder, without the web service and without records."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from service.beside import APART, paper_format
from service.document.file_name import file_ending
from service.document.finding import Finding
from service.errors import InvalidRequest, RequestTooLarge, ServiceError, StorageFailed
from service.generation import render_only
from service.office.converter import Converter
from service.product import Product
from service.request import (
    MOST_IMAGE_BYTES,
    GenerationRequest,
    read_campaign,
    read_layout,
    read_request,
    with_campaign,
    with_layout,
)
from service.services import Making
from service.settings import Settings
from service.storage.files import write_atomically

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one request file.

    Attributes:
        source: the file as it was named; "-" is standard input.
        written: the files that were made.
        findings: what is questionable about the paper, or wrong with the request.
        error: why nothing was made; None if all is well.
    """

    source: str
    written: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: ServiceError | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says beside the requests.

    Attributes:
        formats: files that are wanted; None leaves them to each request.
        campaign: for requests that bring none; None if there is none.
        layout: the layout profile of all; None leaves it to each request.
    """

    formats: tuple[str, ...] | None = None
    campaign: Mapping[str, Any] | None = None
    layout: Mapping[str, Any] | None = None

    def kept(self, product: Product) -> tuple[str, ...]:
        """Return the formats to write: docx is always made; whoever asks for PDF alone gets PDF alone.

        Attachments that are bound apart go with their paper; the files that were given are there already.
        """
        made = (each for each in product.files if each not in product.names or each.startswith(APART))
        return tuple(each for each in made if self.formats is None or paper_format(each) in self.formats)


def check_sources(sources: Sequence[str]) -> None:
    """Refuse sources whose papers would overwrite each other.

    Raises:
        InvalidRequest: if two have the same name.
    """
    names = Counter(Path(source).stem for source in sources)
    doubled = [name for name, count in names.items() if count > 1]
    if doubled:
        raise InvalidRequest(f"有几个文件同名（{'、'.join(doubled)}），结果会互相覆盖，请改名或分开生成")


def render_files(
    sources: Sequence[str],
    folder: Path,
    formats: tuple[str, ...] | None,
    making: Making,
    campaign: Mapping[str, Any] | None = None,
    *,
    layout: Mapping[str, Any] | None = None,
    most_bytes: int | None = None,
    files_bytes: int = 0,
) -> Iterator[Outcome]:
    """Render each source into ``folder``, and yield what became of it; one that fails doesn't stop the rest.

    ``formats`` None leaves them to each request. Files are named like their source; from standard input, by
    发文字号 and 标题. A file is written whole or not at all. ``most_bytes`` is the longest request that is read, without the
    ``files_bytes`` of files that it may carry; None: any. Requests without a campaign take ``campaign``; all take
    ``layout``.
    """
    wishes = Wishes(formats, campaign, layout)
    for source in sources:
        try:
            yield _render(source, folder, wishes, making, most_bytes, files_bytes)
        except ServiceError as error:
            yield Outcome(source, findings=error.findings, error=error)


def make_paper(raw: bytes, wishes: Wishes, making: Making, most_bytes: int | None = None) -> Product:
    """Make the paper that the JSON text ``raw`` asks for, joined with what the user wishes.

    Without the files that it carries it may be no longer than ``most_bytes``; None: any length.

    Raises:
        InvalidRequest: if it needs a campaign and there is none, or two.
        ServiceError: as `service.generation.render_only`.
    """
    asked = read_request(raw, most_bytes)
    if wishes.campaign is not None:
        asked = with_campaign(asked, wishes.campaign)
    elif "campaign" not in asked.content and _needs_campaign(asked, making):
        raise InvalidRequest("请求里没有活动（campaign）；活动单独存成文件的，请用 --campaign 指明是哪个文件")
    if wishes.layout is not None:
        asked = with_layout(asked, wishes.layout)
    return render_only(asked if wishes.formats is None else replace(asked, formats=wishes.formats), making)


def _render(
    source: str, folder: Path, wishes: Wishes, making: Making, most_bytes: int | None, files_bytes: int
) -> Outcome:
    most = None if most_bytes is None else most_bytes + MOST_IMAGE_BYTES + -(-files_bytes * 4 // 3)
    product = make_paper(read_source(source, most), wishes, making, most_bytes)
    written = []
    for format in wishes.kept(product):
        stem_name = (
            product.file_name(format)
            if source == STANDARD_INPUT
            else f"{Path(source).stem}.{_ending(format)}"
        )
        written.append(folder / stem_name)
        write_result(written[-1], product.files[format])
    return Outcome(source, tuple(written), product.findings)


def _ending(format: str) -> str:
    """Return what a file's name ends in: ``pdfa.pdf``, and ``attached-2.pdfa.pdf`` of an attachment bound apart."""
    beside, dot, own = format.rpartition(".")
    return f"{beside}{dot}{file_ending(own)}"


def _needs_campaign(asked: GenerationRequest, making: Making) -> bool:
    paper = making.catalog.paper(asked.paper_type, asked.version)
    return "campaign" in making.catalog.schema(paper.schema_name).get("required", ())


def read_campaign_file(path: str) -> Mapping[str, Any]:
    """Return the campaign in the file ``path``.

    Raises:
        InvalidRequest: if it can't be read or is no campaign.
    """
    return read_campaign(read_source(path, None))


def read_layout_file(path: str) -> Mapping[str, Any]:
    """Return the layout profile in the file ``path``.

    Raises:
        InvalidRequest: if it can't be read or is no profile.
    """
    return read_layout(read_source(path, None))


def read_source(source: str, most_bytes: int | None) -> bytes:
    """Return what stands in a file or on standard input.

    Raises:
        InvalidRequest: if it can't be read.
        RequestTooLarge: if it is longer than ``most_bytes``; no more of it is read.
    """
    most = -1 if most_bytes is None else most_bytes + 1
    try:
        if source == STANDARD_INPUT:
            raw = sys.stdin.buffer.read(most)
        else:
            with Path(source).open("rb") as file:
                raw = file.read(most)
    except FileNotFoundError as error:
        raise InvalidRequest(f"找不到文件 {source}") from error
    except OSError as error:
        raise InvalidRequest(f"文件 {source} 不能读取，请检查它是不是普通文件、有没有权限") from error
    if most_bytes is not None and len(raw) > most_bytes:
        raise RequestTooLarge(f"{source} 超过上限 {most_bytes / 1_000_000:g} MB，请减少内容")
    return raw


def write_result(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, its folder too if it isn't there.

    Raises:
        StorageFailed: if it can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    except OSError as error:
        raise StorageFailed(f"不能写入 {path}，请检查文件夹、权限和磁盘空间") from error


@contextmanager
def open_offline(settings: Settings, *, pdf: bool) -> Iterator[Making]:
    """Yield the parts that make files, with a converter of their own if PDF is wanted and can be made here."""
    from service.assembly import open_making

    with open_converter(settings, pdf=pdf) as (converter, off):
        yield open_making(settings, converter, off)


@contextmanager
def open_converter(settings: Settings, *, pdf: bool) -> Iterator[tuple[Converter | None, str]]:
    """Yield a converter of our own if PDF is wanted and can be made here; else None, and why it can't."""
    from service.assembly import converter_options
    from service.office.child import local_converter
    from service.office.installation import pdf_problem

    off = pdf_problem(settings.fonts_conf) if pdf else ""
    if off or not pdf:
        yield None, off
        return
    with local_converter(converter_options(settings, instances=1)) as converter:
        yield converter, ""
