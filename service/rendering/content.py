"""A validated document bound to the paper that it is for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import rfc8785

from service.catalog.catalog import Paper
from service.catalog.compiling import Compiled
from service.catalog.restyling import Restyling
from service.layout.profile import LayoutProfile, read_profile
from service.rendering.attached import AttachedFile
from service.rendering.styling import look_of


@dataclass(frozen=True)
class Content:
    """The tree ``{campaign, paper, layout}`` that a paper is made from; without a layout it is the standard's.

    Attributes:
        paper: the paper and its version.
        tree: plain JSON, already validated; never changed.
        attached: the files that are attachments, by digest; ready to be printed.
    """

    paper: Paper
    tree: Mapping[str, Any]
    attached: Mapping[str, AttachedFile] = field(default_factory=dict, repr=False)

    @cached_property
    def layout(self) -> LayoutProfile:
        """The layout profile of the tree."""
        return read_profile(self.tree.get("layout", {}))

    @cached_property
    def template(self) -> Compiled:
        """The paper's template in the look of the layout profile."""
        look = look_of(self.layout)
        return self.paper.template if look == Restyling() else self.paper.template.restyled(look)

    @cached_property
    def canonical(self) -> bytes:
        """The tree as canonical JSON (RFC 8785)."""
        return rfc8785.dumps(dict(self.tree))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, hex."""
        return hashlib.sha256(self.canonical).hexdigest()
