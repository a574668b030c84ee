"""Checking a 10-page paper: its Word file alone, its PDF, and the conversion that a check with pages adds."""

from __future__ import annotations

from collections.abc import Callable

from service.checking import check_docx, check_pdf
from service.office.converter import Converter
from service.rendering.office_copy import for_libreoffice


def contestants(docx: bytes, converter: Converter | None) -> dict[str, Callable[[], object]]:
    """Return what races; without a converter, the Word file alone."""
    alone = {"只看 Word 文件": lambda: check_docx(docx)}
    if converter is None:
        return alone
    convert, copy = converter.convert, for_libreoffice(docx)
    pdf = convert(copy)
    return {
        "一次热转换": lambda: convert(copy),
        **alone,
        "只看 PDF": lambda: check_pdf(pdf),
        "Word 文件连同版面": lambda: check_docx(docx, convert),
    }
