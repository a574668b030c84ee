"""``kill -9`` of a run that makes a year's papers again: what was found stays, the next run does the rest."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.archive.verifying import Kept, verify
from service.assembly import open_services
from service.generation import generate
from service.request import read_request
from service.services import Services
from service.settings import Settings
from service.storage.person import FIRST_UNIT
from service.storage.regenerations import Regenerations, Result

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples/yingkou/issuing_notice.json"
COUNT = 12
PATIENCE_S = 60


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Without fonts, hence without PDF."""
    settings = {"DATA": tmp_path / "var", "ROOT": ROOT, "FONTS_CONF": tmp_path / "none/fonts.conf"}
    return {f"CHENGWEN_{name}": str(value) for name, value in settings.items()}


@pytest.fixture
def services(environ: dict[str, str]) -> Iterator[Services]:
    services = open_services(Settings.from_environment(environ))
    yield services
    services.database.close()


def issue_some(services: Services) -> list[str]:
    asked = read_request(SAMPLE.read_bytes())
    ids = []
    for number in range(1, COUNT + 1):
        paper = asked.content["paper"] | {
            "title": f"关于印发第{number}号方案的通知",
            "document_number": f"滨海发〔2026〕{number}号",
        }
        content = asked.content | {"paper": paper}
        ids.append(generate(replace(asked, content=content, formats=("docx",)), services, FIRST_UNIT).id)
    return ids


def run(environ: dict[str, str], year: int, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "service", "regenerate", "--year", str(year), *options]
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_a_killed_run_is_taken_up_again(services: Services, environ: dict[str, str]):
    ids, kept = issue_some(services), Kept(services.database, services.files)
    year, found = services.clock().year, Regenerations(services.database)
    before = {path: path.read_bytes() for path in services.files.folder.rglob("*") if path.is_file()}
    process = run(environ, year)
    deadline = time.monotonic() + PATIENCE_S
    while not any(found.of(id) for id in ids):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    made = [id for id in ids if found.of(id)]
    assert len(made) > 0
    again = run(environ, year, "--json")
    out, _ = again.communicate()
    assert again.returncode == 0
    told = [json.loads(line) for line in out.decode().splitlines()]
    assert sorted(each["record"] for each in told) == sorted(set(ids) - set(made))
    assert [len(found.of(id)) for id in ids] == [1] * COUNT
    assert {found.of(id)[0].result for id in ids} == {Result.IDENTICAL}
    assert {path: path.read_bytes() for path in services.files.folder.rglob("*") if path.is_file()} == before
    assert [damage for damages in verify(kept) for damage in damages] == []
