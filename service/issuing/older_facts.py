"""Issued papers that say what a campaign's facts were, where these are others today.

An issued paper keeps the facts that it was made from. What changes later is told by another paper: a notice of
the change (关于调整……的通知), or a correction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.catalog.labels import label
from service.drafting.desk import Desk
from service.services import Services
from service.storage.draft import Draft
from service.storage.number import Issued
from service.storage.searching import Search, search

_MOST = 200
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Older:
    """An issued paper that was made from older facts.

    Attributes:
        paper: the paper; it stands, and nothing corrects it yet.
        changed: the Chinese names of the facts that are others today.
    """

    paper: Issued
    changed: tuple[str, ...]


def older_papers(desk: Desk, services: Services, campaign: Draft) -> tuple[Older, ...]:
    """Return the papers about a campaign that were made from other facts than today's, the newest first."""
    facts = desk.campaigns.revision(campaign.id, campaign.unit_id).tree.get("campaign", {})
    wanted = Search(frozenset({campaign.unit_id}), campaign_id=campaign.id, limit=_MOST)
    found = (_older(desk, services, paper, facts) for paper in search(services.database, wanted).papers)
    return tuple(each for each in found if each is not None)


def _older(desk: Desk, services: Services, paper: Issued, facts: Mapping[str, Any]) -> Older | None:
    record = paper.record
    if paper.issuing.voided is not None or services.issuings.corrections(record.id):
        return None
    then = json.loads(services.records.content(record.id, {record.unit_id})).get("campaign", {})
    names = [n for n in sorted({*then, *facts}) if then.get(n, _ABSENT) != facts.get(n, _ABSENT)]
    schema = desk.catalog.paper(record.paper_type).schema_name
    titles = (label(desk.catalog, schema, ("campaign", name)).rpartition(" › ")[2] for name in names)
    return Older(paper, tuple(dict.fromkeys(titles))) if names else None
