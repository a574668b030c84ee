"""Takes the clock and chance out of LibreOffice's PDF, so that the same docx gives the same bytes.

With TrueType fonts only dates, identifiers and a checksum differ between two conversions (measured).
"""

from __future__ import annotations

import io
import struct
from xml.sax.saxutils import escape

import pikepdf

#: Stands for every date: what a paper is dated is printed on it, when it was made is in its record.
_DATE = "D:20000101000000Z"
_XMP_DATE = "2000-01-01T00:00:00Z"
_CREATOR = "Chengwen"
_SCHEMAS = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
}
_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def normalised(pdf: bytes, *, title: str, author: str, subject: str, date: str = "") -> bytes:
    """Return the PDF with fixed dates and identifiers and the document's own title, author and subject.

    The XMP of a PDF/A says the same, and ``date``, the 成文日期 as 2026-03-16; "" leaves that out.

    Raises:
        pikepdf.PdfError: if ``pdf`` is none.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        named = {"/Title": title, "/Author": author, "/Subject": subject, "/Creator": _CREATOR}
        about = {key: pikepdf.String(value) for key, value in named.items() if value}
        about["/CreationDate"] = pikepdf.String(_DATE)
        if "/Metadata" in document.Root:
            about["/Producer"] = pikepdf.String(_CREATOR)
            _write_xmp(document, title, author, subject, date)
            _fix_profiles(document)
        document.trailer["/Info"] = document.make_indirect(pikepdf.Dictionary(about))
        for key in ("/ID", "/DocChecksum"):
            if key in document.trailer:
                del document.trailer[key]
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _write_xmp(document: pikepdf.Pdf, title: str, author: str, subject: str, date: str) -> None:
    """Say in the XMP what the Info dictionary says: PDF/A-1 wants both alike (ISO 19005-1 6.7.3).

    One description for each schema: Apache's validator finds no others.
    """
    with document.open_metadata() as found:
        part, level = found["pdfaid:part"], found["pdfaid:conformance"]
    core = _text("dc:title", "Alt", title) + _text("dc:creator", "Seq", author)
    core += _text("dc:description", "Alt", subject) + _text("dc:date", "Seq", date)
    schemas = {
        "pdfaid": f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>{level}</pdfaid:conformance>",
        "dc": core,
        "xmp": f"<xmp:CreatorTool>{_CREATOR}</xmp:CreatorTool><xmp:CreateDate>{_XMP_DATE}</xmp:CreateDate>",
        "pdf": f"<pdf:Producer>{_CREATOR}</pdf:Producer>",
    }
    rows = "".join(
        f'<rdf:Description rdf:about="" xmlns:{name}="{_SCHEMAS[name]}">{content}</rdf:Description>'
        for name, content in schemas.items()
    )
    document.Root.Metadata = document.make_stream(_PACKET.format(rows).encode())
    document.Root.Metadata.Type, document.Root.Metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML


def _fix_profiles(document: pikepdf.Pdf) -> None:
    """Set the clock in the colour profiles of a PDF/A: LibreOffice makes one anew each time (ICC.1, 7.2)."""
    for intent in document.Root.get("/OutputIntents", ()):
        profile = bytearray(intent.DestOutputProfile.read_bytes())
        profile[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
        profile[84:100] = bytes(16)  # the checksum of the profile; none is allowed
        intent.DestOutputProfile.write(bytes(profile))


def _text(name: str, container: str, text: str) -> str:
    """Return a property of one text; "" if it is empty."""
    language = ' xml:lang="x-default"' if container == "Alt" else ""
    item = f"<rdf:{container}><rdf:li{language}>{escape(text)}</rdf:li></rdf:{container}>"
    return f"<{name}>{item}</{name}>" if text else ""
