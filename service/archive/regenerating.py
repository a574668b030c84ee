"""Make a record again, from the content and the template that are kept, and say what it is to what was issued."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from service.archive.comparing import Comparison, compare
from service.archive.toolchains import toolchain_changes, toolchain_digest
from service.beside import APART, PAGES, SOURCE, paper_format
from service.catalog.sources import Sources
from service.errors import FileDamaged, FileMissing, RenderingError, TemplateError, UnknownPaper
from service.generation import render_again
from service.product import Product
from service.request import FORMATS, GenerationRequest
from service.services import Making, Paper
from service.storage import Files
from service.storage.regenerations import Result
from service.storage.whole import Whole

_ORDER = tuple(Result)
_FINAL = (TemplateError, RenderingError, FileMissing, FileDamaged)
"""What trying again won't mend: it is the result. Anything else is raised."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of making a record again.

    Attributes:
        result: the worst of its files.
        report: as `Regeneration` has it, without ``made``.
        made: the files that are not identical, by format; to be kept if they shall be looked at.
    """

    result: Result
    report: Mapping[str, Any]
    made: Mapping[str, bytes]


def regenerate(whole: Whole, files: Files, making: Making) -> Outcome:
    """Make a record again and compare it with what was issued; nothing is written.

    Raises:
        ConversionError, StorageFailed: if our tools failed; another time it may work.
    """
    changes = [*toolchain_changes(whole.record.toolchain, making.toolchain())]
    try:
        paper, moved = _paper(whole, files, making)
        changes += moved
        making, beside = with_companion(_told(whole, files), files, making)
        changes += beside
        product = _again(whole, files, making, paper)
        return _compared(whole, files, product, changes)
    except _FINAL as error:
        report = {"formats": {}, "changes": changes, "differences": [], "reason": f"{error.title}：{error}"}
        return Outcome(Result.FAILED, report, {})


def digest_of(making: Making) -> str:
    """Return the digest of the tools that would make a record again."""
    return toolchain_digest(making.toolchain())


def _paper(whole: Whole, files: Files, making: Making) -> tuple[Paper, list[str]]:
    """Return the paper as it was, and what has become of it in the folders."""
    record = whole.record
    try:
        today = making.catalog.paper(record.paper_type, record.version)
    except UnknownPaper:
        today = None
    if today is not None and today.digest == record.template_digest:
        return today, []
    gone = "已经没有" if today is None else "已改动"
    told = f"模板 {record.paper_type} 第{record.version}版：{gone}，用当时存下的重新生成"
    return making.stored_paper(_sources(whole, files)), [told]


def with_companion(told: Mapping[str, Any], files: Files, making: Making) -> tuple[Making, list[str]]:
    """Return what makes papers with the template of attachments bound apart that a manifest names, and what is said of it."""
    kept = told.get("companion")
    if not kept or kept["digest"] == making.catalog.companion(kept["id"]).digest:
        return making, []
    docx, manifest = (files.get(kept[part]["sha256"]) for part in ("docx", "manifest"))
    sources = Sources(docx, manifest, schemas=b"")
    apart = partial(making.render_apart, companion=making.stored_paper(sources))
    said = "另行装订的附件的模板：已改动，用当时存下的重新生成"
    return replace(making, render_apart=apart), [said]


def _told(whole: Whole, files: Files) -> Mapping[str, Any]:
    """Return the newest manifest; {} if there is none."""
    return json.loads(files.get(whole.manifests[-1].digest)) if whole.manifests else {}


def _sources(whole: Whole, files: Files) -> Sources:
    told = _told(whole, files)
    if not told:
        raise FileMissing("没有清单，不知道当时的模板是哪个文件")
    parts = (told["template"]["docx"], told["template"]["manifest"], told["schema"])
    return Sources(*(files.get(part["sha256"]) for part in parts))


def _again(whole: Whole, files: Files, making: Making, paper: Paper) -> Product:
    """Return the record's paper made again, in the formats that it has; what is lacking in it is known already."""
    record = whole.record
    formats = tuple(format for format in FORMATS if format in record.files)
    given = {format: files.get(file.digest) for format, file in record.files.items() if _is_given(format)}
    sources = {format: file.digest for format, file in record.files.items() if format.startswith(SOURCE)}
    request = GenerationRequest(
        record.paper_type,
        json.loads(whole.content),
        record.version,
        formats=formats,
        files={digest: given[format] for format, digest in sources.items()},
        derived={
            digest: given[pages]
            for format, digest in sources.items()
            if (pages := f"{PAGES}{format.removeprefix(SOURCE)}") in given
        },
    )
    return render_again(request, paper, replace(making, lint=lambda content, rendering: ()))


def _is_given(format: str) -> bool:
    return format.startswith((SOURCE, PAGES))


def _compared(whole: Whole, files: Files, product: Product, changes: list[str]) -> Outcome:
    found = dict[str, Comparison]()
    for format, file in whole.record.files.items():
        made = product.files.get(format)
        if made is None:
            found[format] = Comparison(Result.DIFFERENT)
        else:
            found[format] = compare(_kind(format), files.get(file.digest), made)
    worst = max((each.result for each in found.values()), key=_ORDER.index, default=Result.IDENTICAL)
    report = {
        "formats": {format: each.result.value for format, each in found.items()},
        "changes": changes,
        "differences": [
            {"format": format, **asdict(place)}
            for format, each in found.items()
            for place in each.differences
        ],
        "reason": "",
    }
    others = (format for format, each in found.items() if each.result is not Result.IDENTICAL)
    return Outcome(
        worst, report, {format: product.files[format] for format in others if format in product.files}
    )


def _kind(format: str) -> str:
    return paper_format(format) if format.startswith(APART) else format
