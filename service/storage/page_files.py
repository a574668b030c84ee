"""Pages that were set to be looked at: files by draft and digest in a folder of bounded size, for all processes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from service.errors import StorageFailed
from service.storage.files import write_atomically

_MODE = 0o640
_MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class PageFiles:
    """A folder of sets of pages; what wasn't looked at for longest goes when they are too many.

    Attributes:
        folder: where they are.
        most_bytes: how much they may fill.
    """

    folder: Path
    most_bytes: int = _MOST_BYTES

    def put(self, draft_id: str, digest: str, name: str, content: bytes) -> None:
        """Keep one file of a set.

        Raises:
            StorageFailed: if it can't be written.
        """
        place = self._place(draft_id, digest)
        try:
            place.mkdir(parents=True, exist_ok=True)
            write_atomically(place / name, content, _MODE)
            self._make_room(place)
        except OSError as error:
            raise StorageFailed("页面无法保存，请管理员检查磁盘空间和文件夹权限") from error

    def get(self, draft_id: str, digest: str, name: str) -> bytes | None:
        """Return a file of a set; None if it is there no more."""
        place = self._place(draft_id, digest)
        try:
            content = (place / name).read_bytes()
            os.utime(place)
        except OSError:
            return None
        return content

    def _place(self, draft_id: str, digest: str) -> Path:
        return self.folder / hashlib.sha256(f"{draft_id}/{digest}".encode()).hexdigest()

    def _make_room(self, kept: Path) -> None:
        """Remove the sets that weren't looked at for longest; another process may do the same at the same time."""
        sets = sorted(
            ((_changed(place), place, _size(place)) for place in self.folder.iterdir()), reverse=True
        )
        filled = 0
        for _, place, size in sets:
            filled += size
            if filled > self.most_bytes and place != kept:
                shutil.rmtree(place, ignore_errors=True)


def _changed(place: Path) -> float:
    with contextlib.suppress(OSError):
        return place.stat().st_mtime
    return 0.0


def _size(place: Path) -> int:
    total = 0
    with contextlib.suppress(OSError):
        for file in place.iterdir():
            total += file.stat().st_size
    return total
