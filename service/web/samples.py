"""The samples that come with the service, as requests that can be sent as they are.

A folder with a ``campaign.json`` holds that campaign's papers; each is offered joined with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.errors import InvalidRequest
from service.request import GenerationRequest, read_campaign, read_request, with_campaign

CAMPAIGN = "campaign.json"
"""The file of a campaign beside those of its papers."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A request that comes with the service.

    Attributes:
        name: its path under ``samples/``, such as ``yingkou/issuing_notice.json``.
        title: 标题 of the paper that it makes.
        content: the JSON text.
    """

    name: str
    title: str
    content: bytes


def find_samples(folder: Path) -> tuple[Sample, ...]:
    """Return every file under ``folder`` that is a request, by name; other JSON files are passed over."""
    found = (_sample(path, folder) for path in sorted(folder.rglob("*.json")))
    return tuple(sample for sample in found if sample is not None)


def _sample(path: Path, folder: Path) -> Sample | None:
    content, campaign = path.read_bytes(), path.with_name(CAMPAIGN)
    try:
        asked = read_request(content)
        if "campaign" not in asked.content and campaign.exists():
            asked = with_campaign(asked, read_campaign(campaign.read_bytes()))
            content = _text(asked)
    except InvalidRequest:
        return None
    return Sample(path.relative_to(folder).as_posix(), _title(asked), content)


def _text(request: GenerationRequest) -> bytes:
    body: dict[str, Any] = {
        "paper_type": request.paper_type,
        "version": request.version,
        "content": request.content,
    }
    body = {name: value for name, value in body.items() if value is not None}
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def _title(request: GenerationRequest) -> str:
    """Return the paper's title, that of the plan where the paper has none; an order is called by mark and number."""
    paper, campaign = request.content.get("paper"), request.content.get("campaign")
    plan = campaign.get("plan") if isinstance(campaign, Mapping) else None
    titles = [part.get("title") for part in (paper, plan) if isinstance(part, Mapping)]
    if isinstance(paper, Mapping):
        named = [paper.get("issuer_mark"), paper.get("document_number")]
        titles += ["".join(map(str, named))] if all(isinstance(name, str) for name in named) else []
    return str(next(filter(None, titles), request.paper_type))
