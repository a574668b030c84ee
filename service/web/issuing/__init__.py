"""Pages of a draft's way to an issued paper: 办理, 印发, 已发文件. Each view parses, calls one function, presents."""

from __future__ import annotations

from service.web.issuing import issued, originals, regenerations, returned  # noqa: F401  their views belong to it
from service.web.issuing.handling import blueprint

__all__ = ["blueprint"]
