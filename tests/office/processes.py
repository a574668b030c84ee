"""What the kernel says about processes: whose child, which session; for tests that leave nothing behind."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

_PATIENCE_S = 20.0


def wait_for(what: Callable[[], bool]) -> bool:
    """Return whether it became true in good time."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(0.02)
    return what()


def sessions_of(converter: int) -> set[int]:
    """Return the sessions of the process's children: one per LibreOffice."""
    return {session for _, parent, session in _processes() if parent == converter}


def members(sessions: set[int]) -> set[int]:
    """Return the processes of these sessions, zombies included."""
    return {pid for pid, _, session in _processes() if session in sessions}


def soffice_of(converter: int) -> int:
    """Return the one soffice.bin of this converter."""
    (found,) = {
        pid
        for pid in members(sessions_of(converter))
        if Path(f"/proc/{pid}/comm").read_text().strip() == "soffice.bin"
    }
    return found


def pipes_of(pid: int) -> set[Path]:
    """Return the paths that this process's listening sockets were bound to."""
    sockets = {each.readlink().name for each in Path(f"/proc/{pid}/fd").iterdir()}
    table = [line.split() for line in Path(f"/proc/{pid}/net/unix").read_text().splitlines()[1:]]
    listening = [row for row in table if len(row) > 7 and row[3] == "00010000"]
    return {Path(row[7]) for row in listening if f"socket:[{row[6]}]" in sockets}


def _processes() -> list[tuple[int, int, int]]:
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found.append((int(each.parent.name), int(fields[1]), int(fields[3])))
    return found
