"""Pages across (GB/T 9704 8): which blocks stand on them, and where their sections begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from service.document.finding import Finding
from service.document.pointer import join, walk
from service.errors import RenderingError
from service.rendering.context import Attachment, Context
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


def joined(attachments: Iterable[Attachment]) -> Iterator[Attachment]:
    """Yield attachments; one that begins across behind one that ends across goes on in its section.

    A section of its own would begin on an upright page that nothing stands on.
    """
    before: Attachment | None = None
    for each in attachments:
        goes_on = (
            before is not None and before.text and before.text[-1].landscape_ends and not before.signatures
        )
        yield replace(each, landscape=False) if goes_on else each
        before = each


def refuse_signature_alone(context: Context, tree: Mapping[str, Any]) -> None:
    """Refuse a paper whose text ends across: the page of its signature would hold nothing else (7.3.5.5).

    Raises:
        RenderingError: it names the table.
    """
    follows = (*(block for section in context.sections for block in section.text), *context.closing)
    ends = bool(context.text) and context.text[-1].landscape_ends
    if not ends or follows or not context.signatures or context.attachment_notes:
        return
    message = "横排的表格是正文的最后一块，署名就独占一页。请在表格后面写一段正文，或者把表格改作附件"
    last = len(tree.get("paper", {}).get("text", ())) - 1
    place = join(("paper", "text", last)) if last >= 0 else "/paper"
    raise RenderingError(
        message, [Finding("signature-alone", message, place, "表格 › 横排", clause="GB/T 9704 7.3.5.5")]
    )


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
