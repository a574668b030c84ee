"""Runs a Python module in a process of its own that the system limits: processor time, memory, no file written.

For programs that read what strangers sent. The process is a group of its own, so that whatever it started dies
with it; it inherits nothing of our environment but where programs are found.
"""

from __future__ import annotations

import os
import resource
import runpy
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_MOST_OPEN_FILES = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may take.

    Attributes:
        processor_s: processor time in seconds.
        wall_s: time until it is killed, in seconds.
        memory_bytes: data in memory, of each process that it starts too.
    """

    processor_s: int
    wall_s: float
    memory_bytes: int


class OverLimit(Exception):
    """The process took more time than it may, or the system killed it for what it took."""


class Failed(Exception):
    """The process ended with an error; ``str(error)`` is what it said."""


def run_confined(module: str, arguments: Sequence[str], data: bytes, limits: Limits, path: str) -> bytes:
    """Return what ``python -m module arguments`` writes when it reads ``data``.

    Args:
        module: a module with a ``__main__`` part.
        arguments: its arguments.
        data: its standard input.
        limits: what it may take.
        path: where it finds programs (``PATH``).

    Raises:
        OverLimit: if it took too much.
        Failed: if it ended with an error.
    """
    numbers = str(limits.processor_s), str(limits.memory_bytes)
    process = subprocess.Popen(
        [sys.executable, "-m", "service.office.confined", *numbers, module, *arguments],
        cwd=_ROOT,
        env={"PATH": path, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        try:
            out, err = process.communicate(data, timeout=limits.wall_s)
        except subprocess.TimeoutExpired as error:
            raise OverLimit(f"killed after {limits.wall_s:g} s") from error
        finally:
            if process.returncode is None:
                # It is not reaped yet, so that its number cannot belong to another group.
                os.killpg(process.pid, signal.SIGKILL)
    if process.returncode < 0:
        raise OverLimit(f"ended by signal {-process.returncode}")
    if process.returncode:
        raise Failed(err.decode("utf-8", "replace").strip()[-2_000:])
    return out


def _main(processor_s: str, memory_bytes: str, module: str, *arguments: str) -> None:
    """Limit this process and run the module in it."""
    limits = {
        resource.RLIMIT_CPU: int(processor_s),
        resource.RLIMIT_DATA: int(memory_bytes),
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: _MOST_OPEN_FILES,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
