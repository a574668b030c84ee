"""Signing in as a browser does: cookies, forms, redirects, no script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.access.accounts import add_person, reset_password
from service.access.lockout import RULES
from service.app import create_app
from service.services import Services
from service.storage.person import FIRST_UNIT, Person
from tests.fakes import EVERYTHING, PASSWORD, FakeConverter, fake_making, open_fake_services, signed_in_client

BROWSER = {"Accept": "text/html"}


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        yield services


@pytest.fixture
def client(services: Services) -> FlaskClient:
    return create_app(services.settings, services).test_client()


@pytest.fixture
def worker(services: Services) -> Person:
    signed_in_client(services)
    found = services.access.people.by_login("worker")
    assert found is not None
    return found[0]


def form_token(page: TestResponse) -> str:
    (token, *_) = re.findall('name="csrf" value="([0-9a-f]{64})"', page.text)
    return str(token)


def sign_in(
    client: FlaskClient, password: str = PASSWORD, address: str = "/login", **more: str
) -> TestResponse:
    token = form_token(client.get(address, headers=BROWSER))
    data = {"csrf": token, "login": "worker", "password": password, **more}
    return client.post("/login", data=data, headers=BROWSER)


def cookie(response: TestResponse, name: str = "chengwen_session") -> str:
    (found,) = (line for line in response.headers.getlist("Set-Cookie") if line.startswith(f"{name}="))
    return found


def test_it_works(client: FlaskClient, worker: Person):
    assert client.get("/", headers=BROWSER).headers["Location"] == "/login?next=/"
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    page = client.get("/", headers=BROWSER)
    assert page.status_code == 200
    assert "本单位　林晓" in page.text
    assert client.get("/login").headers["Location"] == "/"
    gone = client.post("/logout", data={"csrf": form_token(page)}, headers=BROWSER)
    assert (gone.status_code, gone.headers["Location"]) == (303, "/login")
    assert client.get("/", headers=BROWSER).status_code == 303


def test_the_cookie_is_out_of_reach(client: FlaskClient, services: Services, worker: Person):
    plain = SimpleCookie(cookie(sign_in(client)))["chengwen_session"]
    assert (plain["httponly"], plain["samesite"], plain["path"], plain["secure"]) == (True, "Lax", "/", "")
    behind = create_app(replace(services.settings, proxies=1), services).test_client()
    behind.environ_base["HTTP_X_FORWARDED_PROTO"] = "https"
    assert SimpleCookie(cookie(sign_in(behind)))["chengwen_session"]["secure"] is True


def test_who_says_by_himself_that_he_comes_by_https_or_from_elsewhere_is_not_believed(
    client: FlaskClient, worker: Person
):
    client.environ_base["HTTP_X_FORWARDED_PROTO"] = "https"
    assert "Secure" not in cookie(sign_in(client))
    client.delete_cookie("chengwen_session")
    for number in range(RULES["address"].free):
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{number}"
        assert sign_in(client, login=f"guess{number}").status_code == 422
    assert sign_in(client).status_code == 429


def test_every_sign_in_gives_another_session(client: FlaskClient, worker: Person):
    planted = "a" * 43
    client.set_cookie("chengwen_session", planted)
    first = cookie(sign_in(client))
    client.delete_cookie("chengwen_session")
    assert len({first, cookie(sign_in(client)), planted}) == 3


@pytest.mark.parametrize("login", ["worker", "nobody", "<script>"])
def test_a_failure_is_said_on_the_form_and_shows_no_password(client: FlaskClient, worker: Person, login: str):
    answer = sign_in(client, "my secret guess", login=login)
    assert answer.status_code == 422
    assert "登录名或密码不对" in answer.text
    assert "my secret guess" not in answer.text
    assert "<script>" not in answer.text
    assert "Set-Cookie" not in answer.headers or "chengwen_session" not in str(answer.headers)


def test_a_locked_account_says_until_when(client: FlaskClient, worker: Person):
    for _ in range(RULES["account"].free):
        sign_in(client, "wrong")
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "61")
    assert "请在 1 分钟后（16:31）再试" in answer.text


def test_the_login_form_of_another_site_is_refused(client: FlaskClient, worker: Person):
    data = {"login": "worker", "password": PASSWORD}
    assert client.post("/login", data=data, headers=BROWSER).status_code == 403
    client.get("/login")
    assert client.post("/login", data={**data, "csrf": "0" * 64}, headers=BROWSER).status_code == 403


@pytest.mark.parametrize("wanted", ["/administration/?done=disabled", "/errors"])
def test_it_goes_where_the_visitor_wanted(client: FlaskClient, worker: Person, wanted: str):
    asked = client.get(wanted, headers=BROWSER)
    address = asked.headers.get("Location", f"/login?next={wanted}")
    page = client.get(address, headers=BROWSER)
    (hidden,) = re.findall('name="next" value="([^"]*)"', page.text)
    assert sign_in(client, address=address, next=hidden).headers["Location"] == wanted


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "evil", ""]
)
def test_it_goes_nowhere_else(client: FlaskClient, worker: Person, wanted: str):
    assert sign_in(client, next=wanted).headers["Location"] == "/"


def test_a_one_time_password_leads_to_its_change_and_no_further(
    client: FlaskClient, services: Services, worker: Person
):
    once = reset_password(services.access, None, worker.id)
    sign_in(client, once)
    for address in ("/", "/administration/"):
        assert client.get(address, headers=BROWSER).headers["Location"] == "/password"
    page = client.get("/password", headers=BROWSER)
    assert "现在用的是一次性密码" in page.text
    data = {
        "csrf": form_token(page),
        "old": once,
        "new": "新的密码要长一点才行",
        "again": "新的密码要长一点才行",
    }
    short = client.post("/password", data={**data, "new": "short", "again": "short"}, headers=BROWSER)
    assert short.status_code == 422
    assert "至少 10 个字符" in short.text
    answer = client.post("/password", data=data, headers=BROWSER)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert client.get("/", headers=BROWSER).status_code == 200


def test_a_stale_form_is_explained(client: FlaskClient, worker: Person):
    sign_in(client)
    answer = client.post("/logout", data={"csrf": "0" * 64}, headers=BROWSER)
    assert answer.status_code == 403
    assert "刷新以后再做一次" in answer.text
    assert client.get("/", headers=BROWSER).status_code == 200


def test_a_fragment_never_becomes_the_sign_in_page(client: FlaskClient):
    answer = client.get("/", headers={**BROWSER, "HX-Request": "true"})
    assert answer.status_code == 401
    assert "请先登录" in answer.text


def test_the_bar_shows_what_one_may_open(services: Services):
    administrator = signed_in_client(services, "chief").get("/", headers=BROWSER).text
    drafter = signed_in_client(services, "drafter", replace(EVERYTHING, administers=frozenset()))
    assert ">管理</a>" in administrator
    assert ">管理</a>" not in drafter.get("/", headers=BROWSER).text
    assert drafter.get("/administration/", headers=BROWSER).status_code == 403


def test_pages_stay_with_who_opened_them(client: FlaskClient, services: Services, worker: Person):
    sign_in(client)
    assert client.get("/", headers=BROWSER).headers["Cache-Control"] == "private, no-cache"


def test_an_error_page_knows_who_is_there_even_without_a_database(
    client: FlaskClient, services: Services, worker: Person
):
    from service.storage.database import migrate

    sign_in(client)
    assert "林晓" in client.get("/nothing", headers=BROWSER).text
    with services.database.writer.begin() as connection:
        migrate(connection, "base")
    page = client.get("/nothing", headers=BROWSER)
    assert page.status_code == 404
    assert "林晓" not in page.text


def test_no_password_and_no_secret_gets_into_the_log(
    client: FlaskClient, services: Services, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("DEBUG")
    _, once = add_person(services.access, None, "worker", "林晓", FIRST_UNIT, EVERYTHING)
    answer = sign_in(client, once)
    client.delete_cookie("chengwen_session")
    sign_in(client, "another wrong one")
    secret = SimpleCookie(cookie(answer))["chengwen_session"].value
    for kept in (once, secret, "another wrong one"):
        assert kept not in caplog.text
