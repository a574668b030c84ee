"""What a copy of a draft says of itself: which draft it shows, and which revision. Word, WPS and LibreOffice keep it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from service.catalog.package import Package
from service.docx.opening import open_parts

_PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  #: what every property of a user's own bears
_NAME = "chengwen"
_READ = re.compile(r"([0-9A-Za-z_-]{1,64})/([0-9]{1,9})/([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class CopyMark:
    """Which draft a copy shows.

    Attributes:
        draft_id: the draft.
        revision: number of its revision.
        campaign_revision: number of its campaign's revision; 0 without a campaign.
    """

    draft_id: str
    revision: int
    campaign_revision: int = 0

    def __str__(self) -> str:
        """The mark as it stands in the file."""
        return f"{self.draft_id}/{self.revision}/{self.campaign_revision}"


def with_mark(docx: bytes, mark: CopyMark) -> bytes:
    """Return a Word file that bears a mark, as a property of the document."""
    package = Package(docx)
    types = package.parts["[Content_Types].xml"].decode()
    relations = package.parts["_rels/.rels"].decode()
    if _PART in package.parts:
        return docx
    made = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{_PROPERTIES}" '
        f'xmlns:vt="{_VALUES}"><property fmtid="{_CUSTOM}" pid="2" name="{_NAME}">'
        f"<vt:lpwstr>{escape(str(mark))}</vt:lpwstr></property></Properties>"
    )
    override = f'<Override PartName="/{_PART}" ContentType="{_TYPE}"/>'
    relation = f'<Relationship Id="rIdCopyMark" Type="{_RELATION}" Target="{_PART}"/>'
    return package.write(
        {
            "[Content_Types].xml": types.replace("</Types>", f"{override}</Types>").encode(),
            "_rels/.rels": relations.replace("</Relationships>", f"{relation}</Relationships>").encode(),
            _PART: made.encode(),
        }
    )


def mark_of(docx: bytes) -> CopyMark | None:
    """Return the mark that a Word file bears; None if it bears none.

    Raises:
        UnreadableDocument: it is no docx, is damaged, encrypted, too large, or has macros.
    """
    parts = open_parts(docx)
    with parts.package:
        root = parts.xml(_PART)
    found = () if root is None else root.iter(f"{{{_PROPERTIES}}}property")
    for each in found:
        match = _READ.fullmatch(_text(each)) if each.get("name") == _NAME else None
        if match:
            return CopyMark(match[1], int(match[2]), int(match[3]))
    return None


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip()
