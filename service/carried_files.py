"""Takes the files that a request carries in base64 out of its JSON text, before that is parsed; each goes by its digest.

``{"name": "清单.xlsx", "encoded": "UEsDB…"}`` becomes ``{"name": "清单.xlsx", "digest": "9f86…"}``. So the text
that is parsed, validated and kept stays small, whatever it carries.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.document.pointer import walk

_MEMBER = "encoded"
#: In JSON the quotes of a member's name can't be met inside a text: there they are escaped.
_CARRIED = re.compile(rb'(?<!\\)"encoded"\s*:\s*"((?:[^"\\]|\\[/nrt])*)"')
_ESCAPES = re.compile(rb"\\[nrt]|\\(/)")
_MOST_LEVELS = 64
#: In place of what is no base64: the schema refuses it and says so.
_BROKEN = "?"


@dataclass(frozen=True, slots=True)
class Carried:
    """A JSON text and the files that were in it.

    Attributes:
        text: with ``"encoded": "n"`` in place of file n.
        files: base64 of each.
    """

    text: bytes
    files: tuple[bytes, ...]


def take_files(raw: bytes) -> Carried:
    """Return a JSON text without the files that it carries."""
    if _MEMBER.encode() not in raw:
        return Carried(raw, ())
    found: list[bytes] = []

    def put(match: re.Match[bytes]) -> bytes:
        found.append(match[1])
        return b'"encoded": "%d"' % (len(found) - 1)

    return Carried(_CARRIED.sub(put, raw), tuple(found))


def name_files(tree: Any, carried: tuple[bytes, ...]) -> Mapping[str, bytes]:
    """Put the digest of each file in its place in ``tree``, which is changed, and return the files by digest."""
    files: dict[str, bytes] = {}
    for _, value in list(walk(tree, _MOST_LEVELS)) if carried else ():
        place = value.get(_MEMBER) if isinstance(value, dict) else None
        if not isinstance(place, str) or not place.isdecimal() or int(place) >= len(carried):
            continue
        data = _decoded(carried[int(place)])
        if data is None:
            value[_MEMBER] = _BROKEN
            continue
        digest = hashlib.sha256(data).hexdigest()
        del value[_MEMBER]
        value["digest"] = digest
        files[digest] = data
    return files


def _decoded(text: bytes) -> bytes | None:
    try:
        data = base64.b64decode(_ESCAPES.sub(rb"\1", text), validate=True)
    except (binascii.Error, ValueError):
        return None
    return data or None
