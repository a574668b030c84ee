"""Opens a Word file that may be anything: bounded in size, parsed without entities, refused with a reason."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from service.errors import UnreadableDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCUMENT = "word/document.xml"
#: A real paper of 100 pages has 2 MB of document.xml.
MOST_PART_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 200_000_000
MOST_MEMBERS = 2_000

_NO_DOCX = "这个文件不是 Word 文件（docx），无法检查，请用 Word 或 WPS 另存为 docx 后再试。"
_DAMAGED = "这个 Word 文件已损坏，无法检查，请用 Word 或 WPS 打开后另存再试。"
_OLD_OR_LOCKED = "这个文件是旧版 doc、wps 格式，或设有打开密码，无法检查，请另存为不加密的 docx 后再试。"
_TOO_LARGE = "这个 Word 文件解开后过大，无法检查，请删去过多的内容后再试。"
_MACROS = "这个 Word 文件带有宏，不予检查，请另存为不带宏的 docx 后再试。"


@dataclass(frozen=True)
class Parts:
    """The parts of a Word file; each is parsed when it is asked for."""

    package: zipfile.ZipFile

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part; None if the file has no such part.

        Raises:
            UnreadableDocument: if it is no well-formed XML, declares entities or is too large.
        """
        if name not in self.package.NameToInfo:
            return None
        return _parsed(_bytes(self.package, name))

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
    if data.startswith(_OLE):
        raise UnreadableDocument(_OLD_OR_LOCKED)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocument(_DAMAGED if data.startswith(b"PK\3\4") else _NO_DOCX) from error
    members = package.infolist()
    if _DOCUMENT not in package.NameToInfo:
        raise UnreadableDocument(_NO_DOCX)
    if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_UNPACKED_BYTES:
        raise UnreadableDocument(_TOO_LARGE)
    if any(each.filename.lower().endswith("vbaproject.bin") for each in members):
        raise UnreadableDocument(_MACROS)
    return Parts(package)


def _bytes(package: zipfile.ZipFile, name: str) -> bytes:
    """Return a part; what it says of its own length is not believed."""
    try:
        with package.open(name) as part:
            data = part.read(MOST_PART_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableDocument(_DAMAGED) from error
    except RuntimeError as error:  # zipfile's word for a member that needs a password
        raise UnreadableDocument(_OLD_OR_LOCKED) from error
    if len(data) > MOST_PART_BYTES:
        raise UnreadableDocument(_TOO_LARGE)
    return data


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(_DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument(_DAMAGED)
    return root


def _inside(target: str) -> str:
    """Return the name of a part that a relation of the document leads to."""
    return target.removeprefix("/") if target.startswith("/") else f"word/{target}"
