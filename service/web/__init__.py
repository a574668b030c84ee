"""The door for people: pages in Chinese, rendered here, without JavaScript; nothing is loaded from elsewhere."""

from __future__ import annotations

from flask import Flask, Request, Response, make_response, redirect, render_template, request, url_for
from markupsafe import Markup

from service.access.errors import NotSignedIn, PasswordChangeNeeded
from service.gate import form_token, keep_visit, visitor
from service.http_errors import as_service_error
from service.web import (
    account,
    administration,
    desk,
    filing,
    issuing,
    jobs,
    log,
    own_templates,
    register,
    spreadsheets,
    start,
    token_pages,
)
from service.web.navigation import entries_for

__all__ = ["init_app", "is_for_people", "page_for"]

_PROGRAMS_ONLY = ("/api/", "/healthz", "/readyz")


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.register_blueprint(start.blueprint)
    for part in (
        account,
        administration,
        desk,
        filing,
        issuing,
        jobs,
        log,
        own_templates,
        register,
        spreadsheets,
        token_pages,
    ):
        app.register_blueprint(part.blueprint)
    app.jinja_env.globals.update(visitor=visitor, entries_for=entries_for, csrf_field=csrf_field)
    app.after_request(keep_visit)


def csrf_field() -> Markup:
    """Return the hidden field that every form with method post must have."""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(form_token())


def is_for_people(request: Request) -> bool:
    """Tell whether an answer goes to a browser: outside the API, and HTML is preferred to JSON."""
    accepted = request.accept_mimetypes
    return (
        not request.path.startswith(_PROGRAMS_ONLY) and accepted["text/html"] > accepted["application/json"]
    )


def page_for(error: Exception) -> Response:
    """Return the page that tells a person of ``error``, or the one where it is mended."""
    told = as_service_error(error)
    # A fragment that htmx asked for must not become the sign-in page.
    if request.method == "GET" and "HX-Request" not in request.headers:
        if isinstance(told, NotSignedIn):
            wanted = request.full_path.rstrip("?")
            return make_response(redirect(url_for("account.login", next=wanted), 303))
        if isinstance(told, PasswordChangeNeeded):
            return make_response(redirect(url_for("account.password"), 303))
    return make_response(render_template("error.html", error=told), told.http_status)
