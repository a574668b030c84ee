"""The blocks of a text as the paragraphs that are printed; what was stored is joined, never reworded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from service.errors import RenderingError
from service.layout import gbt9704 as gb
from service.rendering.block_images import block_image
from service.rendering.form_tables import form_table, is_form
from service.rendering.landscape import with_sections
from service.rendering.roster import roster
from service.rendering.tables import table
from service.rendering.text_block import TextBlock

Stored = Mapping[str, Any]
Groups = Mapping[str, Stored]

_PHASE_LEVEL = 2
_LAST_LEVEL = 4
"""Deeper levels are set like the fourth, the last that the standard knows."""


def text_blocks(blocks: Sequence[Stored], groups: Groups | None = None) -> tuple[TextBlock, ...]:
    """Return the printed paragraphs of blocks (schema ``blocks.v1``).

    ``groups`` are the campaign's leading groups by id, for the blocks that print one.
    """
    return with_sections([printed for block in blocks for printed in _block(block, groups or {})])


def _block(block: Stored, groups: Groups) -> Iterator[TextBlock]:
    made = _KINDS[block["kind"]](block, groups)
    first = next(made, None)
    if first is not None:
        yield replace(first, page_break=1) if block.get("page_break") else first
    yield from made


def _led(level: int, lead: str, body: str) -> TextBlock:
    """Return a paragraph that begins with a heading of ``level``: 黑体, 楷体, then 仿宋 (GB/T 9704 7.3.3)."""
    if not body:
        return TextBlock(level=level, heading=lead)
    if level > _PHASE_LEVEL or not lead:
        return TextBlock(body=lead + body)
    return TextBlock(hei=lead, body=body) if level == 1 else TextBlock(kai=lead, body=body)


def _paragraph(block: Stored, _groups: Groups) -> Iterator[TextBlock]:
    yield TextBlock(body=block["text"])


def _heading(block: Stored, _groups: Groups) -> Iterator[TextBlock]:
    lead = block.get("number", "") + block.get("title", "") + block.get("end_mark", "")
    yield _led(min(block["level"], _LAST_LEVEL), lead, block.get("body", ""))


def period(entry: Stored) -> str:
    """Return the printed time of a phase or task, in its brackets; "" if it has none."""
    if "period" not in entry:
        return ""
    brackets = entry.get("brackets", "（）")
    return f"{brackets[0]}{entry['period']}{brackets[1]}" if brackets else str(entry["period"])


def _task(task: Stored) -> str:
    parts = (task.get("number", ""), task.get("title", ""), period(task), task.get("end_mark", ""))
    return "".join(parts) + str(task.get("body", ""))


def _items(lead: TextBlock, items: Sequence[Stored], layout: str, groups: Groups) -> Iterator[TextBlock]:
    """Yield a lead and its items in one of their four layouts."""
    texts = [_task(item) for item in items]
    on_lead = {"inline": len(texts), "first_on_lead_line": 1}.get(layout, 0)
    if on_lead and texts:
        yield _continued(lead, "".join(texts[:on_lead]))
    elif lead.heading or lead.hei or lead.kai or lead.body:
        yield lead
    rest = texts[on_lead:]
    if layout == "inline_next_paragraph" and rest:
        yield TextBlock(body="".join(rest))
        rest = []
    for i, item in enumerate(items):
        if i >= on_lead and rest:
            yield TextBlock(body=texts[i])
        yield from text_blocks(item.get("text", ()), groups)


def _continued(lead: TextBlock, text: str) -> TextBlock:
    """Return a lead with text behind it on its line."""
    return _led(lead.level, lead.heading, text) if lead.level else replace(lead, body=lead.body + text)


def _list(block: Stored, groups: Groups) -> Iterator[TextBlock]:
    yield from _items(TextBlock(body=block.get("lead", "")), block["items"], block["layout"], groups)


def _phase(block: Stored, groups: Groups) -> Iterator[TextBlock]:
    label, name, time = block.get("label", ""), block.get("name", ""), period(block)
    if block.get("label_alone"):
        yield TextBlock(level=_PHASE_LEVEL, heading=label)
        label = ""
    lead = label + (time + name if block.get("period_first") else name + time) + block.get("end_mark", "")
    yield from _items(
        _led(_PHASE_LEVEL, lead, block.get("lead", "")), block["tasks"], block["layout"], groups
    )
    yield from text_blocks(block.get("text", ()), groups)


def _table(block: Stored, _groups: Groups) -> Iterator[TextBlock]:
    header, rows, landscape = block.get("header", ()), block["rows"], block.get("landscape", False)
    width = gb.LANDSCAPE_WIDTH_TWIPS if landscape else gb.TYPE_AREA_WIDTH_TWIPS
    if is_form(block):
        made = form_table(header, rows, block.get("columns", ()), block.get("heights", ()), width)
    else:
        made = table(header, rows, total=width)
    yield replace(made, width=width, landscape=landscape)
    if "note" in block:
        yield TextBlock(body=block["note"], landscape=landscape)


def _image(block: Stored, _groups: Groups) -> Iterator[TextBlock]:
    yield TextBlock(image=block_image(block))


def _key_value(block: Stored, _groups: Groups) -> Iterator[TextBlock]:
    yield TextBlock(body=block["key"] + block.get("separator", "：") + block["value"])


def _form_blank(block: Stored, _groups: Groups) -> Iterator[TextBlock]:
    yield TextBlock(body=f"{block['label']}：{'__' * block['width']}")


def _leading_group(block: Stored, groups: Groups) -> Iterator[TextBlock]:
    if block["group"] not in groups:
        raise RenderingError(f"没有代号为“{block['group']}”的领导小组，请在活动里填写，或改正这里的代号")
    yield from roster(groups[block["group"]], block["form"])


_KINDS = {
    "paragraph": _paragraph,
    "heading": _heading,
    "run_in": _heading,
    "list": _list,
    "phase": _phase,
    "table": _table,
    "image": _image,
    "key_value": _key_value,
    "form_blank": _form_blank,
    "leading_group": _leading_group,
}
