"""Asks who makes a request and whether he may, before any view runs: sessions, tokens, forms' tokens.

The rules are in `service.access.routes`. A session comes in a cookie, a token in ``Authorization: Bearer``; a
request that changes something needs, with a session, the session's token in the field ``csrf`` or the header
``X-CSRF-Token``.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request

from service.access.errors import Forbidden, FormExpired, NotSignedIn, PasswordChangeNeeded
from service.access.routes import Rule, rule_for
from service.access.signing_in import csrf_token, is_csrf_token, new_secret, signed_in
from service.access.tokens import SCOPE_NAMES, token_of
from service.errors import ServiceError
from service.services import Services
from service.storage import Act, Entry
from service.storage.person import Person, Token

SESSION_COOKIE = "chengwen_session"
VISIT_COOKIE = "chengwen_visit"
"""Holds a secret before signing in, so that nobody can be signed in as somebody else unawares."""

_SAFE = ("GET", "HEAD", "OPTIONS")
_MOST_PARTS = 20_000  #: a long text in blocks has thousands of fields
_WITH_FILES = "multipart/form-data"
_FORMS = ("application/x-www-form-urlencoded", _WITH_FILES)


def init_app(app: Flask) -> None:
    """Have every request of ``app`` pass the gate."""
    app.before_request(_admit)


def services() -> Services:
    """Return the services of the application that answers the present request."""
    held: Services = current_app.extensions["service"]
    return held


def current_caller() -> Person | Token:
    """Return who makes the present request; every route that isn't public has somebody."""
    caller: Person | Token = g.caller
    return caller


def current_person() -> Person:
    """Return who is signed in; for routes that are open to no token."""
    caller = current_caller()
    if not isinstance(caller, Person):
        raise NotSignedIn("这个页面要用浏览器登录以后使用")
    return caller


def visitor() -> Person | None:
    """Return who is signed in, also on public pages and on those of errors; None if nobody, or nobody knows."""
    if "visitor" not in g:
        try:
            g.visitor = _person()
        except ServiceError:
            g.visitor = None
    person: Person | None = g.visitor
    return person


def note(act: Act, unit_id: str, subject: str, **details: str) -> None:
    """Write into the audit log what the present caller did to a unit's paper."""
    held = services()
    held.log.write(Entry(act, held.clock(), current_caller().name, unit_id, subject, details))


def form_token() -> str:
    """Return what the field ``csrf`` of the present page's forms holds."""
    return csrf_token(request.cookies.get(SESSION_COOKIE) or _visit_secret())


def keep_visit(response: Response) -> Response:
    """Give a visitor's browser the secret that `form_token` made for it, if it did."""
    if "visit" in g:
        set_cookie(response, VISIT_COOKIE, g.visit)
    return response


def set_cookie(response: Response, name: str, secret: str) -> None:
    """Give the browser a secret that no script and, over https, no listener gets to see."""
    response.set_cookie(name, secret, httponly=True, samesite="Lax", secure=request.is_secure)


def _admit() -> None:
    if request.routing_exception is not None or request.method == "OPTIONS":
        return  # answered by Flask, with 404, 405 or the list of methods
    rule = rule_for(request.method, request.endpoint)
    if not rule.public:
        g.caller = _admitted(rule)
    elif request.method not in _SAFE:
        _check_form(request.cookies.get(SESSION_COOKIE) or request.cookies.get(VISIT_COOKIE))


def _admitted(rule: Rule) -> Person | Token:
    if "Authorization" in request.headers:
        return _program(rule)
    person = g.visitor = _person()
    if person is None:
        raise NotSignedIn("请先登录；程序请在 Authorization 里带上令牌（Bearer）")
    if request.method not in _SAFE:
        _check_form(request.cookies.get(SESSION_COOKIE))
    if person.must_change and not rule.before_change:
        raise PasswordChangeNeeded("一次性密码只能用来登录一次，请先换成自己的密码")
    if not person.roles & rule.roles:
        raise Forbidden("你的角色不能使用这一项，需要时请找管理员")
    return person


def _program(rule: Rule) -> Token:
    kind, _, secret = request.headers["Authorization"].partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise NotSignedIn("Authorization 应写成 Bearer 加令牌")
    token = token_of(services().access, secret.strip())
    if rule.scope is None:
        raise Forbidden("令牌不能使用这一项，请用浏览器登录")
    if rule.scope not in token.scopes:
        raise Forbidden(f"这个令牌不能{SCOPE_NAMES[rule.scope]}，请向管理员要有 {rule.scope} 权限的令牌")
    return token


def _person() -> Person | None:
    secret = request.cookies.get(SESSION_COOKIE)
    return signed_in(services().access, secret) if secret else None


def _check_form(secret: str | None) -> None:
    """Refuse a request that another site's page could have sent in the person's name."""
    given = request.headers.get("X-CSRF-Token", "")
    if not given and request.mimetype in _FORMS:
        if request.mimetype == _WITH_FILES:
            request.max_content_length = services().settings.max_upload_bytes
            request.max_form_parts = _MOST_PARTS
        given = request.form.get("csrf", "")
    if not secret or not is_csrf_token(given, secret):
        raise FormExpired("页面打开太久或者已经重新登录，请返回上一页，刷新以后再做一次")


def _visit_secret() -> str:
    if "visit" not in g:
        g.visit = request.cookies.get(VISIT_COOKIE) or new_secret()
    secret: str = g.visit
    return secret
