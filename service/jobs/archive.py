"""The zip of what a job has made, written while it is read: nothing of it is ever whole in memory or on the disk."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator

from service.document.file_name import file_name, labelled, numbered
from service.services import Services
from service.storage import Item, ItemState, Job, Jobs

LIST_NAME = "清单.csv"
STATE_NAMES = {
    ItemState.WAITING: "等待制作",
    ItemState.RUNNING: "正在制作",
    ItemState.DONE: "已完成",
    ItemState.FAILED: "未能制作",
    ItemState.CANCELLED: "已取消",
}
_DATE = (1980, 1, 1, 0, 0, 0)  #: the same items give the same bytes
_PAGE = 200
_HEAD = ("序号", "区分", "标题", "状态", "文件", "原因")


def archive_name(job: Job) -> str:
    """Return what a reader's computer shall call the zip."""
    return file_name(None, job.title, "zip")


def stream_archive(job: Job, services: Services) -> Iterator[bytes]:
    """Yield the zip piece by piece: each paper's files, named 文号+标题, and a list of all items.

    Names that would be the same get the item's number.
    """
    sink = Sink()
    rows: list[tuple[object, ...]] = [_HEAD]
    taken: set[str] = {LIST_NAME}
    with zipfile.ZipFile(sink, "w") as archive:
        for item in _items(job, services):
            names = []
            for name, digest in _files(item, job, services):
                names.append(_free(name, item.number, taken))
                write_member(archive, names[-1], services.files.get(digest))
                yield sink.taken()
            reason = (item.reason or {}).get("detail", "")
            rows.append(
                (item.number, item.label, item.title, STATE_NAMES[item.state], "、".join(names), reason)
            )
        write_member(archive, LIST_NAME, _list(rows))
    yield sink.taken()


class Sink:
    """A file that can only be written; what was written is taken away from it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """Do nothing: there is nothing to close."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _items(job: Job, services: Services) -> Iterator[Item]:
    jobs, after = Jobs(services.database), 0
    while page := jobs.items(job.id, {job.unit_id}, after, _PAGE):
        yield from page
        after = page[-1].number


def _files(item: Item, job: Job, services: Services) -> Iterator[tuple[str, str]]:
    """Yield name and digest of each file that was made for the item."""
    record = item.record_id and services.records.get(item.record_id, {job.unit_id})
    for file in (record.files if record else item.files).values():
        yield labelled(file.name, item.label), file.digest


def _free(name: str, number: int, taken: set[str]) -> str:
    """Return the name, with the item's number if another item has it already."""
    free = name if name not in taken else numbered(name, number)
    taken.add(free)
    return free


def write_member(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a file to a zip that is written to a `Sink`, without a clock."""
    # Deflated even where it gains nothing: many readers can't take a stored member whose length comes after it.
    member = zipfile.ZipInfo(name, _DATE)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    archive.writestr(member, content, compresslevel=1)


def _list(rows: list[tuple[object, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([[_plain(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")  # the mark tells Excel that it is UTF-8


def _plain(cell: object) -> object:
    """Return the cell such that a spreadsheet takes it for text, never for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t")) else cell
