"""Opens a Word file or an ODT that may be anything: bounded in size, parsed without entities, refused with a reason."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from service.errors import UnreadableDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE = b"\xd0\xcf\x11\xe0"
_MAIN = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/workbook.xml"}
_NAMES = {
    "docx": "Word 文件（.docx）",
    "odt": "OpenDocument 文件（.odt）",
    "xlsx": "Excel 文件（.xlsx）",
}
#: The longest XML part. A real paper of 100 pages has 2 MB of document.xml.
MOST_XML_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 200_000_000
MOST_MEMBERS = 2_000

_OTHER = "这不是 {name}；请用 Word 或 WPS 另存为这种文件再试。"
_DAMAGED = "这份文件已损坏，或者不是完好的 {name}；请用 Word 或 WPS 打开后另存一次再试。"
_OLD_OR_LOCKED = "这是旧版的 .doc、.wps 文件，或者设有打开密码；请另存为不加密的 .docx 再试。"
_TOO_LARGE = (
    "这份文件解压后超过 {mb} MB，或者里面的部件超过 {members} 个，没有读取；请删去过多的内容，或分成几份。"
)
_TOO_MUCH_TEXT = "这份文件的文字太多（一个部件超过 {mb} MB），没有读取；请分成几份。"
_MACROS = "这份文件带有宏，没有读取；请另存为不带宏的文件再试。"


@dataclass(frozen=True)
class Parts:
    """The parts of a Word file; each is read and parsed when it is asked for."""

    package: zipfile.ZipFile

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part; None if the file has no such part.

        Raises:
            UnreadableDocument: if it is no well-formed XML, declares entities or is too large.
        """
        if name not in self.package.NameToInfo:
            return None
        return parse_part(_bytes(self.package, name, "docx"))

    def targets(self) -> dict[str, str]:
        """Return the parts that the document refers to, by the ids of the relations."""
        relations = self.xml("word/_rels/document.xml.rels")
        found = () if relations is None else relations.iter(_RELATIONSHIP)
        return {each.get("Id", ""): _inside(each.get("Target", "")) for each in found}


def open_parts(data: bytes) -> Parts:
    """Return the parts of a docx.

    Raises:
        UnreadableDocument: it is no docx, is damaged, encrypted or unreasonably large, or has macros.
    """
    return Parts(_opened(data, "docx"))


def check_archive(data: bytes, format: str) -> None:
    """Refuse what is no ``docx``, ``odt`` or ``xlsx``, or unpacks to too much; every part is read once.

    Raises:
        UnreadableDocument: with what to do about it.
    """
    read_archive(data, format)


def read_archive(data: bytes, format: str) -> Mapping[str, bytes]:
    """Return the parts of a ``docx``, ``odt`` or ``xlsx`` by name.

    Raises:
        UnreadableDocument: if it is none, is protected or damaged, holds macros, or unpacks to too much.
    """
    with _opened(data, format) as package:
        names = [member.filename for member in package.infolist() if not member.is_dir()]
        return {name: _bytes(package, name, format) for name in names}


def parse_part(part: bytes) -> etree._Element:
    """Return the root of an XML part; nothing outside it is read.

    Raises:
        UnreadableDocument: if it is no XML, or declares entities.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(_DAMAGED.format(name=_NAMES["docx"])) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument(_DAMAGED.format(name=_NAMES["docx"]))
    return root


def _opened(data: bytes, format: str) -> zipfile.ZipFile:
    """Return the archive after a look at its list of contents; nothing of it is unpacked."""
    if data.startswith(_OLE):
        raise UnreadableDocument(_OLD_OR_LOCKED)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        said = _DAMAGED if data.startswith(b"PK\3\4") else _OTHER
        raise UnreadableDocument(said.format(name=_NAMES[format])) from error
    try:
        _refuse(package, format)
    except UnreadableDocument:
        package.close()
        raise
    return package


def _refuse(package: zipfile.ZipFile, format: str) -> None:
    members = [member for member in package.infolist() if not member.is_dir()]
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise UnreadableDocument(_TOO_LARGE.format(mb=MOST_UNPACKED_BYTES // 1_000_000, members=MOST_MEMBERS))
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableDocument(_OLD_OR_LOCKED)
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and member.file_size > MOST_XML_BYTES:
            raise UnreadableDocument(_TOO_MUCH_TEXT.format(mb=MOST_XML_BYTES // 1_000_000))
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        raise UnreadableDocument(_MACROS)
    if len({member.filename for member in members}) < len(members):
        raise UnreadableDocument(_DAMAGED.format(name=_NAMES[format]))
    if _MAIN[format] not in package.NameToInfo:
        raise UnreadableDocument(_OTHER.format(name=_NAMES[format]))


def _bytes(package: zipfile.ZipFile, name: str, format: str) -> bytes:
    """Return a part; no more of it is unpacked than the list of contents says, which `_refuse` has seen."""
    try:
        with package.open(name) as part:  # read() without a number would unpack all that there is
            return part.read(package.NameToInfo[name].file_size + 1)
    except RuntimeError as error:  # zipfile's word for a member that needs a password
        if isinstance(error, NotImplementedError):
            raise UnreadableDocument(_DAMAGED.format(name=_NAMES[format])) from error
        raise UnreadableDocument(_OLD_OR_LOCKED) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise UnreadableDocument(_DAMAGED.format(name=_NAMES[format])) from error


def _inside(target: str) -> str:
    """Return the name of a part that a relation of the document leads to."""
    return target.removeprefix("/") if target.startswith("/") else f"word/{target}"
