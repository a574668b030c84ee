"""The private folder that a converter process works in, and the removal of what dead ones left."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.office.profile import remove_pipes


@contextmanager
def open_workplace(work: Path | None) -> Iterator[Path]:
    """Yield a new folder under ``work`` (None: one per user in /tmp) and remove it at the end.

    The folder's lock tells the living from the dead: folders that nobody locks any more are removed first.

    Raises:
        PermissionError: the folder per user belongs to somebody else.
    """
    shared = work or Path(tempfile.gettempdir()) / f"chengwen-{os.getuid()}"
    shared.mkdir(parents=True, exist_ok=True, mode=0o700)
    if work is None and shared.lstat().st_uid != os.getuid():
        raise PermissionError(f"{shared} belongs to another user")
    for each in shared.glob("run-*"):
        _remove_if_dead(each)
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=shared))
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _remove_if_dead(folder: Path) -> None:
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for each in folder.glob("office-*"):
            remove_pipes(each / "profile", f"chengwen-{each.name}", os.getuid())
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        pass
    finally:
        os.close(lock)
