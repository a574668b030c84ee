"""One's own account: signing in and out, changing the password."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from service.access import signing_in
from service.access.errors import InvalidAccount, SignInFailed, TooManyFailures
from service.access.passwords import SHORTEST
from service.gate import SESSION_COOKIE, set_cookie, visitor
from service.web.current import current_person, services

blueprint = Blueprint("account", __name__)

_MISTAKES = (InvalidAccount, SignInFailed, TooManyFailures)


@blueprint.get("/login")
def login() -> str | Redirect:
    """Ask for login and password."""
    if visitor() is not None:
        return redirect(_destination())
    return render_template("login.html", destination=_destination())


@blueprint.post("/login")
def sign_in() -> Response | Redirect:
    """Begin a session, always a new one, and go where the visitor wanted."""
    try:
        secret = signing_in.sign_in(services().access, _typed("login"), _typed("password"), _address())
    except (SignInFailed, TooManyFailures) as error:
        page = render_template("login.html", destination=_destination(), error=error, login=_typed("login"))
        return _refusal(page, error)
    return _with_session(_destination(), secret)


@blueprint.post("/logout")
def sign_out() -> Redirect:
    """End the session."""
    signing_in.sign_out(services().access, request.cookies[SESSION_COOKIE])
    response = redirect(url_for("account.login"), 303)
    response.delete_cookie(SESSION_COOKIE)
    return response


@blueprint.get("/password")
def password() -> str:
    """Ask for the old password and the new one."""
    return render_template("password.html", shortest=SHORTEST)


@blueprint.post("/password")
def change_password() -> Response | Redirect:
    """Store the new password; other sessions of the person end."""
    typed = (_typed("old"), _typed("new"), _typed("again"), _address())
    try:
        access = services().access
        secret = signing_in.change_password(access, current_person(), *typed)
    except _MISTAKES as error:
        return _refusal(render_template("password.html", shortest=SHORTEST, error=error), error)
    return _with_session(url_for("web.index"), secret)


def _typed(name: str) -> str:
    return request.form.get(name, "")


def _address() -> str:
    return request.remote_addr or "unknown"


def _destination() -> str:
    """Return the page of ours that the visitor wanted; the start page if it isn't plainly one of ours."""
    wanted = request.values.get("next", "")
    ours = wanted.startswith("/") and not wanted.startswith("//")
    return wanted if ours and wanted.isprintable() and "\\" not in wanted else url_for("web.index")


def _with_session(address: str, secret: str) -> Redirect:
    response = redirect(address, 303)
    set_cookie(response, SESSION_COOKIE, secret)  # type: ignore[arg-type]
    return response


def _refusal(page: str, error: InvalidAccount | SignInFailed | TooManyFailures) -> Response:
    """Return the form again; a status of 401 would have the browser ask in a window of its own."""
    status = 429 if isinstance(error, TooManyFailures) else 422
    response = make_response(page, status)
    if isinstance(error, TooManyFailures):
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response
