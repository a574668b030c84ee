"""Can a file be opened by everybody, without a password, for as long as its format is read?"""

from __future__ import annotations

import io
import zipfile

import pikepdf


def problem(format: str, content: bytes) -> str:
    """Return why a file can't be opened by everybody for long; "" if it can, or nobody can tell."""
    try:
        if format == "pdf":
            with pikepdf.open(io.BytesIO(content)) as pdf:
                return "加了密" if pdf.is_encrypted else ""
        if format in ("ofd", "docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                return "有损坏的部件" if package.testzip() else ""
    except (pikepdf.PdfError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return "打不开"
    return ""
