"""Files by the digest of their bytes, in a folder: written whole or not at all, read back verified."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from service.errors import FileDamaged, FileMissing, StorageFailed

_DIGEST = re.compile(r"[0-9a-f]{64}")
_MODE = 0o640  # readable for the service's group (backups), for nobody else


@dataclass(frozen=True, slots=True)
class Files:
    """A folder of files: ``ab/cd…`` holds the bytes whose hex SHA-256 is ``abcd…``."""

    folder: Path

    def put(self, content: bytes) -> str:
        """Store ``content`` and return its digest; the bytes are on the disk when this returns.

        Raises:
            StorageFailed: if they can't be written; then there is no file and no remainder of one.
        """
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        try:
            if not _holds(path, content):
                _make_folder(path.parent)
                write_atomically(path, content, _MODE)
        except OSError as error:
            raise StorageFailed("文件无法保存，请管理员检查磁盘空间和文件夹权限") from error
        return digest

    def get(self, digest: str) -> bytes:
        """Return the bytes that ``digest`` names.

        Raises:
            FileMissing: if there is no such file.
            FileDamaged: if the bytes on the disk are no longer those that were stored.
        """
        try:
            content = self._path(digest).read_bytes()
        except FileNotFoundError as error:
            raise FileMissing(f"文件库中没有摘要为 {digest} 的文件") from error
        except OSError as error:
            raise StorageFailed("文件无法读取，请管理员检查磁盘和文件夹权限") from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise FileDamaged(f"摘要为 {digest} 的文件已被改动或损坏，请管理员从备份恢复")
        return content

    def remove(self, digest: str) -> bool:
        """Take a file away, and tell whether it was there.

        Raises:
            StorageFailed: if it can't be taken away.
        """
        try:
            self._path(digest).unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StorageFailed("文件无法删除，请管理员检查磁盘和文件夹权限") from error
        return True

    def check(self) -> None:
        """Prove that files can be written, without leaving one.

        Raises:
            StorageFailed: if not.
        """
        try:
            _make_folder(self.folder)
            with tempfile.TemporaryFile(dir=self.folder) as probe:
                probe.write(b"\0")
        except OSError as error:
            raise StorageFailed("文件夹无法写入，请管理员检查磁盘空间和文件夹权限") from error

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"not a hex SHA-256: {digest!r}")
        return self.folder / digest[:2] / digest[2:]


def write_atomically(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write ``content`` to ``path`` so that a reader, or a power cut, finds old or new, whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(handle, mode)
            os.fsync(handle)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except FileNotFoundError:
        return False


def _make_folder(folder: Path) -> None:
    """Make ``folder`` and its parents; a new entry is on the disk when its parent has been synced."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
