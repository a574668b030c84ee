"""``chengwen render --batch``: many requests in one file, papers in a folder; a run that was killed is taken up again.

A line of the journal is written after an item's files are, each whole and on the disk, so that the next run knows
what is left; an item whose request has changed is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from service.document.file_name import numbered
from service.errors import InvalidRequest, ServiceError, StorageFailed
from service.jobs.splitting import Form, split
from service.offline import Outcome, Wishes, make_paper, write_result
from service.product import Product
from service.services import Making

JOURNAL = "已完成.jsonl"


@dataclass
class Journal:
    """What earlier runs have made in a folder.

    Attributes:
        path: where it is kept.
        entries: number of an item → digest of its request and names of its files.
    """

    path: Path
    entries: dict[int, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def holds(self, number: int, digest: str) -> bool:
        """Tell whether this item was made of this request, and all its files are there."""
        known, names = self.entries.get(number, ("", ()))
        return known == digest and all((self.path.parent / name).exists() for name in names)

    def is_taken(self, name: str, number: int) -> bool:
        """Tell whether another item has a file of this name."""
        return any(name in names for other, (_, names) in self.entries.items() if other != number)

    def add(self, number: int, digest: str, names: tuple[str, ...]) -> None:
        """Note that an item is made.

        Raises:
            StorageFailed: if it can't be noted.
        """
        self.entries[number] = (digest, names)
        line = json.dumps({"number": number, "digest": digest, "files": names}, ensure_ascii=False)
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StorageFailed(f"不能写入 {self.path}，请检查文件夹、权限和磁盘空间") from error


def open_batch(path: str) -> BinaryIO:
    """Open the file of a batch.

    Raises:
        InvalidRequest: if it can't be read.
    """
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise InvalidRequest(f"读不了 {path}，请检查文件名、是不是普通文件、有没有权限") from error


def count_items(path: str, most_bytes: int) -> int:
    """Return how many requests the file of a batch holds.

    Raises:
        InvalidRequest: if it can't be read, or holds none.
        BrokenJson: if it is an array that doesn't end.
    """
    with closing(open_batch(path)) as file:
        count = sum(1 for _ in split(file, _form(file), most_bytes))
    if count == 0:
        raise InvalidRequest(f"{path} 里一份请求也没有")
    return count


def render_batch(
    path: str, folder: Path, wishes: Wishes, making: Making, most_bytes: int
) -> Iterator[Outcome]:
    """Render each request of a batch into ``folder``, named 文号+标题, and yield what became of it.

    What an earlier run has made is passed over: its outcome has no files and no error. Names that would be the
    same get the item's number.
    """
    journal = read_journal(folder / JOURNAL)
    with closing(open_batch(path)) as file:
        for number, piece in enumerate(split(file, _form(file), most_bytes), 1):
            source = f"第{number}份"
            try:
                yield _render(number, source, piece, folder, wishes, making, journal)
            except ServiceError as error:
                yield Outcome(source, findings=error.findings, error=error)


def read_journal(path: Path) -> Journal:
    """Return what earlier runs have noted; a line that a kill cut off counts as not written."""
    journal = Journal(path)
    lines = path.read_text("utf-8", "replace").splitlines(keepends=True) if path.exists() else []
    for line in lines:
        try:
            entry: Mapping[str, Any] = json.loads(line)
            journal.entries[int(entry["number"])] = (str(entry["digest"]), tuple(entry["files"]))
        except (ValueError, KeyError, TypeError):
            continue
    if lines and not lines[-1].endswith("\n"):
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
    return journal


def _render(
    number: int,
    source: str,
    piece: bytes | ServiceError,
    folder: Path,
    wishes: Wishes,
    making: Making,
    journal: Journal,
) -> Outcome:
    if isinstance(piece, ServiceError):
        raise piece
    digest = hashlib.sha256(piece + repr(wishes).encode()).hexdigest()
    if journal.holds(number, digest):
        return Outcome(source)
    product = make_paper(piece, wishes, making)
    names = _names(product, wishes.kept(product), number, journal)
    for format, name in names.items():
        write_result(folder / name, product.files[format])
    journal.add(number, digest, tuple(names.values()))
    return Outcome(source, tuple(folder / name for name in names.values()), product.findings)


def _names(product: Product, formats: tuple[str, ...], number: int, journal: Journal) -> dict[str, str]:
    names = {format: product.file_name(format) for format in formats}
    if any(journal.is_taken(name, number) for name in names.values()):
        return {format: numbered(name, number) for format, name in names.items()}
    return names


def _form(file: BinaryIO) -> Form:
    """Tell by its first character how the batch is written, and go back to the beginning."""
    first = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    file.seek(0)
    return Form.ARRAY if first == b"[" else Form.LINES
