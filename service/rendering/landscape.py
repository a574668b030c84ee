"""Pages across (GB/T 9704 8): which blocks stand on them, and where their sections begin and end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from service.document.finding import Finding
from service.document.pointer import join, walk
from service.errors import RenderingError
from service.rendering.text_block import TextBlock

_DEEPEST = 64


def with_sections(blocks: Sequence[TextBlock]) -> tuple[TextBlock, ...]:
    """Return blocks with the first and the last of each run across told: a section of its own is put around it."""
    across = [False, *(block.landscape for block in blocks), False]
    return tuple(
        replace(block, landscape_begins=not across[i], landscape_ends=not across[i + 2])
        if block.landscape
        else block
        for i, block in enumerate(blocks)
    )


def begun_before(blocks: Sequence[TextBlock]) -> tuple[bool, tuple[TextBlock, ...]]:
    """Return whether blocks begin across, and the blocks whose section then begins before what stands over them.

    So a label and a title stand on the page of the table that they belong to.
    """
    if not blocks or not blocks[0].landscape_begins:
        return False, tuple(blocks)
    return True, (replace(blocks[0], landscape_begins=False), *blocks[1:])


def refuse_in_letter(tree: Mapping[str, Any]) -> None:
    """Refuse a letter with a table across: the page format of its first page would come again behind it (10.1).

    Raises:
        RenderingError: it names each table.
    """
    message = "信函格式里没有横排的页，请去掉这个表格的“横排”，或者改用通用公文"
    findings = [
        Finding("landscape-in-letter", message, join(path), "表格 › 横排")
        for path, value in walk(tree.get("paper"), _DEEPEST)
        if path and path[-1] == "landscape" and value is True
    ]
    if findings:
        raise RenderingError(message, [replace(f, pointer=f"/paper{f.pointer}") for f in findings])
