"""The docx as LibreOffice must be given it: one constant differs from the delivered file.

LibreOffice reads ``w:overflowPunct`` inverted: 0 turns hanging punctuation on. Word needs 0. So each
``overflowPunct`` is turned round in the copy, and nothing else (docs/decisions/0003-overflow-punct.md).
"""

from __future__ import annotations

import re

from service.catalog.package import Package

_OVERFLOW = re.compile(rb'(<w:overflowPunct w:val=")(0|1|true|false|on|off)("/>)')
_TURNED = {b"0": b"1", b"false": b"1", b"off": b"1", b"1": b"0", b"true": b"0", b"on": b"0"}


def for_libreoffice(docx: bytes) -> bytes:
    """Return the copy of a docx that is given to LibreOffice."""
    package = Package(docx)
    changed = {}
    for name, part in package.parts.items():
        turned = _OVERFLOW.sub(lambda m: m[1] + _TURNED[m[2]] + m[3], part)
        if turned != part:
            changed[name] = turned
    return package.write(changed)
