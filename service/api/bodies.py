"""The body of a request, as far as it is let in."""

from __future__ import annotations

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

from service.errors import RequestTooLarge, UnsupportedMediaType

_DRAIN_BYTES = 20_000_000  #: what is still read of a body that is too large
_CHUNK = 65_536


def json_body(request: Request) -> bytes:
    """Return the raw JSON body.

    Raises:
        UnsupportedMediaType: if it is not declared as plain ``application/json`` in UTF-8.
        RequestTooLarge: if it is over the limit, whether its length was announced or not.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("请求的 Content-Type 应为 application/json")
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise UnsupportedMediaType("请求的内容应为 UTF-8 编码")
    if request.content_encoding not in (None, "", "identity"):
        raise UnsupportedMediaType("请求的内容不要压缩（Content-Encoding）")
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge as error:
        _drain(request)
        limit = (request.max_content_length or 0) / 1_000_000
        raise RequestTooLarge(f"请求的内容超过上限 {limit:g} MB，请减少内容后再提交") from error


def _drain(request: Request) -> None:
    """Read on for a while: a caller who still sends when we hang up never sees our answer, but a reset."""
    stream = request.environ["wsgi.input"]
    left = _DRAIN_BYTES
    while left > 0 and (chunk := stream.read(_CHUNK)):
        left -= len(chunk)
