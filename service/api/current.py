"""Who calls, and what there is to work with; for all routes of the API."""

from __future__ import annotations

from service.gate import current_caller, note, services

__all__ = ["current_caller", "note", "services"]
