"""The body of a request, as far as it is let in."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import BinaryIO

from flask import Request
from werkzeug.datastructures import FileStorage

from service.errors import InvalidRequest, RequestTooLarge, UnsupportedMediaType
from service.request import MOST_IMAGE_BYTES, refuse_overlong

_DRAIN_BYTES = 20_000_000  #: what is still read of a body that is too large
_CHUNK = 65_536


def json_body(request: Request, files_bytes: int = 0) -> bytes:
    """Return the raw JSON body; its images count apart.

    Where it may carry ``files_bytes`` of files in base64, how long it is without them is for its reader to judge.

    Raises:
        UnsupportedMediaType: if it is not declared as plain ``application/json`` in UTF-8.
        RequestTooLarge: if it is over the limit, whether its length was announced or not.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("请求的 Content-Type 应为 application/json")
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise UnsupportedMediaType("请求的内容应为 UTF-8 编码")
    limit = request.max_content_length or 0
    body = _body(request, limit + MOST_IMAGE_BYTES + -(-files_bytes * 4 // 3))
    return body if files_bytes else refuse_overlong(body, limit)


def file_body(request: Request, formats: Mapping[str, str], limit: int) -> tuple[bytes, str]:
    """Return the bytes of the file that is the body, and its format.

    Args:
        request: the request.
        formats: media type → format.
        limit: its longest length in bytes.

    Raises:
        UnsupportedMediaType: if it is declared as none of them.
        RequestTooLarge: if it is over the limit.
    """
    if request.mimetype not in formats:
        raise UnsupportedMediaType(f"请求的 Content-Type 应为下面的一种：{'、'.join(formats)}")
    return _body(request, limit), formats[request.mimetype]


@contextmanager
def spooled_body(request: Request, media_types: Collection[str], limit: int) -> Iterator[BinaryIO]:
    """Yield the body as a file at its beginning: a batch needn't fit into memory, and no slow caller keeps others waiting.

    Raises:
        UnsupportedMediaType: if it is declared as none of ``media_types``.
        RequestTooLarge: if it is over the limit in bytes.
    """
    if request.mimetype not in media_types:
        raise UnsupportedMediaType(f"请求的 Content-Type 应为下面的一种：{'、'.join(media_types)}")
    if request.content_encoding not in (None, "", "identity"):
        raise UnsupportedMediaType("请求的内容不要压缩（Content-Encoding）")
    with tempfile.TemporaryFile() as file:
        left = min(limit + 1, _length(request))
        while left and (chunk := request.environ["wsgi.input"].read(min(_CHUNK, left))):
            left -= file.write(chunk)
        if file.tell() > limit:
            raise RequestTooLarge(f"这一批超过上限 {limit / 1_000_000:g} MB，请分几批提交")
        file.seek(0)
        yield file


def form_parts(request: Request, names: Sequence[str], limit: int) -> list[tuple[bytes, str]]:
    """Return the parts of a ``multipart/form-data`` body by these names: their bytes and file names ("" without one).

    Raises:
        UnsupportedMediaType: if the body is no form.
        RequestTooLarge: if it is over the limit in bytes.
        InvalidRequest: if a part is missing.
    """
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType("请求的 Content-Type 应为 multipart/form-data")
    if (request.content_length or 0) > limit:
        _read(request, min(_DRAIN_BYTES, _length(request)))
        raise RequestTooLarge(f"请求的内容超过上限 {limit / 1_000_000:g} MB，请减少内容后再提交")
    request.max_content_length = request.max_form_memory_size = limit
    found = []
    for name in names:
        file = request.files.get(name)
        text = request.form.get(name)
        if file is None and text is None:
            raise InvalidRequest(f"表单里没有 {name} 这一项；应有的是：{'、'.join(names)}")
        found.append((str(text).encode(), "") if file is None else _file(file))
    return found


def _file(file: FileStorage) -> tuple[bytes, str]:
    with closing(file):  # a large one lies in a temporary file
        return file.read(), file.filename or ""


def _body(request: Request, limit: int) -> bytes:
    if request.content_encoding not in (None, "", "identity"):
        raise UnsupportedMediaType("请求的内容不要压缩（Content-Encoding）")
    length = _length(request)
    body = _read(request, min(limit + 1, length))
    if len(body) > limit:
        # A caller who still sends when we hang up sees a reset instead of our answer.
        _read(request, min(_DRAIN_BYTES, length - len(body)))
        raise RequestTooLarge(f"请求的内容超过上限 {limit / 1_000_000:g} MB，请减少内容后再提交")
    return body


def _length(request: Request) -> int:
    """Return how much may be read without waiting for ever; of chunks, their end is known to the server."""
    if request.content_length is not None:
        return request.content_length
    return sys.maxsize if request.environ.get("wsgi.input_terminated") else 0


def _read(request: Request, most: int) -> bytes:
    """Read up to ``most`` bytes. Werkzeug's own reader cuts a body in chunks off at the limit, silently."""
    stream, body = request.environ["wsgi.input"], bytearray()
    while len(body) < most and (chunk := stream.read(min(_CHUNK, most - len(body)))):
        body += chunk
    return bytes(body)
