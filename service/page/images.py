"""The images of a page: as the file that the PDF holds, or as pixels."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from service.page.frame import Frame
from service.page.objects import Matrix, apply


@dataclass(frozen=True, slots=True)
class Image:
    """An image and the matrix that takes the unit square to its place: mm from the page's top left, y downwards.

    Attributes:
        matrix: a b c d e f: x' = ax + cy + e, y' = bx + dy + f.
        size: columns and rows of pixels.
        jpeg: its file, where the PDF holds a JPEG; else None.
        pixels: rows of RGB, on white; empty beside a JPEG.
    """

    matrix: Matrix
    size: tuple[int, int]
    jpeg: bytes | None
    pixels: bytes


def image(shape: Any, matrix: Matrix, document: Any, page: Any, frame: Frame) -> Image:
    """Return a PDFium image object; ``matrix`` takes the unit square to the page's user space."""
    (left, top), (right, right_y), (bottom_x, bottom) = (
        frame.point(*apply(matrix, x, y)) for x, y in ((0, 1), (1, 1), (0, 0))
    )
    placed = (right - left, right_y - top, bottom_x - left, bottom - top, left, top)
    if raw.FPDFImageObj_GetImageFilterCount(shape) == 1 and _filter(shape) == b"DCTDecode":
        return Image(placed, _pixel_size(shape, page), _file(shape), b"")
    bitmap = _rendered(shape, document, page)
    try:
        return Image(placed, (bitmap.width, bitmap.height), None, _rgb(bitmap))
    finally:
        bitmap.close()


def _rendered(shape: Any, document: Any, page: Any) -> pdfium.PdfBitmap:
    """Return an image with its mask, pixel by pixel: PDFium renders it as large as its matrix says."""
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(shape, own)
    width, height = _pixel_size(shape, page)
    raw.FPDFPageObj_SetMatrix(shape, raw.FS_MATRIX(width, 0, 0, height, 0, 0))
    try:
        return pdfium.PdfBitmap.from_raw(raw.FPDFImageObj_GetRenderedBitmap(document, page, shape))
    finally:
        raw.FPDFPageObj_SetMatrix(shape, own)


def _filter(shape: Any) -> bytes:
    name = ctypes.create_string_buffer(64)
    raw.FPDFImageObj_GetImageFilter(shape, 0, name, 64)
    return name.value


def _file(shape: Any) -> bytes:
    size = raw.FPDFImageObj_GetImageDataRaw(shape, None, 0)
    data = ctypes.create_string_buffer(size)
    raw.FPDFImageObj_GetImageDataRaw(shape, data, size)
    return data.raw[:size]


def _pixel_size(shape: Any, page: Any) -> tuple[int, int]:
    about = raw.FPDF_IMAGEOBJ_METADATA()
    raw.FPDFImageObj_GetImageMetadata(shape, page, about)
    return int(about.width), int(about.height)


def _rgb(bitmap: pdfium.PdfBitmap) -> bytes:
    data, channels = bytes(bitmap.buffer), bitmap.n_channels
    return b"".join(
        _row(data[y * bitmap.stride :][: bitmap.width * channels], channels, bitmap.format)
        for y in range(bitmap.height)
    )


def _row(row: bytes, channels: int, form: int) -> bytes:
    """Return a row of grey, BGR, BGRx or BGRA pixels as RGB, on white where it is transparent."""
    out = bytearray(len(row) // channels * 3)
    blue, green, red = (row[min(i, channels - 1) :: channels] for i in range(3))
    out[0::3], out[1::3], out[2::3] = red, green, blue
    if form != raw.FPDFBitmap_BGRA:
        return bytes(out)
    alphas = [a for a in row[3::4] for _ in range(3)]
    return bytes((v * a + 255 * (255 - a)) // 255 for v, a in zip(out, alphas, strict=True))
