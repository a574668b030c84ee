"""The administrator's page of tokens."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Redirect

from service.access import accounts, tokens
from service.access.errors import InvalidAccount
from service.access.tokens import LONGEST_DAYS, SCOPE_NAMES
from service.storage.person import Scope
from service.web.administration import DONE
from service.web.current import current_person, services

blueprint = Blueprint("tokens", __name__, url_prefix="/administration/tokens")

DEFAULT_DAYS = 365


@blueprint.get("/")
def index() -> str:
    """List the tokens of the administrator's units."""
    return _page()


@blueprint.post("/")
def create() -> Response:
    """Make a token, and show it this once."""
    access, by = services().access, current_person()
    try:
        token, secret = tokens.issue_token(access, by, *_typed(request.form))
    except InvalidAccount as error:
        return make_response(_page(error=error, typed=request.form), InvalidAccount.http_status)
    return _once(token.name, secret)


@blueprint.post("/<id>/revocation")
def revoke(id: str) -> Redirect:
    """Take a token back."""
    units = {unit.id for unit in accounts.units_of(services().access, current_person())}
    tokens.revoke_token(services().access, id, units, current_person())
    return redirect(url_for("tokens.index", done="revoked"), 303)


def _typed(form: MultiDict[str, str]) -> tuple[str, str, frozenset[Scope], int]:
    """Return name, unit, scopes and days as typed; 0 days for what is no number."""
    scopes = frozenset(scope for scope in Scope if scope.value in form.getlist("scope"))
    days = form.get("days", "")
    number = int(days) if days.isascii() and days.isdigit() and len(days) < 10 else 0
    return form.get("token_name", ""), form.get("unit", ""), scopes, number


def _page(**more: Any) -> str:
    held, by = services(), current_person()
    units = {unit.id: unit for unit in accounts.units_of(held.access, by)}
    return render_template(
        "tokens.html",
        units=units,
        tokens=[token for token in held.access.tokens.all() if token.unit_id in units],
        now=held.clock(),
        scope_names=SCOPE_NAMES,
        default_days=DEFAULT_DAYS,
        longest_days=LONGEST_DAYS,
        done=DONE.get(request.args.get("done", "")),
        **more,
    )


def _once(name: str, secret: str) -> Response:
    response = make_response(render_template("token_once.html", name=name, secret=secret))
    response.headers["Cache-Control"] = "no-store"
    return response
