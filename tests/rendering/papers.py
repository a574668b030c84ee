"""Contents for tests, made from the sample of a whole paper."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import docx

from service.rendering.content import Content
from service.rendering.text_block import TextBlock

MISSING = {"missing": "原件没有"}


def altered(content: Content, paper: dict[str, Any] | None = None, **plan: Any) -> Content:
    """Return the content with other elements of the paper and the plan; None takes one away.

    Another text of the plan takes away its attachments, unless they are given.
    """
    if "text" in plan:
        plan = {"attachments": None} | plan
    tree: Any = copy.deepcopy(dict(content.tree))
    for place, changes in ((tree["paper"], paper or {}), (tree.get("campaign", {}).get("plan", {}), plan)):
        place.update(changes)
        for name in [n for n, value in place.items() if value is None]:
            del place[name]
    return replace(content, tree=tree)


def without_tables(content: Content) -> Content:
    """Return the content with a plan that is nothing but paragraphs: no tables, no attachments."""
    text = [block for block in content.tree["campaign"]["plan"]["text"] if block["kind"] != "table"]
    return altered(content, text=text)


def paragraphs(texts: Sequence[str]) -> list[dict[str, Any]]:
    """Return the blocks of a plan of plain paragraphs."""
    return [{"kind": "paragraph", "text": t} for t in texts]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def printed(block: TextBlock) -> str:
    cells = [cell for row in (block.header, *(row.cells for row in block.rows)) for cell in row]
    return block.heading + block.hei + block.kai + block.body + "".join(cell.text for cell in cells)


def docx_texts(data: bytes) -> list[str]:
    """Return the printed paragraphs of a docx, in order, without empty ones and white space."""
    found = [squeezed(p.text) for p in docx.Document(io.BytesIO(data)).paragraphs]
    return [t for t in found if t]
