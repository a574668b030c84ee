"""Finding and starting LibreOffice; what it does when it runs is in test_server."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from service.errors import ConverterMissing
from service.office import process
from service.office.process import Crashed, Hung, LibreOffice, find_soffice, start_libreoffice
from tests.office.processes import members, wait_for

_BRIDGE = str(Path(process.__file__).with_name("bridge.py"))


def _fails(office: LibreOffice, error: type[Exception], start_s: float = 20.0) -> str:
    try:
        with pytest.raises(error) as caught:
            office.wait_until_ready(start_s)
    finally:
        office.kill()
        office.kill()
    assert wait_for(lambda: not members({office.group}))
    assert not office.folder.exists()
    return str(caught.value)


def test_names_the_package_when_libreoffice_is_not_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fonts_conf: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(process, "_PROGRAM_FOLDERS", ())
    with pytest.raises(ConverterMissing, match="apt install libreoffice-writer-nogui"):
        start_libreoffice(tmp_path, fonts_conf)


def test_libreoffice_without_writer_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("soffice", "soffice.bin"):
        (tmp_path / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(process, "_PROGRAM_FOLDERS", ())
    with pytest.raises(ConverterMissing):
        find_soffice()
    (tmp_path / "libswlo.so").touch()
    assert find_soffice() == tmp_path / "soffice.bin"


def test_names_the_package_when_the_python_has_no_uno(tmp_path: Path, fonts_conf: Path) -> None:
    """A Python that is told to skip its site folders stands for a system without python3-uno."""
    office = LibreOffice([sys.executable, "-I", "-S", _BRIDGE, "/bin/false"], tmp_path, fonts_conf)
    assert "apt install python3-uno" in _fails(office, ConverterMissing)


def test_names_the_package_when_there_is_no_system_python(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fonts_conf: Path
) -> None:
    monkeypatch.setattr(process, "find_soffice", lambda: tmp_path)
    monkeypatch.setattr(process, "_SYSTEM_PYTHON", tmp_path / "python3")
    with pytest.raises(ConverterMissing, match="python3-uno"):
        start_libreoffice(tmp_path, fonts_conf)


def test_a_libreoffice_that_ends_at_start_is_a_crash(tmp_path: Path, fonts_conf: Path) -> None:
    office = LibreOffice(["/usr/bin/python3", "-I", _BRIDGE, "/bin/false"], tmp_path, fonts_conf)
    assert "ended with 1 at start" in _fails(office, Crashed)


def test_a_libreoffice_that_never_starts_is_a_hang(tmp_path: Path, fonts_conf: Path) -> None:
    sleeper = tmp_path / "sleeper"
    sleeper.write_text("#!/bin/sh\nexec /usr/bin/sleep 600\n")
    sleeper.chmod(0o755)
    office = LibreOffice(["/usr/bin/python3", "-I", _BRIDGE, str(sleeper)], tmp_path, fonts_conf)
    _fails(office, Hung, start_s=0.5)
