"""Errors that Werkzeug or nobody's foresight raised, as errors of ours; both HTTP doors begin here."""

from __future__ import annotations

import logging

from werkzeug import exceptions as http

from service.errors import (
    InvalidRequest,
    MethodNotAllowed,
    NotAcceptable,
    RequestTooLarge,
    ServiceError,
    UnknownAddress,
    UnsupportedMediaType,
)

_LOG = logging.getLogger(__name__)
_HTTP_ERRORS: tuple[tuple[type[http.HTTPException], type[ServiceError], str], ...] = (
    (http.NotFound, UnknownAddress, "没有这个地址，请检查网址是否写对"),
    (http.MethodNotAllowed, MethodNotAllowed, "这个地址不支持这种请求方法"),
    (http.NotAcceptable, NotAcceptable, "无法按 Accept 要求的类型回复"),
    (http.RequestEntityTooLarge, RequestTooLarge, "送来的内容超过上限，请减少内容或者分成几份再试"),
    (http.UnsupportedMediaType, UnsupportedMediaType, "请求的内容类型不受支持"),
)


def as_service_error(error: Exception) -> ServiceError:
    """Return ``error`` as one of ours; what nobody foresaw is logged and becomes an internal error."""
    if isinstance(error, ServiceError):
        if error.http_status >= 500:
            # Without a cause there is nothing to trace: PDF is off, all converters are busy.
            _LOG.error("%s: %s", error.code, error, exc_info=error if error.__cause__ else None)
        return error
    for kind, ours, message in _HTTP_ERRORS:
        if isinstance(error, kind):
            return ours(message)
    if isinstance(error, http.HTTPException) and 400 <= (error.code or 500) < 500:
        return InvalidRequest("请求的写法不对")
    _LOG.error("unforeseen: %s", error, exc_info=error)
    return ServiceError("系统内部出错，已记入日志，请联系管理员")
