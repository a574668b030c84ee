"""The web application: the API under ``/api/v1``, the pages for people, one answer to every error."""

from __future__ import annotations

import gzip
from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from service import api, gate, web
from service.services import Services
from service.settings import Settings

_PACKABLE = ("application/json", "application/problem+json", "application/javascript", "image/svg+xml")
_LEAST_BYTES = 1000  #: less gains nothing


def create_app(settings: Settings, services: Services | None = None) -> Flask:
    """Return the application; ``services`` None builds them from ``settings``.

    Raises:
        TemplateError: if a template is broken.
        StorageFailed: if the database can't be opened.
    """
    if services is None:
        from service.assembly import open_services

        services = open_services(settings)
    app = Flask("service", static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_request_bytes
    app.extensions["service"] = services
    if settings.proxies:
        near = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)
        app.wsgi_app = near  # type: ignore[method-assign]
    gate.init_app(app)
    api.init_app(app)
    web.init_app(app)
    app.register_error_handler(Exception, _answer_to_error)
    app.after_request(_harden)
    app.after_request(_compress)
    return app


def _answer_to_error(error: Exception) -> Response:
    """Answer people with a page and programs with a problem (RFC 9457)."""
    answer = web.page_for if web.is_for_people(request) else api.problem_for
    return answer(error)


def _compress(response: Response) -> Response:
    """Send text compressed to whoever takes gzip; a form of 40 tasks is a tenth of its size."""
    response.vary.add("Accept-Encoding")
    kind = response.mimetype or ""
    packable = kind.startswith("text/") or kind in _PACKABLE
    if (
        not packable
        or response.status_code != HTTPStatus.OK
        or response.content_encoding
        or not request.accept_encodings["gzip"]
        or (response.is_streamed and not response.direct_passthrough)
    ):
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) > _LEAST_BYTES:
        response.set_data(gzip.compress(content, compresslevel=6, mtime=0))
        response.content_encoding = "gzip"
        if tag := response.get_etag()[0]:
            response.set_etag(tag, weak=True)  # other bytes that say the same
    return response


def _harden(response: Response) -> Response:
    """Keep browsers from guessing, framing, loading from elsewhere, and showing one person's page to the next."""
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    return response
