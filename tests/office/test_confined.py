from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from service.office import confined
from service.office.confined import Failed, Limits, OverLimit, run_confined

LIMITS = Limits(processor_s=2, wall_s=20, memory_bytes=300_000_000)


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write a module that the process can find, and return its name."""

    def write(source: str) -> str:
        (tmp_path / "confined_probe.py").write_text(source, "utf-8")
        return "confined_probe"

    monkeypatch.setattr(confined, "_ROOT", tmp_path)
    (tmp_path / "service").symlink_to(Path(confined.__file__).parents[1])
    return write


def run(name: str, data: bytes = b"", limits: Limits = LIMITS) -> bytes:
    return run_confined(name, ["argument"], data, limits, "/usr/bin:/bin")


def test_it_returns_what_the_module_writes(module):
    name = module("import sys; sys.stdout.write(sys.argv[1] + sys.stdin.read())")
    assert run(name, b" and input") == b"argument and input"


def test_an_error_says_what_the_module_said(module):
    with pytest.raises(Failed, match="no good"):
        run(module("import sys; sys.exit('no good')"))


def test_processor_time_is_limited(module):
    with pytest.raises(OverLimit):
        run(module("while True: pass"), limits=Limits(1, 60, 300_000_000))


def test_waiting_is_limited_and_whoever_it_started_dies_too(module):
    with pytest.raises(OverLimit):
        run(module("import subprocess; subprocess.run(['sleep', '98765'])"), limits=Limits(5, 2, 300_000_000))
    deadline = time.monotonic() + 10
    while _sleepers() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _sleepers() == []


def _sleepers() -> list[Path]:
    return [each for each in Path("/proc").glob("[0-9]*/cmdline") if _reads(each) == b"sleep\x0098765\0"]


def _reads(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_memory_is_limited(module):
    with pytest.raises(Failed, match="MemoryError"):
        run(module("bytearray(400_000_000)"))


def test_no_file_is_written(module, tmp_path: Path):
    with pytest.raises((Failed, OverLimit)):
        run(module("f = open('left', 'wb'); f.write(b'x'); f.flush()"))
    assert not (tmp_path / "left").exists() or (tmp_path / "left").stat().st_size == 0


def test_nothing_of_our_environment_is_told(module, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHENGWEN_SECRET", "x")
    assert b"CHENGWEN_SECRET" in os.environb
    assert b"SECRET" not in run(module("import os; print(sorted(os.environ))"))
