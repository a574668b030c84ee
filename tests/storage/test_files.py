from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from service.errors import FileDamaged, FileMissing, StorageFailed
from service.storage.files import Files, write_atomically

CONTENT = "关于印发方案的通知".encode()
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


def everything(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_it_returns_what_was_put(files: Files):
    assert files.put(CONTENT) == DIGEST
    assert files.get(DIGEST) == CONTENT
    assert everything(files.folder) == [files.folder / DIGEST[:2] / DIGEST[2:]]


def test_the_same_bytes_are_kept_once(files: Files):
    files.put(CONTENT)
    before = everything(files.folder)[0].stat()
    files.put(CONTENT)
    assert everything(files.folder)[0].stat() == before


def test_a_damaged_file_is_never_handed_out_and_is_mended_by_the_next_put(files: Files):
    files.put(CONTENT)
    everything(files.folder)[0].write_bytes(CONTENT[:-1] + b"?")
    with pytest.raises(FileDamaged, match=DIGEST):
        files.get(DIGEST)
    files.put(CONTENT)
    assert files.get(DIGEST) == CONTENT


def test_a_missing_file_is_said_to_be_missing(files: Files):
    with pytest.raises(FileMissing):
        files.get(DIGEST)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", DIGEST.upper(), DIGEST[:-1]])
def test_only_a_digest_is_a_name(files: Files, digest: str):
    with pytest.raises(ValueError, match="SHA-256"):
        files.get(digest)


def test_a_full_disk_leaves_nothing(files: Files, monkeypatch: pytest.MonkeyPatch):
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed):
        files.put(CONTENT)
    assert everything(files.folder) == []


def test_the_check_leaves_nothing(files: Files):
    files.check()
    assert everything(files.folder) == []


def test_the_check_notices_a_folder_that_is_none(tmp_path: Path):
    (tmp_path / "files").write_bytes(b"")
    with pytest.raises(StorageFailed):
        Files(tmp_path / "files").check()


def test_an_atomic_write_replaces_the_whole_file(tmp_path: Path):
    path = tmp_path / "通知.docx"
    path.write_bytes(b"old, and longer than the new one")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert everything(tmp_path) == [path]
    assert path.stat().st_mode & 0o777 == 0o644


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "通知.docx"
    path.write_bytes(b"old")

    def interrupted(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert everything(tmp_path) == [path]
