"""The clauses of GB/T 9704 chapters 4–10 and of the 条例, and which of them could not be verified on a paper."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

STANDARD = "GB/T 9704"
REGULATION = "党政机关公文处理工作条例"
BY_DIRECTORY = "机构名录"
_TABLES = {f"{STANDARD} ": "clauses.json", REGULATION: "regulation.json"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the standard or of the regulation.

    Attributes:
        name: as rules name it: ``GB/T 9704 7.2.5``, ``党政机关公文处理工作条例第十四条``.
        title: what it asks for, one line of Chinese.
        how: how our papers meet it; 人工 for what only a person can see to.
        why: why no program can verify it; "" if one can.
        elements: the elements that it is about; empty for the whole paper.
        form: the special form that it is about; "" for all papers.
    """

    name: str
    title: str
    how: str
    why: str = ""
    elements: frozenset[str] = frozenset()
    form: str = ""


class Unverified(NamedTuple):
    """What could not be verified: the clause, what it asks for, the reason, all Chinese."""

    clause: str
    title: str
    reason: str


@lru_cache(maxsize=1)
def clauses() -> tuple[Clause, ...]:
    """Return the clauses in their order, those of the standard first."""
    folder = Path(__file__).parent
    return tuple(
        Clause(
            prefix + row["clause"], row["title"], row["how"], row.get("why", ""),
            frozenset(row.get("elements", ())), row.get("form", ""),
        )
        for prefix, table in _TABLES.items()
        for row in json.loads((folder / table).read_text("utf-8"))
    )  # fmt: skip


def unverified(
    measured: Collection[str], present: Collection[str], form: str, why: str
) -> Iterator[Unverified]:
    """Yield the clauses that nothing was measured of.

    Args:
        measured: clauses of the rules that measured something (``GB/T 9704 7.2.5``).
        present: elements that the paper has; a clause on elements that it lacks is not wanted of it.
        form: the form of the paper; clauses on another are left out.
        why: the reason for what a program could verify on another input, Chinese.
    """
    for clause in clauses():
        if clause.form and clause.form != form:
            continue
        if clause.name.startswith(REGULATION) and not form:
            continue  # what has no 版头 is not sent as a 公文
        if clause.how == BY_DIRECTORY:
            continue  # who checks the routing says whether there is a 机构名录
        if clause.elements and not clause.elements & frozenset(present):
            continue
        if clause.why:
            yield Unverified(clause.name, clause.title, clause.why)
        elif clause.name not in measured:
            yield Unverified(clause.name, clause.title, why)
