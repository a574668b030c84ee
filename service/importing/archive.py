"""Opens a docx or odt that a stranger sent: refused before it is unpacked if it is none, or unpacks to too much."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from service.errors import UnreadableDocument

MOST_MEMBERS = 2_000
MOST_UNPACKED_BYTES = 200_000_000
MOST_XML_BYTES = 30_000_000
"""The longest XML part: a text of 500 pages has 5 MB."""

_MAIN = {"docx": "word/document.xml", "odt": "content.xml"}
_NAMES = {"docx": "Word 文件（.docx）", "odt": "OpenDocument 文件（.odt）"}
_OLE = b"\xd0\xcf\x11\xe0"


def read_archive(data: bytes, format: str) -> Mapping[str, bytes]:
    """Return the parts of a ``docx`` or ``odt`` by name.

    Raises:
        UnreadableDocument: if it is none, is protected or damaged, holds macros, or unpacks to too much.
    """
    if data.startswith(_OLE):
        raise UnreadableDocument("这是加了密码的文件，或者旧版的 .doc 文件；请取消密码，或另存为 .docx 再试")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _refuse(members, format)
            parts = {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableDocument(
            f"这不是{_NAMES[format]}，或者已经损坏；请用 Word 打开另存一次再试"
        ) from error
    if _MAIN[format] not in parts:
        raise UnreadableDocument(f"这不是{_NAMES[format]}；请用 Word 或 WPS 另存为这种文件再试")
    return parts


def _refuse(members: list[zipfile.ZipInfo], format: str) -> None:
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        most = MOST_UNPACKED_BYTES // 1_000_000
        raise UnreadableDocument(
            f"这份文件解压后超过 {most} MB，或者里面的部件超过 {MOST_MEMBERS} 个，没有读取"
        )
    for member in members:
        if member.flag_bits & 1:
            raise UnreadableDocument("这份文件加了密码，请取消密码再试")
        if member.filename.endswith((".xml", ".rels")) and member.file_size > MOST_XML_BYTES:
            raise UnreadableDocument("这份文件的文字太多，没有读取；请分成几份")
        if member.filename.endswith("vbaProject.bin"):
            raise UnreadableDocument("这份文件带有宏，请另存为不带宏的 .docx 再试")
    if len({member.filename for member in members}) < len(members):
        raise UnreadableDocument(
            f"这不是完好的{_NAMES[format]}，里面有同名的部件；请用 Word 打开另存一次再试"
        )


def parse_part(part: bytes) -> etree._Element:
    """Return the root of an XML part; nothing outside it is read.

    Raises:
        UnreadableDocument: if it is no XML, or declares entities.
    """
    try:
        root = etree.fromstring(
            part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument("这份文件的内容已经损坏；请用 Word 打开另存一次再试") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument("这份文件里有不该有的声明（DTD），没有读取；请用 Word 打开另存一次再试")
    return root


def write_archive(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as an archive that isn't compressed: it is read once, by pandoc."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()
