"""Packages of a year: what they hold, the report, and that nothing half-written is taken for whole."""

from __future__ import annotations

import errno
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree

from service.cli import main
from service.errors import FileDamaged, StorageFailed
from service.filing import packaging
from service.filing.four_checks import Check, Checked, Result, four_checks
from service.filing.packaging import make_package
from service.filing.packing import Stage, items_of, pack, parts_of
from service.services import Services
from service.storage.audit import Act, Sought
from service.storage.errors import NotReady
from service.storage.person import FIRST_UNIT
from tests.fakes import TITLE, a_docx, a_pdf
from tests.filing.test_arranging import RULES, an_item, archivist, post  # noqa: F401
from tests.filing.test_originals import bring, paper, program, services  # noqa: F401

CODE = "Z109-WS.2026.Y-0001"
FOLDER = f"电子档案/2026/Y/{CODE}"


@pytest.fixture
def filed(services: Services, program: FlaskClient, paper: str, archivist: FlaskClient) -> Services:  # noqa: F811
    """A year with one paper of ours, sealed, and one that is only on paper."""
    bring(program, paper, a_docx("定稿"), "定稿")
    bring(program, paper, a_pdf())
    for step in ("起草", "审核", "签发", "用印"):
        told = {"step": step, "person": "赵宁", "at": "2026年3月16日", "opinion": "同意"}
        assert program.post(f"{paper}/steps", json=told).status_code == 201
    post(archivist, "gathering")
    services.filing.add([an_item("listed")])
    services.filing.set_rules(FIRST_UNIT, RULES)
    ours, listed = services.filing.items(FIRST_UNIT, 2026)
    codes: dict[str, Any] = {
        ours.id: (1, "Z109-WS·2026·Y-0001"),
        listed.id: (2, "Z109-WS·2026·Y-0002"),
    }
    services.filing.confirm(FIRST_UNIT, codes, "林晓", services.clock())
    return services


def make(services: Services, target: Path, stage: Stage = Stage.HANDOVER) -> packaging.Package:  # noqa: F811
    target.mkdir(exist_ok=True)
    return make_package(services, FIRST_UNIT, stage, 2026, target)


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def failed(checks: tuple[Check, ...]) -> list[str]:
    return [check.code for check in checks if check.result is Result.FAILED]


def test_an_item_lies_in_order_with_its_metadata(filed: Services, tmp_path: Path):
    made = make(filed, tmp_path / "out")
    assert made.folder.name == "Z109_2026_移交"
    held = files(made.folder)
    ours = sorted(name.removeprefix(f"{FOLDER}/{CODE}_") for name in held if name.startswith(FOLDER))
    assert ours == [
        "01_正本.pdf",
        "02_定稿.docx",
        "03_复制件.docx",
        "04_内容数据.json",
        "05_清单.json",
        "元数据.xml",
    ]
    assert held[f"{FOLDER}/{CODE}_01_正本.pdf"] == a_pdf()
    told = etree.fromstring(held[f"{FOLDER}/{CODE}_元数据.xml"])
    said = {each.get("编码"): each.get("值") or each.text for each in told.iter() if each.get("编码")}
    assert (said["M8"], said["M22"], said["M33"], said["M45"]) == (
        "Z109-WS·2026·Y-0001",
        TITLE,
        "20260316",
        "正本",
    )
    assert [each.findtext("业务行为") for each in told.iter("业务实体")] == ["起草", "审核", "签发", "用印"]
    assert (made.folder / "其他").is_dir()


def test_the_catalogue_and_the_digests_tell_of_every_item_and_file(filed: Services, tmp_path: Path):
    folder = make(filed, tmp_path / "out").folder
    held = files(folder)
    rows = etree.fromstring(held["文件目录.XML"])
    assert [[row.findtext("档号"), row.findtext("电子档案名称"), row.findtext("备注")] for row in rows] == [
        ["Z109-WS·2026·Y-0001", FOLDER, ""],
        ["Z109-WS·2026·Y-0002", "", "只有纸质件"],
    ]
    summed = {line.split("  ", 2)[2]: line[:64] for line in held.pop("摘要.txt").decode().splitlines()}
    assert summed == {name: hashlib.sha256(content).hexdigest() for name, content in held.items()}


def test_the_same_year_gives_the_same_bytes(filed: Services, tmp_path: Path):
    first, second = (files(make(filed, tmp_path / name).folder) for name in ("a", "b"))
    assert first == second
    assert set(files(make(filed, tmp_path / "a", Stage.FILING).folder)) == set(first)


def test_the_report_passes_what_a_program_can_judge_and_names_the_rest(filed: Services, tmp_path: Path):
    made = make(filed, tmp_path / "out")
    assert failed(made.checks) == []
    by_hand = [check for check in made.checks if check.result is Result.BY_HAND]
    assert by_hand
    assert all(check.told for check in by_hand)
    kept = json.loads((made.folder / "四性检测报告.json").read_text("utf-8"))
    assert [each["result"] for each in kept] == [check.result for check in made.checks]


def test_what_lacks_fails(filed: Services, program: FlaskClient, paper: str, tmp_path: Path):  # noqa: F811
    (original,) = (
        each for each in filed.originals.of([paper.rpartition("/")[2]]).popitem()[1] if each.kind == "sealed"
    )
    page = post_withdrawal(filed, original.id, paper)
    assert page.status_code == 303
    other = {"paper_type": "issuing_notice", "content": {"campaign": {}, "paper": {"title": "没有列入的"}}}
    assert program.post("/api/v1/documents", json=other).status_code == 201
    made = make(filed, tmp_path / "out")
    assert failed(made.checks) == ["2-7", "2-9"]
    (check,) = (each for each in made.checks if each.code == "2-7")
    assert "缺正本" in check.told


def post_withdrawal(services: Services, id: str, paper: str) -> Any:  # noqa: F811
    from tests.fakes import signed_in_client

    page = paper.replace("/api/v1/documents", "/issued")
    client = signed_in_client(services, "everybody")
    return client.post(f"{page}/originals/{id}/withdrawal", data={"reason": "扫错了"})


def a_checked(services: Services, **changes: Any) -> Checked:  # noqa: F811
    rules = services.filing.rules(FIRST_UNIT)
    packed = [pack(services, rules, "本单位", item) for item in items_of(services, FIRST_UNIT, 2026)]
    parts = parts_of(Stage.FILING, "本单位", rules, 2026, packed)
    return Checked(**{"year": 2026, "packed": packed, "parts": parts, "planned": parts, **changes})


def test_every_damage_of_a_package_is_found(filed: Services):
    sound = a_checked(filed)
    assert failed(four_checks(sound)) == []
    sealed = f"{FOLDER}/{CODE}_01_正本.pdf"

    def codes(**changed: bytes | None) -> list[str]:
        parts = {name: part for name, part in {**sound.parts, **changed}.items() if part is not None}
        return failed(four_checks(a_checked(filed, parts=parts)))

    flipped = a_pdf()[:-3] + b"x" + a_pdf()[-2:]
    assert codes(**{sealed: flipped}) == ["1-1", "1-11", "1-14"]
    assert {"1-1", "1-10", "2-1、2-2", "3-3、3-4、3-8"} <= set(codes(**{sealed: None}))
    assert {"2-1、2-2", "4-3"} <= set(codes(**{"别的.exe": b"MZ"}))
    assert "1-12、1-13" in codes(**{"文件目录.XML": b"<a>"})
    assert "1-12、1-13" in codes(**{"说明文件.TXT": None})
    assert "3-1" in codes(**{f"{FOLDER}/{CODE}_元数据.xml": b"<a>"})
    assert failed(four_checks(a_checked(filed, log_broken="日志第3行被改动过"))) == ["4-7"]


def test_an_item_without_its_code_is_not_packed(services: Services, tmp_path: Path):  # noqa: F811
    with pytest.raises(NotReady, match="还没有整理"):
        make(services, tmp_path)
    services.filing.add([an_item("a")])
    with pytest.raises(NotReady, match="还没有编定档号"):
        make(services, tmp_path)
    assert list(tmp_path.glob("*移交*")) == []


def test_a_damaged_file_stops_the_package_and_leaves_none(filed: Services, tmp_path: Path):
    digest = hashlib.sha256(a_pdf()).hexdigest()
    path = filed.settings.data / "files" / digest[:2] / digest[2:]
    path.chmod(0o600)
    path.write_bytes(b"%PDF-1.7 other")
    with pytest.raises(FileDamaged):
        make(filed, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("place", range(0, 11, 2))
def test_a_full_disk_leaves_nothing(
    filed: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
):
    stop_at(monkeypatch, place, OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(StorageFailed, match="没有留下半份"):
        make(filed, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


class Killed(BaseException):
    """Stands for a kill: nobody tidies up after it."""


@pytest.mark.parametrize("place", range(0, 11, 2))
def test_after_a_kill_nothing_bears_the_package_s_name_and_the_next_one_is_whole(
    filed: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
):
    whole = files(make(filed, tmp_path / "sound").folder)
    with monkeypatch.context() as patch:
        stop_at(patch, place, Killed())
        with pytest.raises(Killed):
            make(filed, tmp_path / "out")
    assert all(path.name.startswith(".未完成-") for path in (tmp_path / "out").iterdir())
    assert files(make(filed, tmp_path / "out").folder) == whole
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["Z109_2026_移交"]


def stop_at(patch: pytest.MonkeyPatch, place: int, error: BaseException) -> None:
    """Have the file at a place be written by half, and then the error come."""
    written, count = packaging._put, [0]

    def put(path: Path, content: bytes) -> None:
        if count[0] == place:
            written(path, content[: len(content) // 2])
            raise error
        count[0] += 1
        written(path, content)

    patch.setattr(packaging, "_put", put)


def test_a_package_that_is_there_is_not_written_over(filed: Services, tmp_path: Path):
    folder = make(filed, tmp_path / "out").folder
    before = files(folder)
    with pytest.raises(NotReady, match="不会覆盖"):
        make(filed, tmp_path / "out")
    assert files(folder) == before


def test_the_command_packs_and_tells_the_report(
    filed: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("service.assembly.open_services", lambda settings: filed)
    arguments = ["package", "--stage", "移交", "--year", "2026", "-o", str(tmp_path)]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "Z109_2026_移交：2件" in said
    assert "待人工　安全性 4-1、4-2" in said
    assert (tmp_path / "Z109_2026_移交" / "四性检测报告.csv").is_file()
    (row,) = filed.log.find(Sought({FIRST_UNIT}, Act.FILED, words="移交"))
    assert row.entry.details["items"] == 2
    assert main(arguments) != 0
    assert "不会覆盖" in capsys.readouterr().err
    assert main([*arguments, "--unit", "没有这个"]) == 64
    assert main(["package", "--stage", "别的", "--year", "2026"]) == 64
    assert main(["package", "--stage", "移交", "--year", "2026", "-o", str(tmp_path / "none")]) == 64
