"""The desk's pages: 草稿箱, campaigns, the form, history, conflicts. Each view parses, calls one function, presents."""

from __future__ import annotations

from service.web.desk import editing, importing, looking_ahead, looking_back  # noqa: F401  their views belong to the blueprint
from service.web.desk.boxes import blueprint

__all__ = ["blueprint"]
