"""Tells what an attached file is: by its bytes, and by what its name says it should be."""

from __future__ import annotations

from enum import StrEnum


class FileKind(StrEnum):
    """What an attached file is, as far as pages can be made of it."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    IMAGE = "image"
    OTHER = "other"
    """Anything else: it can only be bound apart."""


_ENDINGS = {
    "docx": FileKind.DOCX,
    "xlsx": FileKind.XLSX,
    "pdf": FileKind.PDF,
    "png": FileKind.IMAGE,
    "jpg": FileKind.IMAGE,
    "jpeg": FileKind.IMAGE,
}
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
#: A reader looks for a PDF's head in so many bytes (ISO 32000-1, implementation note 13).
_PDF_HEAD_BYTES = 1024
NAMES = {
    FileKind.DOCX: "Word 文件（.docx）",
    FileKind.XLSX: "Excel 文件（.xlsx）",
    FileKind.PDF: "PDF",
    FileKind.IMAGE: "PNG 或 JPEG 图片",
}
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


def ending_of(name: str) -> str:
    """Return the ending of a file's name in lower case, without the dot; "" if it has none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if stem and dot else ""


def kind_of(name: str, data: bytes) -> FileKind:
    """Return what a file is; one whose name says docx, xlsx, PDF or image is taken at its word.

    Whether it really is one shows when it is opened: a name that lies is a fault, not another kind.
    """
    named = _ENDINGS.get(ending_of(name))
    if named:
        return named
    if data.startswith(_IMAGES):
        return FileKind.IMAGE
    return FileKind.PDF if b"%PDF-" in data[:_PDF_HEAD_BYTES] else FileKind.OTHER
