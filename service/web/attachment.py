"""Files that are answered to a browser and kept nowhere, or kept under other names."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """Return a file that nobody keeps, named for the reader's computer."""
    response = Response(content, content_type=media_type)
    ending = name.rpartition(".")[2]
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"file.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
