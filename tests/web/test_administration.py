from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.access.accounts import Duties, add_person, add_unit
from service.access.signing_in import sign_in
from service.access.tokens import token_of
from service.services import Services
from service.storage.person import FIRST_UNIT, Person, Role, Scope
from tests.fakes import FakeConverter, fake_making, open_fake_services, signed_in_client

BROWSER = {"Accept": "text/html"}
HOME = "/administration/"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        yield services


@pytest.fixture
def client(services: Services) -> FlaskClient:
    return signed_in_client(services, "chief")


def post(client: FlaskClient, address: str, **form: object) -> TestResponse:
    return client.post(address, data=form, headers=BROWSER)


def by_login(services: Services, login: str) -> Person:
    found = services.access.people.by_login(login)
    assert found is not None
    return found[0]


def added(client: FlaskClient, login: str = "linxiao", **changes: object) -> TestResponse:
    form = {"login": login, "person_name": "林晓", "unit": FIRST_UNIT, "role": ["drafter"]} | changes
    return post(client, f"{HOME}people", **form)


def test_a_person_is_added_and_can_sign_in_with_what_is_shown_once(client: FlaskClient, services: Services):
    page = added(client, role=["drafter", "reviewer"], archives=[FIRST_UNIT])
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    (once,) = re.findall('class="secret">([^<]+)', page.text)
    assert sign_in(services.access, "linxiao", once, "192.0.2.1")
    person = by_login(services, "linxiao")
    assert person.roles == {Role.DRAFTER, Role.REVIEWER, Role.ARCHIVIST}
    listed = client.get(HOME, headers=BROWSER).text
    assert "经办人、审核人、档案员" in listed
    assert once not in listed


def test_a_mistake_keeps_what_was_typed(client: FlaskClient, services: Services):
    for page, kept in (
        (added(client, login="a b"), 'value="a b"'),
        (added(client, role=[], archives=[]), "请至少选一个角色"),
        (post(client, f"{HOME}units", unit_name="局", code="滨水发"), 'value="滨水发"'),
        (post(client, f"{HOME}tokens/", token_name="", unit=FIRST_UNIT, days="12"), 'value="12"'),
        (post(client, f"{HOME}tokens/", token_name="甲", scope="read", unit=FIRST_UNIT, days="十"), "有效期"),
    ):
        assert page.status_code == 422
        assert kept in page.text
        assert 'role="alert"' in page.text
    assert len(services.access.people.all()) == 1
    assert services.access.tokens.all() == ()


def test_roles_are_changed(client: FlaskClient, services: Services):
    added(client)
    person = by_login(services, "linxiao")
    address = f"{HOME}people/{person.id}"
    page = client.get(address, headers=BROWSER).text
    assert "<h1>林晓</h1>" in page
    assert 'value="drafter" checked' in page
    answer = post(client, address, person_name="林晓晓", role="approver", administers=FIRST_UNIT)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{address}?done=person-changed")
    assert "已保存" in client.get(answer.headers["Location"], headers=BROWSER).text
    changed = by_login(services, "linxiao")
    assert (changed.name, changed.roles) == ("林晓晓", {Role.APPROVER, Role.ADMINISTRATOR})
    assert not changed.reads_papers
    assert post(client, address, person_name="林晓").status_code == 422


def test_a_person_is_kept_out_and_let_in_and_gets_another_password(client: FlaskClient, services: Services):
    added(client)
    address = f"{HOME}people/{by_login(services, 'linxiao').id}"
    post(client, f"{address}/state", state="disabled")
    assert by_login(services, "linxiao").disabled
    assert "重新启用" in client.get(address, headers=BROWSER).text
    post(client, f"{address}/state", state="enabled")
    page = post(client, f"{address}/password")
    assert page.headers["Cache-Control"] == "no-store"
    (once,) = re.findall('class="secret">([^<]+)', page.text)
    assert sign_in(services.access, "linxiao", once, "192.0.2.1")


def test_one_s_own_page_offers_no_change(client: FlaskClient, services: Services):
    address = f"{HOME}people/{by_login(services, 'chief').id}"
    assert "另一位管理员" in client.get(address, headers=BROWSER).text
    assert post(client, f"{address}/state", state="disabled").status_code == 403


def test_units_are_added_and_renamed(client: FlaskClient, services: Services):
    post(client, f"{HOME}units", unit_name="滨海市水务局", code="滨水发")
    (unit,) = (unit for unit in services.access.people.units() if unit.id != FIRST_UNIT)
    assert (unit.name, unit.code) == ("滨海市水务局", "滨水发")
    post(client, f"{HOME}units/{FIRST_UNIT}", unit_name="滨海市海洋发展局", code="滨海发")
    page = client.get(HOME, headers=BROWSER).text
    assert 'value="滨海市海洋发展局"' in page
    assert 'value="滨水发"' in page
    assert post(client, f"{HOME}units/{FIRST_UNIT}", unit_name="滨海市水务局").status_code == 422


def test_other_units_are_not_there(client: FlaskClient, services: Services):
    other = add_unit(services.access, None, "滨海市档案馆", "滨档发")
    stranger, _ = add_person(
        services.access, None, "stranger", "孙宁", other.id, Duties(frozenset({Role.DRAFTER}))
    )
    assert "滨海市档案馆" not in client.get(HOME, headers=BROWSER).text
    assert "孙宁" not in client.get(HOME, headers=BROWSER).text
    for address in (f"{HOME}people/{stranger.id}", f"{HOME}people/nobody"):
        assert client.get(address, headers=BROWSER).status_code == 404
        assert post(client, f"{address}/password").status_code == 404
    assert added(client, unit=other.id).status_code == 404
    assert post(client, f"{HOME}units/{other.id}", unit_name="别的名称").status_code == 404
    assert (
        post(client, f"{HOME}tokens/", token_name="甲", unit=other.id, scope="read", days="1").status_code
        == 404
    )


def test_a_token_is_shown_once_and_revoked(client: FlaskClient, services: Services):
    page = post(
        client, f"{HOME}tokens/", token_name="办公系统", unit=FIRST_UNIT, scope=["read", "create"], days="30"
    )
    (secret,) = re.findall('class="secret">(cw_[^<]+)', page.text)
    assert page.headers["Cache-Control"] == "no-store"
    token = token_of(services.access, secret)
    assert token.scopes == {Scope.READ, Scope.CREATE}
    listed = client.get(f"{HOME}tokens/", headers=BROWSER).text
    assert "办公系统" in listed
    assert secret not in listed
    post(client, f"{HOME}tokens/{token.id}/revocation")
    assert "✕ 已作废" in client.get(f"{HOME}tokens/", headers=BROWSER).text
    assert post(client, f"{HOME}tokens/nothing/revocation").status_code == 404


def test_every_field_has_its_label_and_nothing_is_scripted(client: FlaskClient, services: Services):
    added(client)
    addresses = [
        HOME,
        f"{HOME}people/new",
        f"{HOME}people/{by_login(services, 'linxiao').id}",
        f"{HOME}tokens/",
    ]
    for address in (*addresses, "/password"):
        page = client.get(address, headers=BROWSER).text
        fields = re.findall(
            '<(?:input|select) (?![^>]*type="(?:hidden|checkbox)")(?![^>]* hidden)([^>]*)>', page
        )
        assert fields
        for field in fields:
            (id,) = re.findall('id="([^"]+)"', field)
            assert f'<label for="{id}">' in page, (address, id)
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), address
        posts = len(re.findall('method="post"', page))
        assert posts == len(re.findall('name="csrf"', page)) > 0
        assert "<script" not in page
        assert " style=" not in page
