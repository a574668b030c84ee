"""The caller's side of the converter process: one connection per question, safe across threads and forks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from service import errors
from service.office import messages
from service.office.address import connect_socket
from service.office.converter import Conformance, Converter, Health
from service.office.frames import BODY_LIMIT, LinkError, receive_frame, send_frame

_HEALTH_S = 5.0
_RAISABLE = {
    each.__name__: each
    for each in (
        errors.ConverterMissing,
        errors.ConverterBusy,
        errors.ConverterTimeout,
        errors.ConverterFailed,
        errors.RequestTooLarge,
    )
}


class _SocketConverter:
    def __init__(self, path: Path, patience_s: float) -> None:
        self._path, self._patience_s = path, patience_s

    def convert(self, docx: bytes, conformance: Conformance = "") -> bytes:
        if len(docx) > BODY_LIMIT:
            raise errors.RequestTooLarge(messages.TOO_LARGE.format(size=len(docx), limit=BODY_LIMIT))
        reply, pdf = self._ask({"ask": "convert", "conformance": conformance}, docx, self._patience_s)
        if "error" in reply:
            raise _RAISABLE.get(reply["error"], errors.ConverterFailed)(reply.get("message"))
        return pdf

    def health(self) -> Health:
        try:
            reply, _ = self._ask({"ask": "health"}, b"", _HEALTH_S)
            return Health(**reply["health"])
        except errors.ConversionError as error:
            return Health(False, str(error), "", 0, 0, 0)

    def close(self) -> None:
        """Nothing is held between questions."""

    def _ask(self, question: dict[str, Any], body: bytes, patience_s: float) -> tuple[dict[str, Any], bytes]:
        try:
            with connect_socket(self._path, patience_s) as link:
                send_frame(link, question, body, patience_s)
                return receive_frame(link, patience_s)
        except TimeoutError as error:
            raise errors.ConverterTimeout(messages.NO_ANSWER) from error
        except (OSError, LinkError) as error:
            raise errors.ConverterFailed(messages.STOPPED) from error


def open_converter(socket_path: Path, patience_s: float = 300.0) -> Converter:
    """Return the converter that serves ``socket_path``; it need not run yet, and may be restarted meanwhile.

    ``patience_s`` bounds one question in case the converter process itself stands still; keep it above the
    waiting limit plus twice the running limit.
    """
    return _SocketConverter(socket_path, patience_s)
