"""The set-up: pinned requirements, the fonts it makes, and what it says where it may not install."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from scripts import make_fonts
from scripts.truetype import to_truetype
from tests.small_fonts import make_font

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-test.txt")


def pins(lock: str) -> dict[str, tuple[str, list[str]]]:
    """The pinned version and the hashes of each package in a lock file, by normalised name."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)==(\S+)(?: ;.*?)?((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*$", line)
        assert match, f"not a pinned and hashed requirement: {line}"
        found[match[1].lower().replace("_", "-")] = (match[2], match[3].split())
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "//" not in text
    assert not re.search(r"^\s*--(?!hash)", text, re.MULTILINE)
    assert not re.search(r"--(?:extra-)?index-url|--find-links|--trusted-host", text)


def test_the_locks_pin_all_that_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {*project["dependencies"], "setuptools"} <= pins("requirements.txt").keys()
    assert set(project["optional-dependencies"]["test"]) <= pins("requirements-test.txt").keys()


def test_tests_run_with_the_versions_that_serve() -> None:
    serving = pins("requirements.txt")
    assert serving.items() <= pins("requirements-test.txt").items()


def test_compiled_packages_have_hashes_for_both_architectures() -> None:
    """A wheel for x86_64, one for aarch64, the source; the installed wheel tells which are compiled."""
    compiled = {
        name: hashes
        for name, (_, hashes) in pins("requirements.txt").items()
        if "Root-Is-Purelib: false" in (metadata.distribution(name).read_text("WHEEL") or "")
    }
    assert {"lxml", "pikepdf"} <= compiled.keys()
    assert {name: len(hashes) for name, hashes in compiled.items() if len(hashes) < 3} == {}


# -- fonts -----------------------------------------------------------------------------------------


def test_a_converted_font_is_truetype_and_keeps_its_measures(tmp_path: Path) -> None:
    source = make_font(tmp_path / "Cubic-Bold.otf", "Cubic", "公文", cff=True)
    to_truetype(source, tmp_path / "out.ttf", "Chengwen Test")
    with TTFont(source) as before, TTFont(tmp_path / "out.ttf") as after:
        assert "glyf" in after
        assert not {"CFF ", "CFF2", "VORG"} & set(after.keys())
        assert after.sfntVersion == "\x00\x01\x00\x00"
        widths = [
            {name: width for name, (width, _) in font["hmtx"].metrics.items()} for font in (before, after)
        ]
        assert widths[0] == widths[1]
        assert after.getBestCmap() == before.getBestCmap()
        assert after["name"].getBestFamilyName() == "Chengwen Test"
        assert after["name"].getDebugName(6) == "ChengwenTest"
        assert "Cubic-Bold.otf" in after["name"].getDebugName(10)
        assert after["OS/2"].usWeightClass == 400
        pen = BoundsPen(None)
        after.getGlyphSet()["uni516C"].draw(pen)
        assert pen.bounds == pytest.approx((100, 0, 900, 850), abs=1)


def test_converting_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    source = make_font(tmp_path / "cubic.otf", "Cubic", "公文处理", cff=True)
    command = "import sys; from pathlib import Path; from scripts.truetype import to_truetype; "
    command += "to_truetype(Path(sys.argv[1]), Path(sys.argv[2]), 'Chengwen Test')"
    to_truetype(source, tmp_path / "here.ttf", "Chengwen Test")
    elsewhere = [sys.executable, "-c", command, source, tmp_path / "elsewhere.ttf"]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"}
    subprocess.run(elsewhere, cwd=ROOT, env=environment, check=True)
    assert (tmp_path / "here.ttf").read_bytes() == (tmp_path / "elsewhere.ttf").read_bytes()


def test_a_stop_half_way_leaves_nothing_that_is_taken_for_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(families: dict[Path, str], target: Path) -> None:
        (target / "ChengwenFang.ttf").write_bytes(b"half")
        raise KeyboardInterrupt

    def finish(families: dict[Path, str], target: Path) -> None:
        for family in families.values():
            (target / f"{family}.ttf").write_bytes(b"whole")

    monkeypatch.setattr(make_fonts, "_gather", lambda unpacked, target: None)
    monkeypatch.setattr(make_fonts, "convert_all", stop)
    with pytest.raises(KeyboardInterrupt):
        make_fonts.converted_fonts(tmp_path)
    assert not (tmp_path / make_fonts.cache_key()).exists()

    monkeypatch.setattr(make_fonts, "convert_all", finish)
    folder = make_fonts.converted_fonts(tmp_path)
    assert sorted(path.read_bytes() for path in folder.glob("*.ttf")) == [b"whole"] * 5
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [folder]


def test_fonts_are_taken_from_the_cache_the_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / make_fonts.cache_key()).mkdir()
    monkeypatch.setattr(make_fonts, "_gather", lambda unpacked, target: pytest.fail("downloads again"))
    assert make_fonts.converted_fonts(tmp_path) == tmp_path / make_fonts.cache_key()


def test_a_font_of_another_release_is_refused(tmp_path: Path) -> None:
    font = make_font(tmp_path / "FandolFang-Regular.otf", "FandolFang", cff=True)
    with pytest.raises(make_fonts.FontsError, match=r"FandolFang-Regular\.otf"):
        make_fonts.check_digest(font)


def test_the_checkout_s_fontconfig_file_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached = tmp_path / "cached"
    make_font(cached / "ChengwenHei.ttf", "Chengwen Hei")
    conf = make_fonts.install(cached, tmp_path)
    assert conf.is_file()
    assert (conf.parent / "ChengwenHei.ttf").is_file()

    (cached / "zz-unreadable.ttf").symlink_to(tmp_path / "absent")
    with pytest.raises(FileNotFoundError):
        make_fonts.install(cached, tmp_path)
    assert not conf.exists()


# -- where it may not install ----------------------------------------------------------------------


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """The environment of a plain user on a machine where no Debian package is installed."""
    programs = {"dpkg-query": "exit 1", "id": "echo 1000", "sudo": "exit 1", "apt-get": "exit 100"}
    for name, body in programs.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{body}\n")
        program.chmod(0o755)
    return {**os.environ, "PATH": f"{tmp_path}:/usr/bin:/bin"}


def test_missing_packages_are_named(bare: dict[str, str]) -> None:
    check = [ROOT / "scripts" / "setup", "--check"]
    outcome = subprocess.run(check, env=bare, capture_output=True, text=True, check=False)
    assert outcome.returncode == 1
    for package in (
        "libreoffice-writer-nogui",
        "libreoffice-calc-nogui",
        "python3-uno",
        "poppler-utils",
        "fonts-arphic-uming",
        "pandoc",
    ):
        assert package in outcome.stdout
    assert "PDF 功能关闭" in outcome.stdout
    assert "docx" in outcome.stdout


@pytest.mark.skipif(not (ROOT / ".venv" / "setup-run").exists(), reason="before make setup it would install")
def test_without_root_it_goes_on_and_says_what_is_missing(bare: dict[str, str]) -> None:
    outcome = subprocess.run(
        [ROOT / "scripts" / "setup"], env=bare, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stderr
    assert "缺少系统软件包：libreoffice-writer-nogui libreoffice-calc-nogui python3-uno" in outcome.stdout
    assert "PDF 功能关闭" in outcome.stdout


def test_nothing_is_missing_after_the_setup() -> None:
    check = [ROOT / "scripts" / "setup", "--check"]
    outcome = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stdout) == (0, "系统软件包齐全。\n")


def test_the_two_commands_come_first_and_ci_runs_the_second() -> None:
    commands = re.search(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert commands is not None
    run, test = (line.partition("#")[0].strip() for line in commands[1].splitlines())
    assert (run, test) == ("make run", "make test")
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == f"exec {test}"


def test_an_unknown_option_is_answered_with_the_usage() -> None:
    outcome = subprocess.run(
        [ROOT / "scripts" / "setup", "--tset"], capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 64
    assert "--test" in outcome.stderr


def test_help_lists_every_command_for_users() -> None:
    listing = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^  make (\w+) +\S", listing, re.MULTILINE)
    assert {"run", "test", "samples", "bench", "check", "templates", "clean", "help"} <= set(commands)
