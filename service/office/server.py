"""The converter process: accepts connections, hands documents to the pool, and ends with its parent."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import select
import signal
import socket
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from service.errors import ConversionError, ConverterFailed, RequestTooLarge, ServiceError
from service.office import messages
from service.office.address import listen_on
from service.office.canary import prove
from service.office.converter import ConverterOptions
from service.office.frames import BadFrame, LinkError, has_hung_up, receive_frame, send_frame
from service.office.links import linked_contents
from service.office.pool import Abandoned, Pool
from service.office.process import CONFORMANCES, LibreOffice, start_libreoffice
from service.office.workplace import open_workplace

_PR_SET_CHILD_SUBREAPER = 36
_PARENT_CHECK_S = 0.5
_TALK_S = 30.0  #: longest time for a request to arrive or for an answer to be read
_CONNECTIONS_OVER_QUEUE = 16  #: connections beyond the queue: health, and what arrives or leaves
_LOG = logging.getLogger(__name__)


def run_converter_process(socket_path: Path, options: ConverterOptions, parent: int | None = None) -> None:
    """Serve conversions on ``socket_path`` until SIGTERM, SIGINT or the end of the process ``parent``.

    Call it in the main thread of its own process. The socket accepts at once, LibreOffice warms up meanwhile.
    ``parent`` None means that nobody's end ends this process.

    Raises:
        FileExistsError: another converter serves this socket.
    """
    # LibreOffice outlives a killed bridge for a moment; its dead come to us, and the pool collects them.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with _stop_signals() as stop, open_workplace(options.work) as folder, listen_on(socket_path) as listener:
        try:
            pool = _open_pool(options, folder)
            try:
                _accept(listener, stop, parent, pool, options)
            finally:
                pool.close()
        finally:
            socket_path.unlink(missing_ok=True)


def _open_pool(options: ConverterOptions, folder: Path) -> Pool:
    def start() -> LibreOffice:
        return start_libreoffice(folder, options.fonts_conf)

    def prove_page(office: LibreOffice) -> None:
        prove(lambda docx: office.convert(docx, options.run_s), options.fonts_conf)

    return Pool(options, start, prove_page)


@contextlib.contextmanager
def _stop_signals() -> Iterator[socket.socket]:
    """Yield a socket that becomes readable when SIGTERM or SIGINT arrives."""
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    before = [signal.signal(each, lambda *_: None) for each in (signal.SIGTERM, signal.SIGINT)]
    signal.set_wakeup_fd(writer.fileno())
    with reader, writer:
        try:
            yield reader
        finally:
            signal.set_wakeup_fd(-1)
            for each, handler in zip((signal.SIGTERM, signal.SIGINT), before, strict=True):
                signal.signal(each, handler)


def _accept(
    listener: socket.socket, stop: socket.socket, parent: int | None, pool: Pool, options: ConverterOptions
) -> None:
    room = threading.BoundedSemaphore(options.queue_limit + options.instances + _CONNECTIONS_OVER_QUEUE)
    while parent is None or os.getppid() == parent:
        readable, _, _ = select.select([listener, stop], [], [], _PARENT_CHECK_S)
        if stop in readable:
            return
        if listener not in readable:
            continue
        link, _ = listener.accept()
        if not room.acquire(blocking=False):
            link.close()
            continue
        threading.Thread(target=_answer, args=(link, pool, options, room), daemon=True).start()


def _answer(
    link: socket.socket, pool: Pool, options: ConverterOptions, room: threading.BoundedSemaphore
) -> None:
    """Answer the one request of a connection; a caller that is gone is nobody's loss."""
    try:
        with link:
            try:
                reply, body = _handle(link, pool, options)
            except ServiceError as error:
                reply, body = {"error": type(error).__name__, "message": str(error)}, b""
            send_frame(link, reply, body, timeout_s=_TALK_S)
    except (Abandoned, LinkError, TimeoutError) as reason:
        _LOG.info("a caller is gone: %r", reason)
    finally:
        room.release()


def _handle(link: socket.socket, pool: Pool, options: ConverterOptions) -> tuple[dict[str, Any], bytes]:
    request, docx = receive_frame(link, _TALK_S)
    if request.get("ask") == "health":
        return {"health": asdict(pool.health())}, b""
    if request.get("ask") != "convert":
        raise BadFrame("neither health nor convert")
    if request.get("conformance", "") not in CONFORMANCES:
        raise BadFrame("unknown conformance")
    if len(docx) > options.document_limit:
        raise RequestTooLarge(messages.TOO_LARGE.format(size=len(docx), limit=options.document_limit))
    if linked := linked_contents(docx):
        raise ConverterFailed(messages.LINKED.format(address=linked[0]))
    try:
        return {"pdf": True}, pool.convert(docx, lambda: has_hung_up(link), request.get("conformance", ""))
    except (Abandoned, ConversionError):
        raise
    except Exception as error:
        _LOG.exception("a conversion failed in an unforeseen way")
        raise ConverterFailed() from error
