"""What a paper's template was read from, to the byte: enough to make its papers again when the folders have changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sources:
    """The bytes behind one version of one kind of paper.

    Attributes:
        docx: the template.
        manifest: the template's manifest as JSON, in its own order, without spaces.
        schemas: its schema and all that this refers to, by name, as canonical JSON.
    """

    docx: bytes
    manifest: bytes
    schemas: bytes

    @property
    def template_digest(self) -> str:
        """SHA-256 (hex) over template and manifest, as a record has it."""
        return hashlib.sha256(self.docx + self.manifest).hexdigest()

    @property
    def schema_digest(self) -> str:
        """SHA-256 (hex) over the schemas, as a record has it."""
        return hashlib.sha256(self.schemas).hexdigest()
