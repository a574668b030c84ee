"""A PNG of grey or RGB pixels, the same bytes on every machine."""

from __future__ import annotations

import struct
import zlib

import deflate

_LEVEL = 6
#: Channels of a pixel → colour type (ISO/IEC 15948, 11.2.2).
_COLOR_TYPES = {1: 0, 3: 2}


def png(size: tuple[int, int], pixels: bytes, channels: int = 3) -> bytes:
    """Return an image of ``size`` columns and rows, whose rows of RGB, or of grey for one channel, stand behind one another."""
    width, height = size
    step = width * channels
    rows = b"".join(b"\0" + pixels[y * step : (y + 1) * step] for y in range(height))
    header = struct.pack(">2L5B", width, height, 8, _COLOR_TYPES[channels], 0, 0, 0)
    packed = bytes(deflate.zlib_compress(rows, _LEVEL))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
