"""The door for people: pages in Chinese, rendered here, without JavaScript; nothing is loaded from elsewhere."""

from __future__ import annotations

from flask import Flask, Request, Response, make_response, render_template

from service.http_errors import as_service_error
from service.web import start

__all__ = ["init_app", "is_for_people", "page_for"]

_PROGRAMS_ONLY = ("/api/", "/healthz", "/readyz")


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.register_blueprint(start.blueprint)


def is_for_people(request: Request) -> bool:
    """Tell whether an answer goes to a browser: outside the API, and HTML is preferred to JSON."""
    accepted = request.accept_mimetypes
    return (
        not request.path.startswith(_PROGRAMS_ONLY) and accepted["text/html"] > accepted["application/json"]
    )


def page_for(error: Exception) -> Response:
    """Return the page that tells a person of ``error``."""
    told = as_service_error(error)
    return make_response(render_template("error.html", error=told), told.http_status)
