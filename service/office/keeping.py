"""A child process that is started again when it ends by itself, and stopped when nobody needs it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

PAUSE_S = 1.0  #: before a process that ended by itself is started again
_ROOT = Path(__file__).resolve().parents[2]
_LOG = logging.getLogger(__name__)


class KeptProcess:
    """``python -m MODULE ARGUMENTS… PARENT``, running; it has to end by itself when its parent does."""

    def __init__(self, module: str, arguments: Sequence[str] = ()) -> None:
        self._module, self._arguments = module, tuple(arguments)
        self._lock, self._stopping = threading.Lock(), threading.Event()
        self._process = self._spawn()

    @property
    def pid(self) -> int:
        """The id of the process that runs now."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    def keep(self) -> None:
        """Start the process again from now on whenever it ends by itself."""
        self._keeper = threading.Thread(target=self._keep, name=self._module, daemon=True)
        self._keeper.start()

    def kill(self) -> None:
        """End the process at once; for one that isn't kept yet."""
        self._process.kill()
        self._process.wait()

    def stop(self, patience_s: float) -> None:
        """Ask the kept process to stop, and return when it is gone; it is killed after ``patience_s``."""
        with self._lock:
            self._stopping.set()
            self._process.terminate()
        self._keeper.join(patience_s)
        self._process.kill()
        self._keeper.join()

    def _spawn(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C in a terminal must not kill it before those who still need it.
        return subprocess.Popen(
            [sys.executable, "-m", self._module, *self._arguments, str(os.getpid())],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _keep(self) -> None:
        while True:
            code = self._process.wait()
            if self._stopping.wait(PAUSE_S):
                return
            _LOG.error("%s ended with %d, it is started again", self._module, code)
            with self._lock:
                if self._stopping.is_set():
                    return
                self._process = self._spawn()
