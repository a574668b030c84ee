"""The zip of issued papers that somebody chose, written while it is read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence

from service.document.file_name import numbered
from service.filing.originals import KIND_NAMES
from service.jobs.archive import Sink, write_member
from service.services import Services
from service.storage.number import Issued


def stream_papers(papers: Sequence[Issued], services: Services) -> Iterator[bytes]:
    """Yield the zip piece by piece: each paper's files and its standing originals, named 文号+标题.

    Names that would be the same get the paper's place in the list.
    """
    sink, taken = Sink(), set[str]()
    originals = services.originals.of([each.record.id for each in papers])
    with zipfile.ZipFile(sink, "w") as archive:
        for place, paper in enumerate(papers, start=1):
            files = [(file.name, file.digest) for file in paper.record.files.values()]
            stem = files[0][0].rpartition(".")[0] if files else paper.record.id
            for each in originals[paper.record.id]:
                if each.withdrawal is None:
                    files.append((f"{stem}（{KIND_NAMES[each.kind]}）.{each.format}", each.digest))
            for name, digest in files:
                free = name if name not in taken else numbered(name, place)
                taken.add(free)
                write_member(archive, free, services.files.get(digest))
                yield sink.taken()
    yield sink.taken()
