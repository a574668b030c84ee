"""The blocks of a plan as the paragraphs that are printed; what was stored is joined, never reworded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.rendering.context import TextBlock

_PHASE_LEVEL = 2
_TASK_LEVEL = 3


def text_blocks(blocks: Sequence[Mapping[str, Any]]) -> tuple[TextBlock, ...]:
    """Return the printed paragraphs of a plan's blocks (schema ``plan.v1``)."""
    return tuple(paragraph for block in blocks for paragraph in _PARAGRAPHS[block["kind"]](block))


def _led(level: int, lead: str, body: str) -> TextBlock:
    """Return a paragraph that begins with a heading of ``level``: 黑体, 楷体, then 仿宋 (GB/T 9704 7.3.3)."""
    if not body:
        return TextBlock(level=level, heading=lead)
    if level > _PHASE_LEVEL:
        return TextBlock(body=lead + body)
    return TextBlock(hei=lead, body=body) if level == 1 else TextBlock(kai=lead, body=body)


def _paragraph(block: Mapping[str, Any]) -> Iterator[TextBlock]:
    yield TextBlock(body=block["text"])


def _heading(block: Mapping[str, Any]) -> Iterator[TextBlock]:
    lead = block.get("number", "") + block["title"] + block.get("end_mark", "")
    yield _led(block["level"], lead, block.get("body", ""))


def _task(task: Mapping[str, Any]) -> str:
    return str(task.get("number", "") + task.get("title", "") + task.get("end_mark", "") + task["body"])


def _phase(block: Mapping[str, Any]) -> Iterator[TextBlock]:
    period = f"（{block['period']}）" if "period" in block else ""
    lead = block["label"] + block["name"] + period + block.get("end_mark", "")
    tasks, body = [_task(t) for t in block["tasks"]], block.get("lead", "")
    if block["layout"] == "inline":
        yield _led(_PHASE_LEVEL, lead, body + "".join(tasks))
        return
    yield _led(_PHASE_LEVEL, lead, body)
    if block["layout"] == "lines":
        yield from (_led(_TASK_LEVEL, "", t) for t in tasks)
    elif tasks:
        yield TextBlock(body="".join(tasks))


_PARAGRAPHS = {"paragraph": _paragraph, "heading": _heading, "run_in": _heading, "phase": _phase}
