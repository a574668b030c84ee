"""Whether the service can do its work at this moment, part by part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from service.errors import ServiceError
from service.services import Services

WORKS, OFF, BROKEN = "ok", "off", "failed"


@dataclass(frozen=True, slots=True)
class PartState:
    """How one part is.

    Attributes:
        state: ``ok``; ``off``, if it isn't installed and nobody expects it to work; or ``failed``.
        problem: Chinese sentence that says what is wrong and what to do; "" if nothing is.
    """

    state: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How all parts are, by name: ``database``, ``files``, ``catalog``, ``pdf``."""

    parts: Mapping[str, PartState]

    @property
    def ready(self) -> bool:
        """Tell whether every part works that should."""
        return all(part.state != BROKEN for part in self.parts.values())

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        status = "ok" if self.ready else "failed"
        return {"status": status, "parts": {name: asdict(part) for name, part in self.parts.items()}}


def examine(services: Services) -> Readiness:
    """Try the parts and return how they are; never raises."""
    return Readiness(
        {
            "database": _tried(services.database.check),
            "files": _tried(services.files.check),
            "catalog": _catalog(services),
            "pdf": pdf_state(services),
        }
    )


def pdf_state(services: Services) -> PartState:
    """Return how PDF is; asks the converter for its state, and converts nothing."""
    making = services.making
    if making.converter is None:
        return PartState(OFF, making.pdf_off)
    health = making.converter.health()
    return PartState(WORKS) if health.ready else PartState(BROKEN, health.problem)


def _catalog(services: Services) -> PartState:
    if services.making.catalog.papers:
        return PartState(WORKS)
    return PartState(BROKEN, "没有任何公文模板，请检查 templates 文件夹")


def _tried(check: Callable[[], None]) -> PartState:
    try:
        check()
    except ServiceError as error:
        return PartState(BROKEN, str(error))
    return PartState(WORKS)
