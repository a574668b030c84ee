from __future__ import annotations

from pathlib import Path

import pytest

from service.office import installation
from service.office.installation import LibreOffice, find_libreoffice, pdf_problem
from service.settings import Settings

FONTS_CONF = Settings.from_environment({}).fonts_conf


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a LibreOffice without Writer, which a link on PATH leads to."""
    folder = tmp_path / "opt" / "program"
    registry = tmp_path / "opt" / "share" / "registry"
    for each in (folder, registry, tmp_path / "bin"):
        each.mkdir(parents=True)
    (folder / "soffice").write_text("#!/bin/sh\n")
    (folder / "soffice").chmod(0o755)
    (tmp_path / "bin" / "soffice").symlink_to(folder / "soffice")
    (registry / "main.xcd").write_text(
        '<prop oor:name="ooSetupVersionAboutBox"><value>24.8.1.2</value></prop>', encoding="utf-8"
    )
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(installation, "_UNO_PLACES", ())
    monkeypatch.setattr(installation.sys, "path", [])
    find_libreoffice.cache_clear()
    yield folder
    find_libreoffice.cache_clear()


def test_it_works_after_the_setup() -> None:
    office = find_libreoffice()
    assert office.soffice is not None
    assert office.writer
    assert office.missing_packages() == ()
    assert pdf_problem(FONTS_CONF) == ""


def test_the_version_is_read_without_starting_it(program: Path) -> None:
    office = find_libreoffice()
    assert (office.soffice, office.version) == (program / "soffice", "24.8.1.2")


def test_what_is_missing_is_named_by_its_package(program: Path) -> None:
    assert find_libreoffice().missing_packages() == ("libreoffice-writer-nogui", "python3-uno")
    (program / "libswlo.so").write_bytes(b"")
    (program / "uno.py").write_text("")
    find_libreoffice.cache_clear()
    assert find_libreoffice().missing_packages() == ()


def test_pdf_is_off_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = LibreOffice(None, "", writer=False, uno=None)
    monkeypatch.setattr(installation, "find_libreoffice", lambda: absent)
    assert "apt-get install libreoffice-writer-nogui python3-uno" in pdf_problem(FONTS_CONF)


def test_pdf_is_off_without_fonts(tmp_path: Path) -> None:
    assert "仿宋_GB2312" in pdf_problem(tmp_path / "fonts.conf")
