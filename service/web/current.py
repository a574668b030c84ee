"""Who is at the other end, and what there is to work with; for all pages."""

from __future__ import annotations

from service.gate import current_person, note, services

__all__ = ["current_person", "note", "services"]
