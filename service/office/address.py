"""Unix sockets by path, also by paths longer than the 107 bytes that a socket address holds."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def _short_address(path: Path) -> Iterator[str]:
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def connect_socket(path: Path, timeout_s: float) -> socket.socket:
    """Return a connection to the socket at ``path``.

    Raises:
        OSError: nobody listens there.
    """
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        link.settimeout(timeout_s)
        with _short_address(path) as address:
            link.connect(address)
    except BaseException:
        link.close()
        raise
    return link


def listen_on(path: Path) -> socket.socket:
    """Return a socket that listens at ``path``, for this user only; a dead process's socket file is replaced.

    Raises:
        FileExistsError: somebody listens there already.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connect_socket(path, 1.0).close()
    except FileNotFoundError:
        pass
    except OSError:
        path.unlink(missing_ok=True)
    else:
        raise FileExistsError(f"another converter listens on {path}")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        # The mode is asked of the socket before it is bound: there is no moment in which others may connect.
        os.fchmod(listener.fileno(), 0o600)
        with _short_address(path) as address:
            listener.bind(address)
        listener.listen(64)
    except BaseException:
        listener.close()
        raise
    return listener
