"""Steps of a paper's way that are entered by hand, on a page or by a program (条例第十九至二十五条)."""

from __future__ import annotations

from collections.abc import Mapping

from service.document.finding import Finding
from service.errors import InvalidRequest
from service.issuing.states import day
from service.services import Services
from service.storage.number import STEPS, ProcessEntry
from service.storage.record import new_id

_LABELS = {"step": "环节", "person": "办理人", "at": "时间", "opinion": "意见"}
_LONGEST = {"step": 16, "person": 40, "at": 40, "opinion": 500}


def add_step(
    services: Services,
    by: str,
    unit_id: str,
    typed: Mapping[str, object],
    draft_id: str | None = None,
    record_id: str | None = None,
) -> ProcessEntry:
    """Enter a step with a draft or with a record, and return it.

    Args:
        services: see `Services`.
        by: who enters it.
        unit_id: whose paper it is.
        typed: ``step``, ``person``, ``at`` (today if it is left out), ``opinion`` (may be left out).
        draft_id: the draft; None for a record.
        record_id: the record; None for a draft.

    Raises:
        InvalidRequest: if a part is missing, too long or no known step; its findings name each.
    """
    told = {name: str(typed.get(name) or "").strip() for name in _LABELS}
    findings = tuple(
        Finding("step", message, f"/{name}", _LABELS[name])
        for name, message in (
            ("step", "" if told["step"] in STEPS else f"环节应是{'、'.join(STEPS)}之一"),
            ("person", "" if told["person"] else "请写明谁办的"),
            *(
                (name, f"{_LABELS[name]}太长，最多{longest}个字" if len(told[name]) > longest else "")
                for name, longest in _LONGEST.items()
            ),
        )
        if message
    )
    if findings:
        raise InvalidRequest("；".join(found.message for found in findings), findings)
    now = services.clock()
    entry = ProcessEntry(
        id=new_id(now),
        unit_id=unit_id,
        draft_id=draft_id,
        record_id=record_id,
        step=told["step"],
        person=told["person"],
        at=told["at"] or day(services),
        opinion=told["opinion"],
        entered=now,
        entered_by=by,
    )
    services.issuings.add_step(entry)
    return entry
