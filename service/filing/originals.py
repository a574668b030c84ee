"""Originals (原件) that people bring to an issued paper: looked at, kept to the byte, and missed where they lack."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pikepdf
from lxml import etree

from service.access.errors import Forbidden
from service.document.digests import digests
from service.document.finding import Finding
from service.docx.opening import check_archive, parse_part
from service.errors import InvalidRequest, UnreadableDocument
from service.issuing.states import roles_in
from service.services import Services
from service.storage.number import Issued
from service.storage.originals import Original, OriginalKind, Withdrawal
from service.storage.person import Person, Role, Token
from service.storage.record import new_id

KIND_NAMES: Mapping[OriginalKind, str] = {
    OriginalKind.SHEET: "发文处理笺",
    OriginalKind.SEALED: "正本",
    OriginalKind.FINAL: "定稿",
}
MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "tif": "image/tiff",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
LACKING = "缺正本"
_OFD = "{http://www.ofdspec.org/2016}"
_LONGEST_NAME = 200
_LONGEST_REASON = 200
_MOST_XML_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class _Look:
    """What the bytes of an original say of themselves."""

    format: str
    pages: int | None


def add_original(
    services: Services, caller: Person | Token, issued: Issued, kind: str, content: bytes, name: str
) -> Original:
    """Keep an original of an issued paper, and return it.

    Args:
        services: see `Services`.
        caller: who brings it.
        issued: the paper.
        kind: one of `OriginalKind`, or its Chinese name.
        content: the bytes.
        name: what the file was called.

    Raises:
        Forbidden: if a person has no role in the paper's unit that allows it.
        InvalidRequest: if the kind is none, or the file is empty or can't be taken as such an original.
    """
    if isinstance(caller, Person) and not roles_in(caller, issued.record.unit_id) & _BRINGERS:
        raise Forbidden("原件由本单位的经办人、审核人、签发人或档案员上传")
    known = _kind(kind)
    look = looked_at(content)
    if look.format == "docx" and known is not OriginalKind.FINAL:
        raise _refused(f"{KIND_NAMES[known]}应是版式文件（PDF、OFD）或扫描件（TIFF、JPEG），不能是 Word 文件")
    now, told = services.clock(), digests(content)
    original = Original(
        id=new_id(now),
        record_id=issued.record.id,
        kind=known,
        format=look.format,
        digest=services.files.put(content),
        sm3=str(told["sm3"]),
        size=len(content),
        pages=look.pages,
        name=_own_name(name) or f"{KIND_NAMES[known]}.{look.format}",
        added=now,
        added_by=caller.name,
    )
    return services.originals.add(original, {issued.record.unit_id})


_BRINGERS = frozenset({Role.DRAFTER, Role.REVIEWER, Role.APPROVER, Role.ARCHIVIST})


def withdraw_original(
    services: Services, caller: Person | Token, issued: Issued, id: str, reason: str
) -> None:
    """Note that an original was brought by mistake; its bytes stay.

    Raises:
        Forbidden: if a person is no 档案员 of the paper's unit.
        InvalidRequest: if there is no reason, or it is too long.
        RecordNotFound: if the paper has no such original.
        AlreadyIssued: if that was noted before.
    """
    if isinstance(caller, Person) and Role.ARCHIVIST not in roles_in(caller, issued.record.unit_id):
        raise Forbidden("原件有误，由档案员注明")
    told = reason.strip()
    if not 0 < len(told) <= _LONGEST_REASON:
        message = f"请写明为什么有误，{_LONGEST_REASON}字以内"
        raise InvalidRequest(message, (Finding("reason", message, "/reason", "原因"),))
    services.originals.withdraw(id, issued.record.id, Withdrawal(services.clock(), caller.name, told))


def standing(originals: Iterable[Original]) -> tuple[Original, ...]:
    """Return those that were brought by no mistake."""
    return tuple(each for each in originals if each.withdrawal is None)


def lacks_sealed(originals: Iterable[Original]) -> bool:
    """Tell whether the 正本 is missing."""
    return all(each.kind is not OriginalKind.SEALED for each in standing(originals))


def looked_at(content: bytes) -> _Look:
    """Return the format of the bytes of an original, and how many pages it has.

    Raises:
        InvalidRequest: if it is empty, of another format, damaged or locked.
    """
    if not content:
        raise _refused("文件是空的，请重新选一个")
    for start, read in _READERS:
        if content.startswith(start):
            return read(content)
    raise _refused("原件应是 PDF、OFD、TIFF、JPEG；定稿还可以是 Word 文件（docx）。请另存为其中一种再上传")


def _pdf(content: bytes) -> _Look:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise _refused("这份 PDF 加了密或限制了权限，不能长期保存；请去掉密码和限制再上传")
            return _Look("pdf", len(pdf.pages))
    except pikepdf.PasswordError as error:
        raise _refused("这份 PDF 有打开密码，不能长期保存；请去掉密码再上传") from error
    except (pikepdf.PdfError, ValueError) as error:
        raise _refused("这份 PDF 已损坏，打不开；请重新扫描或导出再上传") from error


def _archive(content: bytes) -> _Look:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if "OFD.xml" in package.namelist():
                return _Look("ofd", _ofd_pages(package))
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, KeyError) as error:
        raise _refused("这份 OFD 已损坏或加了密，打不开；请重新导出再上传") from error
    try:
        check_archive(content, "docx")
    except UnreadableDocument as error:
        raise _refused(f"这不是能收的 OFD、Word 文件：{error}") from error
    return _Look("docx", None)


def _ofd_pages(package: zipfile.ZipFile) -> int:
    """Count the pages of an OFD (GB/T 33190—2016 7.3, 7.5)."""
    pages = 0
    for root in _xml(package, "OFD.xml").iter(f"{_OFD}DocRoot"):
        document = _xml(package, (root.text or "").strip().lstrip("/"))
        pages += sum(1 for _ in document.iterfind(f"{_OFD}Pages/{_OFD}Page"))
    if not pages:
        raise _refused("这份 OFD 里没有一页，请重新导出再上传")
    return pages


def _xml(package: zipfile.ZipFile, name: str) -> etree._Element:
    if package.getinfo(name).file_size > _MOST_XML_BYTES:
        raise _refused("这份 OFD 的目录大得不合理，没有读取")
    try:
        return parse_part(package.read(name))
    except UnreadableDocument as error:
        raise _refused("这份 OFD 已损坏，读不出各页；请重新导出再上传") from error


_READERS: tuple[tuple[bytes, Callable[[bytes], _Look]], ...] = (
    (b"%PDF-", _pdf),
    (b"PK\x03\x04", _archive),
    (b"\xff\xd8\xff", lambda content: _Look("jpg", 1)),
    (b"II*\0", lambda content: _Look("tif", None)),
    (b"MM\0*", lambda content: _Look("tif", None)),
)  #: The first bytes of a format → what reads it.


def _kind(told: str) -> OriginalKind:
    for kind, name in KIND_NAMES.items():
        if told in (kind.value, name):
            return kind
    message = f"原件的种类应是{'、'.join(KIND_NAMES.values())}之一"
    raise InvalidRequest(message, (Finding("kind", message, "/kind", "种类"),))


def _own_name(name: str) -> str:
    """Return a file's name without folders and without what can't be seen."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable())[-_LONGEST_NAME:].strip()


def _refused(message: str) -> InvalidRequest:
    return InvalidRequest(message, (Finding("original", message, "/file", "文件"),))
