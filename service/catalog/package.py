"""A docx as a zip whose unchanged members are copied as compressed bytes; same members, same bytes.

Members are deflated by libdeflate, whose output depends on neither the processor nor the system's zlib
(docs/decisions/0002-one-deflater.md); every time stamp is 1980-01-01.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

import deflate

_LEVEL = 6
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8_NAMES = 0x800
_DEFLATED = 8
_DATE = (1 << 5) | 1  # 1980-01-01
_VERSION = 20


@dataclass(frozen=True, slots=True)
class _Member:
    name: bytes
    crc: int
    size: int
    packed: bytes

    def local(self) -> bytes:
        return (
            _LOCAL.pack(
                b"PK\3\4", _VERSION, _UTF8_NAMES, _DEFLATED, 0, _DATE,
                self.crc, len(self.packed), self.size, len(self.name), 0,
            )
            + self.name
            + self.packed
        )  # fmt: skip

    def central(self, offset: int) -> bytes:
        return (
            _CENTRAL.pack(
                b"PK\1\2", _VERSION, _VERSION, _UTF8_NAMES, _DEFLATED, 0, _DATE,
                self.crc, len(self.packed), self.size, len(self.name), 0, 0, 0, 0, 0, offset,
            )
            + self.name
        )  # fmt: skip


def _member(name: str, data: bytes) -> _Member:
    return _Member(name.encode(), zlib.crc32(data), len(data), bytes(deflate.deflate_compress(data, _LEVEL)))


class Package:
    """The members of a docx, ready to be written again with some of them replaced."""

    def __init__(self, data: bytes) -> None:
        """Read a docx.

        Raises:
            zipfile.BadZipFile: if ``data`` is no zip.
        """
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            self.parts: dict[str, bytes] = {i.filename: z.read(i) for i in z.infolist() if not i.is_dir()}
        self._members = {name: _member(name, part) for name, part in self.parts.items()}

    def write(self, changed: Mapping[str, bytes] | None = None) -> bytes:
        """Return the docx with the ``changed`` members replaced, all others as they were; new ones come last."""
        changed = changed or {}
        kept = (
            _member(name, changed[name]) if name in changed else member
            for name, member in self._members.items()
        )
        added = (_member(name, data) for name, data in changed.items() if name not in self._members)
        return _zip(chain(kept, added))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of these members in their order; the same members give the same bytes."""
    return _zip(_member(name, data) for name, data in parts.items())


def _zip(members: Iterable[_Member]) -> bytes:
    chunks, directory, offset = [], [], 0
    for member in members:
        chunk = member.local()
        chunks.append(chunk)
        directory.append(member.central(offset))
        offset += len(chunk)
    index = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(index), offset, 0)
    return b"".join((*chunks, index, end))
