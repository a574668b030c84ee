"""A paper that was made and is kept nowhere yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from service.document.file_name import file_name
from service.document.finding import Finding
from service.services import Content, Paper


@dataclass(frozen=True, slots=True)
class Product:
    """A paper that was made and is kept nowhere yet.

    Attributes:
        paper: its kind.
        content: what it says.
        title: 标题 as printed.
        document_number: 发文字号 as printed; None if it has none.
        files: format → bytes; docx always, PDF if it was asked for and is on.
        findings: what is questionable about it.
        pages: pages of the PDF; without one, pages as predicted.
        seals: where its seals and stamps go, as plain JSON.
        publicity: whether it is public, as its content says; None if it doesn't.
        names: what files beside the paper itself are called.
    """

    paper: Paper
    content: Content
    title: str
    document_number: str | None
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    pages: int
    seals: tuple[Mapping[str, Any], ...] = ()
    publicity: Mapping[str, Any] | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def file_name(self, format: str) -> str:
        """Return what a reader's computer shall call the file."""
        return self.names.get(format) or file_name(self.document_number, self.title, format)
