"""A page as it was issued and as it was made again, side by side, with what differs marked in red."""

from __future__ import annotations

from service.errors import RecordNotFound, UnreadablePdf
from service.images.png import png
from service.page.picture import picture
from service.storage import Files, Record
from service.storage.regenerations import Regeneration

_DPI = 80
_WHITE = 255
#: Antialiasing may shade a pixel a little differently; a difference that is seen takes more.
_SHADES = bytes(value >> 6 for value in range(256))
_SEEN = bytes(255 if value else 0 for value in range(256))
_GAP = 8


def side_by_side(before: bytes, after: bytes, number: int) -> bytes:
    """Return page ``number`` (from 1) of two PDFs as one PNG; a page that one of them lacks is white.

    Raises:
        UnreadablePdf: if neither has it.
    """
    first, second = _page(before, number), _page(after, number)
    if first is None and second is None:
        raise UnreadablePdf(f"两份都没有第{number}页")
    known = [page for page in (first, second) if page is not None]
    size = max(width for (width, _), _ in known), max(height for (_, height), _ in known)
    left, right = _grey(first, size), _grey(second, size)
    differs = _differing(left, right)
    return png((2 * size[0] + _GAP, size[1]), _joined(_red(left, differs), _red(right, differs), size))


def _page(pdf: bytes, number: int) -> tuple[tuple[int, int], bytes] | None:
    try:
        return picture(pdf, number, _DPI)
    except UnreadablePdf:
        return None


def _grey(page: tuple[tuple[int, int], bytes] | None, size: tuple[int, int]) -> bytes:
    """Return the green of a page's pixels, on a white sheet of ``size``: red print is dark in it, as black is."""
    width, height = size
    if page is None:
        return bytes([_WHITE]) * (width * height)
    (own, rows), pixels = page
    green = pixels[1::3]
    lines = [green[at : at + own].ljust(width, bytes([_WHITE])) for at in range(0, rows * own, own)]
    return b"".join(lines).ljust(width * height, bytes([_WHITE]))


def _differing(left: bytes, right: bytes) -> bytes:
    """Return 255 for every pixel that is seen to differ, else 0."""
    shades = (int.from_bytes(side.translate(_SHADES), "big") for side in (left, right))
    return (next(shades) ^ next(shades)).to_bytes(len(left), "big").translate(_SEEN)


def _red(grey: bytes, marked: bytes) -> bytes:
    """Return RGB: the ink that only this side has is red, where it lacks the other's it stays white."""
    found = bytearray(3 * len(grey))
    red = int.from_bytes(grey, "big") | int.from_bytes(marked, "big")
    found[0::3] = red.to_bytes(len(grey), "big")
    found[1::3] = found[2::3] = grey
    return bytes(found)


def _joined(left: bytes, right: bytes, size: tuple[int, int]) -> bytes:
    step, gap = 3 * size[0], b"\x80" * (3 * _GAP)
    return b"".join(left[at : at + step] + gap + right[at : at + step] for at in range(0, len(left), step))


def page_of(made: Regeneration, record: Record, files: Files, number: int) -> bytes:
    """Return a page of a record as it was issued and as it was made again, as `side_by_side`.

    Raises:
        RecordNotFound: if it has no pages to look at.
        UnreadablePdf: if there is no such page.
        StorageError: if a file is missing or damaged.
    """
    format = shown_format(record)
    if format is None:
        raise RecordNotFound("这份公文只有 Word 文件，没有可以对照的页面")
    issued = record.files[format].digest
    return side_by_side(files.get(issued), files.get(made.report["made"].get(format, issued)), number)


def shown_format(record: Record) -> str | None:
    """Return the format whose pages are looked at; None if it has none that has pages."""
    return next((format for format in ("pdf", "pdfa") if format in record.files), None)
