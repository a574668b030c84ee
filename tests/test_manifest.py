from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from sqlalchemy import text

from service.errors import StorageFailed
from service.generation import generate
from service.issuing.voiding import void_issued
from service.keeping import next_manifest
from service.request import GenerationRequest
from service.services import Services
from service.storage.database import migrate
from service.storage.guards import FOR_EVER, missing_guards
from service.storage.person import FIRST_UNIT, Scope, Token
from tests.fakes import (
    NOW,
    NUMBER,
    SOURCES,
    TITLE,
    TREE,
    FakeConverter,
    fake_making,
    open_fake_services,
    token_client,
)

ASKED = GenerationRequest("issuing_notice", TREE)
PROGRAM = Token("t", "办公系统", FIRST_UNIT, frozenset(Scope), NOW, NOW)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        yield services


def manifests(services: Services, id: str) -> list[Any]:
    return [json.loads(services.files.get(each.digest)) for each in services.manifests.of(id)]


def test_it_says_what_was_issued_from_what_by_whom(services: Services):
    record = generate(ASKED, services, FIRST_UNIT, "林晓")
    (held,) = services.manifests.of(record.id)
    raw = services.files.get(held.digest)
    told = json.loads(raw)
    assert raw == rfc8785.dumps(told)
    assert (told["format"], told["version"], told["previous"], told["voided"]) == (
        "chengwen-manifest",
        1,
        None,
        None,
    )
    assert told["record"] == {
        "id": record.id, "unit": {"id": FIRST_UNIT, "name": "本单位"}, "created": "2026-03-16T08:30:00.000000Z",
        "paper_type": "issuing_notice", "title": TITLE, "document_number": NUMBER, "pages": 2,
    }  # fmt: skip
    assert told["toolchain"] == {"chengwen": "0.1.0"}
    assert told["issued"]["by"] == "林晓"
    assert told["issued"]["corrects"] is None


def test_every_digest_is_that_of_bytes_that_are_kept(services: Services):
    record = generate(ASKED, services, FIRST_UNIT)
    (told,) = manifests(services, record.id)
    kept = [*told["files"].values(), told["template"]["docx"], told["template"]["manifest"], told["schema"]]
    assert len(kept) == 5
    for each in kept:
        content = services.files.get(each["sha256"])
        assert (each["size"], each["sm3"]) == (len(content), hashlib.new("sm3", content).hexdigest())
    content = services.records.content(record.id, {FIRST_UNIT})
    assert told["content"]["sha256"] == record.content_digest == hashlib.sha256(content).hexdigest()
    assert told["template"]["digest"] == record.template_digest == SOURCES.template_digest
    assert told["schema"]["sha256"] == record.schema_digest


def test_a_voided_paper_gets_a_manifest_that_follows_the_first(services: Services):
    record = generate(ASKED, services, FIRST_UNIT)
    void_issued(services, PROGRAM, services.issuings.get(record.id, {FIRST_UNIT}), "附件有误")
    first, second = manifests(services, record.id)
    assert second == first | {
        "previous": services.manifests.of(record.id)[0].digest,
        "voided": {"at": "2026-03-16T08:30:00.000000Z", "by": "办公系统", "reason": "附件有误"},
    }


def test_a_record_of_before_manifests_can_be_voided(services: Services):
    assert next_manifest(services, "nobody", NOW, "林晓", "重复") is None


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = ''", "DELETE FROM {}"])
@pytest.mark.parametrize(
    ("table", "column"), [("records", "title"), ("record_files", "name"), ("manifests", "digest")]
)
def test_the_database_itself_refuses_to_change_what_is_for_ever(
    services: Services, statement: str, table: str, column: str
):
    record = generate(ASKED, services, FIRST_UNIT)
    with pytest.raises(StorageFailed), services.database.writing() as session:
        session.execute(text(statement.format(table, column)))
    assert services.records.get(record.id, {FIRST_UNIT}) == record
    assert len(manifests(services, record.id)) == 1


def test_the_guards_stand_again_after_every_migration(services: Services):
    with services.database.writer.begin() as connection:
        migrate(connection, "0006", down=True)
        assert missing_guards(connection) == tuple(
            f"{table}_refuse_{act}" for table in FOR_EVER[2:] for act in ("update", "delete")
        )
        migrate(connection)
        assert missing_guards(connection) == ()
        connection.exec_driver_sql("DROP TRIGGER records_refuse_delete")
        assert missing_guards(connection) == ("records_refuse_delete",)
    assert set(FOR_EVER) >= {"records", "record_files", "manifests"}


def test_a_program_downloads_it(services: Services):
    record = generate(ASKED, services, FIRST_UNIT)
    void_issued(services, PROGRAM, services.issuings.get(record.id, {FIRST_UNIT}), "附件有误")
    client = token_client(services)
    address = f"/api/v1/documents/{record.id}/manifest.json"
    assert client.get(address).json["voided"]["reason"] == "附件有误"
    assert client.get(f"{address}?sequence=1").json["voided"] is None
    assert client.get(f"{address}?sequence=9").status_code == 404
    assert client.get("/api/v1/documents/nobody/manifest.json").status_code == 404
