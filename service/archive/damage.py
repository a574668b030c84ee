"""What can be wrong with what is kept. Values only."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of damage; a program tells them apart by the value."""

    FILE_MISSING = "file_missing"
    FILE_DAMAGED = "file_damaged"
    CONTENT_CHANGED = "content_changed"
    RECORD_CHANGED = "record_changed"
    MANIFEST_MISSING = "manifest_missing"
    MANIFEST_BROKEN = "manifest_broken"
    NUMBER_CHANGED = "number_changed"
    NUMBER_MISSING = "number_missing"
    STEP_CHANGED = "step_changed"
    LOG_CHANGED = "log_changed"
    LOG_CUT = "log_cut"
    RECORD_LOST = "record_lost"
    GUARD_MISSING = "guard_missing"


@dataclass(frozen=True, slots=True)
class Damage:
    """One damage.

    Attributes:
        kind: what it is.
        place: what is damaged, in Chinese: a paper with its file, a row of the log.
        message: what is wrong, in Chinese.
        record_id: the record that it is of; "" if it is of none.
        digest: the file that it is of; "" if it is of none.
    """

    kind: Kind
    place: str
    message: str
    record_id: str = ""
    digest: str = ""

    def as_json(self) -> dict[str, str]:
        """Return it as plain JSON."""
        return {name: str(value) for name, value in asdict(self).items()}
