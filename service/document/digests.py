"""Digests of bytes: SHA-256, by which files are named, and SM3 (GB/T 32905—2016), which archives ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def digests(content: bytes) -> Mapping[str, str | int]:
    """Return the hex SHA-256, the hex SM3 and the size in bytes of ``content``, as a manifest has them."""
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "sm3": hashlib.new("sm3", content).hexdigest(),
        "size": len(content),
    }
