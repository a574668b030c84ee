"""A page of a PDF as an image, as a reader's screen shows it."""

from __future__ import annotations

from service.errors import UnreadablePdf
from service.page.measuring import PDFIUM, open_pdf

_MOST_PIXELS = 20_000_000  #: whatever a page's size


def picture(pdf: bytes, number: int, dpi: float) -> tuple[tuple[int, int], bytes]:
    """Return columns and rows of page ``number`` (from 1), and its rows of RGB behind one another.

    Raises:
        UnreadablePdf: if it is no PDF, or has no such page.
    """
    with PDFIUM:
        document = open_pdf(pdf)
        try:
            if not 1 <= number <= len(document):
                raise UnreadablePdf(f"这份公文没有第{number}页")
            page = document[number - 1]
            try:
                width, height = page.get_size()
                scale = min(dpi / 72, (_MOST_PIXELS / (width * height)) ** 0.5)
                bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=_RGB)
                try:
                    held, step, used = bytes(bitmap.buffer), bitmap.stride, bitmap.width * 3
                    rows = b"".join(held[at : at + used] for at in range(0, bitmap.height * step, step))
                    return (bitmap.width, bitmap.height), rows
                finally:
                    bitmap.close()
            finally:
                page.close()
        finally:
            document.close()


_RGB = 2  #: FPDFBitmap_BGR: three bytes a pixel
