from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.archive.damage import Damage, Kind
from service.archive.verifying import Kept, extent, verify
from service.cli import main
from service.document.document_number import NumberKind
from service.generation import generate
from service.issuing.processing import add_step
from service.issuing.voiding import void_issued
from service.request import GenerationRequest
from service.services import Services
from service.storage import Record
from service.storage.number import Series
from service.storage.person import FIRST_UNIT, Scope, Token
from tests.fakes import NOW, TREE, FakeConverter, fake_making, open_fake_services

PROGRAM = Token("t", "办公系统", FIRST_UNIT, frozenset(Scope), NOW, NOW)
TITLES = ("关于召开动员大会的通知", "关于表彰先进的决定", "关于开展督导检查的通知")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        yield services


@pytest.fixture
def records(services: Services) -> list[Record]:
    """Three papers, numbered by us; the second is voided, the third has a step."""
    services.register.add_series(Series("s", FIRST_UNIT, NumberKind.DOCUMENT, "滨水发"))
    made = []
    for title in TITLES:
        tree = {**TREE, "paper": {"title": title}}
        made.append(
            generate(GenerationRequest("issuing_notice", tree, series="滨水发"), services, FIRST_UNIT, "林晓")
        )
    void_issued(services, PROGRAM, services.issuings.get(made[1].id, {FIRST_UNIT}), "重复")
    add_step(services, "林晓", FIRST_UNIT, {"step": "用印", "person": "赵宁"}, record_id=made[2].id)
    return made


def found(services: Services) -> list[Damage]:
    return [damage for damages in verify(Kept(services.database, services.files)) for damage in damages]


def tamper(services: Services, *statements: str) -> None:
    """Write past all guards, as somebody with the file in his hands can; the guards stand again afterwards."""
    with sqlite3.connect(services.settings.data / "chengwen.db") as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
    connection.close()


def path_of(services: Services, digest: str) -> Path:
    return services.files.folder / digest[:2] / digest[2:]


def test_nothing_is_wrong_with_what_nobody_touched(services: Services, records: list[Record]):
    assert found(services) == []
    kept = Kept(services.database, services.files)
    assert len(list(verify(kept))) == extent(kept) + 1


def test_an_empty_archive_is_whole(services: Services):
    assert found(services) == []


def test_a_flipped_byte_is_named(services: Services, records: list[Record]):
    path = path_of(services, records[0].files["docx"].digest)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o640)
    path.write_bytes(content)
    (damage,) = found(services)
    assert (damage.kind, damage.record_id) == (Kind.FILE_DAMAGED, records[0].id)
    assert damage.place == "滨水发〔2026〕1号《关于召开动员大会的通知》的 docx 文件"


def test_a_missing_file_is_named(services: Services, records: list[Record]):
    path_of(services, records[2].files["docx"].digest).unlink()
    (damage,) = found(services)
    assert (damage.kind, damage.record_id, damage.digest) == (
        Kind.FILE_MISSING,
        records[2].id,
        records[2].files["docx"].digest,
    )


def test_a_missing_template_is_named_with_every_paper_that_needs_it(
    services: Services, records: list[Record]
):
    path_of(services, records[0].schema_digest).unlink()
    assert {(damage.kind, damage.record_id) for damage in found(services)} == {
        (Kind.FILE_MISSING, record.id) for record in records
    }
    assert all(damage.place.endswith("的数据规范") for damage in found(services))


def test_a_missing_manifest_file_is_named(services: Services, records: list[Record]):
    path_of(services, services.manifests.of(records[1].id)[0].digest).unlink()
    (damage,) = found(services)
    assert (damage.kind, damage.place) == (Kind.FILE_MISSING, "滨水发〔2026〕2号《关于表彰先进的决定》的清单")


def test_a_record_without_manifest_is_named(services: Services, records: list[Record]):
    tamper(services, f"DELETE FROM manifests WHERE record_id = '{records[0].id}'")
    (damage,) = found(services)
    assert (damage.kind, damage.record_id, damage.message) == (
        Kind.MANIFEST_MISSING,
        records[0].id,
        "没有清单",
    )


def test_a_manifest_that_was_put_in_is_known_by_the_log(services: Services, records: list[Record]):
    other = services.manifests.of(records[2].id)[0]
    tamper(
        services,
        f"UPDATE manifests SET digest = '{other.digest}', size = {other.size} WHERE record_id = '{records[0].id}'",
    )
    kinds = {damage.kind for damage in found(services)}
    assert kinds == {Kind.MANIFEST_BROKEN, Kind.RECORD_CHANGED}


@pytest.mark.parametrize(
    ("change", "label"),
    [
        ("title = '另一份'", "标题"),
        ("document_number = '滨水发〔2026〕9号'", "文号"),
        ("toolchain = '{}'", "工具链"),
        ("created = '2025-01-01 00:00:00.000000'", "制作时间"),
        ("content_digest = '0'", "内容的摘要"),
    ],
)
def test_a_changed_column_is_named(services: Services, records: list[Record], change: str, label: str):
    tamper(services, f"UPDATE records SET {change} WHERE id = '{records[0].id}'")
    told = [damage.message for damage in found(services)]
    assert f"{label}与清单不一致" in told


def test_changed_content_is_named(services: Services, records: list[Record]):
    tamper(services, f"UPDATE records SET content = '{{}}' WHERE id = '{records[0].id}'")
    (damage,) = found(services)
    assert (damage.kind, damage.record_id) == (Kind.CONTENT_CHANGED, records[0].id)


def test_a_void_that_was_taken_back_is_named(services: Services, records: list[Record]):
    tamper(services, "UPDATE issuings SET voided = NULL")
    assert [(damage.kind, damage.message) for damage in found(services)] == [
        (Kind.RECORD_CHANGED, "作废与清单不一致")
    ]


def test_a_record_that_was_deleted_is_missed(services: Services, records: list[Record]):
    id = records[2].id
    tamper(
        services,
        *(
            f"DELETE FROM {table} WHERE record_id = '{id}'"
            for table in ("issuings", "manifests", "record_files")
        ),
        f"UPDATE numbers SET record_id = NULL WHERE record_id = '{id}'",
        f"DELETE FROM records WHERE id = '{id}'",
    )
    damages = {(damage.kind, damage.place) for damage in found(services)}
    assert damages == {(Kind.RECORD_LOST, f"记录 {id}"), (Kind.NUMBER_CHANGED, "滨水发〔2026〕3号")}


def test_a_number_without_its_row_is_named(services: Services, records: list[Record]):
    tamper(services, "PRAGMA foreign_keys = OFF", "DELETE FROM numbers WHERE serial = 2")
    damages = {(damage.kind, damage.place) for damage in found(services)}
    assert damages == {
        (Kind.NUMBER_MISSING, "滨水发〔2026〕2号"),
        (Kind.NUMBER_MISSING, f"记录 {records[1].id} 的文号"),
    }


def test_a_changed_step_is_named(services: Services, records: list[Record]):
    tamper(services, "UPDATE process_entries SET person = '别人'")
    (damage,) = found(services)
    assert (damage.kind, damage.record_id) == (Kind.STEP_CHANGED, records[2].id)


@pytest.mark.parametrize(
    ("statement", "kind", "places"),
    [
        (
            "UPDATE audit_log SET entry = replace(entry, '林晓', '别人') WHERE sequence = 2",
            Kind.LOG_CHANGED,
            ["日志第2行"],
        ),
        ("UPDATE audit_log SET by = '别人' WHERE sequence = 2", Kind.LOG_CHANGED, ["日志第2行"]),
        ("DELETE FROM audit_log WHERE sequence = 5", Kind.LOG_CUT, ["日志"]),
    ],
)
def test_an_edited_row_of_the_log_is_named(
    services: Services, records: list[Record], statement: str, kind: Kind, places: list[str]
):
    tamper(services, statement)
    damages = [damage for damage in found(services) if damage.kind is kind]
    assert {damage.place for damage in damages} == set(places)


def test_a_row_that_was_cut_out_is_named(services: Services, records: list[Record]):
    tamper(services, "DELETE FROM audit_log WHERE sequence = 4")
    assert (Kind.LOG_CHANGED, "日志第4行") in [(damage.kind, damage.place) for damage in found(services)]


def test_a_guard_that_was_taken_away_is_named(services: Services, records: list[Record]):
    with sqlite3.connect(services.settings.data / "chengwen.db") as connection:
        connection.execute("DROP TRIGGER audit_log_refuse_delete")
    connection.close()
    assert [damage.kind for damage in found(services)] == [Kind.GUARD_MISSING]


def test_what_is_issued_meanwhile_is_no_damage(services: Services, records: list[Record]):
    steps = verify(Kept(services.database, services.files))
    damages = list(next(steps))
    generate(GenerationRequest("issuing_notice", TREE), services, FIRST_UNIT)
    void_issued(services, PROGRAM, services.issuings.get(records[0].id, {FIRST_UNIT}), "重复")
    for found in steps:
        damages += found
    assert damages == []


def test_the_command_line_says_it_and_ends_with_one(
    services: Services,
    records: list[Record],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("CHENGWEN_DATA", str(services.settings.data))
    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "公文 3 份，日志 5 行：没有发现损坏\n"
    shutil.rmtree(path_of(services, records[0].files["docx"].digest).parent)
    assert main(["verify", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["papers"], told["log"]) == (3, 6)  # the walk before is in the log
    assert {damage["kind"] for damage in told["damages"]} == {"file_missing"}
    assert main(["verify"]) == 1
    assert "✕ 滨水发〔2026〕1号《关于召开动员大会的通知》的 docx 文件：文件不见了" in capsys.readouterr().out
