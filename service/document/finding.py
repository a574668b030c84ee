"""A finding: one remark about one place of a document. Findings are data, never exceptions."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The content is invalid, or a 规定 of the standard is broken."""
    WARNING = "warning"
    """Questionable: may be generated, should be looked at."""
    NOTE = "note"
    """A hint, or something that the reader ought to know (a substituted font)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about one place.

    Attributes:
        rule: stable English id of the rule that speaks (``required``, ``left-edge``).
        message: a Chinese sentence that says what is wrong and what to do.
        pointer: JSON Pointer of the place in ``{campaign, paper}``; "" is the whole document.
        label: the same place in Chinese, such as ``公文 › 发文字号``; "" if there is none.
        severity: see `Severity`.
        clause: clause of the standard, such as ``GB/T 9704 7.2.5``; None if no standard asks for it.
        page: 1-based page of the rendered paper; None if the finding is not about a page.
        top_mm: how far under the top of that page; None if the finding is about the whole page.
        paragraph: 1-based paragraph of a Word file that was checked; None if it is about none, or no Word file.
        strength: 规定, 一般, 推荐 or 实务; None where nothing was measured against a standard.
        measured: what is there, in Chinese; None if the message says it all.
        expected: what should be there.
        suggestion: what to do, a Chinese sentence.
    """

    rule: str
    message: str
    pointer: str = ""
    label: str = ""
    severity: Severity = Severity.ERROR
    clause: str | None = None
    page: int | None = None
    top_mm: float | None = None
    paragraph: int | None = None
    strength: str | None = None
    measured: str | None = None
    expected: str | None = None
    suggestion: str | None = None

    def as_json(self) -> dict[str, object]:
        """Return the finding as plain JSON, without the fields that are None."""
        return {
            k: v.value if isinstance(v, Severity) else v for k, v in asdict(self).items() if v is not None
        }
