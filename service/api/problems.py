"""Errors as ``application/problem+json`` (RFC 9457): the only place of the API that makes an answer of one.

Every problem has ``type``, ``title``, ``status``, ``code``, ``detail`` and ``findings``, all text in Chinese;
``type`` leads to the page that explains the codes. Causes go to the log, never to the caller.
"""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Response
from werkzeug import exceptions as http
from werkzeug.routing import RequestRedirect

from service.access.errors import InvalidToken
from service.errors import ServiceError
from service.http_errors import as_service_error

MEDIA_TYPE = "application/problem+json"


def problem_for(error: Exception) -> Response:
    """Return the answer to ``error``; a redirect, which Werkzeug raises too, stays what it is."""
    if isinstance(error, RequestRedirect):
        return Response(status=error.code, headers={"Location": error.new_url})
    told = as_service_error(error)
    response = Response(
        json.dumps(problem(told), ensure_ascii=False), status=told.http_status, content_type=MEDIA_TYPE
    )
    if told.retryable:
        response.headers["Retry-After"] = str(told.retry_after_s)
    if told.http_status == HTTPStatus.UNAUTHORIZED:
        refused = ', error="invalid_token"' if isinstance(told, InvalidToken) else ""
        response.headers["WWW-Authenticate"] = f'Bearer realm="chengwen"{refused}'
    if isinstance(error, http.MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def problem(error: ServiceError) -> dict[str, object]:
    """Return the body that tells of ``error``."""
    return {
        "type": f"/errors#{error.code}",
        "title": error.title,
        "status": error.http_status,
        "code": error.code,
        "detail": str(error),
        "retryable": error.retryable,
        "findings": [finding.as_json() for finding in error.findings],
    }
