"""Starts a converter process as a child of this one, keeps it running, and stops it."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from service.errors import ConverterFailed
from service.office import messages
from service.office.address import connect_socket
from service.office.client import open_converter
from service.office.converter import Converter, ConverterOptions
from service.office.keeping import KeptProcess

_START_S = 20.0  #: longest time until the socket accepts; usually 0.3 s
_STOP_S = 10.0


class ConverterProcess:
    """A converter process that is started again when it ends by itself, and ends when this process does."""

    def __init__(self, socket_path: Path, options: ConverterOptions) -> None:
        self.socket_path, self._options = socket_path, options
        self._process = KeptProcess("service.office", [str(socket_path), options.to_json()])
        try:
            self._await_socket()
        except BaseException:
            self._process.kill()
            raise
        self._process.keep()

    @property
    def pid(self) -> int:
        """The id of the process that runs now."""
        return self._process.pid

    def converter(self) -> Converter:
        """Return a converter that asks this process."""
        options = self._options
        return open_converter(self.socket_path, options.wait_s + 2 * (options.run_s + options.start_s) + 30)

    def stop(self) -> None:
        """Stop the process and wait until it and every LibreOffice of it are gone."""
        # Killed, it takes its LibreOffices with it as well, but leaves their folders to the next start.
        self._process.stop(_STOP_S)

    def _await_socket(self) -> None:
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline and not self._process.ended:
            with contextlib.suppress(OSError):
                connect_socket(self.socket_path, 1.0).close()
                return
            time.sleep(0.02)
        raise ConverterFailed(messages.STOPPED)


def start_converter(socket_path: Path, options: ConverterOptions) -> ConverterProcess:
    """Start a converter process on ``socket_path`` and return as soon as the socket accepts (about 0.3 s).

    Raises:
        ConverterFailed: another process serves this socket, or the new one ended at once.
    """
    with contextlib.suppress(OSError):
        connect_socket(socket_path, 1.0).close()
        raise ConverterFailed(messages.TAKEN.format(path=socket_path))
    work = options.work.absolute() if options.work else None
    options = replace(options, fonts_conf=options.fonts_conf.absolute(), work=work)
    return ConverterProcess(socket_path.absolute(), options)


@contextlib.contextmanager
def local_converter(options: ConverterOptions) -> Iterator[Converter]:
    """Yield a converter in a process of its own, started here and stopped at the end, on a private socket."""
    with tempfile.TemporaryDirectory(prefix="chengwen-", ignore_cleanup_errors=True) as folder:
        process = start_converter(Path(folder) / "socket", options)
        converter = process.converter()
        try:
            yield converter
        finally:
            converter.close()
            process.stop()
