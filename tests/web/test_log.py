from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.access.accounts import Duties
from service.generation import generate
from service.request import GenerationRequest
from service.services import Services
from service.storage import Act
from service.storage.audit import Sought
from service.storage.person import FIRST_UNIT, Role
from service.web.log import ACT_NAMES
from tests.fakes import (
    NUMBER,
    PASSWORD,
    TITLE,
    TREE,
    FakeConverter,
    fake_making,
    open_fake_services,
    signed_in_client,
    token_client,
)

BROWSER = {"Accept": "text/html"}
ADDRESS = "/administration/log/"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        yield services


def acts(services: Services) -> list[tuple[Act, str]]:
    found = services.log.find(Sought({FIRST_UNIT}))
    return [(row.entry.act, str(row.entry.details.get("what", ""))) for row in reversed(found)]


def test_it_lists_who_did_what_and_never_what_a_paper_says(services: Services):
    client = signed_in_client(services, "chief")
    generate(GenerationRequest("issuing_notice", TREE), services, FIRST_UNIT, "林晓")
    page = client.get(ADDRESS, headers=BROWSER).text
    assert all(word in page for word in ("印发", NUMBER, "登录", "增加用户", "修改自己的密码", "林晓"))
    assert TITLE not in page
    assert all(TITLE not in row.text for row in services.log.walk())


def test_it_is_filtered(services: Services):
    client = signed_in_client(services, "chief")
    generate(GenerationRequest("issuing_notice", TREE), services, FIRST_UNIT, "林晓")
    page = client.get(
        f"{ADDRESS}?act=issued&words=滨水发&since=2026-03-16&until=2026年3月16日", headers=BROWSER
    ).text
    assert NUMBER in page
    assert "增加用户" not in page
    assert "没有找到" in client.get(f"{ADDRESS}?words=没有这个人", headers=BROWSER).text
    assert client.get(f"{ADDRESS}?since=昨天", headers=BROWSER).status_code == 400
    assert client.get(f"{ADDRESS}?act=nonsense&before=x", headers=BROWSER).status_code == 200


def test_it_is_the_administrator_s(services: Services):
    drafter = signed_in_client(services, "drafter", Duties(frozenset({Role.DRAFTER})))
    assert drafter.get(ADDRESS, headers=BROWSER).status_code == 403


def test_signing_in_wrongly_is_logged_but_not_what_nobody_is_called(services: Services):
    client = signed_in_client(services, "chief")
    for login in ("chief", "a-password-in-the-wrong-box"):
        client.post("/login", data={"login": login, "password": "wrong"}, headers=BROWSER)
    failed = [row for row in services.log.walk() if row.entry.act is Act.SIGN_IN_FAILED]
    assert [row.entry.by for row in failed] == ["林晓"]
    assert all("wrong-box" not in row.text and PASSWORD not in row.text for row in services.log.walk())


def test_tokens_and_archives_are_logged(services: Services):
    client = token_client(services)
    record = generate(GenerationRequest("issuing_notice", TREE), services, FIRST_UNIT, "林晓")
    assert client.get(f"/api/v1/documents/{record.id}/archive.zip").status_code == 200
    assert acts(services) == [(Act.ADMINISTERED, "生成令牌"), (Act.ISSUED, ""), (Act.DOWNLOADED, "")]


def test_every_act_has_its_name():
    assert set(ACT_NAMES) == set(Act)
