"""Finds what a docx would have LibreOffice load from elsewhere, so that it can be refused before it is opened.

LibreOffice 7.4 loads a linked picture from a local path whatever its settings say: a document without an address
of its own counts as trusted. So nothing but this stands between a crafted document and the server's files.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_HARMLESS = ("/hyperlink", "/attachedTemplate")  #: addresses that a conversion doesn't open
_PART_LIMIT = 2_000_000  #: bytes of a relationships part; a real one has some hundred


def linked_contents(docx: bytes) -> tuple[str, ...]:
    """Return the addresses of pictures, objects and documents that lie outside the file, in the file's order.

    A list of relations that can't be read counts as an address itself, by its name. Nothing for what is no docx:
    LibreOffice refuses that itself.
    """
    found: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            for each in package.infolist():
                if each.filename.lower().endswith(".rels"):
                    with package.open(each) as part:
                        found += _addresses(part.read(_PART_LIMIT + 1), each.filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return ()
    return tuple(found)


def _addresses(part: bytes, name: str) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        relations = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return [name]
    if len(part) > _PART_LIMIT or b"<!DOCTYPE" in part:
        return [name]
    return [
        each.get("Target", "")
        for each in relations.iter(_RELATIONSHIP)
        if each.get("TargetMode", "").lower() == "external" and not each.get("Type", "").endswith(_HARMLESS)
    ]
