"""Pandoc, confined: bytes in one of its formats → its tree (pandoc-types 1.22 and 1.23)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.errors import PandocMissing, UnreadableDocument
from service.office.confined import Failed, Limits, OverLimit, run_confined
from service.office.installation import find_pandoc

#: A docx of 1500 pages takes 1 s and 160 MB; what takes more is made to (docs/limits.md).
LIMITS = Limits(processor_s=10, wall_s=30, memory_bytes=1_000_000_000)

#: Quotation marks stay as they were typed; 序数 and lists need no blank line, 标题 no space behind its #.
_MARKDOWN = (
    "markdown-smart-citations-example_lists-auto_identifiers-blank_before_header-space_in_atx_header"
    "-raw_tex-latex_macros-implicit_figures-markdown_in_html_blocks+lists_without_preceding_blankline"
)
#: Format of the text → pandoc's name of it.
_READERS: Mapping[str, str] = {"markdown": _MARKDOWN, "docx": "docx", "odt": "odt", "html": "html-raw_html"}


def pandoc_tree(data: bytes, format: str) -> Mapping[str, Any]:
    """Return pandoc's tree of ``data``: ``{"meta": …, "blocks": […]}``.

    Raises:
        PandocMissing: if pandoc is not installed.
        UnreadableDocument: if pandoc can't read it, or takes too long.
    """
    program = find_pandoc()
    if program is None:
        raise PandocMissing(
            "没有安装 pandoc，不能导入这种文件；请管理员运行 apt-get install pandoc。纯文本（.txt）不需要它"
        )
    try:
        out = run_confined("service.importing", [_READERS[format]], data, LIMITS, _path(program))
        tree: Mapping[str, Any] = json.loads(out)
    except (OverLimit, Failed, json.JSONDecodeError, RecursionError) as error:
        message = "这份文件读不出来：可能已经损坏，或者嵌套太多、太复杂；请打开另存一次，或分成几份再试"
        raise UnreadableDocument(message) from error
    return tree


def _path(program: Path) -> str:
    return str(program.parent)
