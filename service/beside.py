"""The files that lie beside a paper: attachments that are bound apart, the files that were given, the PDFs made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from service.attaching.attaching import Attached, files_in
from service.attaching.kinds import MEDIA_TYPES, ending_of
from service.document.file_name import file_name
from service.rendering.bound_apart import BoundApart

_UNKNOWN = "application/octet-stream"
APART, SOURCE, PAGES = "attached-", "source-", "pages-"
"""What such a file is called in a record: ``attached-2.pdf`` is 附件2 as PDF, ``source-1`` the first file that was given,
``pages-1`` the PDF that was made of it."""


@dataclass(frozen=True, slots=True)
class BesideFile:
    """A file beside a paper: its name in the record, its bytes, what a reader's computer shall call it."""

    format: str
    content: bytes
    name: str


def beside(
    tree: Mapping[str, Any],
    files: Mapping[str, bytes],
    attached: Attached,
    made: Mapping[int, Mapping[str, bytes]],
    apart: tuple[BoundApart, ...],
) -> Iterator[BesideFile]:
    """Yield what lies beside a paper.

    Args:
        tree: its content.
        files: the files that its attachments name, by digest.
        attached: what was made of them.
        made: the files of each of ``apart`` by its place, by format.
        apart: the attachments that were printed for themselves.
    """
    used = set[int]()
    for place, one in enumerate(apart):
        number = next(n for n in count(one.attachment.number) if n not in used)
        used.add(number)
        for format, content in made[place].items():
            name = file_name(one.attachment.label, one.attachment.name, format)
            yield BesideFile(f"{APART}{number}.{format}", content, name)
    for number, named in enumerate(files_in(tree), 1):
        yield BesideFile(f"{SOURCE}{number}", files[named.digest], named.name)
        if named.digest in attached.derived:
            yield BesideFile(f"{PAGES}{number}", attached.derived[named.digest], f"{named.name}.pdf")


def paper_format(format: str) -> str:
    """Return the format of a file of a record by its name there: ``pdf`` of ``attached-2.pdf``."""
    return format.rpartition(".")[2]


def media_type(format: str, name: str) -> str | None:
    """Return the media type of a file beside a paper; None of the paper's own and of attachments bound apart."""
    if format.startswith(SOURCE):
        return MEDIA_TYPES.get(ending_of(name), _UNKNOWN)
    return MEDIA_TYPES["pdf"] if format.startswith(PAGES) else None
