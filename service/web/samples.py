"""The samples that come with the service, as requests that can be sent as they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from service.errors import InvalidRequest
from service.request import read_request


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
    content = path.read_bytes()
    try:
        asked = read_request(content)
    except InvalidRequest:
        return None
    paper = asked.content.get("paper")
    title = paper.get("title") if isinstance(paper, dict) else None
    return Sample(path.relative_to(folder).as_posix(), str(title or asked.paper_type), content)
