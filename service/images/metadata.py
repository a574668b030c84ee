"""Takes out of a PNG or JPEG what is no part of the picture: where and with what it was taken, by whom, thumbnails.

A photograph taken with a telephone says to the metre where; a paper that is published must not. The pixels and what
is needed to show them (resolution, colour profile) stay, to the byte.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_SHOWN = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"pHYs",
        b"sBIT",
        b"bKGD",
    )
)
_APP0, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE2, 0xEE, 0xEF, 0xFE
_START, _END, _RESTARTS = 0xD8, 0xD9, range(0xD0, 0xD8)
_ALONE = (0x01, *_RESTARTS)  #: markers without a length
_PROFILE = b"ICC_PROFILE\0"


def without_metadata(data: bytes) -> bytes:
    """Return an image without metadata; itself if it has none.

    Raises:
        ValueError: if its parts can't be told apart.
    """
    made = _png(data) if data.startswith(_PNG_HEAD) else _jpeg(data)
    return data if made == data else made


def _png(data: bytes) -> bytes:
    kept, at = [_PNG_HEAD], len(_PNG_HEAD)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            break
        if kind in _SHOWN:
            kept.append(data[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise ValueError("no end of the PNG")


def _jpeg(data: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(_segments(data)) + b"\xff\xd9"


def _segments(data: bytes) -> Iterator[bytes]:
    """Yield what is between the first and the last marker: segments that are shown, and what a scan is coded in."""
    if data[:2] != bytes((0xFF, _START)):
        raise ValueError("no start of the JPEG")
    at = 2
    while True:
        start = at
        at = _next_marker(data, at)
        yield data[start:at]
        marker = data[at + 1]
        if marker == _END:
            return
        if at + 4 > len(data):
            raise ValueError("a segment of the JPEG is cut off")
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise ValueError("a segment of the JPEG is cut off")
        if _is_shown(marker, data[at + 4 : end]):
            yield data[at:end]
        at = end


def _next_marker(data: bytes, at: int) -> int:
    """Return where the next marker with a length, or the end, begins."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 == len(data):
            raise ValueError("no end of the JPEG")
        follows = data[at + 1]
        if follows == 0xFF:  # filling
            at += 1
        elif follows == 0 or follows in _ALONE:
            at += 2
        else:
            return at


def _is_shown(marker: int, content: bytes) -> bool:
    if marker == _APP2:
        return content.startswith(_PROFILE)
    return marker in (_APP0, _APP14) or not (_APP0 <= marker <= _APP15 or marker == _COMMENT)
