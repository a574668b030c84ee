"""A text from elsewhere becomes a draft: its parts in their fields, the source's own text kept beside it for a while."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.document.finding import Finding
from service.drafting.desk import Author, Desk
from service.drafting.starting import prefilled, start_content
from service.forms.typed import show
from service.importing.assembly import Imported
from service.importing.parts import parts_of
from service.storage.draft import Draft
from service.storage.drafts import CAMPAIGN
from service.storage.page_files import PageFiles

_KIND = "general"
_KEPT = "original.json"


@dataclass(frozen=True)
class Original:
    """What a draft was made from.

    Attributes:
        name: name of the file; "" for a text that was pasted.
        lines: its text.
        recognised: name of a field, and what was put there.
        said: what should be looked at.
    """

    name: str
    lines: tuple[str, ...]
    recognised: tuple[tuple[str, str], ...]
    said: tuple[str, ...]


def bring_in(desk: Desk, kept: PageFiles, author: Author, imported: Imported, name: str, into: str) -> Draft:
    """Start a draft of a text, and keep the text beside it; ``into`` `CAMPAIGN` makes it the plan of a new campaign.

    Raises:
        StorageFailed: if the text can't be kept.
    """
    note = f"导入“{name}”" if name else "导入粘贴的文字"
    if into == CAMPAIGN:
        plan = {"title": imported.title} if imported.title else {}
        own: Mapping[str, Any] = {"plan": {**plan, "text": list(imported.blocks)}}
        findings, tree = imported.findings, {"campaign": dict(own)}
    else:
        parts = parts_of(imported)
        findings, own = tuple(parts.findings), parts.paper
        tree = prefilled(desk, author, _KIND, None)
        tree["paper"] |= own
    draft = start_content(desk, author, CAMPAIGN if into == CAMPAIGN else _KIND, tree, None, note)
    told = Original(name, imported.lines, _recognised(desk, draft.paper_type, own), _said(findings))
    kept.put(draft.id, "original", _KEPT, json.dumps(told.__dict__, ensure_ascii=False).encode())
    return draft


def original_of(kept: PageFiles, draft: Draft) -> Original | None:
    """Return what a draft was made from; None if it was made from nothing, or that is kept no more."""
    told = kept.get(draft.id, "original", _KEPT)
    if told is None:
        return None
    held = json.loads(told)
    pairs = tuple((label, text) for label, text in held["recognised"])
    return Original(held["name"], tuple(held["lines"]), pairs, tuple(held["said"]))


def _said(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(
        f"{finding.label}：{finding.message}" if finding.label else finding.message for finding in findings
    )


def _recognised(desk: Desk, kind: str, own: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the parts that were found, by what the form calls them."""
    root = desk.shape(kind)
    shape = desk.shapes.at(dict(root.fields)["campaign" if kind == CAMPAIGN else "paper"])
    told = []
    for name, part in desk.shapes.fields(shape, own):
        if name not in own:
            continue
        value = own[name]
        if name == "text":
            levels = sorted({block["level"] for block in value if "level" in block})
            text = f"{len(value)} 段" + (f"，标题 {len(levels)} 级" if levels else "")
        elif name == "plan":
            text = f"{value.get('title', '没有认出标题')}，{len(value['text'])} 段"
        elif name == "attachments":
            text = "、".join(one["title"] for one in value)
        elif name == "signature":
            text = f"{value['issuer']}，{value['issue_date']}"
        else:
            text = show(part, value)
        told.append((part.title, text))
    return tuple(told)
