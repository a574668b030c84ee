"""Frames on a stream socket: a length, a JSON header, then bytes. Standard library only, for any Python 3.9+.

Both the converter's socket and the link between the converter and its bridges speak this.
"""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from collections.abc import Mapping
from typing import Any

HEADER_LIMIT = 1_000_000  #: bytes of JSON in a header
BODY_LIMIT = 100_000_000  #: bytes behind a header; a 200-page paper's docx or PDF is about 2 MB
_LENGTHS = struct.Struct("!IQ")


class LinkError(Exception):
    """The link can no longer be used."""


class Disconnected(LinkError):
    """The other side is gone, between two frames or in the middle of one."""


class BadFrame(LinkError):
    """The other side announced more bytes than the limit, or sent something that is no frame."""


def send_frame(
    link: socket.socket, header: Mapping[str, Any], body: bytes = b"", timeout_s: float | None = None
) -> None:
    """Send one frame within ``timeout_s`` seconds (None: wait for ever).

    Raises:
        Disconnected: the other side is gone.
        TimeoutError: the other side does not read.
    """
    head = json.dumps(header, ensure_ascii=False).encode()
    link.settimeout(timeout_s)
    try:
        link.sendall(_LENGTHS.pack(len(head), len(body)) + head + body)
    except TimeoutError:
        raise
    except OSError as error:
        raise Disconnected(str(error)) from error


def receive_frame(
    link: socket.socket, timeout_s: float | None = None, body_limit: int = BODY_LIMIT
) -> tuple[dict[str, Any], bytes]:
    """Return the header and the bytes of the next frame, whole within ``timeout_s`` seconds (None: for ever).

    Raises:
        Disconnected: the other side is gone.
        BadFrame: the frame breaks a limit or is none.
        TimeoutError: nothing came, or not enough of it.
    """
    deadline = None if timeout_s is None else time.monotonic() + timeout_s
    head_length, body_length = _LENGTHS.unpack(_receive(link, _LENGTHS.size, deadline))
    if head_length > HEADER_LIMIT or body_length > body_limit:
        raise BadFrame(f"header {head_length}, body {body_length} bytes")
    head = _receive(link, head_length, deadline)
    body = _receive(link, body_length, deadline)
    try:
        header = json.loads(head)
    except ValueError as error:
        raise BadFrame("the header is no JSON") from error
    if not isinstance(header, dict):
        raise BadFrame("the header is no JSON object")
    return header, body


def _receive(link: socket.socket, length: int, deadline: float | None) -> bytes:
    data = bytearray(length)
    view, filled = memoryview(data), 0
    while filled < length:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("the frame did not come in time")
            link.settimeout(left)
        else:
            link.settimeout(None)
        try:
            count = link.recv_into(view[filled:])
        except TimeoutError:
            raise
        except OSError as error:
            raise Disconnected(str(error)) from error
        if not count:
            raise Disconnected("end of stream")
        filled += count
    return bytes(data)


def has_hung_up(link: socket.socket) -> bool:
    """Tell at once whether the other side of a silent link is gone."""
    # Not recv alone: with a time-out set, Python waits for data even when told MSG_DONTWAIT.
    poll = select.poll()
    poll.register(link, select.POLLIN)
    try:
        return bool(poll.poll(0)) and link.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True
