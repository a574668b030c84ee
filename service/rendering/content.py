"""A validated document bound to the paper that it is for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import rfc8785

from service.catalog.catalog import Paper


@dataclass(frozen=True)
class Content:
    """The tree ``{campaign, paper}`` that a paper is made from.

    Attributes:
        paper: the paper and its version.
        tree: plain JSON, already validated; never changed.
    """

    paper: Paper
    tree: Mapping[str, Any]

    @cached_property
    def canonical(self) -> bytes:
        """The tree as canonical JSON (RFC 8785)."""
        return rfc8785.dumps(dict(self.tree))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, hex."""
        return hashlib.sha256(self.canonical).hexdigest()
