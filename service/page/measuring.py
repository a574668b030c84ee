"""Measure a PDF: open it with PDFium, read every page, close everything again."""

from __future__ import annotations

import threading

import pypdfium2 as pdfium
from pypdfium2 import raw

from service.errors import UnreadablePdf
from service.page.drawings import drawings
from service.page.frame import Frame
from service.page.glyphs import glyphs
from service.page.ink import Page
from service.page.raster import sharpened
from service.page.rows import as_bound, rows

PDFIUM = threading.Lock()
"""PDFium keeps global state and is not thread-safe: one document at a time in a process."""


def measure(pdf: bytes, *, most_pages: int | None = None) -> tuple[Page, ...]:
    """Return what each page of ``pdf`` shows, in mm from its top left corner.

    Raises:
        UnreadablePdf: the bytes are no PDF, are damaged, need a password, are drawn beyond all measure or have
            more than ``most_pages``; None: any number.
    """
    with PDFIUM:
        document = open_pdf(pdf)
        try:
            if most_pages is not None and len(document) > most_pages:
                raise UnreadablePdf(
                    f"这个 PDF 有 {len(document)} 页，超过 {most_pages} 页的上限，请分成几个文件检查。"
                )
            return tuple(_page(document, index) for index in range(len(document)))
        finally:
            document.close()


def open_pdf(pdf: bytes) -> pdfium.PdfDocument:
    """Return a PDF opened by PDFium; to be called with the lock held.

    Raises:
        UnreadablePdf: the bytes are no PDF, are damaged, or need a password.
    """
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadablePdf("这个 PDF 设有打开密码，无法检查，请提供未加密的文件。") from error
        raise UnreadablePdf("这个文件不是 PDF 或已损坏，无法检查，请重新导出后再试。") from error
    if len(document) == 0:
        document.close()
        raise UnreadablePdf("这个 PDF 没有页面，无法检查，请重新导出后再试。")
    return document


def _page(document: pdfium.PdfDocument, index: int) -> Page:
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        raise UnreadablePdf(f"这个 PDF 的第{index + 1}页已损坏，无法检查，请重新导出后再试。") from error
    try:
        frame = frame_of(page)
        text = page.get_textpage()
        try:
            chars = tuple(glyphs(text.raw, frame))
            across = frame.size_mm[0] > frame.size_mm[1]
            lines = sharpened(page, rows(c for c in chars if not (across and c.is_turned)))
            turned = rows(as_bound(c, frame.size_mm[0]) for c in chars if across and c.is_turned)
        finally:
            text.close()
        rules, pictures = drawings(page.raw, frame)
        return Page(index + 1, *frame.size_mm, lines, rules, pictures, turned)
    finally:
        page.close()


def frame_of(page: pdfium.PdfPage) -> Frame:
    """Return a page's visible box and how it is turned."""
    left, bottom, right, top = page.get_cropbox()
    return Frame(left, bottom, right, top, page.get_rotation() // 90)
