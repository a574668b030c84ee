"""The web application: the API under ``/api/v1``, the pages for people, one answer to every error."""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from service import api, gate, web
from service.services import Services
from service.settings import Settings


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
    return app


def _answer_to_error(error: Exception) -> Response:
    """Answer people with a page and programs with a problem (RFC 9457)."""
    answer = web.page_for if web.is_for_people(request) else api.problem_for
    return answer(error)


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
