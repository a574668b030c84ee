"""Puts a context into a compiled template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from service.catalog.compiling import Compiled
from service.rendering.context import Context


def fill(template: Compiled, context: Context, images: Mapping[str, bytes] | None = None) -> bytes:
    """Return the docx of a template filled with a context; ``images`` are those that it prints, by file name."""
    return template.render({f.name: getattr(context, f.name) for f in fields(context)}, images)
