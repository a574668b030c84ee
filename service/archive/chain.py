"""Does the audit log say what was written into it, from the first row to the last?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from service.archive.damage import Damage, Kind
from service.storage.audit import BEGINNING, Act, Logged, canonical, chained


@dataclass
class Witness:
    """What the log told while it was walked.

    Attributes:
        manifests: record → digest of its newest manifest, as the log has it; None if it had none.
        steps: id of a step → its digest.
        last: sequence and hash of the row that was seen last.
    """

    manifests: dict[str, str | None] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)
    last: tuple[int, str] = (0, BEGINNING)

    def hear(self, row: Logged) -> Iterator[Damage]:
        """Yield what is wrong with the next row, and remember what it says."""
        sequence, previous = self.last
        place = f"日志第{row.sequence}行"
        if row.sequence != sequence + 1:
            gap = f"第{sequence + 1}行" + (f"到第{row.sequence - 1}行" if row.sequence > sequence + 2 else "")
            yield Damage(Kind.LOG_CHANGED, f"日志{gap}", "被删掉了")
        elif chained(previous, row.text) != row.hash:
            yield Damage(Kind.LOG_CHANGED, place, "内容或摘要被改动过，与前后的摘要对不上")
        if canonical(row.sequence, row.entry) != row.text:
            yield Damage(Kind.LOG_CHANGED, place, "各栏与登记的原文不一致，被改动过")
        self.last = (row.sequence, row.hash)
        self._remember(row)

    def end(self, head: tuple[int, str]) -> Iterator[Damage]:
        """Yield what is wrong with the end of the chain."""
        if head[0] > self.last[0]:
            message = f"末尾少了 {head[0] - self.last[0]} 行，应到第{head[0]}行"
            yield Damage(Kind.LOG_CUT, "日志", message)
        elif head != self.last:
            yield Damage(
                Kind.LOG_CUT, "日志", f"末尾与登记的不一致：登记到第{head[0]}行，实有第{self.last[0]}行"
            )

    def _remember(self, row: Logged) -> None:
        entry = row.entry
        if entry.act in (Act.ISSUED, Act.VOIDED):
            held = entry.details.get("manifest", self.manifests.get(entry.subject))
            self.manifests[entry.subject] = held if isinstance(held, str) else None
        elif entry.act is Act.STEP:
            self.steps[str(entry.details.get("entry"))] = str(entry.details.get("digest"))
