"""Memory over many renders: what a process holds must not grow with the papers that it made."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

from service.layout.metrics import FontMetrics
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.filling import fill

RENDERS = 2000
LONG_RENDERS = 20_000
_WARM_UP = 200
_PAGE = os.sysconf("SC_PAGE_SIZE")


def varied(content: Content, metrics: FontMetrics) -> Callable[[], bytes]:
    """Return what makes a paper of other content each time: what is remembered of content would show."""
    campaign = content.tree["campaign"]
    plan, numbers = campaign["plan"], count(1)

    def render() -> bytes:
        note = {"kind": "paragraph", "text": f"这是第{next(numbers)}份。" * 20}
        changed = {**campaign, "plan": {**plan, "text": [note, *plan["text"]]}}
        paper = replace(content, tree={**content.tree, "campaign": changed})
        return fill(paper.paper.template, compose(paper, metrics).context)

    return render


def growth(render: Callable[[], object], renders: int) -> tuple[float, float]:
    """Return the resident memory in MB before and after ``renders`` renders, the process being warm."""
    for _ in range(_WARM_UP):
        render()
    before = _resident()
    for _ in range(renders):
        render()
    return before, _resident()


def _resident() -> float:
    gc.collect()
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE / 1e6
