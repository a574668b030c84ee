"""Readies the files that a paper has as attachments: pages to print, or the reason why a file is bound apart."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from service.attaching.images import image_page
from service.attaching.kinds import FileKind, ending_of, kind_of
from service.attaching.pages import Unmergeable, file_pdf, pictures_of
from service.document.finding import Finding, Severity
from service.document.pointer import join, walk
from service.errors import InvalidContent, UnreadableDocument
from service.rendering.attached import AttachedFile

#: Bytes of pages that are kept for the next paper with the same files.
MOST_KEPT_BYTES = 64_000_000
_MOST_LEVELS = 64
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Attached:
    """The files of a paper, ready to be printed.

    Attributes:
        files: by digest; one that no pages can be made of is not among them.
        findings: why one is not.
        derived: the PDFs that were made of docx and xlsx, by the digest of the file.
    """

    files: Mapping[str, AttachedFile] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    derived: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NamedFile:
    """Where content names a file, how it calls it, and whether it is to be bound apart."""

    path: Path
    name: str
    digest: str
    apart: bool


class Kept:
    """Pages by the digest of their file, as many as memory may hold; safe to use from several threads."""

    def __init__(self, most_bytes: int = MOST_KEPT_BYTES) -> None:
        self._most, self._files, self._lock = most_bytes, OrderedDict[str, AttachedFile](), Lock()

    def get(self, digest: str, make: Callable[[], AttachedFile]) -> AttachedFile:
        """Return the pages of a file; made if they are not here."""
        with self._lock:
            found = self._files.get(digest)
            if found is not None:
                self._files.move_to_end(digest)
                return found
        made = make()
        with self._lock:
            self._files[digest] = made
            while sum(map(_size, self._files.values())) > self._most:
                self._files.popitem(last=False)
        return made


def _size(file: AttachedFile) -> int:
    return len(file.pdf) + sum(len(page.data) for page in file.pages)


def files_in(tree: Mapping[str, Any]) -> Iterator[NamedFile]:
    """Yield the files that content names as attachments, in document order."""
    for path, value in walk(tree, _MOST_LEVELS):
        if len(path) >= 2 and path[-2] == "attachments" and isinstance(value, dict) and "file" in value:
            file = value["file"]
            yield NamedFile(
                (*path, "file"), file["name"], file.get("digest", ""), value.get("binding") == "apart"
            )


def attach(
    tree: Mapping[str, Any],
    files: Mapping[str, bytes],
    derived: Mapping[str, bytes],
    kept: Kept,
    convert: Callable[[bytes], bytes],
) -> Attached:
    """Make the files of valid content ready to be printed.

    Args:
        tree: the content.
        files: the files by digest.
        derived: PDFs that were made of them before, by the digest of the file.
        kept: pages that were made before.
        convert: docx or xlsx → PDF; raises ConverterMissing if it can't be done here.

    Raises:
        InvalidContent: if a file isn't there, is damaged, or can't be bound with the paper as is wished.
        ConversionError: if LibreOffice is not there, or has no time.
    """
    made, wrong, said = dict[str, AttachedFile](), list[Finding](), list[Finding]()
    for named in files_in(tree):
        try:
            made[named.digest] = _pages(named, files, derived, kept, convert)
        except UnreadableDocument as error:
            wrong.append(_finding(named, "attached-file", f"“{named.name}”：{error}"))
        except Unmergeable as error:
            if named.apart:
                told = f"“{named.name}”不能排成页面（{error}），另行装订，原样附上"
                said.append(_finding(named, "attached-apart", told, Severity.NOTE))
            else:
                told = f"“{named.name}”不能排进公文：{error}。请换一份文件，或者把装订改为另行装订（apart）"
                wrong.append(_finding(named, "attached-unmergeable", told))
    if wrong:
        raise InvalidContent(f"有 {len(wrong)} 个附件的文件不能用，请逐个处理后再提交", wrong)
    return Attached(made, tuple(said), {d: f.pdf for d, f in made.items() if f.pdf and f.pdf != files[d]})


def _pages(
    named: NamedFile,
    files: Mapping[str, bytes],
    derived: Mapping[str, bytes],
    kept: Kept,
    convert: Callable[[bytes], bytes],
) -> AttachedFile:
    data = files.get(named.digest)
    if data is None:
        raise UnreadableDocument("没有收到这个文件的内容，请重新添上")
    kind = kind_of(named.name, data)
    if kind is FileKind.OTHER:
        raise Unmergeable(
            f"不是 Word（.docx）、Excel（.xlsx）、PDF、PNG、JPEG，是 .{ending_of(named.name) or '？'}"
        )

    def make() -> AttachedFile:
        if kind is FileKind.IMAGE:
            return AttachedFile((image_page(data),))
        pdf = derived.get(named.digest) or file_pdf(kind, data, convert)
        return AttachedFile(pictures_of(pdf), pdf)

    # What was derived before wins over what is kept: the record shall be made again as it was.
    return make() if named.digest in derived else kept.get(f"{kind}:{named.digest}", make)


def _finding(named: NamedFile, rule: str, message: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(rule, message, join(named.path), severity=severity)
