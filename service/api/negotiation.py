"""What the caller wants back: the record, or one of its files (RFC 9110 12.5.1)."""

from __future__ import annotations

from dataclasses import replace

from flask import Request

from service.errors import NotAcceptable
from service.request import MEDIA_TYPES, GenerationRequest

_JSON = "application/json"
_CHOICES = (_JSON, *dict.fromkeys(MEDIA_TYPES.values()))


def wanted_format(request: Request) -> str | None:
    """Return the format of the file that the caller prefers; None if it prefers the record.

    Raises:
        NotAcceptable: if it accepts neither the record nor any file.
    """
    if not request.accept_mimetypes.provided:
        return None
    best = request.accept_mimetypes.best_match(_CHOICES)
    if best is None:
        raise NotAcceptable(f"Accept 里没有可以回复的类型，可用的有：{'、'.join(_CHOICES)}")
    return next((format for format, media_type in MEDIA_TYPES.items() if media_type == best), None)


def including(format: str | None, asked: GenerationRequest) -> GenerationRequest:
    """Return the request such that the file that shall be answered is made; None leaves it alone.

    Raises:
        NotAcceptable: if the request itself leaves that format out.
    """
    if format is None:
        return asked
    if asked.formats is None:
        return replace(asked, formats=(format,))
    if format != "docx" and format not in asked.formats:
        raise NotAcceptable(f"Accept 要的是 {format}，formats 里却没有，请改成一致")
    return asked
