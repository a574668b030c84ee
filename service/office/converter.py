"""The converter as its callers see it: the protocol, its health and its options."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

Conformance = Literal["", "pdfa-2b", "pdfa-1b"]
"""Which standard a PDF keeps: none, or PDF/A-2b or PDF/A-1b (ISO 19005), with tags and bookmarks."""


@dataclass(frozen=True)
class Health:
    """How the converter is, at one moment.

    ``problem`` is a Chinese sentence, empty if there is none; while LibreOffice starts it says so.
    ``libreoffice`` is the version, empty until one ran. ``instances`` counts the processes that can convert
    now, ``restarts`` those that were replaced after a crash or a hang (not by recycling).
    """

    ready: bool
    problem: str
    libreoffice: str
    instances: int
    conversions: int
    restarts: int


class Converter(Protocol):
    """Turns docx bytes into the PDF bytes that LibreOffice makes of them; safe to call from many threads."""

    def convert(self, docx: bytes, conformance: Conformance = "") -> bytes:
        """Return the PDF, as PDF/A if a conformance is named.

        Raises:
            ConverterMissing: LibreOffice, its Python bridge or the fonts are not there.
            ConverterBusy: no LibreOffice became free within the waiting limit, or the queue is full.
            ConverterTimeout: the conversion took longer than the running limit, on two processes.
            ConverterFailed: LibreOffice crashed on the document or refused it, twice, or prints wrong.
            RequestTooLarge: the document is over the size limit.
        """
        ...

    def health(self) -> Health:
        """Return the state of the converter; never raises for a converter that is down."""
        ...

    def close(self) -> None:
        """Let go of what this object holds; it does not stop the converter."""
        ...


@dataclass(frozen=True)
class ConverterOptions:
    """What a converter process is started with. Times are in seconds, sizes in bytes."""

    fonts_conf: Path  #: the private fontconfig file; every LibreOffice sees only its fonts
    instances: int = 1  #: LibreOffice processes, about 200 MB each
    wait_s: float = 30.0  #: longest wait for a free LibreOffice
    run_s: float = 60.0  #: longest run of one conversion
    work: Path | None = None  #: private folder for profiles; None: one per user in /tmp
    queue_limit: int = 64  #: conversions that may wait; one more is refused at once
    start_s: float = 60.0  #: longest start of a LibreOffice
    quarantine_s: float = 300.0  #: how long a document that broke two processes is refused at once
    recycle_after: int = 300  #: conversions after which a process is replaced
    recycle_bytes: int = 500_000_000  #: resident memory of soffice.bin above which it is replaced
    document_limit: int = 50_000_000  #: largest docx

    def to_json(self) -> str:
        """Return the options for a command line."""
        return json.dumps(asdict(self), default=str)

    @staticmethod
    def from_json(text: str) -> ConverterOptions:
        """Read back what ``to_json`` made."""
        made = ConverterOptions(**json.loads(text))
        return replace(made, fonts_conf=Path(made.fonts_conf), work=Path(made.work) if made.work else None)
