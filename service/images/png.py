"""A PNG of RGB pixels, the same bytes on every machine."""

from __future__ import annotations

import struct
import zlib

import deflate

_LEVEL = 6


def png(size: tuple[int, int], pixels: bytes) -> bytes:
    """Return an image of ``size`` columns and rows, whose rows of RGB stand behind one another."""
    width, height = size
    rows = b"".join(b"\0" + pixels[y * width * 3 : (y + 1) * width * 3] for y in range(height))
    header = struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)
    packed = bytes(deflate.zlib_compress(rows, _LEVEL))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
