"""Word files made of a few lines of XML."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/></w:sectPr>'


def word_file(body: str, *, styles: str = "", more: dict[str, str] | None = None, page: str = PAGE) -> bytes:
    """A Word file with this body and, if they are given, styles and other parts."""
    parts = {"word/document.xml": f"<w:document {W} {R}><w:body>{body}{page}</w:body></w:document>"}
    if styles:
        parts["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {**parts, **(more or {})}.items():
            package.writestr(name, text)
    return out.getvalue()


def paragraph(text: str, pPr: str = "", rPr: str = "") -> str:  # noqa: N803
    return f"<w:p><w:pPr>{pPr}</w:pPr><w:r><w:rPr>{rPr}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
