from __future__ import annotations

import dataclasses
import json
import tomllib
from pathlib import Path

from service.layout.profile import FAMILIES
from service.office.fonts import font_set
from service.office.toolchain import package_versions, service_version, toolchain
from service.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
FONTS_CONF = Settings.from_environment({}).fonts_conf


def test_it_names_everything_that_can_change_a_byte() -> None:
    tools = toolchain(FONTS_CONF)
    values = json.loads(json.dumps(tools.as_json()))
    assert values["service"] == tools.service
    assert {"deflate", "docxtpl", "rjieba", "fonttools", "pikepdf"} <= {*values["libraries"]}
    assert set(values["fonts"]) == set(FAMILIES)
    assert all(len(digest) == 64 for digests in values["fonts"].values() for digest in digests)
    assert all(values["fonts"].values())
    assert values["libreoffice"]
    fonts = font_set(FONTS_CONF)
    assert set(values["substitutes"]) == {n for n in values["fonts"] if fonts.served(n).substituted}
    assert all(values["substitutes"][n] == fonts.served(n).served_by for n in values["substitutes"])


def test_the_digest_changes_with_each_part() -> None:
    tools = toolchain(FONTS_CONF)
    others = [
        dataclasses.replace(tools, service="x"),
        dataclasses.replace(tools, python="x"),
        dataclasses.replace(tools, machine="x"),
        dataclasses.replace(tools, libreoffice="x"),
        dataclasses.replace(tools, libraries={**tools.libraries, "lxml": "x"}),
        dataclasses.replace(tools, system={**tools.system, "libharfbuzz0b": "x"}),
        dataclasses.replace(tools, fonts={**tools.fonts, "黑体": ("x",)}),
        dataclasses.replace(tools, substitutes={"黑体": "x"}),
    ]
    assert len({tools.digest, *(each.digest for each in others)}) == 1 + len(others)
    assert toolchain(FONTS_CONF).digest == tools.digest


def test_without_fonts_it_says_so(tmp_path: Path) -> None:
    tools = toolchain(tmp_path / "fonts.conf")
    assert set(tools.fonts.values()) == {()}


def test_the_version_is_the_project_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert service_version() == project["version"]


def test_a_package_that_is_not_installed_is_left_out() -> None:
    assert set(package_versions("python3-uno", "no-such-package-of-debian")) == {"python3-uno"}
