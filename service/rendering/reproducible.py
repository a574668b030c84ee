"""Takes the clock and chance out of LibreOffice's PDF, so that the same docx gives the same bytes.

With TrueType fonts only dates, identifiers and a checksum differ between two conversions (measured).
"""

from __future__ import annotations

import io

import pikepdf

#: Stands for every date: what a paper is dated is printed on it, when it was made is in its record.
_DATE = "D:20000101000000Z"


def normalised(pdf: bytes, *, title: str, author: str, subject: str) -> bytes:
    """Return the PDF with fixed dates and identifiers and the document's own title, author and subject.

    Raises:
        pikepdf.PdfError: if ``pdf`` is none.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        named = {"/Title": title, "/Author": author, "/Subject": subject, "/Creator": "Chengwen"}
        about = {key: pikepdf.String(value) for key, value in named.items() if value}
        about["/CreationDate"] = pikepdf.String(_DATE)
        document.trailer["/Info"] = document.make_indirect(pikepdf.Dictionary(about))
        for key in ("/ID", "/DocChecksum"):
            if key in document.trailer:
                del document.trailer[key]
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()
