"""The table of routes × roles: whole, and what it says is what happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.access.accounts import AT_HOME, Duties
from service.access.routes import RULES, Rule, rule_for
from service.app import create_app
from service.services import Services
from service.storage.person import FIRST_UNIT, Role, Scope
from tests.fakes import FakeConverter, fake_making, open_fake_services, signed_in_client, token_client

BROWSER = {"Accept": "text/html"}
OPEN = {
    "GET health.alive",
    "GET health.ready",
    "GET web.static",
    "GET web.errors",
    "GET account.login",
    "POST account.sign_in",
}


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        yield services


def address(rule: str) -> str:
    """An address that a rule fits."""
    return re.sub("<[^>]+>", "x", re.sub("<int:[^>]+>", "1", re.sub(r"<any\((\w+)[^>]*>", r"\1", rule)))


def routes(services: Services) -> dict[str, tuple[str, str]]:
    """``METHOD endpoint`` → method and an address, for every route of the application."""
    rules = create_app(services.settings, services).url_map.iter_rules()
    return {
        f"{method} {rule.endpoint}": (method, address(rule.rule))
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_has_a_rule_and_every_rule_a_route(services: Services):
    assert set(routes(services)) == set(RULES)


def test_what_has_no_rule_is_closed_to_everybody(services: Services):
    assert rule_for("GET", "nowhere.to_be_found") == Rule()
    app = create_app(services.settings, services)
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    browser = signed_in_client(services)
    browser.application = app
    answer = browser.get("/forgotten")
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
    assert app.test_client().get("/forgotten").status_code == 401


def test_the_public_routes_are_these_and_no_others():
    assert {key for key, rule in RULES.items() if rule.public} == OPEN


def test_whoever_is_unknown_gets_nothing_else(services: Services):
    client = create_app(services.settings, services).test_client()
    for key, (method, address) in routes(services).items():
        if key in OPEN:
            continue
        answer = client.open(address, method=method)
        assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in"), key
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="chengwen"'


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_what_the_table_says_and_nothing_else(services: Services, role: Role):
    scope = frozenset({FIRST_UNIT})
    duties = {
        Role.ARCHIVIST: Duties(archives=scope),
        Role.ADMINISTRATOR: Duties(administers=scope),
    }.get(role, Duties(frozenset({role}) & frozenset(AT_HOME)))
    client = signed_in_client(services, duties=duties)
    for key, (method, address) in sorted(routes(services).items(), key=lambda item: "sign_out" in item[0]):
        with client.open(address, method=method) as answer:
            refused = answer.status_code == 403
        assert refused == (not RULES[key].public and role not in RULES[key].roles), key


@pytest.mark.parametrize("scope", Scope)
def test_a_scope_opens_what_the_table_says_and_nothing_else(services: Services, scope: Scope):
    client = token_client(services, scope)
    for key, (method, address) in routes(services).items():
        if RULES[key].public:
            continue
        answer = client.open(address, method=method)
        assert (answer.status_code == 403) == (RULES[key].scope is not scope), key


def test_a_one_time_password_opens_only_what_replaces_it(services: Services):
    from service.access.accounts import reset_password
    from service.access.signing_in import csrf_token, sign_in

    signed_in_client(services, "worker")
    found = services.access.people.by_login("worker")
    assert found is not None
    once = reset_password(services.access, None, found[0].id)
    secret = sign_in(services.access, "worker", once, "127.0.0.1")
    client = create_app(services.settings, services).test_client()
    client.set_cookie("chengwen_session", secret)
    client.environ_base["HTTP_X_CSRF_TOKEN"] = csrf_token(secret)
    for key, (method, address) in sorted(routes(services).items(), key=lambda item: "sign_out" in item[0]):
        if RULES[key].public:
            continue
        answer = client.open(address, method=method)
        needed = answer.is_json and answer.json["code"] == "password_change_needed"
        assert needed == (not RULES[key].before_change), key
    assert client.get("/", headers=BROWSER).headers["Location"].startswith("/login")


@pytest.mark.parametrize("key", sorted(key for key in RULES if not key.startswith("GET")))
def test_every_change_by_a_browser_needs_the_token_of_its_form(services: Services, key: str):
    method, address = routes(services)[key]
    client = signed_in_client(services)
    for token in ("", "0" * 64, "字"):
        client.environ_base.pop("HTTP_X_CSRF_TOKEN", None)
        data = {"csrf": token} if token else {}
        answer = client.open(address, method=method, data=data)
        assert (answer.status_code, answer.json["code"]) == (403, "form_expired"), key
